"""What a turn does in a conversation, told by how it opens: another matter, another wording, one of those offered, …"""

import re
from enum import StrEnum

from assistant.reading.frame import Frame
from assistant.types import Offer

NEW_MATTER = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|now|and now|thanks|so|hello|hi)\b[,. ]*)?(?:a |an |my |the )?(?:another|new|different|next|separate|unrelated|second) (?:case|matter|question|topic|subject|file|client)\b(?! (?:is|was|of|in|at|about|on|from)\b)"
    r"(?: (?:now|please|altogether|entirely))*[:,. –—-]*"
    r"|^\W*(?:unrelated(?:ly)?|forget (?:that|it|all|this|everything)(?: (?:that|i said|before))*|on another (?:note|matter|subject)|changing the subject|(?:let's |let us )?start (?:over|again|afresh)|clear (?:the )?(?:facts|everything)"
    r"|something (?:else|different)(?: entirely| now)?|(?:now )?to another (?:matter|subject|case))\b[:,. –—-]*",
    re.IGNORECASE,
)
OPENS = re.compile(
    r"^\W*(?:and|but|so|then|or|also|what about|how about|what if|and if|but if|if|ok(?:ay)?|now|suppose|assume|same (?:question|thing)|go back|back to|no|yes|yeah|actually|sorry|correction|wait"
    r"|in that case|if so|why|who|when|which|how long|how much|even|still|instead|it was|it is|it's|they|he|she|does (?:that|it|this)|is (?:that|it|this)|would (?:that|it|this))\b",
    re.IGNORECASE,
)
POINTS_BACK = re.compile(
    r"\b(?:it|that|this|those|these|they|them|there|its|their|such|same|the former|the latter|one|he|she|him|so)\b",
    re.IGNORECASE,
)
THAT_TREATY = re.compile(
    r"\b(?:that|this|the same|the said) (?P<noun>treaty|convention|agreement|instrument)\b", re.IGNORECASE
)
SIGNED_AT = re.compile(r" \((?:[^,()]+, )?(\d{4})\)")
"""Where and when a treaty was signed, as its title has it; the place is no State of the question."""

SWAP = re.compile(
    r"\b(?:other way (?:a?round)|vice versa|reverse(?:d)? direction|opposite direction|in the other direction|conversely|the reverse|in reverse|and back\b|the opposite way)",
    re.IGNORECASE,
)
SIMPLER = re.compile(
    r"\b(?:simpl(?:y|er|e)|plain (?:words|english|language|terms)|plainly|layman\w*|in normal words|explain like|easier words|less legalese|no jargon|without jargon|ordinary words|simple words|not a lawyer)\b",
    re.IGNORECASE,
)
LAWYERLY = re.compile(
    r"\b(?:(?:for|to) (?:a |my )?lawyers?|lawyer'?s? (?:version|terms|language|words)|technical(?:ly)? (?:version|terms)|terms of art|legal terms|legal language|more (?:precisely|technical(?:ly)?)|in legalese)\b",
    re.IGNORECASE,
)
MORE = re.compile(
    r"^\W*(?:(?:and|please|can you|could you|yes) )*(?:more|tell me more|say more|go on|more details?|in (?:more )?detail|continue|elaborate|the rest|show more|anything else|what else|go ahead|explain(?: more| further)?|expand)(?: please| about (?:it|that|this)| on (?:it|that|this))*\W*$",
    re.IGNORECASE,
)
BARE_WHY = re.compile(
    r"^\W*(?:(?:but|and|ok|so) )*(?:why(?: not| so| is (?:that|it|this)(?: so)?| that| then)?|how so|how come|on what (?:basis|authority|ground)|says who|source|reason|what for|for what reason|since when is that so)\W*$",
    re.IGNORECASE,
)
YES = re.compile(
    r"^\W*(?:yes|yeah|yep|ok|okay|sure|right|correct|please|exactly|indeed|of course|do|that's right|i do|it is|yes please|yes,? (?:it is|it was|i do|exactly|correct|that's right))\W*$",
    re.IGNORECASE,
)
NO = re.compile(
    r"^\W*(?:no|nope|not really|no,? (?:it is not|it isn't|it wasn't|it was not|thanks?))\W*$", re.IGNORECASE
)
DO_NOT_KNOW = re.compile(
    r"^\W*(?:i (?:do not|don't|dont) (?:know|remember|care)|no idea|not sure|i am not sure|i'm not sure|unknown|whatever|any(?: of them)?|does(?:n't| not) matter|skip|just answer|never ?mind)\b[^?]*$",
    re.IGNORECASE,
)
CORRECTION = re.compile(
    r"^\W*(?:no\b|actually|sorry|correction|wait|i mean\b|i meant|not |rather|my mistake|apologies|excuse me|oops|pardon)",
    re.IGNORECASE,
)
BACK = re.compile(
    r"^\W*(?:(?:ok|okay|now|and|please|let's|let us|can we) )*(?:go(?:ing)? back|get(?:ting)? back|back|return(?:ing)?|coming back|again about) ?(?:to|now to|for)?\b",
    re.IGNORECASE,
)
FORMER_MATTER = re.compile(
    r"\b(?:first|previous|earlier|former|other|old|original) (?:case|matter|question|file|topic|subject|one|thing)\b|\bwhat (?:i|we) asked (?:first|before)\b|\bmy (?:first )?question\b",
    re.IGNORECASE,
)
THE_FIRST = re.compile(r"\b(?:first|original)\b|\basked first\b", re.IGNORECASE)
SAME_AGAIN = re.compile(
    r"\b(?:same|different|differ|differently|change|changes|apply|applies|true|hold|holds|work|works|case|too|also|either|matter|matters|go|goes|about|case|answer|situation|thing|question|rule|country|state|place|instead|one|like|meant|mean|say|suppose|assume|imagine|actually|correction|mistake)\b",
    re.IGNORECASE,
)
"""Words that ask the question before once more rather than one of their own."""

