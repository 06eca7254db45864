"""A follow-up put as a question that stands alone: with the States, the kind and the facts it leaves out."""

import re
from collections.abc import Iterable
from dataclasses import replace

from assistant.reader import Reader
from assistant.reading.dates import Dates
from assistant.reading.frame import Frame
from assistant.reading.places import Mention
from assistant.reading.readings import merged, merged_readings
from assistant.reading.turn import read_english

KINDS = {
    "award": "arbitral award",
    "judgment": "court judgment",
    "aifc-judgment": "AIFC Court judgment",
    "icsid-award": "ICSID award",
}
KIND_NOUNS = {
    "judgment": r"(?:foreign )?(?:court )?(?:judge?ments?|decisions?|rulings?)",
    "award": r"(?:foreign )?(?:arbitral |arbitration )?awards?",
}
KIND_NOUN = re.compile(
    r"\b(?:(?:default|final|foreign|court|money|arbitral|arbitration|settlement|interim|costs|insolvency|bankruptcy|maintenance|mediated) )*"
    r"(?:judge?ments?|decisions?|rulings?|awards?|orders?|settlements?|arbitration|arbitral|arbitrat\w+|agreements?|decrees?)\b",
    re.IGNORECASE,
)
OBJECT = re.compile(
    r"\b(?P<before>against|to|about|for|(?:enforc|recogni[sz]|execut|refus|grant|reject)\w*) (?:it|them|one)\b(?! (?:is|was|be|from|of|that|to)\b)",
    re.IGNORECASE,
)
"""A pronoun that stands for the decision, with the word it hangs on."""

MEMBERSHIP = re.compile(
    r"\b(?:bound|party|parties|signator\w+|member|ratif\w+|sign(?:ed)?|acced\w+|join\w*|left|withdr\w+|denounc\w+)\b",
    re.IGNORECASE,
)
STATE_AS_IT = re.compile(r"\b(?:it|that country|that state|this country|this state)\b", re.IGNORECASE)
TREATY_AS_IT = re.compile(
    r"\b(?P<before>by|to|of|joined|ratified|signed|left|denounced|under) (?:it|that|this)\b", re.IGNORECASE
)
FOREIGN = re.compile(
    r"\b(?P<article>an? )?foreign(?= (?:[\w-]+ )?(?:judge?ments?|awards?|decisions?|rulings?|orders?|settlements?))",
    re.IGNORECASE,
)
REQUESTED_WORD, ORIGIN_WORD = "in", "from"
SUBJECT = re.compile(
    r"^(?P<ask>\W*(?:(?:and|but|so|then) )?(?:(?:how|when|where|why|which \w+) )?(?:can|could|will|would|is|must|may|does|should|has|do i have|do we have)(?: (?:i|we|you))?(?: (?:enforce|recogni[sz]e|appeal|serve|translate|register|collect|execute|use))?) (?:it|that|this|them|those)\b",
    re.IGNORECASE,
)
USERS_PART = re.compile(
    r"\b(?:i|we|you|how long|how much|how do|how to|cost|costs|pays?|need|needs|needed|take|takes|where|documents?|fee|fees)\b",
    re.IGNORECASE,
)
"""What goes with "to enforce" in a question of its own; other questions are "on the enforcement of" the decision."""

HOW = re.compile(r"^\W*(?:(?:and|but|so|then) )?how (?:do|can|should|could|to|is|are|would|must)\b", re.IGNORECASE)
RULING = re.compile(r"\b(?:the|a) (?:ruling|order|refusal|court's decision|decision of the court)\b", re.IGNORECASE)
"""The requested court's own decision, not the foreign one."""

THERE = re.compile(r"(?<!is )(?<!are )(?<!was )(?<!were )(?<!be )\bthere\b(?! (?:is|are|was|be)\b)", re.IGNORECASE)
STATEMENT = re.compile(
    r"^\W*(?:(?:no|yes|and|but|so|actually|sorry|correction|wait|well|ok|okay|oh|also|then|i mean|i meant|what if|what about if|if|suppose|assume|say|by the way|one more thing|apologies|my mistake)\b[,;:. –—-]*)+",
    re.IGNORECASE,
)


