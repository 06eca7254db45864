"""What a turn takes over from the turns before it."""

import re
from dataclasses import replace

from assistant import restating
from assistant.reader import Reader
from assistant.reading import moves
from assistant.reading.conclusions import concluded
from assistant.reading.dates import DAY
from assistant.reading.facts import OWN_DECISION
from assistant.reading.frame import Aside, Frame
from assistant.reading.places import Role
from assistant.reading.readings import merged, merged_readings, of_fields, with_read
from assistant.reading.turn import at_turn, read_english, read_turn, says_nothing
from assistant.routing.words import DOMESTIC
from assistant.types import AnswerType, Offer, Question

SHORT = 9
"""Words up to which a turn without subject of its own is taken for a follow-up."""

PARTIES = ("state_of_origin", "requested_state", "kind")
"""Fields that a full question does not take over."""

SUBJECTS = ("cases", "arbitral-awards", "special-courts", "service", "treaties")
"""Topics that a word for a kind of decision or a fact shows, so that they are no subject of their own."""

WH = re.compile(r"^\W*(?:and |but |so |ok |then )?(?:what|which|who|when|where|why|how)\b", re.IGNORECASE)
WHAT_ABOUT = re.compile(
    r"^\W*(?:(?:and|but|or|so|no|actually|ok|sorry|then)\W+)*(?:what|how) (?:about|if)\b|^\W*(?:(?:and|but) )?(?:if|suppose|assume)\b",
    re.IGNORECASE,
)
ORDERS = re.compile(
    r"\W*(?:what|which|who|when|where|why|how|tell|explain|list|compare|give|name|show|can|could|is|are|do|does|did|must|may|will)\b",
    re.I,
)
EXPLETIVE = re.compile(
    r"\bit(?: is|'s)? (?:possible|true|necessary|required|enough|worth|allowed|mandatory|right|correct)|\bis it (?:possible|true|necessary|required|enough|worth|allowed|mandatory|right|correct)",
    re.IGNORECASE,
)
THE_DECISION = re.compile(
    r"\b(?:it|this|that|the|my|our|same) ?(?:same |foreign |final )?(?:judge?ments?|awards?|decisions?|rulings?|orders?)\b|\b(?:it|them)\b",
    re.IGNORECASE,
)
ASKS_WITH_AUXILIARY = re.compile(
    r"^\W*(?:(?:and|but|so|then) )?(?:can|could|is|are|do|does|did|must|may|will|would|has|have)\b", re.I
)


def converse(question: Question, reader: Reader) -> Frame:
    """The last turn of a conversation, with what it leaves out taken from the turns before it.

    What the earlier turns came to is remembered, so that a turn costs the same after two turns as after two hundred.
    """
    offers = (*question.offers, *((),) * (len(question.earlier) - len(question.offers)))
    history = _history(question.earlier, offers, reader)
    last = offers[-1] if offers else ()
    return _next(history, question.text, last, len(question.earlier), reader)


def _history(turns: tuple[str, ...], offers: tuple[tuple[Offer, ...], ...], reader: Reader) -> tuple[Frame, ...]:
    """What each turn came to, those left out that said nothing; the longest beginning already known is not read again."""
    known = len(turns)
    history: tuple[Frame, ...] | None = None
    while known and history is None:
        history = reader.matters.get((turns[:known], offers[: known - 1]))
        known -= history is None
    history = history or ()
    for at in range(known, len(turns)):
        frame = _next(history, turns[at], offers[at - 1] if at else (), at, reader)
        if frame.aside is None or frame.aside is Aside.NEW_MATTER:
            history = (*history, frame)
        history = reader.matters.keep((turns[: at + 1], offers[:at]), history)
    return history


def _next(history: tuple[Frame, ...], text: str, offers: tuple[Offer, ...], turn: int, reader: Reader) -> Frame:
    spoken = history[-1].language if history else None
    now = at_turn(_pointed(_asking(read_turn(text, reader, spoken), reader), history, offers, reader), turn)
    if now.orders and not re.search(r"[^\W\d_]", now.query):
        return replace(now, aside=Aside.ORDERS)
    if says_nothing(now, reader) and not moves.points(now.english):
        return replace(now, aside=Aside.NOISE)
    before = with_read(history[-1], offers) if history and history[-1].aside is None else None
    return follow(before, now, reader, offers, tuple(frame for frame in history if frame.aside is None))


