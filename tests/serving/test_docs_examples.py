"""The examples of docs/api.md, run against a real server; and the description of the API that docs/ publishes."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import httpx
import pytest
from serving_fakes import serving

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
HERE = "http://127.0.0.1:7860"
pytestmark = pytest.mark.filterwarnings("default")


def example(language: str) -> str:
    (code,) = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    assert HERE in code
    return str(code)


def test_the_examples_of_the_docs_work(tools: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving(tools, tmp_path) as (address, keeper):
        exec(example("python").replace(HERE, address), {})
        lead, *citations = capsys.readouterr().out.strip().splitlines()
        assert "three years" in lead and citations
        code = "set -eu\n" + example("sh").replace(HERE, address)
        done = subprocess.run(["bash", "-c", code], capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        assert "# The Dutch case" in done.stdout and "## How long do I have?" in done.stdout
        (talk,) = keeper.conversations.listed("local")
        assert (talk.name, talk.turns) == ("The Dutch case", 2)


def test_the_published_description_is_that_of_the_server(ann: httpx.Client) -> None:
    published = json.loads((ROOT / "docs" / "openapi.json").read_text(encoding="utf-8"))
    assert published == ann.get("/api/v1/openapi.json").json(), "run `make schema`"


def test_the_page_on_the_api_names_every_endpoint() -> None:
    paths = json.loads((ROOT / "docs" / "openapi.json").read_text(encoding="utf-8"))["paths"]
    for path in paths:
        assert path.removeprefix("/api/v1").removesuffix("/restore") in PAGE, path
