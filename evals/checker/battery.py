"""Claims with what they cite: some right, some with one error planted; the same ones every time."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from pathlib import Path
from random import Random

import yaml

from assistant.checking.form import form
from assistant.checking.quotations import located
from assistant.checking.support import whole_sentences
from assistant.sentences import sentences
from assistant.types import Citation, Claim
from corpus.types import Passage, Span
from evals.checker.plants import PLANTS

WRITTEN = (("paraphrases.yaml", False), ("held-out.yaml", True))
"""Files of claims written by hand, and whether their claims only measure."""

FIGURE = re.compile(r"(?<![\w.,/(-])\d[\d,]*(?:\.\d+)?(?![\w/)-])")
PER_CLASS = 60
"""Sentences of the corpus in which each class of error is planted."""

RIGHT = "untouched"
REPEATS = 0.6
"""Share of an addition's words, from 0 to 1, that are in the claim where it only says again what the claim says."""

FAITHFUL, SUBTLE = "faithful", "subtle"
"""Claims in Russian that are right, and lies, both worded by hand and measured whatever comes of them."""

FAITHFUL_LATER, SUBTLE_LATER = "faithful, later", "subtle, later"
"""As those, of later rounds, and the right ones in English as well."""

MEASURED = {
    FAITHFUL: "faithful.yaml",
    SUBTLE: "subtle.yaml",
    FAITHFUL_LATER: "later-right.yaml",
    SUBTLE_LATER: "later-lies.yaml",
}
ALL_RIGHT = (RIGHT, FAITHFUL, FAITHFUL_LATER)
"""The classes whose claims are right."""

ODDITIES = ("invention", "addition", "quotation", "joined", "hostile", *MEASURED)
HOSTILE = "hostile.yaml"
"""The file of lies written by hand."""

JOINED = 40
"""Claims with two quotations, of each language."""

