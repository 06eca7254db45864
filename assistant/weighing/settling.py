"""Yes or no from the statements of the passages found, weighed by what was learnt from labelled questions.

Each statement may be taken as it stands or turned round ("is it unnecessary?" beside "it is necessary"). Every reading
has features; `fitted_weights/settling.toml` weighs them, and the readings share one unit of belief by softmax.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.features import PROPOSED, weighed
from assistant.reader import Reader
from assistant.subjects import negated, quantities_clash
from assistant.types import Evidence, Inquiry, Verdict
from assistant.values import numbers
from assistant.weighing.asking import plainly
from assistant.weighing.fates import fate, opposed
from assistant.weighing.finding import Finding
from assistant.weighing.outside import outside
from assistant.weighing.scope import denied
from corpus.types import Standing
from index.types import Facet, StatementHit

CANDIDATES = 40
LEAST = 0.5
"""Least belief in a verdict at which statements settle the question."""

BESIDE = 0.1
"""Share of the belief in a verdict that confirmed passages must carry: an unconfirmed fact carries none alone."""

FAR = 0.33
"""Cosine below which even the nearest of the strongest `AT_TOP` readings is about something else."""

AT_TOP = 5

SHARED = 0.25
"""Share of the strongest statement's belief that a second one needs to be shown as proof beside it."""

STRONG = re.compile(
    r"\b(?:only|solely|exclusively|always|every|all|any|automatic\w*|alone|enough|sufficient|never|at all|whatsoever|whatever|unlimited|whole|nothing but|entirely"
    r"|wholly|in full|without (?:any|limit|exception)|at any time|more than|at least|must|exact\w*)\b",
    re.IGNORECASE,
)
"""Words that make a statement say more than it would without them: to deny "only under a treaty" denies no treaty."""

