"""The forty questions of evals/cases/parity.yaml."""

from collections import Counter

from evals.load import load_cases

LANGUAGES = {"en", "ru", "kk", "zh", "tr", "de", "fr"}


def test_forty_questions_stand_in_seven_languages_each() -> None:
    found = load_cases()
    cases = [case for case in found.cases if case.file == "parity.yaml"]
    groups = Counter(case.parity for case in cases)
    assert len(groups) == 40 and set(groups.values()) == {len(LANGUAGES)}
    assert {case.language for case in cases} == LANGUAGES
    assert [problem for problem in found.problems if problem.file == "parity.yaml"] == []
