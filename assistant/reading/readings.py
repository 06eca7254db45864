"""Case facts of one turn laid over those of the turns before it."""

from dataclasses import replace

from assistant.reading.frame import Frame
from assistant.types import CaseFacts, FactRead, Offer


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


def with_read(frame: Frame, offers: tuple[Offer, ...]) -> Frame:
    """The frame with what a model read from its turn, where the words left it open; `offers` are of the turn's answer."""
    read = dict(offer.text.split("=", 1) for offer in offers if offer.kind == "read")
    if not read:
        return frame
    origin = frame.origin or read.get("state_of_origin")
    requested = frame.requested or read.get("requested_state")
    kinds = frame.kinds or ((read["kind"],) if "kind" in read else ())
    return replace(
        frame,
        origin=origin,
        requested=requested,
        kinds=kinds,
        case=(frame.case[0] or origin, frame.case[1] or requested, frame.case[2] or (kinds[0] if kinds else None)),
    )