def _asking(now: Frame, reader: Reader) -> Frame:
    """A turn that draws a conclusion, read as the question it asks; one that states a fact of the case is left alone."""
    question = None if any(fact.field not in PARTIES for fact in now.read) else concluded(now.english)
    return now if question is None else _put(now, question, reader)


def _pointed(now: Frame, history: tuple[Frame, ...], offers: tuple[Offer, ...], reader: Reader) -> Frame:
    """A turn that speaks of "that treaty", with the name of the one the last question or answer was about."""
    found = moves.THAT_TREATY.search(now.english)
    if found is None or now.instruments or not history:
        return now
    if any(mention.code not in (history[-1].origin, history[-1].requested) for mention in now.mentions):
        return now  # another pair of States has another treaty
    named = [reader.instrument(id_).short for id_ in history[-1].instruments]
    named += [offer.text for offer in offers if offer.kind == "instrument" and not offer.text.startswith(DOMESTIC)]
    noun = found["noun"].lower()
    meant = next((name for name in named if noun in name.lower()), next(iter(named), None))
    if meant is None:
        return now
    if history[-1].language != "en":
        meant = read_turn(meant, reader, history[-1].language).english.replace(": ", " between ")
    meant = moves.SIGNED_AT.sub(r" of \1", meant)
    return _put(now, f"{now.english[: found.start()]}the {meant}{now.english[found.end() :]}", reader)


def _put(now: Frame, english: str, reader: Reader) -> Frame:
    """The turn as if it had said `english`."""
    asked = read_english(english, reader)
    return replace(
        asked,
        text=now.text,
        query=english if now.language == "en" else now.query,
        language=now.language,
        orders=now.orders,
        invented=now.invented,
        read=now.read or asked.read,
    )


def follow(
    before: Frame | None,
    now: Frame,
    reader: Reader,
    offers: tuple[Offer, ...] = (),
    history: tuple[Frame, ...] = (),
) -> Frame:
    """`now` with what it leaves out taken from `before`; a new matter takes nothing."""
    if match := moves.NEW_MATTER.match(now.english):
        return _opened(now, match.end(), history, reader)
    if now.greeting:
        return replace(now, aside=Aside.GREETING)
    if moves.BACK.match(now.english) and moves.FORMER_MATTER.search(now.english) and history:
        former = history[0] if moves.THE_FIRST.search(now.english) else _former(history)
        return replace(former, text=now.text, language=now.language, stands_alone=False, brief=True)
    if before is None:
        return _alone(now, reader)
    offer = moves.picked(now.english, offers)
    if offer is not None:
        return _picked(before, now, offer, reader)
    again = _again(before, now, offers)
    if again is not None:
        return again
    if moves.SWAP.search(now.english):
        return restating.rewritten(before, now, reader, origin=before.requested, requested=before.origin)
    if not _follows(now) and not _goes_on(before, now):
        return _whole(before, now)
    if _has_own_question(before, now, reader):
        return _inherit(before, now, reader)
    return _same_question(_reasoned(before, history), now, reader)


def _reasoned(before: Frame, history: tuple[Frame, ...]) -> Frame:
    """The question before; where that was a bare "why?", the one whose reason was asked for."""
    bare = before.answer_type is AnswerType.REASON and not before.stands_alone and len(history) > 1
    return history[-2] if bare else before


def _opened(now: Frame, cut: int, history: tuple[Frame, ...], reader: Reader) -> Frame:
    """A turn that opens another matter: what follows the words that say so, read by itself."""
    rest = now.english[cut:].strip()
    if len(re.findall(r"\w+", rest)) < 2:
        return replace(now, aside=Aside.NEW_MATTER)
    fresh = read_turn(rest, reader) if now.language == "en" else replace(now, english=rest)
    turn = now.read[0].turn if now.read else 0
    return replace(at_turn(fresh, turn), text=now.text, language=now.language, read=now.read)


def _former(history: tuple[Frame, ...]) -> Frame:
    """The last question about another pair of States or another kind than the present one."""
    present = history[-1]
    about = (present.origin, present.requested, present.kinds[:1])
    return next((f for f in reversed(history) if (f.origin, f.requested, f.kinds[:1]) != about), history[0])


def _alone(now: Frame, reader: Reader) -> Frame:
    """A first turn; one that only points back has nothing to point at."""
    english = now.english
    if moves.points(english) or moves.asks_register(now):
        return replace(now, aside=Aside.NOTHING_BEFORE)
    bare = not (now.kinds or now.topics or now.unread)
    named = len(now.mentions) == 1 and bare and now.answer_type is AnswerType.TEXT
    if named and not reader.subjects.terms(restating.without_names(english, now.mentions)):
        state = reader.gazetteer.short(now.mentions[0].code)
        return replace(
            read_turn(f"Can a foreign judgment be enforced in {state}?", reader),
            text=now.text,
            language=now.language,
            stands_alone=False,
        )
    return replace(now, case=(now.origin, now.requested, now.kinds[0] if now.kinds else None))