def without_names(english: str, mentions: Iterable[Mention]) -> str:
    """The text without the names of States."""
    for mention in sorted(mentions, key=lambda m: -m.start):
        english = f"{english[: mention.start]} {english[mention.end :]}"
    return english


def rewritten(before: Frame, now: Frame, reader: Reader, origin: str | None, requested: str | None) -> Frame:
    """The question before, asked of other States, of another kind of decision, on another day, or with another fact."""
    english = _with_states(before, reader, origin, requested)
    if now.kinds and before.kinds and now.kinds[0] != before.kinds[0]:
        english = _with_kind(english, before.kinds[0], now.kinds[0])
    elif now.kinds and not before.kinds:
        english = _with_kind(english, "", now.kinds[0])
    instruments = now.instruments or before.instruments
    if now.instruments and now.instruments != before.instruments:
        english = f"{english.rstrip(' ?.')} under the {reader.instrument(now.instruments[0]).short}?"
    english = _with_facts(english, now)
    kinds = now.kinds or before.kinds
    asked = read_english(english, reader)
    return replace(
        asked,
        text=now.text,
        query=query(before, now, english, reader=reader),
        language=now.language if now.language != "en" or len(now.english.split()) > 1 else before.language,
        origin=origin,
        requested=requested,
        kinds=kinds if now.kinds or not asked.kinds else asked.kinds,
        instruments=asked.instruments or instruments,
        topics=asked.topics,
        answer_type=before.answer_type,
        yes_no=before.yes_no,
        dates=dates_of(before.dates, now.dates),
        facts=merged(before.facts, now.facts),
        read=merged_readings(before.read, now.read),
        torn=now.torn,
        case=(origin, requested, kinds[0] if kinds else None),
        stands_alone=False,
        register=now.register or before.register,
    )


def only(before: Frame, now: Frame, code: str, reader: Reader) -> Frame | None:
    """The question before, asked of one of the several States it named; None if it did not name that one with others."""
    origins, requesteds = before.several
    group = origins if code in origins else requesteds if code in requesteds else ()
    named = sorted((mention for mention in before.mentions if mention.code in group), key=lambda m: m.start)
    if not named:
        return None
    last = named[-1]
    joined = replace(last, start=named[0].start, code=code)
    english = _replaced(before.english, joined, code, reader)
    asked = read_english(english, reader)
    return rewritten(
        replace(before, english=english, mentions=asked.mentions, several=((), ())),
        now,
        reader,
        origin=code if group is origins else before.origin,
        requested=code if group is requesteds else before.requested,
    )


def _with_states(before: Frame, reader: Reader, origin: str | None, requested: str | None) -> str:
    """The English of a question with its States replaced where they stand, or added where they do not."""
    english = before.english
    named = {mention.code for mention in before.mentions}
    swaps = {before.requested: requested, before.origin: origin}
    for mention in sorted(before.mentions, key=lambda m: -m.start):
        new = swaps.get(mention.code)
        if new and new != mention.code:
            english = _replaced(english, mention, new, reader)
    for word, old, new in ((ORIGIN_WORD, before.origin, origin), (REQUESTED_WORD, before.requested, requested)):
        if new and (old is None or old not in named) and new != old:
            english = _placed(english, word, reader.gazetteer.short(new), reader.gazetteer.adjective(new) or "")
    return english


def _placed(english: str, word: str, state: str, adjective: str) -> str:
    """A question with a State it did not name: at its end, or said first where it speaks of no decision there."""
    last = re.split(r"(?<=[.!?])\s+", english.strip())[-1]
    foreign = FOREIGN.search(english)
    if word == ORIGIN_WORD and foreign and adjective:
        head = f"{english[: foreign.start()]}{foreign['article'] or ''}"
        return _article(head, adjective) + adjective + english[foreign.end() :]
    if word == ORIGIN_WORD and not KIND_NOUN.search(last):
        return f"The decision is from {state}. {english}"
    return f"{english.rstrip(' ?.')} {word} {state}?"


