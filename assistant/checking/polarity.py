"""Checks of what turns a statement round: negation and opposites."""

import re
from collections import Counter

from assistant.checking.kin import base, english_stems, has, stems_held
from assistant.checking.sense import Sense, agree, follows, readings, sense, statements, whole
from assistant.checking.support import Pair
from assistant.checking.words import words_of
from assistant.withholding import Why

TURNED = 0.6
"""Share of a clause's shared words, from 0 to 1, that must stand in clauses of the other polarity for it to be turned."""

CLOSELY = 0.85
"""Share of a claim's words in its source's order from which on each word that denies must be matched by another."""

SPOKEN_OF = 0.6
"""Share of a clause's words, from 0 to 1, that a claim in another language has if it speaks of it."""

ABROAD = 2
"""Words that a clause in another language must share with one of the source to be held against it."""

REACHED = re.compile(r"\s*(?:(?:or|nor|which|who)\b|$)", re.IGNORECASE)
"""How a clause begins that a "no" before it reaches; what follows a bracket is reached as well."""

ALL_DENIED = re.compile(r"\b(?:none of|neither)\b", re.IGNORECASE)
"""What denies one thing of several, in as many words as it likes."""

WITHOUT = re.compile(r" without ((?:\w+ ?){1,4})", re.IGNORECASE)
CLAUSE = 3
"""Words with content from which on a clause says something."""

LISTED = re.compile(r"\s*(?:and|or|nor)\b", re.IGNORECASE)
"""How a clause begins that goes on with the list of the clause before."""

BESIDE = 14
"""Characters between a "not" and the word that it denies."""

WITHOUT_ALL = re.compile(r"without (?:(?!(?:in|by|for|with|to|from|under|on|at|as)\b)\w+ ?){1,4}", re.IGNORECASE)
"""A "without" with all that it denies: "without proof of reciprocity"."""

TURNED_ROUND = Why(key="negation")


def negation(pair: Pair) -> Why | None:
    """No clause of the claim denies what its source affirms, or affirms what it denies."""
    claim, said = pair.claim, pair.said
    alike = agree(whole(claim), whole(said))
    if claim.code != said.code:
        given = [*readings(said), *([_spoken_of(pair)] if sum(whole(claim)) == 0 else [])]
        alike = any(agree(ours, theirs) for ours in readings(claim) for theirs in given)
        return None if alike and not _turned_abroad(pair) and not _affirmed_abroad(pair) else TURNED_ROUND
    if ALL_DENIED.search(claim.text) and ALL_DENIED.search(said.text):
        return None
    if WITHOUT.search(claim.text):
        claim = _heard_without(pair)
    if sum(whole(claim)) == 0 and sum(whole(said)) > 0 and (_turned(claim, said) or _all_denied(said)):
        return TURNED_ROUND
    ours, theirs = _denied(claim), _denied(said)
    if sum(whole(said)) == 0 and not all(has(stem, stems_held(said)) for stem in ours):
        return TURNED_ROUND
    if any(_affirmed(stem, said) and not has(stem, theirs) for stem in ours - _told_plainly(claim)) or any(
        _affirmed(stem, claim) and not has(stem, ours) for stem in theirs - _told_plainly(said)
    ):
        return TURNED_ROUND
    if follows(claim, said, CLOSELY) and sum(whole(claim)) % 2 != sum(whole(said)) % 2:
        return TURNED_ROUND
    return TURNED_ROUND if not alike and (follows(claim, said) or _turned(claim, said)) else None


def _all_denied(said: Sense) -> bool:
    """Whether each clause of some length says no: nothing that is affirmed can follow."""
    lengths = [sum(word.clause == at for word in said.words) for at in range(said.clauses)]
    denied = [sum(counts) > 0 for counts, length in zip(said.negated, lengths, strict=True) if length >= CLAUSE]
    return bool(denied) and all(denied)


def _heard_without(pair: Pair) -> Sense:
    """The claim but for a "without" of which its source knows nothing: that is no answer to a "no" of the source."""
    held = stems_held(pair.said)

    def known(found: re.Match[str]) -> str:
        return found.group() if any(has(base(word), held) for word in found[1].split()) else " "

    rest = WITHOUT.sub(known, pair.claim.text)
    return sense(rest, pair.claim.code)


def _spoken_of(pair: Pair) -> tuple[int, int]:
    """The negations of those clauses of the source that a claim in another language speaks of."""
    ours, said = english_stems(pair.claim, pair.named), pair.said
    counts = [(0, 0)]
    for clause, negated in enumerate(said.negated):
        words = [word.stem for word in said.words if word.clause == clause]
        if words and sum(has(stem, ours) for stem in words) >= SPOKEN_OF * len(words):
            counts.append(negated)
    return sum(plain for plain, _ in counts), sum(lexical for _, lexical in counts)


def _turned_abroad(pair: Pair) -> bool:
    """Whether a clause of a claim in another language, put into English, is most like clauses of the other polarity.

    What a comma or a bracket parts from its predicate is read with it as well, and may be right either way.
    """
    clauses = list(zip(pair.claim.clause_texts, pair.claim.negated, strict=True))
    return all(
        any(_is_turned(text, negated, pair) for text, negated in of) for of in (clauses, statements(pair.claim))
    )


