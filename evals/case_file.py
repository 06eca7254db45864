"""A case as it is written in YAML: fields, forms, and the JSON Schema that is published of them."""

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from assistant.types import Reason, Status, Verdict
from evals.types import HELPS, MUST_CITE, SETTLES, Kind, Persona, Split


def _several(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _groups(value: Any) -> Any:
    return [_several(item) for item in value] if isinstance(value, list) else value


def _graded(value: Any) -> Any:
    return {"any": _several(value)} if isinstance(value, str | list) else value


TEXT = {"type": "string", "pattern": r"\S"}
TEXTS = {"anyOf": [TEXT, {"type": "array", "items": TEXT}]}
ALTERNATIVES = {"anyOf": [TEXT, {"type": "array", "items": TEXT, "minItems": 1}]}
GRADE = {"enum": [form(grade) for grade in range(HELPS, SETTLES + 1) for form in (int, str)]}
PASSAGE_GRADE = {"enum": [form(grade) for grade in range(SETTLES + 1) for form in (int, str)]}


def _one_or_several(kind: type[Reason] | type[Verdict]) -> dict[str, Any]:
    item = {"enum": [member.value for member in kind]}
    return {"anyOf": [item, {"type": "array", "items": item}]}


Text = Annotated[str, Field(min_length=1, pattern=r"\S")]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_several), WithJsonSchema(TEXTS)]
Turns = Annotated[tuple[Text, ...], Field(min_length=1), BeforeValidator(_several), WithJsonSchema(ALTERNATIVES)]
Alternatives = Annotated[tuple[Text, ...], Field(min_length=1), BeforeValidator(_several)]
Groups = Annotated[
    tuple[Annotated[tuple[Text, ...], Field(min_length=1)], ...],
    BeforeValidator(_groups),
    WithJsonSchema({"type": "array", "items": ALTERNATIVES}),
]
Reasons = Annotated[tuple[Reason, ...], BeforeValidator(_several), WithJsonSchema(_one_or_several(Reason))]
Verdicts = Annotated[tuple[Verdict, ...], BeforeValidator(_several), WithJsonSchema(_one_or_several(Verdict))]
PassageGrade = Annotated[int, Field(ge=0, le=SETTLES), WithJsonSchema(PASSAGE_GRADE)]


class AuthorityFile(BaseModel):
    """An authority as written: its names, or `{any: names, grade: 1 to 3}`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    any: Annotated[Alternatives, WithJsonSchema(ALTERNATIVES)]
    grade: Annotated[int, Field(ge=HELPS, le=SETTLES), WithJsonSchema(GRADE)] = MUST_CITE


class ExpectsFile(BaseModel):
    """`expects:` as written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    status: Status
    reason: Reasons = ()
    verdict: Verdicts = ()
    key_points: Groups = ()
    must_not: Texts = ()
    authorities: tuple[Annotated[AuthorityFile, BeforeValidator(_graded)], ...] = ()
    passages: dict[Text, PassageGrade] = {}


class CaseFile(BaseModel):
    """One case as written; docs/evals.md explains each field."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    kind: Kind
    persona: Persona
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")]
    split: Split
    turns: Turns
    as_of: date | None = None
    expects: ExpectsFile
    topic: str = ""
    states: Texts = ()
    twin: str | None = None
    parity: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")] | None = None
    translations: dict[Annotated[str, Field(pattern=r"^[a-z]{2}$")], Turns] = {}
    written_from: str = ""
    written_by: str = ""
    reviewed_by: str = ""


def schema() -> dict[str, Any]:
    """The JSON Schema of a file of cases; a grade may be a number or, where YAML scalars are read as text, a text."""
    case = CaseFile.model_json_schema(mode="validation")
    definitions = case.pop("$defs")
    authority = definitions["AuthorityFile"]
    definitions["ExpectsFile"]["properties"]["authorities"]["items"] = {"anyOf": [*ALTERNATIVES["anyOf"], authority]}
    del definitions["AuthorityFile"]
    definitions["CaseFile"] = case
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A file of cases for python -m evals",
        "type": "array",
        "items": {"$ref": "#/$defs/CaseFile"},
        "$defs": dict(sorted(definitions.items())),
    }