def _replaced(english: str, mention: Mention, new: str, reader: Reader) -> str:
    """Another State in place of one that is named, as an adjective where it was one, with the article that fits."""
    adjective = reader.gazetteer.adjective(new) if mention.how == "adjective" else ""
    head, name = english[: mention.start], adjective or reader.gazetteer.short(new)
    if re.search(r"\b(?:the|a|an) $", head, re.IGNORECASE):
        name = name.removeprefix("the ")
    if mention.how == "adjective" and not adjective:
        name = name.removeprefix("the ")
    return _article(head, name) + name + english[mention.end :]


def _article(head: str, name: str) -> str:
    """The text before a name, its indefinite article fitted to the name."""
    found = re.search(r"\b(a|an) $", head, re.IGNORECASE)
    if not found:
        return head
    vowel = name[:1].lower() in "aeio" or (
        name[:1].lower() == "u" and not re.match(r"(?:uni|uk|us\b|uz\w* ?x|uru)", name, re.I)
    )
    fitting = "an" if vowel else "a"
    return head[: found.start(1)] + (fitting.capitalize() if found[1][0].isupper() else fitting) + " "


def _with_kind(english: str, old: str, new: str) -> str:
    """The English of a question with another kind of decision in place of the old one."""
    put = KINDS.get(new, new.replace("-", " "))
    pattern = KIND_NOUNS.get(old)
    if pattern:
        found = re.search(rf"\b{pattern}\b", english, re.IGNORECASE)
        if found:
            plural = found.group().rstrip().endswith("s") and not put.endswith("s")
            return _article(english[: found.start()], put) + put + ("s" if plural else "") + english[found.end() :]
    article = "an" if put[:1].lower() in "aio" else "a"
    return f"{english.rstrip(' ?.')} for {article} {put}?"


def _with_facts(english: str, now: Frame) -> str:
    """The question with a fact that the turn states, as an adjective or in the turn's own words."""
    told = [
        fact.field
        for fact in now.read
        if fact.field in ("default", "final", "served", "money", "sanctions", "debtor")
    ]
    if not told or now.mentions:
        return english
    if told == ["default"] and now.facts.default:
        noun = KIND_NOUN.search(english)
        if noun and "default" not in noun.group().lower():
            return f"{english[: noun.start()]}default {english[noun.start() :]}"
    statement = STATEMENT.sub("", now.english).strip(" .?!")
    if not statement or statement.lower() in english.lower():
        return english
    return f"{english.rstrip(' ?.')} if {statement[0].lower() + statement[1:] if not statement[:2].isupper() else statement}?"


def spelled_out(
    now: Frame, before: Frame, reader: Reader, *, origin: str | None, requested: str | None, kinds: tuple[str, ...]
) -> str:
    """The English of a question of its own with the case it is about."""
    english, named = now.english, {mention.code for mention in now.mentions}
    if before.instruments and MEMBERSHIP.search(english):
        return of_membership(english, before, reader, named=bool(named))
    kinds_before = before.kinds[:1] or kinds
    decision = "" if now.kinds else _decision(kinds, "" if origin in named else origin, reader)
    place = f"in {reader.gazetteer.short(requested)}" if requested and requested not in named else ""
    if place and THERE.search(english):
        english, place = THERE.sub(place, english, count=1), ""
    subject, thing = SUBJECT.match(english), OBJECT.search(english)
    if decision and subject:
        english = f"{subject['ask']} {decision}{english[subject.end() :]}"
        decision = ""
    elif decision and thing:
        english = f"{english[: thing.start()]}{thing['before']} {decision}{english[thing.end() :]}"
        decision = ""
    elif now.kinds and RULING.search(english):
        decision = f"on the enforcement of {_decision(kinds_before, origin, reader)}"
    elif now.kinds and origin and origin not in named:
        decision = f"from {reader.gazetteer.short(origin)}"
    elif decision:
        link = (
            "for"
            if now.yes_no or HOW.match(english)
            else "to enforce"
            if USERS_PART.search(english)
            else "on the enforcement of"
        )
        decision = f"{link} {decision}" if "enforce" not in english.lower() else f"of {decision}"
    added = " ".join(part for part in (decision, place) if part)
    return f"{english.rstrip(' ?.')} {added}?" if added else english


