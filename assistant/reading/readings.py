"""Case facts of one turn laid over those of the turns before it."""

from dataclasses import replace

from assistant.types import CaseFacts, FactRead


def merged(old: CaseFacts, new: CaseFacts) -> CaseFacts:
    """`old` with every field that `new` knows."""
    known = {name: value for name in CaseFacts.__dataclass_fields__ if (value := getattr(new, name)) is not None}
    return replace(old, **known)


def merged_readings(old: tuple[FactRead, ...], new: tuple[FactRead, ...]) -> tuple[FactRead, ...]:
    """The readings of `old` whose field `new` does not read, then those of `new`."""
    fresh = {fact.field for fact in new}
    return (*(fact for fact in old if fact.field not in fresh), *new)


def of_fields(readings: tuple[FactRead, ...], left_out: tuple[str, ...]) -> tuple[FactRead, ...]:
    """The readings without those of some fields."""
    return tuple(fact for fact in readings if fact.field not in left_out)
