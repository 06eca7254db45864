import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from evals.case_file import CaseFile, schema
from evals.load import CASES

DOCS = Path(__file__).parents[2] / "docs"
VALIDATOR = Draft202012Validator(schema())
CASE: Mapping[str, Any] = {
    "id": "kz-limit-001",
    "kind": "general",
    "persona": "creditor",
    "language": "en",
    "split": "dev",
    "turns": ["How long do I have?"],
    "expects": {"status": "answered", "key_points": [["three years", "3 years"], "force"]},
    "topic": "limitation",
}


def test_the_published_schema_is_that_of_the_types() -> None:
    published = json.loads((DOCS / "case.schema.json").read_text(encoding="utf-8"))
    assert published == schema(), "run `make schema`"
    Draft202012Validator.check_schema(published)


@pytest.mark.parametrize("file", sorted(CASES.glob("*.yaml")), ids=lambda file: file.name)
def test_every_file_of_ours_fits_the_schema(file: Path) -> None:
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    VALIDATOR.validate(_without_empty(yaml.load(file.read_text(encoding="utf-8"), Loader=loader)))


@pytest.mark.parametrize(
    "authority", ["501(3)", ["501(3)", "501 (3)"], {"any": "501(3)"}, {"any": ["501(3)"], "grade": "3"}]
)
def test_an_authority_has_one_name_or_several_and_a_grade(authority: Any) -> None:
    case = {**CASE, "expects": {**CASE["expects"], "authorities": [authority]}}
    VALIDATOR.validate([case])
    (read,) = CaseFile.model_validate(case).expects.authorities
    assert read.any[0] == "501(3)"
    assert read.grade == (3 if isinstance(authority, dict) and "grade" in authority else 2)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "generl"},
        {"turns": []},
        {"turns": " "},
        {"id": "KZ 1"},
        {"expects": {"status": "answerd"}},
        {"expects": {"status": "answered", "reason": "because"}},
        {"expects": {"status": "answered", "authorities": [{"any": "x", "grade": "4"}]}},
        {"expects": {"status": "answered", "authorities": [{"names": "x"}]}},
        {"expects": {"status": "answered", "passages": {"kz/1": "9"}}},
        {"expects": {"status": "answered", "key_points": [[]]}},
        {"parity": "No Group"},
        {"odd": "x"},
    ],
)
def test_schema_and_loader_refuse_the_same(wrong: dict[str, Any]) -> None:
    assert VALIDATOR.is_valid([CASE])
    assert not VALIDATOR.is_valid([{**CASE, **wrong}])
    with pytest.raises(ValueError):
        CaseFile.model_validate({**CASE, **wrong})


def _without_empty(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_empty(item) for item in value]
    if isinstance(value, dict):
        return {key: _without_empty(item) for key, item in value.items() if item not in ("", "~", "null")}
    return value
