"""A negation denies what stands in its reach, and nothing else."""

import pytest

from assistant.weighing.scope import denied


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("an award is enforced without exequatur, and at once", "exequatur"),
        ("reciprocity is irrelevant in France", "reciprocity"),
        ("no later than the first hearing", ""),
        ("a treaty is needed", ""),
    ],
)
def test_a_negation_reaches_what_it_denies_and_no_further(text: str, reached: str) -> None:
    assert denied(text).strip() == reached
