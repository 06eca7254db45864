"""Yes or no from the statements of the passages found, weighed by what was learnt from labelled questions.

Each statement may be taken as it stands or turned round ("is it unnecessary?" beside "it is necessary"). Every reading
has features; `fitted_weights/settling.toml` weighs them, and the readings share one unit of belief by softmax.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.features import weighed
from assistant.reader import Reader
from assistant.subjects import negated, quantities_clash
from assistant.types import Evidence, Inquiry, Verdict
from assistant.values import numbers
from assistant.weighing.asking import plainly
from assistant.weighing.fates import fate
from assistant.weighing.finding import Finding
from assistant.weighing.outside import outside
from corpus.types import Standing
from index.types import Facet, StatementHit

CANDIDATES = 40
SURE = 0.5
"""Least belief in a verdict at which statements settle the question."""

BESIDE = 0.1
"""Share of the belief in a verdict that confirmed passages must carry: an unconfirmed fact carries none alone."""

SHARED = 0.25
"""Share of the strongest statement's belief that a second one needs to be shown as proof beside it."""

LIMITS = re.compile(
    r"\b(?:only|solely|exclusively|always|every|all|any|automatic\w*|alone|enough|sufficient|just|never|at all)\b",
    re.IGNORECASE,
)
MUST = re.compile(
    r"\b(?:must|need\w*|requir\w*|necess\w*|mandatory|obliged|have to|has to|compulsory|oblig\w*)\b", re.IGNORECASE
)
MAY = re.compile(r"\b(?:can|may|could|allowed|permit\w*|possible|able|free to)\b", re.IGNORECASE)
ONLY = re.compile(r"\b(?:only|solely|nothing but|just|alone)\b", re.IGNORECASE)
TURNED = {Verdict.YES: Verdict.NO, Verdict.NO: Verdict.YES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A statement taken one way: what it says then, the verdict its standing allows, and the features of taking it so."""

    statement: StatementHit
    says: Verdict
    verdict: Verdict
    features: Mapping[str, float]


def by_settling(inquiry: Inquiry, evidence: Evidence, reader: Reader) -> Finding | None:
    """The verdict in which the statements leave most belief, or None where they leave too little in any."""
    taken = readings(inquiry.english, inquiry, evidence, reader)
    if not taken:
        return None
    beliefs = believed([reading.features for reading in taken], reader.fitted.settling)
    said: dict[Verdict, float] = {}
    sure: dict[Verdict, float] = {}
    for reading, belief in zip(taken, beliefs, strict=True):
        said[reading.says] = said.get(reading.says, 0.0) + belief
        if reading.verdict is reading.says:
            sure[reading.says] = sure.get(reading.says, 0.0) + belief
    best = max(said, key=lambda verdict: (said[verdict], verdict.value))
    if said[best] < SURE:
        return None
    ordered = sorted(
        ((belief, r.statement) for r, belief in zip(taken, beliefs, strict=True) if r.says is best),
        key=lambda item: (-item[0], item[1].passage.id),
    )
    most = ordered[0][0]
    verdict = best if sure.get(best, 0.0) >= BESIDE * said[best] else Verdict.UNSETTLED
    if verdict is best:  # what is confirmed is shown first
        ordered.sort(key=lambda item: item[1].passage.standing is Standing.UNCONFIRMED)
    if verdict in (Verdict.YES, Verdict.CONDITIONAL) and outside(ordered[0][1].passage, inquiry.facts):
        verdict = Verdict.NO
    near = [s.passage.id for belief, s in ordered if belief >= SHARED * most]
    proof = tuple(dict.fromkeys((ordered[0][1].passage.id, *near)))[:2]
    return Finding(verdict=verdict, passage_ids=proof, why=ordered[0][1].text, by_words=True)


def believed(taken: Sequence[Mapping[str, float]], weights: Mapping[str, float]) -> list[float]:
    """The share of belief in each option, 0 to 1, together 1: the softmax of its weighed features."""
    sums = [weighed(values, weights) for values in taken]
    most = max(sums)
    powers = [math.exp(value - most) for value in sums]
    total = sum(powers)
    return [power / total for power in powers]


def readings(text: str, inquiry: Inquiry, evidence: Evidence, reader: Reader) -> list[Reading]:
    """Every statement that may speak to the question, taken both ways."""
    places = {hit.passage.id: at for at, hit in enumerate(evidence.hits)}
    best = evidence.scores[0] if evidence.scores else 0.0
    shares = {
        hit.passage.id: math.exp(max(-8.0, score - best))
        for hit, score in zip(evidence.hits, evidence.scores, strict=True)
    }
    found: list[Reading] = []
    asked = _Asked.of(text, inquiry, reader)
    for statement in evidence.statements[:CANDIDATES]:
        passage = statement.passage
        place = places.get(passage.id)
        common = _common(statement, asked, inquiry, reader)
        common |= {
            "share": shares.get(passage.id, 0.0),
            "place": 0.0 if place is None else 1 / (1 + place),
            "kept": float(place is not None),
        }
        for turned in (False, True) if statement.facet is not Facet.DEPENDS else (False,):
            says = _says(statement, turned)
            doubtful = passage.standing is Standing.UNCONFIRMED
            found.append(
                Reading(
                    statement=statement,
                    says=says,
                    verdict=Verdict.UNSETTLED if doubtful else says,
                    features=common | (_turns(statement, asked, common["blend"]) if turned else {}),
                )
            )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    text: str
    terms: frozenset[str]
    numbers: frozenset[str]
    states: frozenset[str]
    negative: bool
    fate: int

    @classmethod
    def of(cls, text: str, inquiry: Inquiry, reader: Reader) -> "_Asked":
        plain = plainly(text)
        return cls(
            text=plain,
            terms=reader.subjects.terms(text),
            numbers=numbers(text),
            states=frozenset(m.code for m in reader.gazetteer.find(text)),
            negative=negated(plain),
            fate=fate(text),
        )


def _common(statement: StatementHit, asked: _Asked, inquiry: Inquiry, reader: Reader) -> dict[str, float]:
    passage, subjects = statement.passage, reader.subjects
    said = subjects.terms(statement.text)
    held = numbers(statement.text)
    named = reader.named(statement.text)
    into, back = subjects.coverage(said, asked.terms), subjects.coverage(asked.terms, said)
    return {
        "cosine": statement.score,
        "into": into,
        "back": back,
        "blend": statement.score * (into + back) / 2,
        "denies": float(statement.facet is Facet.DENIES),
        "depends": float(statement.facet is Facet.DEPENDS),
        "same-number": float(bool(asked.numbers & held)),
        "other-number": float(bool(asked.numbers) and bool(held) and not asked.numbers & held),
        "other-states": len(named - asked.states) / len(named) if named and asked.states else 0.0,
        "unsaid-states": len(asked.states - named) / len(asked.states) if asked.states else 0.0,
        "at-home": float(not inquiry.states and passage.states[0] in ("KZ", "INT")),
        "first-state": float(bool(inquiry.states) and passage.states[0] == inquiry.states[0]),
        "topic": float(bool(set(passage.topics) & set(inquiry.topics[:2]))),
        "other-kind": float(
            bool(inquiry.kinds) and "any" not in passage.kinds and not set(inquiry.kinds) & set(passage.kinds)
        ),
        "outdated": float(passage.standing is Standing.OUTDATED),
        "doubtful": float(passage.standing is Standing.UNCONFIRMED),
    }


def _turns(statement: StatementHit, asked: _Asked, near: float) -> dict[str, float]:
    """The features of turning a statement round; the fitted bias of `turned` speaks against it."""
    said = fate(statement.text)
    text = statement.text
    odd = float(negated(text) != asked.negative)
    denies = float(statement.facet is Facet.DENIES)
    return {
        "turned": 1.0,
        "turned-parity": odd,
        "turned-parity-near": odd * near,
        "turned-near": near,
        "turned-asked-negative": float(asked.negative),
        "turned-number": float(quantities_clash(text, asked.text)),
        "turned-number-affirms": float(statement.facet is Facet.AFFIRMS and quantities_clash(text, asked.text)),
        "turned-fate": float(bool(said and asked.fate) and said != asked.fate),
        "turned-same-fate": float(bool(said and asked.fate) and said == asked.fate),
        "turned-limit": float(bool(LIMITS.search(asked.text)) and not LIMITS.search(text)),
        "turned-must": float(bool(MUST.search(asked.text)) and bool(MAY.search(text)) and not MUST.search(text)),
        "turned-may": float(bool(MAY.search(asked.text)) and bool(MUST.search(text)) and not MAY.search(text)),
        "turned-denies": denies,
        "turned-denies-odd": denies * odd,
        "turned-denies-only": denies * float(bool(ONLY.search(text)) and not ONLY.search(asked.text)),
        "turned-affirms-only": (1 - denies) * float(bool(ONLY.search(text)) and not ONLY.search(asked.text)),
        "turned-asked-only": float(bool(ONLY.search(asked.text)) and not ONLY.search(text)),
    }


def _says(statement: StatementHit, turned: bool) -> Verdict:
    if statement.facet is Facet.DEPENDS:
        return Verdict.CONDITIONAL
    said = Verdict.YES if statement.facet is Facet.AFFIRMS else Verdict.NO
    return TURNED[said] if turned else said
