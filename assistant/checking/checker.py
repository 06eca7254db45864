"""Whether a claim is carried by what it cites: one check after the other, the first that fails says why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from assistant.checking import binding, facts, limits, polarity
from assistant.checking.added import additions
from assistant.checking.deeds import deeds
from assistant.checking.exchanged import exchanges
from assistant.checking.form import form
from assistant.checking.kin import doubted, own_words
from assistant.checking.meaning import COVERED, NEAR, PART_COVERED, covered, least_covered, similarity
from assistant.checking.modals import modals
from assistant.checking.names import NoNames
from assistant.checking.sense import language_in, sense
from assistant.checking.support import Named, Pair, support_of
from assistant.sentences import split
from assistant.subjects import Subjects
from assistant.types import Claim
from assistant.withholding import Why
from index.embedders import Embedder

Check = Callable[[Pair], Why | None]
CHECKS: Mapping[str, Check] = {
    "number": facts.numbers,
    "currency": facts.currencies,
    "date": facts.dates,
    "reference": facts.references,
    "instrument": facts.instruments,
    "state": facts.states,
    "name": facts.names,
    "party": facts.parties,
    "kind": facts.kinds,
    "facet": facts.facets,
    "role": binding.roles,
    "modal": modals,
    "negation": polarity.negation,
    "opposite": polarity.opposites,
    "exception": limits.exceptions,
    "qualifier": limits.qualifiers,
    "past": limits.past,
    "binding": binding.bindings,
    "deed": deeds,
    "company": binding.company,
    "precedence": binding.precedence,
    "connective": binding.connectives,
    "exchange": exchanges,
    "addition": additions,
}
"""The deterministic checks, in the order in which they are made; each says what is wrong, or None."""


BY_ITSELF = ("number", "date", "reference", "instrument", "state", "party", "kind", "opposite", "company")
"""The checks that each part of a claim must stand beside one quotation alone."""

CLAUSE_WORDS = 4
"""Words with content from which on a clause says something of its own: an article that is only named does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why a claim is not shown; `check` is a key of `CHECKS`, or form, quotation, cover or meaning."""

    check: str
    why: Why


class Checker:
    """Checks claims. Without tables, words or models it checks as much as can be told from the words alone."""

    def __init__(
        self,
        names: Named | None = None,
        subjects: Subjects | None = None,
        embedder: Embedder | None = None,
    ) -> None:
        self._names = names or NoNames()
        self._subjects = subjects
        self._embedder = embedder

    def fault(self, claim: Claim, language: str | None = None) -> Fault | None:
        """The first thing wrong with a claim, or None.

        Args:
            claim: with citations whose quotations stand.
            language: in which it must be written; None for whichever it is in.
        """
        code = language_in(claim.text)
        quoted = " ".join(citation.quote for citation in claim.citations)
        if wrong := form(claim.text, language or code, quoted):
            return Fault(check="form", why=wrong)
        pair = Pair(claim=sense(claim.text, code), support=support_of(claim), named=self._names)
        if _copied(pair.claim.text, pair.said.text):
            return None
        for name, check in CHECKS.items():
            if wrong := check(pair):
                return Fault(check=name, why=wrong)
        if self._joined(claim, pair):
            return Fault(check="joined", why=Why(key="joined"))
        return self._meaning(pair)

    def _joined(self, claim: Claim, pair: Pair) -> bool:
        """Whether a claim with several quotations has a sentence that none of them carries by itself.

        A sentence that no quotation carries, with its figures and names or by most of its words, is looked at clause by
        clause.
        """
        if len(claim.citations) < 2:
            return False
        apart = [support_of(replace(claim, citations=(citation,))) for citation in claim.citations]

        def carriers(text: str, share: float) -> list[Pair]:
            part = sense(text, pair.claim.code)
            pairs = (Pair(claim=part, support=support, named=self._names) for support in apart)
            return [
                one
                for one in pairs
                if all(CHECKS[name](one) is None for name in BY_ITSELF)
                and (self._subjects is None or covered(one, self._subjects) >= share)
            ]

        code = pair.claim.code

        for text in split(claim.text):
            if alone := carriers(text, COVERED[code]):
                if all(CHECKS["negation"](one) for one in alone):
                    return True
            elif not all(carriers(part, PART_COVERED[code]) for part in _statements(text, code)):
                return True
        return False

    def _meaning(self, pair: Pair) -> Fault | None:
        code = pair.claim.code
        subjects = self._subjects
        if own_words(pair):
            return Fault(check="cover", why=Why(key="cover"))
        if (
            subjects is not None
            and (covered(pair, subjects) < COVERED[code] or least_covered(pair, subjects) < PART_COVERED[code])
            and doubted(pair)
        ):
            return Fault(check="cover", why=Why(key="cover"))
        if self._embedder is not None and similarity(pair, self._embedder) < NEAR[code]:
            return Fault(check="meaning", why=Why(key="meaning"))
        return None


def _copied(claim: str, said: str) -> bool:
    """Whether a claim is a sentence of its source as it stands; what stands before it might narrow it."""
    at = said.find(claim)
    return at == 0 or (at > 0 and said[:at].rstrip()[-1:] in ".!?")


def _statements(text: str, code: str) -> list[str]:
    """The clauses of a sentence; one that says nothing of its own stays with the clause before it, or the next."""
    found: list[str] = []
    for clause in sense(text, code).clause_texts:
        if found and (
            len(sense(clause, code).words) < CLAUSE_WORDS or len(sense(found[-1], code).words) < CLAUSE_WORDS
        ):
            found[-1] += clause
        else:
            found.append(clause)
    return found