def of_membership(english: str, before: Frame, reader: Reader, *, named: bool) -> str:
    """A question who is bound by what, with the State and the instrument that its pronouns stand for."""
    short = f"the {reader.instrument(before.instruments[0]).short}"
    english = TREATY_AS_IT.sub(lambda found: f"{found['before']} {short}", english, count=1)
    if before.mentions and not named:
        english = STATE_AS_IT.sub(reader.gazetteer.short(before.mentions[0].code), english, count=1)
    return english if short in english else f"{english.rstrip(' ?.')} under {short}?"


def _decision(kinds: tuple[str, ...], origin: str | None, reader: Reader) -> str:
    """The decision of a case in English: "a Dutch judgment"; nothing where neither kind nor State is known."""
    if not kinds and not origin:
        return ""
    noun = (
        {"judgment": "judgment"}.get(kinds[0], KINDS.get(kinds[0], kinds[0].replace("-", " ")))
        if kinds
        else "judgment"
    )
    adjective = reader.gazetteer.adjective(origin) if origin else ""
    words = f"{adjective} {noun}".strip() + (
        f" from {reader.gazetteer.short(origin)}" if origin and not adjective else ""
    )
    words = words if adjective or origin is not None else f"foreign {words}"
    return _article("a ", words) + words


def why(before: Frame) -> str:
    """The English of "why?" after a question."""
    told, _, english = before.english.strip().rpartition(". ")
    if re.match(r"why\b", english, re.IGNORECASE) or not before.yes_no:
        return before.english.strip()
    asked = f"Why {english[0].lower()}{english[1:]}" if not english[:2].isupper() else f"Why {english}"
    return f"{told}. {asked}" if told else asked


def query(
    base: Frame,
    now: Frame,
    english: str,
    reader: Reader | None = None,
    parties: tuple[str | None, str | None, str | None] | None = None,
) -> str:
    """The stand-alone question in the user's language.

    In English the rewritten question itself; in a language with a frame the question asked, with what was taken over
    in brackets; in another language the question with the follow-up in brackets.
    """
    if now.language == "en" and base.language == "en":
        return english
    head = base.query
    if reader is None or not reader.languages[now.language].frame:
        return head if base is now else f"{head} ({now.text})"
    changed = _changed(now, reader) if parties is None else _labelled(parties, now.language, reader)
    return f"{head} ({'; '.join(changed)})" if changed else head if base is now else f"{head} ({now.text})"


def _changed(now: Frame, reader: Reader) -> list[str]:
    kind = now.kinds[0] if now.kinds else None
    return _labelled((now.origin, now.requested, kind), now.language, reader)


def _labelled(parties: tuple[str | None, str | None, str | None], language: str, reader: Reader) -> list[str]:
    origin, requested, kind = parties
    told = []
    if kind:
        told.append(reader.spoken_kind(kind, language))
    if origin:
        told.append(reader.message(language, "fact_state_of_origin", value=reader.gazetteer.spoken(origin, language)))
    if requested:
        told.append(
            reader.message(language, "fact_requested_state", value=reader.gazetteer.spoken(requested, language))
        )
    return told


def dates_of(before: Dates, now: Dates) -> Dates:
    """The dates of a case after another turn."""
    return Dates(
        as_of=now.as_of or before.as_of,
        given=now.given or before.given,
        begun=now.begun or before.begun,
        years=now.years or before.years,
        spans=now.spans,
    )
