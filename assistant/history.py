"""What changed, since when, and what held before: both positions with their days, from passages whose windows meet."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from assistant.rank import asked_terms
from assistant.reader import Reader
from assistant.reading.dates import DAY, bounds
from assistant.reckoning.calendar import written
from assistant.sentences import sentences
from assistant.types import AnswerType, Citation, Claim, Evidence, Inquiry, Told, Verdict
from corpus.types import TOPICS, Passage, Span, Standing

ASKS = re.compile(
    r"\bsince when\b|\bwhat (?:has |have |had |was |is )?(?:changed|new)\b|\bhow (?:has|have|did|was|were) [^?]*\b(?:chang\w*|develop\w*|evolv\w*|moved?)\b|\b(?:has|have|did) [^?]*\bchanged?\b"
    r"|\b(?:before|prior to|until) the (?:\w+ ){0,3}?(?:reform|change|amendment|new|referendum|repeal)\b|\bunder the (?:old|former|previous|earlier)\b|\bused to\b|\bno longer\b|\bany ?more\b"
    r"|\bwhat (?:was|were) the [^?]{3,90}\b(?:before|until|prior to|previously|earlier)\b"
    r"|\b(?:still|any longer)\b|\bwhat (?:replaced|preceded|came before)\b|\bwas (?:replaced|repealed|abolished|amended)\b|\bdifference between the (?:old|new)\b|\bbefore and after\b"
    r"|\bwhat did the (?:\w+ ){0,4}(?:reform|change|amend\w*|new \w+) (?:do|change|bring)\b|\bformer(?:ly)?\b|\bprevious(?:ly)?\b|\bfrom when\b",
    re.IGNORECASE,
)
FROM_WHEN = re.compile(r"\bsince when\b|\bfrom when\b|\bwhen did\b", re.IGNORECASE)
YEAR = re.compile(r"\b(?:in|on|of|since|from|after|before|until)\s+(?:\d{1,2} )?(?:[A-Z][a-z]+ )?((?:19|20)\d\d)\b")
HOME = "KZ"
ENOUGH = 0.7
"""Least score of a series to be the change asked about; topic, words of the question, rank and year add to it."""

ENOUGH_TO_MEET = 1.1
"""The same for a pair of passages that nobody wrote as versions of one rule."""

PREFERRED = 0.25
"""How much less a series may score than such a pair and still be told instead."""

CLOSE = 0.05
"""How much less a second change may score and still be told."""

CHANGES_AT_MOST = 3
WORDS_OF_POSITION = 45
WEIGHTS = {"words": 0.8, "topic": 0.25, "found": 0.35, "year": 0.3, "day": 0.2, "series": 0.3, "alike": 0.5, "doubt": -0.1, "pair": 0.2, "reports": -0.1, "third": -0.25}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Versions of one rule, the earliest first; each holds until the day before the next begins."""

    versions: tuple[Passage, ...]
    series: bool

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which a version began, the first version's left out."""
        return tuple(passage.window.first for passage in self.versions[1:] if passage.window.first is not None)


def tell_change(inquiry: Inquiry, evidence: Evidence, reader: Reader, verdict: Verdict | None) -> Told | None:
    """The positions before and after a change, each with its days; None when no change is asked for or none is known."""
    if not _asks(inquiry):
        return None
    chains = _chosen(inquiry, evidence, reader)
    if not chains:
        return None
    if inquiry.yes_no and verdict is None:
        return None
    positions = [passage for chain in chains for passage in chain.versions]
    return Told(
        lead=" ".join(_lead(chain, inquiry, reader) for chain in chains),
        claims=tuple(_claim(passage, inquiry, reader) for passage in dict.fromkeys(positions)),
        verdict=verdict if inquiry.yes_no else None,
        open_ended=True,
    )


def _chosen(inquiry: Inquiry, evidence: Evidence, reader: Reader) -> list[Chain]:
    """The changes asked about: a series goes before a pair that merely meets, and a year without a topic takes all of its."""
    scored = sorted(
        ((_score(chain, inquiry, evidence, reader), chain) for chain in _chains(inquiry, reader)),
        key=lambda item: (-item[0], item[1].versions[-1].id),
    )
    series = [(score, chain) for score, chain in scored if chain.series]
    if YEAR.search(inquiry.english) and not inquiry.topics:
        fit = max((_dated(chain, inquiry) for _, chain in series), default=0.0)
        if fit > 0:
            return _distinct([chain for _, chain in series if _dated(chain, inquiry) == fit])[:CHANGES_AT_MOST]
    if series and series[0][0] >= ENOUGH and series[0][0] >= scored[0][0] - PREFERRED:
        near = [chain for score, chain in series if score >= series[0][0] - CLOSE]
        return _distinct(near)[:2]
    return [scored[0][1]] if scored and scored[0][0] >= ENOUGH_TO_MEET else []


def _asks(inquiry: Inquiry) -> bool:
    if inquiry.instruments:
        return False
    return inquiry.answer_type is AnswerType.CHANGE or bool(ASKS.search(inquiry.english))


