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
BASE = (
    "recognise|enforce|require|need|accept|apply|refuse|review|examine|demand|collect|affect|grant|prove|issue|pay|present"
    "|restore|freeze|sign|give|take|pass|withhold|recover|seize|block|suspend|extend|calculate|accrue|charge|reimburse|choose"
    "|check|receive|serve|notify|lift|write off|set aside|suffice|expire|declare|appoint|replace|terminate|interrupt"
)
"""Verbs that are asked about, in the form that English has after "does" and "to"."""

VERB = re.compile(rf"^(?:{BASE}|have|exist|appeal|be a party)\b(?! in\b)")
HOW_TO = re.compile(
    rf"\bhow (?:(it|its|him|his|her|them|their|this|me|us|the judgment) )?(?P<verb>(?:{BASE}|file|appeal|find out|know|sue|divide"
    r"|register|transfer|translate|certify|withdraw|defend|prepare|open|start|begin|get|obtain|return|invest|amend|change"
    r"|object|dispute|challenge|confirm|notarise|legalise|protect|avoid|secure|send|sell|understand|lodge|complain|hire"
    r"|cancel|reduce|increase|use|negotiate|hand over|claim back|sign|count|draft|write|find|search|look for)\b)(?! (?:is|are|was))"
)
HOW_MUCH = re.compile(
    r"\bhow many(?= (?:\w+ )?(?:costs?|charges?|pays?|paid|take|takes|withhold|owed?|receive|will be|must|money|tenge|euros?|dollars"
    r"|roubles|state duty|fees?|tax|taxes|interest|debt|maintenance|salary)\b(?! (?:orders?|cases?|agreements?|treaties)))"
)
ADDRESSED = frozenset(
    ["tell me", "please", "hello", "explain", "question", "thanks", "thank you", "then", "advise", "help"]
)
"""What is said to the assistant before the question proper."""

PARTICIPLE = re.compile(
    r"^(?:recognised|enforced|enforceable|required|needed|refused|in force|possible|mandatory|set aside|party to|given"
    r"|granted|signed|ratified|acceded|changed|competent)\b"
)
TREATY = re.compile(r"(?:bilateral )?(?:treaty|agreement)\b")
PAST = {"enforce": "enforced", "recognise": "recognised", "refuse": "refused", "grant": "granted"}
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
    parts = [part for part in parts if part]
    asked = [part[-1].english == "?" for part in parts]
    text = " ".join(
        _text(_fronted(_asking_first(part, language), asks and (here or not any(asked)), language))
        for part, here in zip(parts, asked, strict=True)
    )
    text = re.sub(rf"\b((?:19|20)\d\d) (\d\d?) ({MONTHS})\b", r"\2 \3 \1", text)
    text = re.sub(rf"(\d)\. (?={MONTHS}|article|paragraph)", r"\1 ", text)
    text = re.sub(r"\b(\w+ed|enforceable) are(?=[?.!]|$)", r"be \1", text)
    text = _asked(text)
    text = re.sub(r"(\w,? )no\. (?=\w)", r"\1none. ", text)
    if language == "ru":
        text = re.sub(r"(?<!\d )\bparagraph(?! (?:\d|first|second|third|of|article))", "part", text)
    if language in POSTPOSED:
        text = re.sub(r"(\d[\w()-]*) (article|paragraph)\b", r"\2 \1", text)
    return text


def _asked(text: str) -> str:
    """The words that ask, as English puts them before a sum, a share, a verb or a person."""
    text = re.sub(r"\bhow many (?:per cent|percentage|interest per cent)\b", "what percentage", text)
    text = HOW_MUCH.sub("how much", text)
    text = re.sub(r"\bhow (I|we) (?!can\b|must\b|need\b)(?=[a-z])", r"how do \1 ", text)
    text = HOW_TO.sub(lambda found: " ".join(filter(None, ("how to", found["verb"], found[1]))), text)
    return re.sub(r"\b(how (?:to|do I|do we) [^?.!,]*?) (?:can|possible)(?=[?.!]|$)", r"\1", text)


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
        if language in ("kk", "tr") and re.match(r"if\b", piece.english):
            _open_with_if(told)
            if piece.english == "if":
                continue
            piece = replace(piece, english=piece.english.removeprefix("if "))
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
                or told[start - 1].english in ("million", "billion", "thousand")
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
        if language in POSTPOSED and TREATY.match(piece.english) and _pair_of_states(told):
            told.insert(len(told) - 3, Piece("between"))
        told.append(piece)
    return told


def _pair_of_states(told: list[Piece]) -> bool:
    """Whether two States joined by "and", and not by "between" already, come last."""
    if len(told) < 3 or told[-2].english != "and":
        return False
    both = told[-3].kind is Kind.STATE and told[-1].kind is Kind.STATE
    return both and (len(told) == 3 or told[-4].english != "between")


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


