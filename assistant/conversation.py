"""What a turn takes over from the turns before it."""

import re
from dataclasses import dataclass, replace

from assistant.reader import Reader
from assistant.reading.dates import Dates
from assistant.reading.places import Mention, Role
from assistant.types import AnswerType, CaseFacts
from index.lexical import ENGLISH_STOP

NEW_MATTER = re.compile(
    r"^\W*(?:another (?:case|matter|question|thing)|new (?:case|matter|question)|different (?:case|matter|question|topic)|unrelated|separate (?:matter|question)"
    r"|next (?:case|matter)|forget (?:that|it|all)|on another note|changing the subject|let's start over|start over)\b[:,. -]*",
    re.IGNORECASE,
)
OPENS = re.compile(
    r"^\W*(?:and|but|so|then|or|also|what about|how about|what if|and if|but if|ok(?:ay)?|now|suppose|same (?:question|thing)|go back|back to|no|yes|yeah|actually|sorry|correction|wait"
    r"|in that case|if so|why|who|when|which|how long|how much|even|still|instead|it was|it is|they|he|she)\b",
    re.IGNORECASE,
)
POINTS_BACK = re.compile(
    r"\b(?:it|that|this|those|these|they|them|there|its|their|such|same|the former|the latter|one|he|she|him|so)\b",
    re.IGNORECASE,
)
SWAP = re.compile(
    r"\b(?:other way (?:a?round)|vice versa|reverse direction|opposite direction|in the other direction|conversely)\b",
    re.IGNORECASE,
)
SIMPLER = re.compile(
    r"\b(?:simpl(?:y|er|e)|plain (?:words|english|language)|layman|in normal words|explain like|easier words|less legalese)\b",
    re.IGNORECASE,
)
LAWYERLY = re.compile(
    r"\b(?:lawyer'?s? (?:version|terms|language)|technical(?:ly)? (?:version|terms)|terms of art|legal terms)\b",
    re.IGNORECASE,
)
MORE = re.compile(
    r"^\W*(?:more|tell me more|go on|more details?|in (?:more )?detail|continue|elaborate|the rest|show more|anything else)\W*$",
    re.IGNORECASE,
)
BARE_WHY = re.compile(
    r"^\W*(?:but |and )?(?:why(?: not| so| is that)?|how so|how come|on what (?:basis|authority)|says who|source|reason)\W*$",
    re.IGNORECASE,
)
ACK = re.compile(r"^\W*(?:yes|yeah|yep|ok|okay|sure|right|correct|no|nope|please|go ahead|do)\W*$", re.IGNORECASE)
CORRECTION = re.compile(r"^\W*(?:no\b|actually|sorry|correction|wait|i meant|not )", re.IGNORECASE)
SHORT = 9
"""Words up to which a turn without subject of its own is taken for a follow-up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A turn as read, or several folded into one."""

    text: str
    language: str
    english: str
    mentions: tuple[Mention, ...]
    origin: str | None
    requested: str | None
    kinds: tuple[str, ...]
    topics: tuple[str, ...]
    instruments: tuple[str, ...]
    dates: Dates
    answer_type: AnswerType
    yes_no: bool
    facts: CaseFacts
    greeting: bool = False
    stands_alone: bool = True
    register: str | None = None
    brief: bool = True

    def topics_beyond_register(self) -> bool:
        """Whether the turn asks for more than another wording."""
        return bool(self.mentions or self.instruments) or len(self.english.split()) > 12

    def fork_on_origin(self) -> bool:
        """Whether the turn asked about a case in a requested State without naming the State of origin."""
        return self.yes_no and self.requested is not None and self.origin is None


def follow(before: Frame | None, now: Frame, reader: Reader) -> Frame:
    """`now` with what it leaves out taken from `before`; a new matter takes nothing."""
    if NEW_MATTER.match(now.english):
        return replace(now, english=NEW_MATTER.sub("", now.english), text=NEW_MATTER.sub("", now.text) or now.text)
    if before is None or now.greeting:
        return before if before is not None and now.greeting else now
    register = "plain" if SIMPLER.search(now.english) else "lawyer" if LAWYERLY.search(now.english) else None
    if register and not now.topics_beyond_register():
        return replace(before, language=now.language, register=register, stands_alone=False)
    if MORE.match(now.english):
        return replace(before, language=now.language, brief=False, stands_alone=False)
    if BARE_WHY.match(now.english):
        return replace(before, language=now.language, answer_type=AnswerType.REASON, yes_no=False, stands_alone=False)
    if ACK.match(now.english):
        return replace(before, language=now.language, stands_alone=False)
    if SWAP.search(now.english):
        return _rewritten(before, now, reader, origin=before.requested, requested=before.origin)
    if not _follows(now, reader):
        return _carry_facts(before, now)
    if _has_own_question(now):
        return _inherit(before, now, reader)
    return _same_question(before, now, reader)


