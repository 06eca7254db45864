"""The rule that compares a claim with its source, by class of error; the labelled sets say how often it is right."""

import pytest

from evals.grounding.grader import faults
from evals.grounding.reading import read, sentences
from evals.grounding.states import states_in
from evals.metrics.citations import claims_grounded
from evals.types import GivenClaim, Quotation

LIMIT = "In Kazakhstan the debtor may appeal within ten days after 1 July 2025 unless the ruling was not served."


def classes(claim: str, *sources: str, cited_as: str = "") -> set[str]:
    return {fault.class_ for fault in faults(claim, sources or (LIMIT,), cited_as)}


@pytest.mark.parametrize(
    ("claim", "class_"),
    [
        (
            "In Kazakhstan the debtor may appeal within 30 days after 1 July 2025 unless the ruling was not served.",
            "number",
        ),
        (
            "In Kazakhstan the debtor may appeal within ten days after 1 June 2025 unless the ruling was not served.",
            "date",
        ),
        (
            "In Kazakhstan the debtor must appeal within ten days after 1 July 2025 unless the ruling was not served.",
            "modal",
        ),
        (
            "In Kazakhstan the debtor may appeal within ten days after 1 July 2025 unless the ruling was served.",
            "negation",
        ),
        (
            "In Kazakhstan the creditor may appeal within ten days after 1 July 2025 unless the ruling was not served.",
            "party",
        ),
        ("In Kazakhstan the debtor may appeal within ten days after 1 July 2025.", "qualifier"),
        (
            "In Georgia the debtor may appeal within ten days after 1 July 2025 unless the ruling was not served.",
            "state",
        ),
        ("Cooking oysters wants butter, parsley and patience.", "unsupported"),
    ],
)
def test_each_class_of_error_is_told(claim: str, class_: str) -> None:
    assert class_ in classes(claim)


@pytest.mark.parametrize(
    "claim",
    [
        LIMIT,
        "Unless the ruling was not served, the debtor may appeal within 10 days after July 1, 2025 in Kazakhstan.",
        "The Kazakh debtor may appeal within ten days after 2025-07-01, unless the ruling was not served.",
    ],
)
def test_other_words_for_the_same_are_no_fault(claim: str) -> None:
    assert classes(claim) == set()


@pytest.mark.parametrize("short", ["Art. ", "art. ", "Arts. ", "No. ", "(Art. ", "ст. "])
def test_an_abbreviation_ends_no_sentence(short: str) -> None:
    source = "The writ may be presented only under article 11(1) within three years after entry into force."
    assert len(sentences(f"Only under {short}11(1) may it be presented. The rest is void.")) == 2
    assert classes(source.replace("article ", short), source) == set()


def test_what_the_citation_says_may_be_repeated() -> None:
    claim = "Under article 501 a judgment is enforced within three years."
    source = "A judgment is enforced within three years."
    assert classes(claim, source) == {"number"}
    assert classes(claim, source, cited_as="Code of Civil Procedure, Art. 501(3)") == set()


def test_a_claim_is_compared_with_the_sentence_nearest_to_it() -> None:
    sources = ("The creditor must file a writ. A late writ is returned only on request.",)
    assert classes("The writ must be filed by the creditor.", *sources) == set()
    assert classes("A late writ is returned.", *sources) == {"qualifier"}


def test_numbers_and_days_are_read_alike_however_they_are_written() -> None:
    assert read("10,000 tenge on 2 May 2024").numbers == read("10000 tenge on May 2, 2024").numbers == {"10000"}
    assert read("2 мая 2024 года").days == read("02.05.2024").days == {"2024-05-02"}
    assert read("ставка 0,5 процента").numbers == {"0.5"}


def test_states_are_read_in_both_languages_and_as_adjectives() -> None:
    assert (
        states_in("A Dutch judgment in Kazakhstan") == states_in("Нидерландское решение в Казахстане") == {"NL", "KZ"}
    )
    assert states_in("турецкий суд") == {"TR"}
    assert states_in("a plain sentence") == frozenset()


def claim(text: str, *quotes: str) -> GivenClaim:
    return GivenClaim(
        text=text, quotations=tuple(Quotation(passage_id="p", cited_as="A code", quote=quote) for quote in quotes)
    )


def test_the_metric_is_the_share_of_claims_without_a_fault() -> None:
    right, wrong = claim(LIMIT, LIMIT), claim(LIMIT.replace("ten", "nine"), LIMIT)
    uncited, other_script = claim(LIMIT), claim("Должник вправе подать жалобу.", LIMIT)
    assert claims_grounded([right, wrong, uncited, other_script]) == 0.5
    assert claims_grounded([uncited, other_script]) is None
    assert claims_grounded([]) is None