def _is_turned(text: str, negated: tuple[int, int], pair: Pair) -> bool:
    said = pair.said
    theirs = [frozenset(word.stem for word in said.words if word.clause == at) for at in range(said.clauses)]
    theirs = [stems | {part for stem in stems if "-" in stem for part in stem.split("-")} for stems in theirs]
    english = sense(pair.named.english(text, pair.claim.code), said.code)
    shared = [len(english.stems & stems) for stems in theirs]
    most = max(shared, default=0)
    like = [counts for place, count in enumerate(shared) if count == most for counts in _scopes(said, place)]
    taken = frozenset[str]().union(*(stems for stems, count in zip(theirs, shared, strict=True) if count == most))
    ours = english_stems(sense(text, pair.claim.code), pair.named)
    near = [
        counts
        for place, count in enumerate(shared)
        if ABROAD <= count >= most - 1 or (any(negated) and len(ours & theirs[place] - taken) >= ABROAD)
        for counts in _scopes(said, place)
    ]
    return most >= ABROAD and not any(agree(negated, other) for other in (*like, *near))


def _scopes(said: Sense, place: int) -> list[tuple[int, int]]:
    """The negations of a clause, and those that reach it from before an "or" or a "which"."""
    texts = said.clause_texts
    plain, lexical = said.negated[place]
    found = [(plain, lexical)]
    while place and (REACHED.match(texts[place]) or texts[place - 1].endswith(("(", ")"))):
        place -= 1
        plain, lexical = plain + said.negated[place][0], lexical + said.negated[place][1]
        found.append((plain, lexical))
    return found


def _affirmed_abroad(pair: Pair) -> bool:
    """Whether a claim in another language has, where it denies nothing, what its source has only after a "no"."""
    nouns = (
        next((word.stem for word in pair.said.words if mark.end <= word.start < mark.end + BESIDE), "")
        for mark in pair.said.of("negation")
        if pair.said.text[mark.start : mark.end].lower() in ("no", "without")
    )
    denied = {noun for noun in nouns if noun and not _affirmed(noun, pair.said)}
    for stem in denied:
        places = [negated for text, negated in statements(pair.claim) if stem in _stems_abroad(text, pair)]
        if places and not any(sum(negated) for negated in places):
            return True
    return False


def _stems_abroad(text: str, pair: Pair) -> frozenset[str]:
    return sense(pair.named.english(text, pair.claim.code), pair.said.code).stems


def _turned(claim: Sense, said: Sense) -> bool:
    """Whether most words of some clause of the claim stand in clauses of the other polarity."""
    counts: dict[str, set[tuple[int, int]]] = {}
    for word in said.words:
        counts.setdefault(word.stem, set()).add(said.negated[word.clause])
    for clause, count in enumerate(claim.negated):
        shared = [word for word in claim.words if word.clause == clause and word.stem in counts]
        turned = [word for word in shared if not any(agree(count, other) for other in counts[word.stem])]
        if len(shared) >= 2 and len(turned) >= max(2, TURNED * len(shared)):
            return True
    return False


def _denied(text: Sense) -> frozenset[str]:
    """The stems that stand right after a "not"."""
    found = set()
    for mark in text.of("negation"):
        clause = text.clause_at(mark.start)
        after = [word for word in text.words if word.start >= mark.end and word.clause == clause][:1]
        denies = mark.value == "not" or text.text[mark.start : mark.end].lower() == "without"
        if mark.value == "nor" and after:
            denies = bool(re.match(r"\w+ed\b", text.text[after[0].start :]))
        if reach := WITHOUT_ALL.match(text.text, mark.start):
            found |= {word.stem for word in text.words if mark.end <= word.start < reach.end()}
        if denies and after and after[0].start - mark.end < BESIDE:
            found.add(after[0].stem)
    return frozenset(found)


def _told_plainly(text: Sense) -> frozenset[str]:
    """The stems that stand in some clause where nothing is denied."""
    return frozenset(word.stem for word in text.words if not any(text.negated[word.clause]))


def _affirmed(stem: str, text: Sense) -> bool:
    """Whether a text has a stem, and only in clauses where nothing is denied; of "judgments and awards do not" both are."""
    places = {word.clause for word in text.words if word.stem == stem}
    texts = text.clause_texts
    places |= {at + 1 for at in places if at + 1 < text.clauses and LISTED.match(texts[at + 1])}
    places |= {at - 1 for at in places if at and LISTED.match(texts[at])}
    return bool(places) and not any(sum(text.negated[place]) for place in places)


def opposites(pair: Pair) -> Why | None:
    """The claim does not put a word where its source has the opposite one, in one of several places or in all."""
    turned = words_of(pair.claim.code).opposites
    claim, said = (Counter(mark.value for mark in text.of("pairs")) for text in (pair.claim, pair.said))
    for value in sorted(claim.keys() - said.keys()):
        other = turned.get(value, "")
        if other in said and claim[other] < said[other]:
            return Why(key="turned", said=(value,), source=(other,))
    return None
