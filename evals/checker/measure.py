"""What the checks catch, by class of error, and what they stop although it is right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.checking.checker import Checker
from assistant.withholding import told
from evals.checker.battery import ALL_RIGHT, Item, claim_of

NO_QUOTATION = "quotation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one item; `check` is the check that stopped it, empty where none did."""

    item: Item
    check: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One class: how many items, and how many of them were stopped; `None` where there is no item."""

    planted: str
    count: int
    stopped: float
    english: float | None
    russian: float | None
    held_out: float | None


def outcomes(items: Iterable[Item], checker: Checker) -> list[Outcome]:
    """Check every item in the language that its claim is in."""
    found = []
    for item in items:
        claim = claim_of(item)
        fault = checker.fault(claim, item.language) if claim is not None else None
        check = NO_QUOTATION if claim is None else fault.check if fault else ""
        found.append(Outcome(item=item, check=check, why=told(fault.why, "en") if fault else ""))
    return found


def rows(found: Sequence[Outcome]) -> list[Row]:
    """One row a class, the claims that are right last."""
    classes = list(dict.fromkeys(outcome.item.planted for outcome in found))
    classes.sort(key=lambda name: name in ALL_RIGHT)
    return [
        Row(
            planted=name,
            count=len(of),
            stopped=_share(of) or 0.0,
            english=_share([outcome for outcome in of if outcome.item.language == "en"]),
            russian=_share([outcome for outcome in of if outcome.item.language == "ru"]),
            held_out=_share([outcome for outcome in of if outcome.item.held_out]),
        )
        for name in classes
        for of in [[outcome for outcome in found if outcome.item.planted == name]]
    ]


def _share(of: Sequence[Outcome]) -> float | None:
    return sum(bool(outcome.check) for outcome in of) / len(of) if of else None


def table(found: Sequence[Row]) -> str:
    """The rows as Markdown."""
    lines = ["| planted | n | stopped | English | Russian | held out |", "|---|---|---|---|---|---|"]
    for row in found:
        cells = [row.planted, str(row.count), *map(_cell, (row.stopped, row.english, row.russian, row.held_out))]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(value: float | None) -> str:
    return "—" if value is None else f"{100 * value:.0f} %"
