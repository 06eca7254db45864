"""Checks of what turns a statement round: negation, opposites, and must, may and need not."""

import re
from collections import Counter

from assistant.checking.sense import Sense, agree, follows, readings, sense, statements, whole
from assistant.checking.support import Pair
from assistant.checking.words import Mark, words_of
from assistant.withholding import Why

TURNED = 0.6
"""Share of a clause's shared words, from 0 to 1, that must stand in clauses of the other polarity for it to be turned."""

CLOSELY = 0.85
"""Share of a claim's words in its source's order from which on each word that denies must be matched by another."""

ABROAD = 2
"""Words that a clause in another language must share with one of the source to be held against it."""

REACHED = re.compile(r"\s*(?:(?:or|nor|which|who)\b|$)", re.IGNORECASE)
"""How a clause begins that a "no" before it reaches; what follows a bracket is reached as well."""

BESIDE = 14
"""Characters between a "not" and the word that it denies."""

TURNED_ROUND = Why(key="negation")
CARRIED_BY = {
    "necessary": {"necessary", "due", "prohibited", "impossible"},
    "possible": {"possible", "allowing"},
    "allowing": {"possible", "allowing"},
    "prohibited": {"prohibited", "impossible"},
    "impossible": {"prohibited", "impossible"},
    "unnecessary": {"unnecessary"},
    "advised": {"advised"},
}
"""Which modals of a source carry each modal of a claim, as far as the words go."""


def negation(pair: Pair) -> Why | None:
    """No clause of the claim denies what its source affirms, or affirms what it denies."""
    claim, said = pair.claim, pair.said
    alike = agree(whole(claim), whole(said))
    if claim.code != said.code:
        alike = any(agree(ours, theirs) for ours in readings(claim) for theirs in readings(said))
        return None if alike and not _turned_abroad(pair) and not _affirmed_abroad(pair) else TURNED_ROUND
    ours, theirs = _denied(claim), _denied(said)
    if any(_affirmed(stem, said) for stem in ours) or any(_affirmed(stem, claim) for stem in theirs):
        return TURNED_ROUND
    if follows(claim, said, CLOSELY) and sum(whole(claim)) % 2 != sum(whole(said)) % 2:
        return TURNED_ROUND
    return TURNED_ROUND if not alike and (follows(claim, said) or _turned(claim, said)) else None


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
    return most >= ABROAD and not any(agree(negated, other) for other in like)


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
        if denies and after and after[0].start - mark.end < BESIDE:
            found.add(after[0].stem)
    return frozenset(found)


def _affirmed(stem: str, text: Sense) -> bool:
    """Whether a text has a stem, and only in clauses where nothing is denied."""
    places = [word.clause for word in text.words if word.stem == stem]
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


def modals(pair: Pair) -> Why | None:
    """Must, may, must not and need not are those of the source, for the same verb where the words allow it."""
    said = pair.said.values("modals")
    bound = _verbs(pair.said)
    for mark, verb in _with_verbs(pair.claim):
        if mark.value in ("framed", "due"):
            continue
        theirs = bound.get(verb, set()) if pair.claim.code == pair.said.code else set()
        if theirs:
            if mark.value not in theirs and not CARRIED_BY[mark.value] & theirs:
                return Why(key="turned", said=(mark.value,), source=tuple(sorted(theirs)))
        elif not _carried(mark.value, said, pair):
            return Why(key="turned" if said else "added", said=(mark.value,), source=tuple(sorted(said)))
    return _weakness_lost(pair, said)


def _carried(value: str, said: frozenset[str], pair: Pair) -> bool:
    if CARRIED_BY[value] & said:
        return True
    if value in ("possible", "allowing"):
        return not said & {"necessary", "due", "prohibited", "impossible", "advised"}
    if value in ("prohibited", "impossible"):
        return _denies(pair.said) or "only" in pair.said.values("qualifiers")
    if value == "necessary":
        return not said and bool({"only"} & pair.said.values("qualifiers") or pair.said.of("exceptions"))
    if value == "unnecessary":
        return _denies(pair.said) and ("possible" not in said or "without" in pair.said.text)
    return False


def _denies(text: Sense) -> bool:
    return any(plain or both for plain, both in text.negated)


def _weakness_lost(pair: Pair, said: frozenset[str]) -> Why | None:
    claim = pair.claim.values("modals")
    weak = said & {"possible", "advised"}
    if not weak or said & {"necessary", "prohibited", "impossible", "unnecessary"} or claim:
        return None
    if pair.claim.values("qualifiers") & {"hedged", "partial", "soft"}:
        return None
    verbs = {verb for mark, verb in _with_verbs(pair.said) if mark.value in weak}
    if pair.claim.code == pair.said.code and verbs and not verbs & pair.claim.stems:
        return None
    return Why(key="fact", source=tuple(sorted(weak)))


def _with_verbs(text: Sense) -> list[tuple[Mark, str]]:
    """Each modal with the stem of the next content word of its clause, or nothing."""
    found = []
    for mark in text.of("modals"):
        clause = text.clause_at(mark.start)
        after = [word for word in text.words if word.start >= mark.end and word.clause == clause]
        found.append((mark, after[0].stem if after else ""))
    return found


def _verbs(text: Sense) -> dict[str, set[str]]:
    bound: dict[str, set[str]] = {}
    for mark, verb in _with_verbs(text):
        if verb:
            bound.setdefault(verb, set()).add(mark.value)
    return bound