def _chains(inquiry: Inquiry, reader: Reader) -> Iterator[Chain]:
    """The changes of the State asked about: series of passages, and pairs whose windows meet on one topic."""
    states = inquiry.states[:2] or (HOME,)
    own = [passage for passage in reader.shelf.all.values() if passage.states[0] in states]
    by_series: dict[str, list[Passage]] = defaultdict(list)
    for passage in own:
        if passage.series:
            by_series[passage.series].append(passage)
    told: set[str] = set()
    for versions in by_series.values():
        if len(versions) > 1:
            ordered = sorted(versions, key=lambda passage: passage.window.first or date.min)
            told.update(passage.id for passage in ordered)
            yield Chain(versions=tuple(ordered), series=True)
    begins: dict[date, list[Passage]] = defaultdict(list)
    for passage in own:
        if passage.window.first is not None:
            begins[passage.window.first].append(passage)
    for before in own:
        if before.window.last is None or before.id in told:
            continue
        for after in begins[before.window.last + timedelta(days=1)]:
            if set(before.topics) & set(after.topics) and after.topic == before.topic:
                yield Chain(versions=(before, after), series=False)


def _score(chain: Chain, inquiry: Inquiry, evidence: Evidence, reader: Reader) -> float:
    asked = asked_terms(inquiry, reader)
    ranks = {hit.passage.id: at for at, hit in enumerate(evidence.hits)}
    words = frozenset().union(*(reader.subjects.of(passage) for passage in chain.versions))
    total = WEIGHTS["words"] * reader.subjects.coverage(asked, words)
    topics = {topic for passage in chain.versions for topic in passage.topics}
    total += WEIGHTS["topic"] * bool(topics & set(inquiry.topics[:2]))
    best = min((ranks[passage.id] for passage in chain.versions if passage.id in ranks), default=None)
    total += WEIGHTS["found"] * (1 - best / 10) if best is not None else 0.0
    total += _dated(chain, inquiry)
    total += WEIGHTS["series"] if chain.series else WEIGHTS["alike"] * _alike(chain, reader)
    doubtful = any(p.standing in (Standing.UNCONFIRMED, Standing.INFERENCE) for p in chain.versions)
    total += WEIGHTS["doubt"] * (doubtful and not chain.series)
    total += WEIGHTS["reports"] * any(
        p.source_id.startswith(("reports", "kz-source-conflicts")) for p in chain.versions
    )
    total += WEIGHTS["third"] * any(set(p.states) - set(inquiry.states or (HOME,)) for p in chain.versions)
    pair = set(inquiry.states[:2])
    total += WEIGHTS["pair"] * (len(pair) == 2 and all(pair <= set(p.states) for p in chain.versions))
    return total


def _dated(chain: Chain, inquiry: Inquiry) -> float:
    """What a year or a day of the question adds, when the change came then."""
    years = {int(year) for year in YEAR.findall(inquiry.english)}
    days = {
        first
        for match in DAY.finditer(inquiry.english)
        if (first := bounds(match)[0]) is not None and not match["y6"]
    }
    eves = {day - timedelta(days=1) for day in chain.days}
    total = WEIGHTS["year"] * bool(years & {day.year for day in (*chain.days, *eves)})
    return total + WEIGHTS["day"] * bool(days & {*chain.days, *eves})


def _alike(chain: Chain, reader: Reader) -> float:
    """How much two versions speak of one thing: the share of their terms that both have."""
    first, last = (reader.subjects.of(passage) for passage in (chain.versions[0], chain.versions[-1]))
    return len(first & last) / max(1, min(len(first), len(last)))


def _distinct(chains: Sequence[Chain]) -> list[Chain]:
    """Changes that share no version: the better one of two that do."""
    kept: list[Chain] = []
    for chain in chains:
        used = {passage.id for other in kept for passage in other.versions}
        if not used & {passage.id for passage in chain.versions}:
            kept.append(chain)
    return kept


def _lead(chain: Chain, inquiry: Inquiry, reader: Reader) -> str:
    """ "Until 31 December 2015: … Since 1 January 2016: …"; the other way round where the question asks since when."""
    parts = [_position(passage, inquiry, reader) for passage in chain.versions]
    return " ".join(reversed(parts) if FROM_WHEN.search(inquiry.english) else parts)


def _position(passage: Passage, inquiry: Inquiry, reader: Reader) -> str:
    first, last = passage.window.first, passage.window.last
    text = passage.text[(span := next(sentences(passage.text))).start : span.end]
    days = {
        "since": written(first, inquiry.language) if first else "",
        "until": written(last, inquiry.language) if last else "",
    }
    told = inquiry.language == "en" and any(day in text for day in days.values() if day)
    if told or re.match(r"(?:Until|Since|From)\b[^,]*\b\d{4}\b", text):
        return text
    key = "change_between" if first and last else "change_until" if last else "change_since"
    return reader.message(inquiry.language, key, text=text, **days)


def _claim(passage: Passage, inquiry: Inquiry, reader: Reader) -> Claim:
    """The opening sentences of a position, the first at least."""
    spans = list(sentences(passage.text))
    end = spans[0]
    for _, span in pairwise(spans):
        if len(passage.text[spans[0].start : span.end].split()) > WORDS_OF_POSITION:
            break
        end = span
    span = Span(start=spans[0].start, end=end.end)
    return Claim(
        text=passage.text[span.start : span.end],
        topic=TOPICS[passage.topic],
        citations=(Citation(passage=passage, span=span),),
    )
