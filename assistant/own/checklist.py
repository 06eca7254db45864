"""What the user's documents lack for the State where they are to be used: each demand of the law, and where it is met."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from babel import Locale

from assistant.own.beside import place
from assistant.own.demands import Demand, carriers, demand_of
from assistant.own.origin import origin_of, state_name
from assistant.own.signs import Sign, says_award, signs_in
from assistant.reader import Reader
from assistant.route_types import Route
from assistant.routes import find_route
from assistant.types import CENTRE, CaseFacts, Cell, Citation, Claim, Draft, Inquiry, Status, Table
from corpus.own import OwnDocument, as_document
from corpus.papers import Item, Papers, load_papers
from corpus.types import Passage

TRANSLATION = "translation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One item: who asks for it, what shows it, what denies it; `spoken` is the language that makes it needless."""

    item: Item
    demand: Demand | None
    shows: Sign | None
    denies: Sign | None
    spoken: str = ""

    @property
    def state(self) -> str:
        """missing, against, found or waived; absent for a caution that is not found."""
        if self.spoken or (self.demand is not None and self.demand.waived):
            return "waived"
        if self.item.role == "caution":
            return "against" if self.shows else "absent"
        if self.denies is not None:
            return "against"
        return "found" if self.shows else "missing"


def asks_for_check(inquiry: Inquiry) -> bool:
    """Whether a question asks what documents lack."""
    signs = load_papers().signs
    spoken = [signs[code] for code in ("en", inquiry.language) if code in signs]
    return any(
        one.asks is not None and one.asks.search(text)
        for one in spoken
        for text in (inquiry.question, inquiry.english)
    )


def checklist(
    inquiry: Inquiry, documents: Sequence[OwnDocument], reader: Reader
) -> tuple[Draft, Inquiry, Route | None]:
    """The answer to what the documents lack, the inquiry with what was read in them, and the route that it is for."""
    papers = load_papers()
    passages = [passage for own in documents for passage in as_document(own).passages]
    facts, read = _facts(inquiry.facts, documents, passages, papers, reader)
    route = _route(facts, inquiry.as_of, reader)
    kind, requested = facts.kind or "judgment", reader.gazetteer.shelved(facts.requested_state or CENTRE)
    origin = reader.gazetteer.shelved(facts.state_of_origin) if facts.state_of_origin else ""
    states = (requested, *([origin] if origin else []))
    found, instruments = signs_in(passages, papers), carriers(route, reader)
    checked = [
        Checked(
            item=item,
            demand=demand_of(item, states, kind, instruments, inquiry.as_of, reader),
            shows=found.get(item.id, (None, None))[0],
            denies=found.get(item.id, (None, None))[1],
        )
        for item in papers.items
        if not item.kinds or kind in item.kinds
    ]
    listed = [
        one
        for one in checked
        if one.state != "absent" and (one.demand is not None or one.shows is not None or one.item.role == "fact")
    ]
    listed = [replace(one, spoken=_needless(one, documents)) for one in listed]
    pen = _Pen(inquiry.language, requested, papers, reader)
    return pen.draft(listed, read), replace(inquiry, facts=facts), route


def _needless(one: Checked, documents: Sequence[OwnDocument]) -> str:
    """The language of the documents, where a translation is asked for into that very one; else nothing."""
    spoken = {own.language for own in documents}
    if one.item.id != TRANSLATION or one.demand is None or one.shows is not None or len(spoken) != 1:
        return ""
    (code,) = spoken
    named = Locale.parse("en").languages.get(code, "")
    return code if named and named in one.demand.quote else ""


def _route(facts: CaseFacts, day: date, reader: Reader) -> Route | None:
    return find_route(
        facts,
        day,
        reader.tables,
        lambda instrument, states: reader.shelf.proof(
            instrument, tuple(reader.gazetteer.shelved(code) for code in states), day
        ),
    )