def _fronted(pieces: list[Piece], asks: bool, language: str) -> list[Piece]:
    """A yes/no question with its auxiliary in front of its clause, where English looks for it.

    The clause that asks comes last where the verb does.
    """
    if not (asks or pieces[-1].english == "?") or any(QUESTION.search(piece.english) for piece in pieces):
        return pieces
    clauses = _clauses(pieces)
    numbers = range(len(clauses))
    for put_first in (_with_auxiliary, _with_helper):
        for number in reversed(numbers) if language in POSTPOSED else numbers:
            supposes = any(re.match(r"(?:and )?if\b", piece.english) for piece in clauses[number])
            asked = None if supposes else put_first(clauses[number])
            if asked is not None:
                clauses[number] = _happened(asked, language)
                return [piece for clause in clauses for piece in clause]
    return pieces


def _asking_first(pieces: list[Piece], language: str) -> list[Piece]:
    """A question with its asking word in front of its clause, in the languages that leave it where the answer stands."""
    if language not in POSTPOSED or pieces[-1].english != "?":
        return pieces
    clauses = _clauses(pieces)
    for number in reversed(range(len(clauses))):
        clause = clauses[number]
        at = next((at for at, piece in enumerate(clause) if QUESTION.search(piece.english)), None)
        if at is None:
            continue
        start, end = _lead(clause), at + 1
        follows = clause[end] if end < len(clause) else Piece("?", Kind.STOP)
        if (
            clause[at].english in ("which", "what", "how many", "how much", "whose") and follows.kind is Kind.WORD
        ) or (clause[at].english == "how" and VERB.match(follows.english)):
            end += 1
        if at > start and (at == 0 or not PREPOSITION.match(clause[at - 1].english)):
            clauses[number] = [*clause[:start], *clause[at:end], *clause[start:at], *clause[end:]]
        return [piece for clause in clauses for piece in clause]
    return pieces


def _clauses(pieces: list[Piece]) -> list[list[Piece]]:
    """The pieces parted after each comma of the question itself."""
    parted: list[list[Piece]] = [[]]
    for piece in pieces:
        parted[-1].append(piece)
        if piece.kind is Kind.STOP and piece.english in ",;" and piece.end > piece.start:
            parted.append([])
    return [clause for clause in parted if clause]


def _lead(pieces: list[Piece]) -> int:
    """How many pieces come before the clause proper."""
    start = 0
    while start < len(pieces) and (
        pieces[start].kind is Kind.STOP or pieces[start].english in ("and", "but", "so", *ADDRESSED)
    ):
        start += 1
    return start


def _with_auxiliary(pieces: list[Piece]) -> list[Piece] | None:
    """A clause with the auxiliary it has in front; None if it has none."""
    start = _lead(pieces)
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
    return None


def _with_helper(pieces: list[Piece]) -> list[Piece] | None:
    """A clause with the auxiliary that its verb wants in front; None if it has no verb that is asked about."""
    start = _lead(pieces)
    lead, rest = pieces[:start], pieces[start:]
    for at, piece in enumerate(rest):
        if piece.kind is not Kind.WORD:
            continue
        verb, done = (
            VERB.match(piece.english),
            PARTICIPLE.match(piece.english.removeprefix("be ").removeprefix("ever ")),
        )
        if not verb and not done:
            continue
        told = replace(piece, english=piece.english.removeprefix("be ")) if done else piece
        helper = Piece("does" if verb else "has" if piece.english.startswith("ever ") else "is")
        if at == 0 and len(rest) > 1 and _subject(rest[1]):
            return [*lead, helper, rest[1], told, *rest[2:]]
        return [*lead, helper, *rest[:at], told, *rest[at + 1 :]]
    return None


def _happened(pieces: list[Piece], language: str) -> list[Piece]:
    """A clause that asks whether something ever happened, with "has" and the past of its verb.

    Where the verb comes last, "previously" before a past asks for that too.
    """
    start = _lead(pieces)
    if pieces[start].english not in ("is", "are", "does", "do", "did", "was", "has"):
        return pieces
    for at, piece in enumerate(pieces):
        done = PARTICIPLE.match(piece.english) is not None
        when = ("ever", "previously") if done and language in POSTPOSED else ("ever",)
        if not any(other.english in when for other in pieces) or not (done or piece.english in PAST):
            continue
        past = replace(piece, english=f"ever {PAST.get(piece.english, piece.english)}")
        others = [past if number == at else other for number, other in enumerate(pieces) if other.english not in when]
        return [*others[:start], Piece("has"), *others[start + 1 :]]
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