def says_nothing(now: Frame, reader: Reader) -> bool:
    """Whether a turn has no word that means anything to the corpus: digits, noise, a slip of the hand."""
    words = re.findall(r"[^\W\d_]+", now.english)
    return not any(reader.knows_word(word) or word.lower() in ENGLISH_STOP for word in words) and not now.greeting


def _follows(now: Frame, reader: Reader) -> bool:
    count = len(now.english.split())
    complete = now.origin is not None and now.requested is not None
    if complete and count > 6:
        return False
    opens = bool(OPENS.match(now.english))
    tells = not now.english.rstrip().endswith("?") and not now.yes_no and now.answer_type is AnswerType.TEXT
    if (
        tells
        and count <= 20
        and not re.match(
            r"\W*(?:what|which|who|when|where|why|how|tell|explain|list|compare|give|name|show)\b", now.english, re.I
        )
    ):
        return True
    bare = not now.mentions and not now.instruments
    return (
        (opens and count <= 25) or (bare and (count <= SHORT or bool(POINTS_BACK.search(now.english)))) or count <= 4
    )


def _has_own_question(now: Frame) -> bool:
    """Whether the turn asks about a subject of its own ("how long do I have?"), not only "and in Russia?"."""
    asks = now.answer_type is not AnswerType.TEXT or now.yes_no
    own = [
        topic
        for topic in now.topics
        if topic not in ("cases", "arbitral-awards", "special-courts", "service", "treaties")
    ]
    what_about = re.match(r"^\W*(?:and|but|or|so|no|actually|ok)?\W*(?:what|how) (?:about|if)\b", now.english, re.I)
    wh = re.match(r"^\W*(?:and |but |so |ok |then )?(?:what|which|who|when|where|how)\b", now.english, re.I)
    if wh and not what_about and len(now.english.split()) >= 4:
        return True
    statement = CORRECTION.match(now.english) or re.match(r"^\W*(?:it (?:was|is)|they|he|she)\b", now.english, re.I)
    if what_about or (statement and not now.english.rstrip().endswith("?")):
        return bool(own) and not now.mentions and what_about is not None and not now.kinds
    return asks or bool(own)


def _carry_facts(before: Frame, now: Frame) -> Frame:
    """A full question: case facts stay known, the States it does not name are not assumed when it names none at all."""
    facts = merged(before.facts, now.facts)
    return replace(now, facts=facts)


def _inherit(before: Frame, now: Frame, reader: Reader) -> Frame:
    """A question of its own about the same case: States, kind and date come from before."""
    origin, requested = now.origin or before.origin, now.requested or before.requested
    if origin == requested:
        origin = before.origin if before.origin != requested else before.requested
    if origin == requested:
        origin = None
    kinds = now.kinds or before.kinds[:1]
    context = _context(origin, requested, kinds, now, reader)
    instruments = now.instruments or (before.instruments if POINTS_BACK.search(now.english) else ())
    english = f"{now.english.rstrip(' ?')} {context}?".strip() if context else now.english
    if instruments and not now.instruments:
        english = f"{english.rstrip('?')} under the {reader.instrument(instruments[0]).short}?"
    if not now.topics or (POINTS_BACK.search(now.english) and not now.mentions and len(now.english.split()) <= SHORT):
        topics = tuple(dict.fromkeys((*now.topics, *(before.topics[:1] if not now.topics else ()))))
    else:
        topics = now.topics
    return replace(
        now,
        english=english,
        origin=origin,
        requested=requested,
        kinds=kinds,
        topics=topics,
        instruments=instruments,
        mentions=now.mentions or before.mentions,
        dates=now.dates if now.dates.as_of else replace(now.dates, as_of=before.dates.as_of),
        facts=merged(before.facts, now.facts),
        stands_alone=False,
    )