MUST = re.compile(
    r"\b(?:must|need\w*|requir\w*|necess\w*|mandatory|obliged|have to|has to|compulsory|oblig\w*)\b", re.IGNORECASE
)
MAY = re.compile(r"\b(?:can|may|could|allowed|permit\w*|possible|able|free to)\b", re.IGNORECASE)
ONLY = re.compile(r"\b(?:only|solely|nothing but|just|alone)\b", re.IGNORECASE)
STRENGTH = ("only-den", "only-aff", "strong-den", "strong-aff")
TURNED = {Verdict.YES: Verdict.NO, Verdict.NO: Verdict.YES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A statement taken one way: what it says then, the verdict its standing allows, and the features of taking it so."""

    statement: StatementHit
    says: Verdict
    verdict: Verdict
    features: Mapping[str, float]


class Weighing:
    """The statements found for a question, read both ways when that is first asked for: yes or no, and whether they answer."""

    def __init__(self, inquiry: Inquiry, evidence: Evidence, reader: Reader) -> None:
        self._given = inquiry, evidence, reader

    @cached_property
    def readings(self) -> list[Reading]:
        """Those of the question as it was read."""
        inquiry, evidence, reader = self._given
        return readings(inquiry.english, inquiry, evidence, reader)


def by_settling(inquiry: Inquiry, taken: Sequence[Reading], reader: Reader) -> Finding | None:
    """The verdict in which the statements leave most belief, or None where they leave too little in any."""
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
    if said[best] < LEAST:
        return None
    ordered = sorted(
        ((belief, r.statement) for r, belief in zip(taken, beliefs, strict=True) if r.says is best),
        key=lambda item: (-item[0], item[1].passage.id),
    )
    most = ordered[0][0]
    if max(statement.score for _, statement in ordered[:AT_TOP]) < FAR:
        return None
    verdict = best if sure.get(best, 0.0) >= BESIDE * said[best] else Verdict.UNSETTLED
    if verdict is best:  # what is confirmed is shown first
        ordered.sort(key=lambda item: item[1].passage.standing is Standing.UNCONFIRMED)
    if verdict in (Verdict.YES, Verdict.CONDITIONAL) and outside(ordered[0][1].passage, inquiry.facts):
        verdict = Verdict.NO
    near = [s.passage.id for belief, s in ordered if belief >= SHARED * most]
    proof = tuple(dict.fromkeys((ordered[0][1].passage.id, *near)))[:2]
    return Finding(verdict=verdict, passage_ids=proof, why=ordered[0][1].text, by_words=True, belief=said[best])


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
    law_only = not PROPOSED.search(inquiry.english)
    for statement in evidence.statements[:CANDIDATES]:
        passage = statement.passage
        if law_only and passage.topic == "reform":
            continue
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
                    features=common | (_turns(statement, asked, common) if turned else {}),
                )
            )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    text: str
    terms: frozenset[str]
    numbers: frozenset[str]
    states: frozenset[str]
    denied: frozenset[str]
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
            denied=reader.subjects.terms(denied(plain)),
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
        "apart": _apart(statement.text, said & asked.terms, asked, reader),
        **_strength(statement, asked),
    }


def _apart(text: str, shared: frozenset[str], asked: _Asked, reader: Reader) -> float:
    """The weighted share, 0 to 1, of the terms of both texts that one of them denies and the other does not."""
    held = reader.subjects.terms(denied(text))
    total = sum(reader.subjects.weight(term) for term in shared)
    odd = sum(reader.subjects.weight(term) for term in shared if (term in held) != (term in asked.denied))
    return odd / total if total else 0.0


def _strength(statement: StatementHit, asked: _Asked) -> dict[str, float]:
    """Which words that the question lacks make the statement say more than is asked."""
    denies, affirms = (float(statement.facet is facet) for facet in (Facet.DENIES, Facet.AFFIRMS))
    only = float(bool(ONLY.search(statement.text)) and not ONLY.search(asked.text))
    strong = float(bool(_strong(statement.text) - _strong(asked.text)))
    return {
        "only-den": only * denies,
        "only-aff": only * affirms,
        "strong-den": strong * denies,
        "strong-aff": strong * affirms,
    }


@lru_cache(maxsize=16384)
def _strong(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in STRONG.findall(text))


def _turns(statement: StatementHit, asked: _Asked, common: Mapping[str, float]) -> dict[str, float]:
    """The features of turning a statement round: it should be where one of the two is negative and the other is not."""
    text, near = statement.text, common["blend"]
    said = fate(text)
    affirms = statement.facet is Facet.AFFIRMS
    kind = f"t-{'aff' if affirms else 'den'}-{'odd' if negated(text) != asked.negative else 'even'}"
    clash, odd = quantities_clash(text, asked.text), float(opposed(text, asked.text))
    return {
        "turned": 1.0,
        "turned-near": near,
        kind: 1.0,
        f"{kind}-b": near,
        **{f"t-{name}": value for name, value in common.items() if name in STRENGTH},
        "t-apart": common["apart"],
        "t-apart-any": float(common["apart"] > 0),
        "t-asked-only": float(bool(ONLY.search(asked.text)) and not ONLY.search(text)),
        "turned-number": float(clash),
        "turned-number-affirms": float(affirms and clash),
        "turned-fate": float(bool(said and asked.fate) and said != asked.fate),
        "turned-opposed": odd,
        "turned-opposed-b": odd * near,
        "turned-must": float(bool(MUST.search(asked.text)) and bool(MAY.search(text)) and not MUST.search(text)),
        "turned-may": float(bool(MAY.search(asked.text)) and bool(MUST.search(text)) and not MAY.search(text)),
    }


def _says(statement: StatementHit, turned: bool) -> Verdict:
    if statement.facet is Facet.DEPENDS:
        return Verdict.CONDITIONAL
    said = Verdict.YES if statement.facet is Facet.AFFIRMS else Verdict.NO
    return TURNED[said] if turned else said
