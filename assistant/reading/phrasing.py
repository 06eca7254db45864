"""English words in a foreign order, put so that the English reader takes them as they were meant."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum


class Kind(StrEnum):
    """What a piece of a gloss is."""

    WORD = "word"
    STATE = "state"
    ADJECTIVE = "adjective"
    NUMBER = "number"
    NAME = "name"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of English words; `role` is the preposition its ending stood for, `bent` whether it had an ending.

    `start` and `end` are the characters it was read from.
    """

    english: str
    kind: Kind = Kind.WORD
    role: str = ""
    bent: bool = False
    start: int = 0
    end: int = 0


BEHIND = (
    "before|after|since|until|between|against|about|under|within|for|through|without|because of|instead of"
    "|on the basis of|party to|member of|acceded to|ratified|signed"
)
POSTPOSED: Mapping[str, re.Pattern[str]] = {
    "kk": re.compile(f"(?:{BEHIND})$"),
    "tr": re.compile(f"(?:{BEHIND})$"),
    "zh": re.compile("(?:before|after|since|between|within|party to|member of)$"),
}
"""What stands behind its noun in the language and before it in English."""

PREPOSITION = re.compile(
    "(?:in|on|from|with|to|before|after|without|against|between|for|under|about|by|of|through|and|or|within|since|until"
    "|at|than)$"
)
NOUNS = re.compile(
    r"(?:courts?|judgments?|awards?|law|legislation|code|rulings?|tribunal|arbitration|compan(?:y|ies)|citizen|government"
    r"|court order|practice)$",
    re.IGNORECASE,
)
DECIDED = re.compile(
    r"^(?:court |foreign |arbitral |default |final )*(?:judgments?|awards?|rulings?)\b", re.IGNORECASE
)
QUESTION = re.compile(r"\b(?:what|which|who|whom|how|when|where|why|whether)\b")
AUXILIARY = re.compile(
    r"^(is there|are there|was there|were there|is it|there is|could|can I|can we|can|is|are|was|were|does|do|did|has|must"
    r"|will|may|should)\b"
)
VERB = re.compile(
    r"^(?:recognise|enforce|require|need|accept|apply|refuse|review|examine|demand|have|exist|appeal|collect|be a party"
    r"|affect|grant|prove|issue|pay|present|restore|freeze|sign)\b(?! in\b)"
)
PARTICIPLE = re.compile(
    r"^(?:recognised|enforced|enforceable|required|needed|refused|in force|possible|mandatory|set aside|party to|given"
    r"|granted|signed|ratified|acceded|changed|competent)\b"
)
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
YEAR = re.compile(r"(?:19|20)\d\d$")


def sentence(pieces: list[Piece], language: str, asks: bool) -> str:
    """The pieces as one text; `asks` says that a particle asks for yes or no."""
    told = _years(pieces, language)
    told = _prepositions(told, language)
    told = _owners(told, language)
    parts: list[list[Piece]] = [[]]
    for piece in told:
        parts[-1].append(piece)
        if piece.kind is Kind.STOP and piece.english in "?!.":
            parts.append([])
    text = " ".join(_text(_fronted(part, asks)) for part in parts if part)
    text = re.sub(rf"\b((?:19|20)\d\d) (\d\d?) ({MONTHS})\b", r"\2 \3 \1", text)
    text = re.sub(rf"(\d)\. (?={MONTHS}|article|paragraph)", r"\1 ", text)
    text = re.sub(r"\b(\w+ed|enforceable) are(?=[?.!]|$)", r"be \1", text)
    if language in POSTPOSED:
        text = re.sub(r"(\d[\w()-]*) (article|paragraph)\b", r"\2 \1", text)
    return text


def _years(pieces: list[Piece], language: str) -> list[Piece]:
    """Years without the word for year; where no preposition shows the time, with "in"."""
    told: list[Piece] = []
    for at, piece in enumerate(pieces):
        if piece.english in ("year", "years") and told and YEAR.match(told[-1].english):
            follows = pieces[at + 1] if at + 1 < len(pieces) else Piece("")
            if language in POSTPOSED and not PREPOSITION.match(follows.english) and follows.kind is not Kind.NUMBER:
                told[-1] = replace(told[-1], role="in")
            continue
        told.append(piece)
    return told


def _prepositions(pieces: list[Piece], language: str) -> list[Piece]:
    """Postpositions before what they stand with, a pair of States for "between"."""
    behind = POSTPOSED.get(language)
    told: list[Piece] = []
    for piece in pieces:
        if piece.english == "if" and language in ("kk", "tr"):
            _open_with_if(told)
            continue
        if (
            behind
            and behind.match(piece.english)
            and told
            and told[-1].kind is not Kind.STOP
            and not QUESTION.match(told[-1].english)
        ):
            start = len(told) - 1
            pair = piece.english == "between"
            while start > 0 and (
                (pair and (told[start - 1].kind is Kind.STATE or told[start - 1].english == "and"))
                or (told[start - 1].kind is Kind.NUMBER and told[start].kind is not Kind.STATE)
            ):
                start -= 1
            told[-1] = replace(told[-1], role="")
            if (
                language != "zh"
                or told[start].kind in (Kind.NUMBER, Kind.STATE)
                or piece.english.endswith((" to", " of"))
            ):
                told.insert(start, piece)
                continue
        told.append(piece)
    return told