def _facts(
    given: CaseFacts, documents: Sequence[OwnDocument], passages: Sequence[Passage], papers: Papers, reader: Reader
) -> tuple[CaseFacts, str]:
    """The facts with what the documents add, and the State of origin if it was read from them, else nothing."""
    requested = given.requested_state or CENTRE
    read = "" if given.state_of_origin else origin_of(documents, requested, reader)
    kind = given.kind or ("award" if says_award(passages, papers) else "judgment")
    return replace(
        given, requested_state=requested, state_of_origin=given.state_of_origin or read or None, kind=kind
    ), read


class _Pen:
    """Writes what was checked in the language of the question."""

    def __init__(self, language: str, requested: str, papers: Papers, reader: Reader) -> None:
        self._language = language
        self._requested = state_name(requested, language, reader)
        self._papers = papers
        self._reader = reader

    def draft(self, checked: Sequence[Checked], origin: str) -> Draft:
        """The draft: what is lacking first."""
        order = {"missing": 0, "against": 1, "found": 2, "waived": 3}
        claims = [claim for one in sorted(checked, key=lambda one: order[one.state]) for claim in self._claim(one)]
        notes = [self._say("notice_own"), self._say("notice_papers")]
        notes += (
            [self._say("papers_origin", state=state_name(origin, self._language, self._reader))] if origin else []
        )
        return Draft(
            status=Status.ANSWERED,
            lead=self._lead(checked),
            claims=tuple(claims),
            table=Table(
                columns=(self._say("papers_needed", state=self._requested), self._say("papers_seen")),
                rows=tuple((self._label(one), (self._needed(one), self._seen(one))) for one in checked),
                head=self._say("papers_head"),
            ),
            notice=" ".join([*notes, self._say("information_only")]),
        )

    def _lead(self, checked: Sequence[Checked]) -> str:
        groups = {
            state: [self._label(one) for one in checked if one.state == state]
            for state in ("missing", "against", "found")
        }
        keys = {"missing": "papers_lacking", "against": "papers_doubtful", "found": "papers_found"}
        parts = [self._say(keys[state], items="; ".join(labels)) for state, labels in groups.items() if labels]
        if not groups["missing"] and not groups["against"]:
            parts = [self._say("papers_whole", state=self._requested), *parts]
        return " ".join(parts)

    def _claim(self, one: Checked) -> list[Claim]:
        """What carries a row: the demand, the sign, or both."""
        sign = one.shows if one.state == "found" or one.item.role == "caution" else one.denies
        demand = (Citation(passage=one.demand.passage, span=one.demand.span),) if one.demand else ()
        shown = (Citation(passage=sign.passage, span=sign.span),) if sign else ()
        if not (demand or shown):
            return []
        text = sign.quote if sign else one.demand.quote if one.demand else ""
        key = {"missing": "papers_topic_missing", "against": "papers_topic_against", "found": "papers_topic_found"}
        topic = self._say(key[one.state], item=self._label(one)) if one.state in key else self._label(one)
        return [Claim(text=text, topic=topic, citations=(*shown, *demand))]

    def _needed(self, one: Checked) -> Cell:
        if one.demand is None:
            return Cell(text=self._say("papers_unruled"))
        return Cell(text=one.demand.quote, passage_ids=(one.demand.passage.id,))

    def _seen(self, one: Checked) -> Cell:
        if one.spoken:
            language = Locale.parse(self._language if self._language in ("en", "ru", "kk") else "en").languages
            return Cell(text=self._say("papers_spoken", spoken=str(language.get(one.spoken, one.spoken))))
        signs = [sign for sign in (one.denies, one.shows) if sign is not None]
        if one.item.role == "caution" or not signs:
            signs = signs[:1]
        if not signs:
            return Cell(text=self._say("papers_missing"))
        cells = [
            self._say(
                "papers_against" if sign.against else "papers_at",
                where=f"{sign.passage.heading}, {place(sign.passage, self._language, self._reader)}",
                quote=" ".join(sign.quote.split()),
            )
            for sign in signs
        ]
        return Cell(text="; ".join(cells), passage_ids=tuple(dict.fromkeys(sign.passage.id for sign in signs)))

    def _label(self, one: Checked) -> str:
        return self._papers.label(one.item.id, self._language)

    def _say(self, key: str, **slots: str) -> str:
        return self._reader.message(self._language, key, **slots)