ORDINALS = {
    "first": 1, "1st": 1, "former": 1, "a": 1, "one": 1, "second": 2, "2nd": 2, "b": 2, "two": 2, "third": 3, "3rd": 3, "c": 3, "three": 3,
    "fourth": 4, "4th": 4, "d": 4, "four": 4, "fifth": 5, "5th": 5, "e": 5, "five": 5, "sixth": 6, "6th": 6, "last": -1, "latter": -1,
}  # fmt: skip
NOUNS = {
    "choice": "choice", "option": "choice", "answer": "choice", "possibility": "choice",
    "state": "state", "country": "state", "place": "state", "row": "state",
    "treaty": "instrument", "convention": "instrument", "instrument": "instrument", "route": "instrument", "way": "instrument",
    "point": "point", "item": "point", "claim": "point", "statement": "point", "source": "point", "passage": "point", "paragraph": "point",
}  # fmt: skip
PICK = re.compile(
    r"^\W*(?:(?:and|but|ok|i mean|i meant|i take|i choose|take|make it|what about|how about|tell me (?:more )?about|more (?:about|on)|explain|please|it is|it's|it was|only|let's take) )*"
    r"(?:(?:the )?(?P<nth>first|1st|second|2nd|third|3rd|fourth|4th|fifth|5th|sixth|6th|last|latter|former)(?: (?P<noun>one|choice|option|answer|possibility|state|country|place|row|treaty|convention"
    r"|instrument|route|way|point|item|claim|statement|source|passage|paragraph|of (?:them|these|those|the (?:two|three))))?"
    r"|(?:(?P<what>option|choice|number|answer|point|item|source|no\.?|nr\.?|#) ?)?\(?(?P<number>[1-9])[).]?|(?P<letter>option|answer|choice) (?P<abc>[a-e]|one|two|three|four|five))(?: (?:then|please|of course|i think))?\W*$",
    re.IGNORECASE,
)
ORDER = ("choice", "state", "instrument", "point")
"""What "the second one" means first where an answer offered several things."""


class Register(StrEnum):
    """For whom an answer is worded."""

    PLAIN = "plain"
    LAWYER = "lawyer"


def points(english: str) -> bool:
    """Whether a turn only points at what was said before: yes, no, why, more, "the second one"."""
    return any(pattern.match(english) for pattern in (YES, NO, MORE, BARE_WHY, DO_NOT_KNOW, PICK))


def asks_register(turn: Frame) -> Register | None:
    """The wording a turn asks for, where it asks for nothing else."""
    if turn.mentions or turn.instruments or len(turn.english.split()) > 14:
        return None
    if SIMPLER.search(turn.english):
        return Register.PLAIN
    return Register.LAWYER if LAWYERLY.search(turn.english) else None


def picked(english: str, offers: tuple[Offer, ...]) -> Offer | None:
    """What of the last answer's offers a turn points at; None where it points at nothing."""
    found = PICK.match(english)
    if found is None or not offers:
        return None
    nth = (
        ORDINALS[(found["nth"] or found["abc"] or "").lower()]
        if found["nth"] or found["abc"]
        else int(found["number"])
    )
    noun = (found["noun"] or found["what"] or found["letter"] or "one").lower()
    kinds: tuple[str, ...] = (NOUNS[noun],) if noun in NOUNS else ORDER
    if noun in ("option", "choice", "answer", "possibility"):
        kinds = ("choice", "instrument", "state")
    for kind in kinds:
        of_kind = [offer for offer in offers if offer.kind == kind]
        if of_kind and (nth == -1 or nth <= len(of_kind)):
            return of_kind[nth - 1 if nth > 0 else -1]
    return None
