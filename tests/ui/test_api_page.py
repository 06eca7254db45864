"""The client of docs/api.md works against a served page."""

import re
from pathlib import Path

import pytest
from page_fakes import Scripted
from page_server import free_port, serving

PAGE = Path(__file__).parents[2] / "docs" / "api.md"
pytestmark = pytest.mark.filterwarnings("default")


def test_the_client_of_the_docs_prints_an_answer_with_its_citations(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert "http://127.0.0.1:7860/" in code
    with serving(Scripted(), free_port()) as address:
        exec(code.replace("http://127.0.0.1:7860/", address), {})
    lead, *citations = capsys.readouterr().out.strip().splitlines()
    assert lead
    assert citations