def _context(origin: str | None, requested: str | None, kinds: tuple[str, ...], now: Frame, reader: Reader) -> str:
    parts = []
    named = {mention.code for mention in now.mentions}
    kind = (
        {"award": "arbitral award", "aifc-judgment": "AIFC Court judgment"}.get(kinds[0], kinds[0]) if kinds else ""
    )
    if kind and not now.kinds:
        parts.append(
            f"for a {kind}" if not kind.startswith(("arb", "AIFC", "interim", "insol")) else f"for an {kind}"
        )
    if origin and origin not in named:
        parts.append(f"from {reader.gazetteer.name(origin)}")
    if requested and requested not in named:
        parts.append(f"in {reader.gazetteer.name(requested)}")
    return " ".join(parts)


def _same_question(before: Frame, now: Frame, reader: Reader) -> Frame:
    """The question before, with the fields that `now` names put in place of the old ones."""
    origin, requested = before.origin, before.requested
    if now.mentions:
        new = now.mentions[-1]
        tells_where = new.role is not Role.ORIGIN and requested is None and origin is not None
        corrects = CORRECTION.match(now.english) is not None and origin is not None
        if new.role is Role.ORIGIN:
            origin = new.code
            if now.requested and now.requested != new.code:
                requested = now.requested
        elif tells_where or new.role is Role.REQUESTED or not (corrects or before.fork_on_origin()):
            requested = new.code
            if origin == requested:
                origin = before.requested
        else:
            origin = new.code
    return _rewritten(before, now, reader, origin=origin, requested=requested)


def _rewritten(before: Frame, now: Frame, reader: Reader, origin: str | None, requested: str | None) -> Frame:
    kinds = now.kinds or before.kinds
    english = before.english
    swaps = {before.requested: requested, before.origin: origin}
    for mention in sorted(before.mentions, key=lambda m: -m.start):
        new = swaps.get(mention.code)
        if new and new != mention.code:
            english = english[: mention.start] + reader.gazetteer.name(new) + english[mention.end :]
    if now.kinds and before.kinds and now.kinds[0] != before.kinds[0]:
        english = _with_kind(english, before.kinds[0], now.kinds[0])
    named = {m.code for m in before.mentions}
    for word, old, new in (("from", before.origin, origin), ("in", before.requested, requested)):
        if new and (old is None or old not in named) and new != old:
            english = f"{english.rstrip(' ?.')} {word} {reader.gazetteer.name(new)}?"
    instruments = now.instruments or before.instruments
    if now.instruments and now.instruments != before.instruments:
        english = f"{english.rstrip(' ?.')} under the {reader.instrument(now.instruments[0]).short}?"
    mentions = tuple(reader.gazetteer.find(english))
    return replace(
        before,
        text=now.text,
        language=now.language,
        english=english,
        mentions=mentions,
        origin=origin,
        requested=requested,
        kinds=kinds,
        instruments=instruments,
        topics=tuple(dict.fromkeys((*now.topics, *before.topics))) if now.topics else before.topics,
        dates=Dates(
            as_of=now.dates.as_of or before.dates.as_of,
            given=now.dates.given or before.dates.given,
            begun=now.dates.begun or before.dates.begun,
            years=now.dates.years or before.dates.years,
        ),
        facts=merged(before.facts, now.facts),
        stands_alone=False,
    )


def _with_kind(english: str, old: str, new: str) -> str:
    words = {"award": "arbitral award", "judgment": "court judgment", "aifc-judgment": "AIFC Court judgment"}
    put = words.get(new, new.replace("-", " "))
    forms = {
        "judgment": r"(?:court )?(?:judgments?|judgements?|decisions?|rulings?)",
        "award": r"(?:arbitral |arbitration )?awards?",
    }
    pattern = forms.get(old)
    changed = re.sub(rf"\b{pattern}\b", put, english, flags=re.IGNORECASE) if pattern else english
    return changed if changed != english else f"{english.rstrip(' ?.')} for an {put}?"


def merged(old: CaseFacts, new: CaseFacts) -> CaseFacts:
    """`old` with every field that `new` knows."""
    known = {name: value for name in CaseFacts.__dataclass_fields__ if (value := getattr(new, name)) is not None}
    return replace(old, **known)
