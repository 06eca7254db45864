"""Whether the right authorities are cited, and whether the words quoted stand where they are said to."""

import re
from collections.abc import Mapping, Sequence

from evals.grounding.grader import faults
from evals.types import GivenClaim, Groundedness, KnownPassage, Quotation, Wording
from evals.wording import says

CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


def citation_recall(authorities: Sequence[Wording], cited_as: Sequence[str]) -> float | None:
    """The share of the authorities a case demands that at least one citation matches.

    |named and cited| / |named|. The measures of citation are named as in Gao et al. 2023 (arXiv:2305.14627), but
    decided by the authority cited, not by a model.

    Args:
        authorities: that must be cited (grade 2 or 3), each a set of alternatives.
        cited_as: title, authority and pinpoint of each citation of the answer.

    Returns:
        A number from 0 to 1. None if the case demands no authority.
    """
    if not authorities:
        return None
    return sum(any(says(text, wording) for text in cited_as) for wording in authorities) / len(authorities)


def citation_precision(authorities: Sequence[Wording], cited_as: Sequence[str]) -> float | None:
    """The share of the different things cited that match an authority the case names, of whatever grade.

    |cited and named| / |cited|, each `cited_as` counted once. A case names the authorities that must be cited, not
    all that may be: read it as a lower bound, and its change between two runs rather than its height.

    Args:
        authorities: of the case, each a set of alternatives.
        cited_as: title, authority and pinpoint of each citation of the answer.

    Returns:
        A number from 0 to 1. None if the case names no authority or nothing is cited.
    """
    different = set(cited_as)
    if not authorities or not different:
        return None
    return sum(any(says(text, wording) for wording in authorities) for text in different) / len(different)


def stands(quotation: Quotation, passages: Mapping[str, KnownPassage]) -> bool:
    """Whether the words quoted are in the passage named, character for character, and where they are said to be.

    An empty quotation does not stand, nor one of a passage that is not in `passages`.
    """
    passage = passages.get(quotation.passage_id)
    if passage is None or not quotation.quote.strip():
        return False
    if quotation.start is not None and quotation.end is not None:
        return passage.text[quotation.start : quotation.end] == quotation.quote
    return quotation.quote in passage.text


def quotation_exactness(quotations: Sequence[Quotation], passages: Mapping[str, KnownPassage]) -> float | None:
    """The share of the quotations that stand, by `stands`.

    |quotations that stand| / |quotations|; no outside source, it is the promise of design.md section 1.3.

    Returns:
        A number from 0 to 1. None if there is no quotation.
    """
    if not quotations:
        return None
    return sum(stands(quotation, passages) for quotation in quotations) / len(quotations)


def claims_cited(citations_by_claim: Sequence[int]) -> float | None:
    """The share of the claims that carry a citation.

    |claims with one citation or more| / |claims|.

    Args:
        citations_by_claim: how many citations each claim has.

    Returns:
        A number from 0 to 1. None if there is no claim.
    """
    if not citations_by_claim:
        return None
    return sum(count > 0 for count in citations_by_claim) / len(citations_by_claim)


def claims_grounded(claims: Sequence[GivenClaim]) -> float | None:
    """The share of the claims that say what their quotations say, by the rule of `evals.grounding.grader`.

    |claims without a fault| / |claims compared|. A claim without a quotation, or in another script than its quotations, is
    not compared. `python -m evals graders` tells how often the rule is right.

    Returns:
        A number from 0 to 1. None if no claim can be compared.
    """
    compared = [claim for claim in claims if claim.quotations and _one_script(claim)]
    if not compared:
        return None
    return sum(
        not faults(claim.text, [q.quote for q in claim.quotations], _cited(claim)) for claim in compared
    ) / len(compared)


def _one_script(claim: GivenClaim) -> bool:
    quoted = " ".join(quotation.quote for quotation in claim.quotations)
    return bool(CYRILLIC.search(claim.text)) == bool(CYRILLIC.search(quoted))


def _cited(claim: GivenClaim) -> str:
    return " ".join(quotation.cited_as for quotation in claim.quotations)


def groundedness(answered: bool, citations_by_claim: Sequence[int], exact: bool) -> Groundedness:
    """Whether an answer rests on what it cites, in the sense of Magesh et al. 2025 (doi:10.1111/jels.12413).

    Misgrounded if a quotation does not stand, in whatever status; else, of an answer, grounded if it has claims and
    each carries a citation, and ungrounded if not; of anything else, none due.

    Args:
        answered: whether it is an answer, not a refusal or a question back.
        citations_by_claim: how many citations each claim has.
        exact: whether every quotation stands.
    """
    if not exact:
        return Groundedness.MISGROUNDED
    if not answered:
        return Groundedness.NONE_DUE
    cited = bool(citations_by_claim) and all(citations_by_claim)
    return Groundedness.GROUNDED if cited else Groundedness.UNGROUNDED
