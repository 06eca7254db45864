"""Answers to a memo: which paragraph says what, on which authority, and where each authority is used."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from assistant.framing import labels_of
from assistant.memo_parts import (
    APART,
    GROUPS,
    AnswerObject,
    Authority,
    Block,
    Cell,
    Grid,
    Heading,
    Mark,
    Memo,
    Paragraph,
    Piece,
    Words,
    day,
    numbers,
)
from assistant.render import MARKS, VERDICTS
from corpus.types import DECISION_KINDS, Passage, Standing

AGAINST = frozenset().union(
    *map(
        labels_of,
        (
            "refusal-grounds",
            "public-policy",
            "service",
            "fraud",
            "conflicting-decisions",
            "jurisdiction-of-origin",
            "exclusive-jurisdiction",
        ),
    )
)
"""Topics of what the other side will raise."""

PAPERS_AND_LIMITS = frozenset().union(*map(labels_of, ("documents", "translation-legalisation", "limitation")))
FACTS: Mapping[str, str] = {
    "state_of_origin": "State of origin",
    "requested_state": "requested State",
    "kind": "kind of decision",
    "begun": "proceedings begun",
    "given": "given",
    "final": "final",
    "served": "defendant served",
    "default": "by default",
    "money": "for money",
    "debtor": "debtor",
    "assets": "assets",
    "sanctions": "sanctions",
    "amount": "amount",
}


def memo_of(
    answers: Sequence[AnswerObject], passages: Mapping[str, Passage], states: Mapping[str, str], written: date
) -> Memo:
    """The memo of an answer or of a conversation.

    Args:
        answers: one or more, in the order in which they were given.
        passages: by id; for what a route, a conflict or a table names and no claim cites.
        states: names by code.
        written: the date on the memo.
    """
    pen = _Pen(answers, passages, states)
    for at, answer in enumerate(answers, 1):
        pen.write(answer, f"Question {at}" if len(answers) > 1 else "Question")
    title = "Memorandum on foreign judgments and awards"
    return Memo(
        title=title,
        dated=day(written.isoformat()),
        blocks=tuple(pen.blocks),
        authorities=pen.authorities(),
        closing=tuple(_closing(answers)),
    )


def _closing(answers: Sequence[AnswerObject]) -> Iterable[str]:
    yield from dict.fromkeys(answer["notice"] for answer in answers if answer["notice"])
    yield "Law as of " + ", ".join(dict.fromkeys(day(answer["as_of"]) for answer in answers)) + "."
    builds = ", ".join(dict.fromkeys(answer["corpus"] for answer in answers))
    ids = ", ".join(dict.fromkeys(answer["id"] for answer in answers))
    yield f"Corpus build {builds}; answer {ids}."


class _Pen:
    """Writes blocks one after the other and remembers where each authority was used."""

    def __init__(
        self, answers: Sequence[AnswerObject], passages: Mapping[str, Passage], states: Mapping[str, str]
    ) -> None:
        self.blocks: list[Block] = []
        self._numbers = numbers(answers)
        self._cited = {c["passage_id"]: c for a in answers for claim in a["claims"] for c in claim["citations"]}
        self._passages = passages
        self._states = states
        self._used: dict[int, dict[int, None]] = {}
        self._at = 0

    def write(self, answer: AnswerObject, heading: str) -> None:
        """One question and its answer."""
        self._heading(1, heading)
        self._paragraph(Words(answer["question"]))
        facts = self._facts(answer["case_facts"])
        if facts:
            self._paragraph(Words("Taken as given. ", strong=True), Words(f"{facts}."))
        self._heading(2, "Short answer")
        self._short(answer)
        self._route(answer)
        claims = answer["claims"]
        self._claims("Discussion", [c for c in claims if c["topic"] not in AGAINST | PAPERS_AND_LIMITS])
        self._table(answer)
        self._claims("Counter-arguments", [c for c in claims if c["topic"] in AGAINST])
        self._claims("Documents and time limits", [c for c in claims if c["topic"] in PAPERS_AND_LIMITS])
        if answer["conflicts"]:
            self._heading(2, "Where sources differ")
        for conflict in answer["conflicts"]:
            text = f"{conflict['summary']} {conflict['stands']}".strip()
            self._paragraph(Words(text), *self._marks(conflict["passage_ids"]))
        if answer["withheld"]:
            self._heading(2, "Withheld")
            why = "; ".join(dict.fromkeys(item["why"] for item in answer["withheld"]))
            self._paragraph(Words(f"{len(answer['withheld'])} statement(s) did not pass the check: {why}."))

    def authorities(self) -> tuple[Authority, ...]:
        """Every authority that was used, by number."""
        return tuple(self._authority(id_, number) for id_, number in self._numbers.items())

    def _heading(self, level: int, text: str) -> None:
        self.blocks.append(Heading(level, text))

    def _paragraph(self, *pieces: Piece) -> None:
        self._at += 1
        self._note(pieces)
        self.blocks.append(Paragraph(self._at, pieces))

    def _grid(self, columns: Sequence[str], rows: Iterable[tuple[Cell, ...]]) -> None:
        laid = tuple(rows)
        for row in laid:
            for cell in row:
                self._note(cell)
        self.blocks.append(Grid(tuple(columns), laid))

    def _note(self, pieces: Iterable[Piece]) -> None:
        for piece in pieces:
            if isinstance(piece, Mark):
                self._used.setdefault(piece.number, {})[self._at] = None

    def _short(self, answer: AnswerObject) -> None:
        lead, verdict = answer["lead"], VERDICTS.get(answer["verdict"] or "", "").capitalize()
        pieces: list[Piece] = []
        if verdict and not lead.lower().startswith(verdict.lower()):
            pieces.append(Words(f"{verdict}. ", strong=True))
        inside = [claim for claim in answer["claims"] if claim["text"] in lead] or answer["claims"][:1]
        ids = [citation["passage_id"] for claim in inside for citation in claim["citations"]]
        self._paragraph(*pieces, Words(lead), *self._marks(ids))
        for label, items in (
            ("To be settled first", [choice["label"] for choice in answer["choices"]]),
            ("Not in the corpus", answer["missing"]),
            ("Covered", answer["covered"]),
        ):
            if items:
                self._paragraph(Words(f"{label}. ", strong=True), Words("; ".join(items) + "."))

    def _claims(self, heading: str, claims: Sequence[Mapping[str, Any]]) -> None:
        if claims:
            self._heading(2, heading)
        for claim in claims:
            quotes = [c["quote"] for c in claim["citations"] if c["quote"] and claim["text"] not in c["quote"]]
            source = [Words("".join(f" “{quote}”" for quote in dict.fromkeys(quotes)))] if quotes else []
            self._paragraph(
                Words(f"{claim['topic'].capitalize()}. ", strong=True),
                Words(claim["text"]),
                *self._marks(c["passage_id"] for c in claim["citations"]),
                *source,
            )

    def _route(self, answer: AnswerObject) -> None:
        route = answer["route"]
        if not route:
            return
        self._heading(2, "Route")
        origin, requested = (self._states.get(route[key], route[key]) for key in ("origin", "requested"))
        kind = DECISION_KINDS.get(route["kind"], route["kind"])
        self._paragraph(Words(f"From {origin} to {requested}, {kind}, as of {day(answer['as_of'])}:"))
        rows = (
            ((Words(o["instrument"]),), (Words(o["applies"]),), (Words(o["why"]), *self._marks(o["passage_ids"])))
            for o in route["options"]
        )
        self._grid(("Instrument", "Applies", "Why"), rows)
        self._after_route(route, requested)

    def _after_route(self, route: Mapping[str, Any], requested: str) -> None:
        conditions, cases = route.get("conditions", ()), route.get("practice", ())
        if conditions:
            self._paragraph(Words(f"What the law of {requested} asks:"))
            rows = (
                ((Words(c["topic"].capitalize()),), (Words(c["text"]), *self._marks(c["passage_ids"])))
                for c in conditions
            )
            self._grid(("Condition", "What is asked"), rows)
        if cases:
            self._paragraph(Words("What courts did:"))
            self._grid(("Case", "Outcome", "Basis, and what became of it"), (self._case(one) for one in cases))

    def _case(self, one: Mapping[str, Any]) -> tuple[Cell, ...]:
        told = "; ".join(part for part in (one["basis"], one["later"]) if part)
        fallen = () if one["stands"] else (Words(" [overturned]", doubt=True),)
        name = ", ".join(part for part in (one["name"], one["year"]) if part)
        return (Words(name),), (Words(one["outcome"]),), (Words(told), *fallen, *self._marks(one["passage_ids"]))

    def _table(self, answer: AnswerObject) -> None:
        table = answer["table"]
        if not table:
            return
        head = table.get("head") or "State"
        self._heading(2, "Comparison" if head == "State" else "Table")
        self._paragraph(Words(f"{head[:1].upper()}{head[1:]} by {head}, as of {day(answer['as_of'])}:"))
        rows = (
            ((Words(row["state"]),), *((Words(c["text"]), *self._marks(c["passage_ids"])) for c in row["cells"]))
            for row in table["rows"]
        )
        self._grid((f"{head[:1].upper()}{head[1:]}", *(column.capitalize() for column in table["columns"])), rows)

    def _facts(self, facts: Mapping[str, Any]) -> str:
        known = ((FACTS.get(name, name), facts[name]) for name in facts if facts[name] is not None)
        return "; ".join(f"{label}: {self._fact(value)}" for label, value in known)

    def _fact(self, value: object) -> str:
        if isinstance(value, bool):
            return "yes" if value else "no"
        text = str(value)
        return self._states.get(text) or DECISION_KINDS.get(text) or day(text)

    def _marks(self, ids: Iterable[str]) -> tuple[Piece, ...]:
        once = list(dict.fromkeys(ids))
        doubts = dict.fromkeys(MARKS.get(self._standing(id_), "") for id_ in once)
        return (
            *(Mark(self._numbers[id_]) for id_ in once),
            *(Words(f" {word}", doubt=True) for word in doubts if word),
        )

    def _standing(self, id_: str) -> str:
        if id_ in self._cited:
            return str(self._cited[id_]["standing"])
        return self._passages[id_].standing.value if id_ in self._passages else Standing.UNCONFIRMED.value

    def _authority(self, id_: str, number: int) -> Authority:
        used = tuple(self._used.get(number, ()))
        if id_ in self._cited:
            found = self._cited[id_]
            name, title, kind = _named(found["authority"], found["pinpoint"]), found["title"], found["kind"]
            first, last, url = found["valid_from"], found["valid_to"], found["url"]
        elif id_ in self._passages:
            passage = self._passages[id_]
            name, title, kind = _named(passage.authority, passage.pinpoint), passage.heading, passage.kind.value
            first, last = (d.isoformat() if d else None for d in (passage.window.first, passage.window.last))
            url = passage.url
        else:
            name, title, kind, first, last, url = f"passage {id_}", "", "", None, None, ""
        return Authority(
            number=number,
            group=next((group for group, kinds in GROUPS.items() if kind in kinds), APART),
            name=name,
            title="" if title in name else title,
            kind=kind,
            standing=self._standing(id_),
            window=_window(first, last),
            url=url,
            used=used,
        )


def _named(authority: str, pinpoint: str) -> str:
    return ", ".join(part for part in (authority, "" if authority.endswith(pinpoint) else pinpoint) if part)


def _window(first: str | None, last: str | None) -> str:
    parts = (f"from {day(first)}" if first else "", f"to {day(last)}" if last else "")
    return " ".join(part for part in parts if part) or "no dates recorded"