def _open_with_if(told: list[Piece]) -> None:
    """Put "if" where its clause begins, once."""
    start = max((at + 1 for at, piece in enumerate(told) if piece.kind is Kind.STOP), default=0)
    if any(piece.english == "if" for piece in told[start:]):
        return
    start += start < len(told) and told[start].english in ("and", "but")
    told.insert(start, Piece("if"))


def _owners(pieces: list[Piece], language: str) -> list[Piece]:
    """The preposition "of" before a State in the genitive, French adjectives before their noun, a comma after "in Germany"."""
    told: list[Piece] = []
    alone = sum(piece.kind in (Kind.STATE, Kind.ADJECTIVE) for piece in pieces) == 1
    for at, piece in enumerate(pieces):
        before = told[-1] if told else None
        last = before.english.split(" ")[-1] if before and before.kind is not Kind.STOP else "and"
        if piece.kind is Kind.STATE and not piece.role and language in ("ru", "de") and not PREPOSITION.match(last):
            owned = before is not None and NOUNS.search(before.english)
            if (owned and piece.bent) or (language == "ru" and (owned or piece.bent)):
                piece = replace(piece, role="of")
        if language == "ru" and alone and piece.kind is Kind.ADJECTIVE and before and DECIDED.search(before.english):
            piece = replace(piece, role="of")
        if language == "fr" and piece.kind is Kind.ADJECTIVE and before and NOUNS.search(before.english):
            told.insert(len(told) - 1, piece)
            continue
        _set_apart(told, piece)
        told.append(piece)
        placed = piece.role in ("in", "to") or (last in ("in", "to", "under") and not piece.role)
        follows = pieces[at + 1] if at + 1 < len(pieces) else None
        if (
            piece.kind is Kind.STATE
            and follows
            and (
                (placed and follows.kind in (Kind.WORD, Kind.ADJECTIVE) and not PREPOSITION.match(follows.english))
                or (not piece.role and follows.english.startswith("foreign "))
            )
        ):
            told.append(Piece(",", Kind.STOP))
    return told


def _set_apart(told: list[Piece], piece: Piece) -> None:
    """A comma between what names a judgment of one State and "in" another."""
    inside = piece.kind is Kind.STATE and (
        piece.role == "in" or (told and told[-1].english == "in" and not piece.role)
    )
    at = len(told) - (piece.role != "in")
    if inside and any(other.kind in (Kind.STATE, Kind.ADJECTIVE) for other in told[:at]):
        before = next((other for other in reversed(told[:at]) if not AUXILIARY.match(other.english)), piece)
        if before.kind is Kind.STATE or DECIDED.search(before.english):
            told.insert(at, Piece(",", Kind.STOP))


def _fronted(pieces: list[Piece], asks: bool) -> list[Piece]:
    """A yes/no question with its auxiliary in front, where English looks for it."""
    if not (asks or pieces[-1].english == "?") or any(QUESTION.search(piece.english) for piece in pieces):
        return pieces
    start = 0
    while start < len(pieces) and (
        pieces[start].kind is Kind.STOP or pieces[start].english in ("and", "but", "if", "and if", "so")
    ):
        start += 1
    if any(re.match(r"(?:and )?if\b", piece.english) for piece in pieces):
        return pieces
    lead, rest = pieces[:start], pieces[start:]
    for at, piece in enumerate(rest):
        found = AUXILIARY.match(piece.english)
        if found and piece.kind is Kind.WORD:
            left = piece.english[found.end() :].strip()
            asked = "is there" if found[1] == "there is" else found[1]
            following = rest[at + 1 :]
            if left and at == 0 and following and _subject(following[0]):
                return [*lead, Piece(asked), following[0], Piece(left), *following[1:]]
            middle = [*rest[:at], *([Piece(left)] if left else []), *following]
            return [*lead, Piece(asked), *middle]
    for at, piece in enumerate(rest):
        if piece.kind is Kind.WORD and (VERB.match(piece.english) or PARTICIPLE.match(piece.english)):
            helper = Piece("does" if VERB.match(piece.english) else "is")
            if at == 0 and len(rest) > 1 and _subject(rest[1]):
                return [*lead, helper, rest[1], piece, *rest[2:]]
            return [*lead, helper, *rest]
    return pieces


def _subject(piece: Piece) -> bool:
    return piece.kind is Kind.STATE and not piece.role


def _text(pieces: list[Piece]) -> str:
    words: list[str] = []
    for piece in pieces:
        if piece.kind is Kind.STOP:
            if words and words[-1][-1] not in ",;:":
                words[-1] += piece.english
        else:
            words.append(f"{piece.role} {piece.english}".strip())
    return " ".join(words)