def _picked(before: Frame, now: Frame, offer: Offer, reader: Reader) -> Frame:
    """What the user points at, read as if it had been said."""
    said = read_turn(offer.text, reader, before.language)
    if offer.kind == "state" and said.mentions:
        chosen = restating.only(before, now, said.mentions[0].code, reader) or _same_question(before, said, reader)
    elif offer.kind in ("choice", "state"):
        chosen = said if _is_question(said) else _same_question(before, said, reader)
    else:
        chosen = _inherit(before, said, reader) if said.mentions == () else _whole(before, said)
    return replace(
        chosen, text=now.text, language=before.language if now.language == "en" else now.language, stands_alone=False
    )


def _is_question(said: Frame) -> bool:
    return said.english.rstrip().endswith("?")


def _again(before: Frame, now: Frame, offers: tuple[Offer, ...]) -> Frame | None:
    """The question before once more, in other words, at length, with its reason, or as a yes or no completes it."""
    same = replace(before, text=now.text, language=_language(before, now), stands_alone=False, torn=())
    register = moves.asks_register(now)
    if register is not None:
        return replace(same, register=register.value)
    if moves.MORE.match(now.english):
        return replace(same, brief=False)
    if moves.BARE_WHY.match(now.english):
        return replace(
            same,
            answer_type=AnswerType.REASON,
            yes_no=False,
            premises=before.premises,
            english=restating.why(before),
            query=restating.query(before, now, restating.why(before)),
        )
    choices = [offer for offer in offers if offer.kind == "choice"]
    if moves.DO_NOT_KNOW.match(now.english):
        return same
    if moves.YES.match(now.english):
        return same if choices else replace(same, brief=False)
    if moves.NO.match(now.english):
        return same if choices else replace(same, aside=Aside.WHAT_DIFFERS)
    return None


def _language(before: Frame, now: Frame) -> str:
    """The language of a turn; a bare name or number is no sign of another one."""
    telling = re.search(r"[^\W\d_]", restating.without_names(now.english, now.mentions))
    return (
        now.language
        if (telling and now.language != "en") or (telling and len(now.english.split()) > 1)
        else before.language
    )


def _follows(now: Frame) -> bool:
    english = now.english
    count = len(english.split())
    if now.origin is not None and now.requested is not None and count > 6:
        return False
    asks = bool(ORDERS.match(english)) or english.rstrip().endswith("?")
    if not asks and not now.yes_no and now.answer_type is AnswerType.TEXT and count <= 25:
        return True
    if THE_DECISION.search(EXPLETIVE.sub("", english)) and now.origin is None and count <= 25 and not now.instruments:
        return True
    bare = not now.mentions and not now.instruments
    points = bool(moves.POINTS_BACK.search(EXPLETIVE.sub("", english)))
    return (bool(moves.OPENS.match(english)) and count <= 25) or (bare and (count <= SHORT or points)) or count <= 4


def _goes_on(before: Frame, now: Frame) -> bool:
    """Whether a case is told in instalments: the decision and its origin before, where the debtor is now."""
    told = before.origin is not None and before.requested is None and not before.yes_no and not _is_question(before)
    return told and now.origin is None and now.requested not in (None, before.origin)


def _has_own_question(before: Frame, now: Frame, reader: Reader) -> bool:
    """Whether the turn asks about a subject of its own ("how long do I have?"), not only "and in Russia?"."""
    english = now.english
    left = _content(now, reader)
    what_about = WHAT_ABOUT.match(english) is not None
    if moves.BACK.match(english) and now.mentions:
        return False
    if what_about or not (ORDERS.match(english) or WH.match(english) or english.rstrip().endswith("?")):
        subject = [topic for topic in now.topics if topic not in SUBJECTS]
        changes = bool(now.mentions or now.kinds or now.read or now.dates.spans or now.instruments)
        return bool(left) and not changes and (what_about or bool(subject))
    strict = now.answer_type not in (AnswerType.TEXT, AnswerType.YES_NO, AnswerType.LIST)
    if strict and (now.answer_type is not before.answer_type or left):
        return bool(left) or now.answer_type is not before.answer_type
    named = () if now.kinds else now.topics  # "and the costs order?" names another kind
    other = {topic for topic in named if topic not in SUBJECTS} - set(before.topics)
    return bool(left - reader.subjects.terms(before.english)) or bool(other)


