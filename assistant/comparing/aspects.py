"""What States are compared on: topics, and the stances that sort States into those that do and those that do not."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.reader import Reader
from assistant.types import Evidence, Inquiry
from assistant.weighing.national import MERITS, RECIPROCITY, TREATY_NEEDED
from corpus.types import TOPICS

COLUMNS_AT_MOST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Aspect:
    """One column of a comparison.

    `key` is the stance key of docs/corpus-format.md that values come from, "" for a topic without one; `column` names the
    column of national.csv that holds it. `yes` and `no` are the values that answer "does it?".
    """

    id: str
    topic: str
    key: str = ""
    column: str = ""
    yes: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()


STANCES: tuple[tuple[Aspect, re.Pattern[str]], ...] = (
    (
        Aspect(id="merits-review", topic="merits-review", key="merits-review", column="merits_review", yes=frozenset({"yes"}), no=frozenset({"no"})),
        re.compile(MERITS.pattern + r"|\bmerits\b|\bsubstance of the\b", re.IGNORECASE),
    ),
    (
        Aspect(
            id="treaty-with-kz", topic="treaties", key="treaty-with-kz", yes=frozenset({"yes"}), no=frozenset({"no"}),
        ),
        re.compile(r"\btreat(?:y|ies)\b[^?]{0,40}\bwith (?:Kazakhstan|KZ)\b|\blinked (?:to|with) Kazakhstan\b[^?]{0,20}\btreaty\b", re.IGNORECASE),
    ),
    (
        Aspect(id="treaty-needed", topic="treaties", key="treaty-needed", column="treaty_needed", yes=frozenset({"yes"}), no=frozenset({"no"})),
        re.compile(TREATY_NEEDED.pattern + r"|\btreaty\b|\btreaties\b", re.IGNORECASE),
    ),
    (
        Aspect(
            id="reciprocity", topic="reciprocity", key="reciprocity", column="reciprocity",
            yes=frozenset({"required", "required-de-facto", "required-de-jure"}), no=frozenset({"irrelevant"}),
        ),
        re.compile(RECIPROCITY.pattern + r"|\breciprocity\b|\breciprocal\b", re.IGNORECASE),
    ),
    (
        Aspect(id="exequatur-needed", topic="procedure", key="exequatur-needed", yes=frozenset({"yes"}), no=frozenset({"no"})),
        re.compile(r"\bexequatur\b|\brecognition (?:procedure|proceedings|hearing)\b|\bdeclaration of enforceability\b", re.IGNORECASE),
    ),
    (
        Aspect(id="apostille", topic="translation-legalisation", key="apostille", yes=frozenset({"yes"}), no=frozenset({"no"})),
        re.compile(r"\bapostill\w*", re.IGNORECASE),
    ),
    (
        Aspect(id="limit", topic="limitation", key="limit", column="limit"),
        re.compile(r"\b(?:time[- ]?limits?|limits?|deadlines?|limitation|time bars?|how long|prescription|longest|shortest|most time|least time)\b", re.IGNORECASE),
    ),
    (
        Aspect(id="court", topic="competent-court", key="court", column="court"),
        re.compile(r"\b(?:which|what|competent) courts?\b|\b(?:on|and|,|:|the) courts?\b(?=\s*(?:,|and|\?|\.|;|$))|\bwhere to (?:file|apply)\b|\bjurisdiction to enforce\b", re.IGNORECASE),
    ),
    (
        Aspect(id="enforces", topic="sources-of-law", key="enforces", yes=frozenset({"yes"}), no=frozenset({"no"})),
        re.compile(r"\b(?:enforces?|recogni[sz]es?)\b[^?]*\bforeign (?:court )?judgments\b[^?]*\bat all\b", re.IGNORECASE),
    ),
)  # fmt: skip
"""The aspects with a stance, and what asks for them; where two fit at one place the earlier counts."""

PLAIN: Mapping[str, str] = {
    "documents": r"\bdocuments?\b|\bpapers?\b|\bpaperwork\b",
    "translation-legalisation": r"\btranslat\w*|\blegali[sz]\w*",
    "refusal-grounds": r"\b(?:grounds?|refus\w+|defen[cs]es?)\b",
    "service": r"\bservice\b|\bnotice\b|\bserv(?:ed|ing)\b",
    "finality": r"\bfinal(?:ity)?\b",
    "public-policy": r"\bpublic (?:policy|order)\b|\bordre public\b",
    "punitive-awards": r"\bpunitive\b|\btreble\b|\bmultiple damages\b",
    "costs": r"\bcosts?\b|\bfees?\b|\bduty\b|\bduties\b",
    "appeal": r"\bappeals?\b|\bcassation\b",
    "procedure": r"\bprocedures?\b|\bsteps\b|\bduration\b",
    "fraud": r"\bfraud\b",
    "jurisdiction-of-origin": r"\bjurisdiction (?:test|of the (?:foreign|court of origin))|\bindirect jurisdiction\b",
    "exclusive-jurisdiction": r"\bexclusive jurisdiction\b",
    "qualifying-judgments": r"\b(?:which|what|kinds? of|types? of) judgments?\b|\bqualifying\b|\bnon-?money\b",
    "conflicting-decisions": r"\bconflicting\b|\blis pendens\b",
    "sources-of-law": r"\blegal bas[ie]s\b|\bsources? of law\b|\bwhich (?:law|statute|code|article)s?\b|\bstatutes?\b",
    "arbitral-awards": r"\b(?:arbitral )?awards?\b",
    "interim-measures": r"\binterim\b|\binjunctions?\b",
    "insolvency": r"\binsolven\w+|\bbankrupt\w+",
    "sanctions": r"\bsanctions?\b",
    "immunity": r"\bimmunity\b",
    "interest-currency": r"\binterest\b|\bcurrency\b",
    "cases": r"\bcases?\b|\bpractice\b|\bprecedents?\b",
    "statistics": r"\bstatistics?\b|\bfigures?\b|\bshares?\b|\brates?\b",
    "special-courts": r"\bspecial courts?\b",
    "mediation": r"\bmediat\w+",
}
"""Topics without a stance, and the words that ask for them in a comparison."""

GENERAL = ("reciprocity", "treaty-needed", "merits-review", "limit")
"""What States are compared on when the question does not say."""


def asked_aspects(inquiry: Inquiry, evidence: Evidence) -> tuple[Aspect, ...]:
    """The columns a question asks for, in the order in which it names them."""
    text = inquiry.english
    found: dict[str, tuple[int, Aspect]] = {}
    taken: set[tuple[int, str]] = set()
    for aspect, pattern in STANCES:
        match = pattern.search(text)
        if match and not (aspect.id == "treaty-needed" and "treaty-with-kz" in found):
            found[aspect.id] = (match.start(), aspect)
            taken.add((match.start(), aspect.topic))
    for topic, words in PLAIN.items():
        match = re.search(words, text, re.IGNORECASE)
        if match and topic not in {aspect.topic for _, aspect in found.values()}:
            found[topic] = (match.start(), Aspect(id=topic, topic=topic))
    asked = [aspect for _, aspect in sorted(found.values(), key=lambda item: item[0])]
    if len(asked) > 1:  # "awards", "cases" and the like are columns only when nothing else is asked for
        asked = [aspect for aspect in asked if aspect.id not in ("arbitral-awards", "cases")] or asked
    return tuple(asked[:COLUMNS_AT_MOST]) or _unasked(inquiry, evidence)


def _unasked(inquiry: Inquiry, evidence: Evidence) -> tuple[Aspect, ...]:
    topics = [topic for topic in inquiry.topics if topic in TOPICS][:2]
    known = {aspect.topic: aspect for aspect, _ in reversed(STANCES)}
    if topics:
        return tuple(known.get(topic, Aspect(id=topic, topic=topic)) for topic in topics)
    by_id = {aspect.id: aspect for aspect, _ in STANCES}
    return tuple(by_id[id_] for id_ in GENERAL)


def heading(aspect: Aspect, language: str, reader: Reader) -> str:
    """The name of a column."""
    return reader.message(language, f"aspect_{aspect.id.replace('-', '_')}") if aspect.key else TOPICS[aspect.topic]
