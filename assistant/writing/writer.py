"""The writer with a language model: it words what the quotation draft has settled, and every claim is checked as it comes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from assistant.checking.checker import Checker
from assistant.checking.form import readable
from assistant.llms import Prompt, clock
from assistant.prompts import wording_hash
from assistant.reader import Reader
from assistant.troubles import ModelTrouble, Trouble
from assistant.types import HERE, Claim, Draft, Evidence, Inquiry, Rewritten, Status, Withheld
from assistant.withholding import Why
from assistant.writing.asking import Asker, Record
from assistant.writing.assembly import answers, assembled
from assistant.writing.claims import claim_from
from assistant.writing.entailment import SecondOpinion
from assistant.writing.evidence import Material, chosen, material
from assistant.writing.shape import CLAIMS_AT_MOST, LONGEST, Parser, Written, writing_schema
from corpus.types import Passage

Show = Callable[[Claim], None]
"""Called with each claim that passed its checks, as soon as it has."""

HOPELESS = 5
"""Claims withheld in a row from the start after which the model is not read any further."""

REPEATED = 3
"""Claims said again after which the model is not read any further."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """Dollars for a million tokens read and written."""

    read: float
    written: float

    def of(self, tokens: Mapping[str, Any]) -> float:
        """What so many tokens cost."""
        return float(self.read * tokens["tokens_in"] + self.written * tokens["tokens_out"]) / 1e6


class ModelWriter:
    """Words drafts with one model."""

    def __init__(
        self,
        asker: Asker,
        checker: Checker,
        reader: Reader,
        window: int,
        price: Price | None = None,
        second: SecondOpinion | None = None,
    ) -> None:
        self._asker = asker
        self._checker = checker
        self._reader = reader
        self._window = window
        self._price = price
        self._second = second

    def write(self, draft: Draft, inquiry: Inquiry, evidence: Evidence, show: Show = lambda claim: None) -> Rewritten:
        """The draft in the model's words as far as they stand, or as it was with a notice that says why.

        What is declined, asked back or compared in a table is not given to the model at all.
        """
        if draft.status is not Status.ANSWERED or draft.table is not None:
            return Rewritten(draft=draft)
        began, record, passages = clock(), Record(), chosen(draft, evidence)
        until = began + self._asker.timeout_s
        reading = _Reading(self._checker, self._second, readable(inquiry.language), until, show)
        trouble: ModelTrouble | None = None
        try:
            self._ask(draft, inquiry, passages, until, record, reading)
        except ModelTrouble as error:
            trouble = error
        else:
            trouble = self._judged(draft, inquiry, reading)
        written = draft
        if trouble is None:
            written = assembled(draft, reading.lead, reading.kept, inquiry.brief, self._asker.llm.name)
        tokens = record.tokens()
        trace = {
            "model": self._asker.llm.name,
            "endpoint": self._asker.llm.endpoint or HERE,
            "prompt": wording_hash("write"),
            "tries": record.tries,
            "sent": record.sent,
            **tokens,
            "cost_usd": None if self._price is None else round(self._price.of(tokens), 6),
            "seconds": round(clock() - began, 2),
            **({} if self._second is None else {"second": self._second.told(reading.asked)}),
            "cut": list(reading.cut),
            "kept": len(reading.kept) + (reading.lead is not None),
            "withheld": len(reading.withheld),
            "broken": reading.broken,
            "trouble": None if trouble is None else trouble.kind.value,
            "detail": "" if trouble is None else trouble.detail,
        }
        noticed = replace(written, notice=self._notice(draft, inquiry, trouble, reading, record.sent))
        return Rewritten(draft=noticed, withheld=tuple(reading.withheld), trace=trace)

    def _ask(
        self,
        draft: Draft,
        inquiry: Inquiry,
        passages: list[Passage],
        until: float,
        record: Record,
        reading: "_Reading",
    ) -> None:
        def prompts(cuts: int) -> Prompt:
            kept = passages[: max(1, len(passages) >> cuts)]
            given = material(inquiry, draft, kept, reading.language, CLAIMS_AT_MOST, self._window)
            reading.begin(given, [p.id for p in passages if p not in given.passages.values()])
            return Prompt(text=given.text, schema=writing_schema(given.passages))

        self._asker.ask(prompts, until, record, reading.read)

    def _judged(self, draft: Draft, inquiry: Inquiry, reading: "_Reading") -> ModelTrouble | None:
        """Why what was read does not stand in for the quotations; None when it does."""
        kept = [*((reading.lead,) if reading.lead else ()), *reading.kept]
        if len(reading.withheld) > len(kept):
            return ModelTrouble(Trouble.UNCHECKED, "more was withheld than kept")
        if not answers(inquiry, draft, kept, self._reader):
            return ModelTrouble(Trouble.UNCHECKED, "what was kept does not answer")
        return None

    def _notice(
        self, draft: Draft, inquiry: Inquiry, trouble: ModelTrouble | None, reading: "_Reading", sent: bool
    ) -> str:
        say, language = self._reader.phrase, inquiry.language
        parts = []
        if trouble is not None:
            parts.append(say(language, f"notice_model_{trouble.kind.value}", model=self._asker.llm.name))
            parts.append(say(language, "notice_model_quotations"))
        elif reading.withheld:
            parts.append(say(language, "notice_withheld", count=len(reading.withheld)))
        if self._asker.llm.endpoint and sent:
            parts.append(say(language, "notice_model_sees", endpoint=self._asker.llm.endpoint))
        if self._second is not None and self._second.endpoint and reading.asked.sent:
            parts.append(say(language, "notice_model_checks", endpoint=self._second.endpoint))
        return " ".join((*parts, draft.notice)).strip()


class _Reading:
    """What one model wrote so far, each claim checked as it came."""

    def __init__(
        self, checker: Checker, second: SecondOpinion | None, language: str, until: float, show: Show
    ) -> None:
        self._checker = checker
        self._second = second
        self._show = show
        self._until = until
        self.asked = Record()
        self.language = language
        self._given: Material | None = None
        self.cut: tuple[str, ...] = ()
        self._anew()

    def _anew(self) -> None:
        self.lead: Claim | None = None
        self.kept: list[Claim] = []
        self.withheld: list[Withheld] = []
        self.broken = 0
        self._seen: set[str] = set()
        self._again = 0

    def begin(self, given: Material, cut: list[str]) -> None:
        """A new prompt is sent: what was read before counts no more."""
        self._given, self.cut = given, tuple(cut)
        self._anew()

    def read(self, pieces: Iterator[str]) -> bool:
        """Read the pieces as they come; whether there was any claim among them."""
        parser = Parser()
        for piece in pieces:
            for written in parser.feed(piece):
                self._take(written)
            if self._enough(parser):
                break
        self.broken = parser.broken
        close = getattr(pieces, "close", None)
        if close is not None:
            close()
        return bool(self.kept or self.withheld or self.lead)

    def _enough(self, parser: Parser) -> bool:
        hopeless = not self.kept and not self.lead and len(self.withheld) >= HOPELESS
        endless = parser.read > LONGEST or self._again >= REPEATED or parser.stuck()
        return endless or hopeless or len(self.kept) >= CLAIMS_AT_MOST

    def _take(self, written: Written) -> None:
        assert self._given is not None
        claim, why = claim_from(written.claim, self._given.passages)
        if claim is not None:
            why = self._fault(claim)
        text = " ".join(written.claim.text.split())
        if text in self._seen:
            self._again += 1
            return
        self._seen.add(text)
        if claim is None or why is not None:
            assert why is not None
            self.withheld.append(Withheld(text=text, why=why))
        elif written.lead and self.lead is None:
            self.lead = claim
            self._show(claim)
        else:
            self.kept.append(claim)
            self._show(claim)

    def _fault(self, claim: Claim) -> Why | None:
        fault = self._checker.fault(claim, self.language)
        if fault is not None:
            return fault.why
        return None if self._second is None else self._second.fault(claim, self._until, self.asked)