def _content(now: Frame, reader: Reader) -> frozenset[str]:
    """The terms of a turn beyond names, kinds of decision and words that only ask for the same once more."""
    text = DAY.sub(" ", restating.without_names(now.english, now.mentions))
    text = moves.SAME_AGAIN.sub(" ", text)
    text = restating.KIND_NOUN.sub(" ", text)
    return frozenset(term for term in reader.subjects.terms(text) if not term.isdigit())


def _whole(before: Frame, now: Frame) -> Frame:
    """A full question: the facts of the case stay known, but the States it does not name are not assumed."""
    own = (now.origin, now.requested, now.kinds[0] if now.kinds else None)
    case = (
        own if now.origin and now.requested else tuple(new or old for new, old in zip(own, before.case, strict=True))
    )
    lasting = of_fields(before.read, PARTIES)
    return replace(
        now,
        facts=merged(before.facts, now.facts),
        read=merged_readings(lasting, now.read),
        case=(case[0], case[1], case[2]),
        register=now.register or before.register,
    )


def _inherit(before: Frame, now: Frame, reader: Reader) -> Frame:
    """A question of its own about the same case: States, kind and date come from before."""
    origin = now.origin or before.origin or before.case[0]
    requested = now.requested or before.requested or before.case[1]
    if origin == requested:
        origin = before.origin if before.origin != requested else before.requested
    if origin == requested:
        origin = None
    kinds = now.kinds or before.kinds[:1] or ((before.case[2],) if before.case[2] else ())
    instruments = now.instruments or (before.instruments if moves.POINTS_BACK.search(now.english) else ())
    english = restating.spelled_out(now, before, reader, origin=origin, requested=requested, kinds=kinds)
    if instruments and not now.instruments and reader.instrument(instruments[0]).short not in english:
        english = f"{english.rstrip('?')} under the {reader.instrument(instruments[0]).short}?"
    pointing = moves.POINTS_BACK.search(now.english) and not now.mentions and len(now.english.split()) <= SHORT
    asked = read_english(english, reader)
    inherited = before.topics[:1] if pointing or not _content(now, reader) else ()
    return replace(
        asked,
        text=now.text,
        query=restating.query(
            now, now, english, reader=reader, parties=(origin, requested, kinds[0] if kinds else None)
        ),
        language=_language(before, now),
        origin=origin,
        requested=requested,
        kinds=kinds,
        topics=tuple(dict.fromkeys((*(t for t in now.topics if t not in SUBJECTS), *asked.topics)))
        if now.topics
        else inherited or asked.topics,
        answer_type=now.answer_type,
        yes_no=now.yes_no,
        instruments=instruments,
        mentions=asked.mentions or before.mentions,
        dates=now.dates if now.dates.as_of else replace(now.dates, as_of=before.dates.as_of),
        facts=merged(before.facts, now.facts),
        read=merged_readings(before.read, now.read),
        premises=now.premises,
        torn=now.torn,
        case=(origin, requested, kinds[0] if kinds else None),
        stands_alone=False,
        register=now.register or before.register,
    )


def _same_question(before: Frame, now: Frame, reader: Reader) -> Frame:
    """The question before, with the fields that `now` names put in place of the old ones."""
    origin, requested = before.origin, before.requested
    if len(now.mentions) >= 2 and now.origin and now.requested:
        origin, requested = now.origin, now.requested
    elif now.mentions:
        origin, requested = _party(before, now)
    return restating.rewritten(before, now, reader, origin=origin, requested=requested)


def _party(before: Frame, now: Frame) -> tuple[str | None, str | None]:
    """The pair of States when a turn names one: its words say which it is, else the place that is open, else the requested one."""
    origin, requested = before.origin, before.requested
    new = now.mentions[-1]
    if new.role is Role.ORIGIN or (now.kinds and new.how == "adjective"):
        other = now.requested if now.requested and now.requested != new.code else requested
        return new.code, origin if other == new.code else other
    known = requested is None and origin is not None
    corrects = moves.CORRECTION.match(now.english) is not None and origin is not None
    open_origin = requested is not None and origin is None and OWN_DECISION.search(before.english) is not None
    back = moves.BACK.match(now.english) is not None
    if known or back or new.role is Role.REQUESTED or not (corrects or open_origin):
        return (requested if origin == new.code else origin), new.code
    return new.code, requested
