"""The labelled answers of evals/labelled, which the graders are tested with."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

LABELLED = Path(__file__).parent / "labelled"
LANGUAGES = {"english": "en", "russian": "ru"}


class _Item(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    source: str
    right: Annotated[tuple[str, ...], Field(min_length=1)]
    planted: dict[str, str]
    point: Annotated[tuple[str, ...], Field(min_length=1)]
    unsaid: frozenset[str]
    never: tuple[str, ...] = ()
    forbidden: frozenset[str] = frozenset()

    @model_validator(mode="after")
    def labels_are_of_planted_errors(self) -> "_Item":
        if not (self.unsaid | self.forbidden) <= self.planted.keys() or bool(self.never) != bool(self.forbidden):
            raise ValueError(f"{self.id}: a label names an error that is not planted")
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A source, claims that say what it says, and one claim for each class of error planted.

    `point` is said by the source; `unsaid` are the errors after which a claim no longer says it. `never` must not be
    said; `forbidden` are the errors that say it.
    """

    id: str
    language: str
    source: str
    right: tuple[str, ...]
    planted: Mapping[str, str]
    point: tuple[str, ...]
    unsaid: frozenset[str]
    never: tuple[str, ...]
    forbidden: frozenset[str]


@cache
def labelled(folder: Path = LABELLED) -> tuple[Labelled, ...]:
    """Every item, English first."""
    return tuple(
        Labelled(language=language, **item.model_dump())
        for name, language in LANGUAGES.items()
        for item in TypeAdapter(tuple[_Item, ...]).validate_python(
            yaml.safe_load((folder / f"{name}.yaml").read_text(encoding="utf-8"))
        )
    )