WORDS = 60
"""Words up to which two claims make one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One claim beside a passage.

    `planted` is a key of `PLANTS`, one of `ODDITIES`, or `RIGHT`; `made_from` is "paraphrase", "sentence" or
    "lie"; what is `held_out` was never looked at while the checks were written; `beside` are further passages with the words
    quoted from each.
    """

    claim: str
    passage: Passage
    quote: str
    language: str
    planted: str
    made_from: str
    held_out: bool
    beside: tuple[tuple[Passage, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Right:
    """A claim that is right, before anything is planted."""

    text: str
    language: str
    passage: Passage
    quote: str
    made_from: str
    held_out: bool


def claim_of(item: Item) -> Claim | None:
    """The claim as the writer makes it: its quotation found in the passage and widened; None where it does not stand."""
    citations = []
    for passage, quote in ((item.passage, item.quote), *item.beside):
        span = located(quote, passage.text)
        if span is None:
            return None
        citations.append(Citation(passage=passage, span=whole_sentences(Citation(passage=passage, span=span))))
    return Claim(text=item.claim, topic="", citations=tuple(citations))


def battery(passages: Sequence[Passage], folder: Path = Path(__file__).parent) -> tuple[Item, ...]:
    """Every item, from the passages and from the claims written by hand in the files of `folder`."""
    by_id = {passage.id: passage for passage in passages}
    written = [right for name, held_out in WRITTEN for right in _written(by_id, folder / name, held_out)]
    spoken = list(_sentences(passages))
    items = [_item(right, right.text, RIGHT) for right in (*written, *_untouched(spoken))]
    for name, plant in PLANTS.items():
        found = 0
        for right in (*written, *spoken):
            of_corpus = right.made_from == "sentence"
            if of_corpus and found >= PER_CLASS:
                break
            changed = plant(right.text, right.language, _random(name, right.text))
            if changed is not None and changed != right.text:
                found += of_corpus
                items.append(_item(right, changed, name))
    worded = [item for name, file in MEASURED.items() for item in _by_hand(by_id, folder / file, name)]
    return (*items, *_odd(written, spoken), *_joined(written), *_by_hand(by_id, folder / HOSTILE, "hostile"), *worded)


def _item(right: _Right, claim: str, planted: str, quote: str | None = None) -> Item:
    return Item(
        claim=claim,
        passage=right.passage,
        quote=quote or right.quote,
        language=right.language,
        planted=planted,
        made_from=right.made_from,
        held_out=right.held_out,
    )


def _random(*parts: str) -> Random:
    return Random(hashlib.sha256("\x1f".join(parts).encode()).hexdigest())


def _written(by_id: Mapping[str, Passage], file: Path, held_out: bool) -> Iterator[_Right]:
    for entry in yaml.safe_load(file.read_text(encoding="utf-8")):
        passage = _holding(entry["passage"], entry["source"], by_id)
        for language in ("en", "ru"):
            for text in entry.get(language, ()):
                yield _Right(
                    text=text,
                    language=language,
                    passage=passage,
                    quote=entry["source"],
                    made_from="paraphrase",
                    held_out=held_out,
                )


def _holding(id_: str, source: str, by_id: Mapping[str, Passage]) -> Passage:
    """The passage, if it still has the sentence; else one like it that has nothing but the sentence."""
    known = by_id.get(id_)
    if known is not None and source in known.text:
        return known
    like = known or next(iter(by_id.values()))
    fields = {name: getattr(like, name) for name in Passage.__dataclass_fields__}
    return Passage(**{**fields, "id": id_, "text": source, "span": Span(start=0, end=len(source))})


def _sentences(passages: Sequence[Passage]) -> Iterator[_Right]:
    """Whole sentences of the corpus, in an order of their own."""
    for passage in sorted(passages, key=lambda p: hashlib.sha256(p.id.encode()).hexdigest()):
        spans = list(sentences(passage.text))
        number = int(hashlib.sha256(passage.id.encode()).hexdigest(), 16)
        span = spans[number % len(spans)]
        text = passage.text[span.start : span.end]
        if 9 <= len(text.split()) <= 45 and not form(text, "en"):
            yield _Right(
                text=text,
                language="en",
                passage=passage,
                quote=text,
                made_from="sentence",
                held_out=bool(number % 2),
            )


def _untouched(spoken: Sequence[_Right]) -> Iterator[_Right]:
    """Sentences of the corpus with their figures written another way, which changes nothing."""
    for right in spoken[: 2 * PER_CLASS]:
        yield replace(right, text=rewritten(right.text))


def _odd(written: Sequence[_Right], spoken: Sequence[_Right]) -> Iterator[Item]:
    """Claims of other passages, claims with something added, and quotations with a word changed."""
    for at, right in enumerate(spoken[:PER_CLASS]):
        rival = next(
            (
                other
                for other in spoken[at + 1 :]
                if other.passage.topic == right.passage.topic
                and other.passage.states[0] == right.passage.states[0]
                and other.passage.source_id != right.passage.source_id
                and not _repeats(_first(other.text), right.text)
            ),
            None,
        )
        if rival is not None:
            yield _item(right, rival.text, "invention")
            first = _first(rival.text)
            yield _item(right, f"{right.text.rstrip('.')}, and {first[:1].lower()}{first[1:]}.", "addition")
    foreign = [right for right in written if right.language == "ru"]
    for right, other in zip(foreign, (*foreign[7:], *foreign[:7]), strict=True):
        yield _item(right, other.text, "invention")
        yield _item(right, f"{right.text.rstrip('.')}; {other.text[:1].lower()}{other.text[1:]}", "addition")
    for right in (*written[:PER_CLASS], *spoken[:PER_CLASS]):
        words = right.quote.split()
        at = len(words) // 2
        quote = " ".join((*words[:at], "indeed", *words[at + 1 :]))
        yield _item(right, right.text, "quotation", quote)


def _first(text: str) -> str:
    """The first part of a sentence."""
    return text.rstrip(".").split(",")[0].split(";")[0]


def _repeats(part: str, whole: str) -> bool:
    """Whether most words of a part are in a text: what a claim says already is no addition to it."""
    ours, theirs = (set(re.findall(r"\w{4,}", text.lower())) for text in (part, whole))
    return len(ours & theirs) >= REPEATS * len(ours)


def _joined(written: Sequence[_Right]) -> Iterator[Item]:
    """Two claims in one with a quotation each, which is right; and the first alone with a figure of the second, which is not."""
    for language in ("en", "ru"):
        rights = [right for right in written if right.language == language]
        for one, other in islice(pairwise(rights), JOINED):
            beside = ((other.passage, other.quote),)
            both = f"{one.text.rstrip('.')}. {other.text}"
            if len(both.split()) <= WORDS:
                yield replace(_item(one, both, RIGHT), beside=beside)
            ours, theirs = (FIGURE.search(right.text) for right in (one, other))
            if ours and theirs and theirs.group() not in one.text:
                mixed = one.text[: ours.start()] + theirs.group() + one.text[ours.end() :]
                yield replace(_item(one, mixed, "joined"), beside=beside)


def _by_hand(by_id: Mapping[str, Passage], file: Path, planted: str) -> Iterator[Item]:
    """Every claim of the file, in the language of its question."""
    for entry in yaml.safe_load(file.read_text(encoding="utf-8")):
        cited = [
            (_holding(cite["passage"], cite["source"], by_id), cite["source"]) for cite in entry.get("cites", [entry])
        ]
        (passage, quote), *beside = cited
        for language in ("en", "ru", "kk"):
            if language in entry:
                yield Item(
                    claim=entry[language],
                    passage=passage,
                    quote=quote,
                    language=entry.get("asks", language),
                    planted=planted,
                    made_from="lie" if "lie" in entry else "paraphrase",
                    held_out=entry.get("unseen", False),
                    beside=tuple(beside),
                )


def rewritten(text: str) -> str:
    """The text with dates as Americans write them, number words as digits and articles abbreviated."""
    months = "January February March April May June July August September October November December"
    text = re.sub(rf"\b(\d{{1,2}}) ({'|'.join(months.split())}) (\d{{4}})\b", r"\2 \1, \3", text)
    text = re.sub(r"\b[Aa]rticle (?=\d)", "Art. ", text)
    for word, digit in (("two", "2"), ("three", "3"), ("five", "5"), ("six", "6"), ("ten", "10")):
        text = re.sub(rf"\b{word}(?= (?:years|months|days|working))", digit, text)
    return text
