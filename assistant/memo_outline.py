"""Answers to a memo: which paragraph says what, on which authority, and where each authority is used."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from assistant.contract import verdict_key
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
    capital,
    day,
    numbers,
)
from corpus.languages import Language
from corpus.types import Passage, Standing

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

DOUBLE_STOP = re.compile(r"\.\.(?=\.?$)")
"""A date that ends in an abbreviation, at the end of a sentence."""

PAPERS_AND_LIMITS = frozenset().union(*map(labels_of, ("documents", "translation-legalisation", "limitation")))


def memo_of(
    answers: Sequence[AnswerObject],
    passages: Mapping[str, Passage],
    states: Mapping[str, str],
    written: date,
    language: Language,
) -> Memo:
    """The memo of an answer or of a conversation.

    Args:
        answers: one or more, in the order in which they were given.
        passages: by id; for what a route, a conflict or a table names and no claim cites.
        states: names by code, in the language of the memo.
        written: the date on the memo.
        language: the one that it is written in, but for what it quotes.
    """
    pen = _Pen(answers, passages, states, language)
    said = language.memo
    for at, answer in enumerate(answers, 1):
        pen.write(answer, said["question_n"].format(n=at) if len(answers) > 1 else said["question"])
    return Memo(
        title=said["title"],
        written=written,
        dated=day(written.isoformat(), language.code),
        language=language.code,
        words=said,
        blocks=tuple(pen.blocks),
        authorities=pen.authorities(),
        closing=tuple(_closing(answers, language)),
    )


def _closing(answers: Sequence[AnswerObject], language: Language) -> Iterable[str]:
    yield from dict.fromkeys(answer["notice"] for answer in answers if answer["notice"])
    dates = ", ".join(dict.fromkeys(day(answer["as_of"], language.code) for answer in answers))
    yield DOUBLE_STOP.sub(".", language.memo["law_as_of"].format(dates=dates))
    builds = ", ".join(dict.fromkeys(answer["corpus"] for answer in answers))
    ids = ", ".join(dict.fromkeys(answer["id"] for answer in answers))
    yield language.memo["build"].format(builds=builds, ids=ids)


class _Pen:
    """Writes blocks one after the other and remembers where each authority was used."""

    def __init__(
        self,
        answers: Sequence[AnswerObject],
        passages: Mapping[str, Passage],
        states: Mapping[str, str],
        language: Language,
    ) -> None:
        self._language, self._said = language, language.memo
        self.blocks: list[Block] = []
        self._numbers = numbers(answers)
        self._cited = {c["passage_id"]: c for a in answers for claim in a["claims"] for c in claim["citations"]}
        self._passages = passages
        self._states = states
        self._used: dict[int, dict[int, None]] = {}
        self._at = 0

    def write(self, answer: AnswerObject, heading: str) -> None:
        """One question and its answer."""
        said = self._said
        self._heading(1, heading)
        self._paragraph(Words(answer["question"]))
        facts = self._facts(answer["case_facts"])
        if facts:
            self._paragraph(Words(f"{said['taken']}. ", strong=True), Words(f"{facts}."))
        self._heading(2, said["short"])
        self._short(answer)
        self._route(answer)
        claims = answer["claims"]
        self._claims(said["discussion"], [c for c in claims if c["topic"] not in AGAINST | PAPERS_AND_LIMITS])
        self._table(answer)
        self._claims(said["counter"], [c for c in claims if c["topic"] in AGAINST])
        self._claims(said["papers"], [c for c in claims if c["topic"] in PAPERS_AND_LIMITS])
        if answer["conflicts"]:
            self._heading(2, said["differ"])
        for conflict in answer["conflicts"]:
            text = f"{conflict['summary']} {conflict['stands']}".strip()
            self._paragraph(Words(text), *self._marks(conflict["passage_ids"]))
        if answer["withheld"]:
            self._heading(2, said["withheld"])
            why = "; ".join(dict.fromkeys(item["why"] for item in answer["withheld"]))
            self._paragraph(Words(said["withheld_n"].format(n=len(answer["withheld"]), why=why)))

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
        said, lead = self._said, answer["lead"]
        verdict = self._language.messages[verdict_key(answer)] if answer["verdict"] else ""
        pieces: list[Piece] = []
        if verdict and not lead.lower().startswith(verdict.lower()):
            pieces.append(Words(f"{verdict}. ", strong=True))
        inside = [claim for claim in answer["claims"] if claim["text"] in lead] or answer["claims"][:1]
        ids = [citation["passage_id"] for claim in inside for citation in claim["citations"]]
        self._paragraph(*pieces, Words(lead), *self._marks(ids))
        for label, items in (
            (said["settle"], [choice["label"] for choice in answer["choices"]]),
            (said["missing"], answer["missing"]),
            (said["covered"], answer["covered"]),
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
                Words(f"{capital(claim['topic'])}. ", strong=True),
                Words(claim["text"]),
                *self._marks(c["passage_id"] for c in claim["citations"]),
                *source,
            )

    def _route(self, answer: AnswerObject) -> None:
        route = answer["route"]
        if not route:
            return
        said, words = self._said, self._language.messages
        self._heading(2, said["route"])
        origin, requested = (self._states.get(route[key], route[key]) for key in ("origin", "requested"))
        kind = self._language.kind_labels.get(route["kind"], route["kind"])
        told = said["route_of"].format(origin=origin, requested=requested, kind=kind, date=self._day(answer["as_of"]))
        self._paragraph(Words(told))
        rows = (
            (
                (Words(o["instrument"]),),
                (Words(words[f"applies_{o['applies']}"]),),
                (Words(o["why"]), *self._marks(o["passage_ids"])),
            )
            for o in route["options"]
        )
        self._grid([capital(words[f"column_{name}"]) for name in ("instrument", "applies", "why")], rows)
        self._after_route(route, requested)

    def _after_route(self, route: Mapping[str, Any], requested: str) -> None:
        conditions, cases, said = route.get("conditions", ()), route.get("practice", ()), self._said
        if conditions:
            self._paragraph(Words(said["asks"].format(state=requested)))
            rows = (
                ((Words(capital(c["topic"])),), (Words(c["text"]), *self._marks(c["passage_ids"])))
                for c in conditions
            )
            self._grid((said["condition"], said["asked"]), rows)
        if cases:
            self._paragraph(Words(said["courts"]))
            self._grid((said["case"], said["outcome"], said["basis"]), (self._case(one) for one in cases))

    def _case(self, one: Mapping[str, Any]) -> tuple[Cell, ...]:
        told = "; ".join(part for part in (one["basis"], one["later"]) if part)
        fallen = () if one["stands"] else (Words(f" [{self._said['overturned']}]", doubt=True),)
        name = ", ".join(part for part in (one["name"], one["year"]) if part)
        return (Words(name),), (Words(one["outcome"]),), (Words(told), *fallen, *self._marks(one["passage_ids"]))

    def _table(self, answer: AnswerObject) -> None:
        table = answer["table"]
        if not table:
            return
        said, state = self._said, self._language.messages["column_state"]
        head = table.get("head") or state
        self._heading(2, said["comparison"] if head == state else said["table"])
        self._paragraph(Words(capital(said["table_of"].format(head=head, date=self._day(answer["as_of"])))))
        rows = (
            ((Words(row["state"]),), *((Words(c["text"]), *self._marks(c["passage_ids"])) for c in row["cells"]))
            for row in table["rows"]
        )
        self._grid((capital(head), *(capital(column) for column in table["columns"])), rows)

    def _facts(self, facts: Mapping[str, Any]) -> str:
        known = ((self._said.get(f"fact_{name}", name), facts[name]) for name in facts if facts[name] is not None)
        return "; ".join(f"{label}: {self._fact(value)}" for label, value in known)

    def _fact(self, value: object) -> str:
        if isinstance(value, bool):
            return self._said["yes" if value else "no"]
        text = str(value)
        return self._states.get(text) or self._language.kind_labels.get(text) or self._day(text)

    def _marks(self, ids: Iterable[str]) -> tuple[Piece, ...]:
        once = list(dict.fromkeys(ids))
        doubts = dict.fromkeys(self._standing(id_) for id_ in once)
        return (
            *(Mark(self._numbers[id_]) for id_ in once),
            *(
                Words(f" [{self._doubt(standing)}]", doubt=True)
                for standing in doubts
                if standing != Standing.CONFIRMED
            ),
        )

    def _doubt(self, standing: str) -> str:
        return self._language.messages.get(f"standing_{standing}", standing)

    def _day(self, iso: str) -> str:
        return day(iso, self._language.code)

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
            name, title, kind, first, last, url = self._said["passage"].format(id=id_), "", "", None, None, ""
        return Authority(
            number=number,
            group=next((group for group, kinds in GROUPS.items() if kind in kinds), APART),
            name=name,
            title="" if title in name else title,
            kind=self._language.source_kinds.get(kind, kind),
            standing=self._doubt(self._standing(id_)),
            window=self._window(first, last),
            url=url,
            used=used,
        )

    def _window(self, first: str | None, last: str | None) -> str:
        parts = [
            self._said[key].format(date=self._day(iso)) for key, iso in (("begins", first), ("ends", last)) if iso
        ]
        return " ".join(parts) or self._said["no_dates"]


def _named(authority: str, pinpoint: str) -> str:
    return ", ".join(part for part in (authority, "" if authority.endswith(pinpoint) else pinpoint) if part)
