"""The graders are graded: what each catches and what it complains of without cause, on labelled answers."""

import json
from collections import Counter
from pathlib import Path

import pytest

from evals.__main__ import main
from evals.grounding.grader import CLASSES
from evals.labelled_set import labelled
from evals.reliability import RIGHT, Judged, agreements, wilson
from evals.reports import GraderRate
from evals.trials import TRIALS, of_ours
from evals.verbs.codes import COULD_NOT, WITHIN
from evals.yardsticks.attribution import FILE, macro_f1

OURS, AGREEMENTS = of_ours()
RATES = {(rate.grader, rate.class_): rate for rate in OURS}


@pytest.mark.parametrize("grader", TRIALS)
def test_each_grader_has_fifty_answers_in_two_languages(grader: str) -> None:
    of_one = [rate for rate in OURS if rate.grader == grader]
    assert sum(rate.n for rate in of_one) >= 50
    assert all({"en", "ru"} == rate.by_language.keys() for rate in of_one)
    assert RIGHT in {rate.class_ for rate in of_one}


def test_every_class_of_error_is_planted_in_both_languages() -> None:
    planted = Counter((item.language, class_) for item in labelled() for class_ in item.planted)
    assert all(planted[language, class_] >= 8 for language in ("en", "ru") for class_ in CLASSES)
    assert len({item.id for item in labelled()}) == len(labelled())


@pytest.mark.parametrize("class_", CLASSES)
def test_the_rule_on_claims_catches_nine_errors_of_ten(class_: str) -> None:
    assert RATES["grounding, by rule", class_].flagged >= 0.9


@pytest.mark.parametrize("grader", TRIALS)
def test_right_answers_are_rarely_complained_of(grader: str) -> None:
    assert RATES[grader, RIGHT].flagged <= 0.05


def test_whatever_is_quoted_with_an_error_does_not_stand() -> None:
    assert {rate.flagged for rate in OURS if rate.grader == "quotations" and rate.class_ != RIGHT} == {1.0}


def test_what_the_wording_of_a_key_point_cannot_tell_is_known() -> None:
    """The words of a point may stand in a sentence that denies it: the report says how often that goes unseen."""
    assert 0.3 <= RATES["key points", "negation"].flagged <= 0.7
    assert RATES["key points", "number"].flagged == 1.0


def test_the_interval_of_a_share_is_wilsons() -> None:
    # 9 of 10: centre (0.9 + 3.8416/20) / 1.38416 = 0.7890, half 1.96/1.38416 · √(0.009 + 0.009604) = 0.1931
    low, high = wilson(9, 10)
    assert (low, high) == (pytest.approx(0.5958, abs=1e-4), pytest.approx(0.9821, abs=1e-4))
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(5, 5)[1] == 1.0


def test_macro_f1_is_the_mean_of_both_labels() -> None:
    # supported: 1 hit, 2 labelled, 2 given: 2/4; not supported: 1 hit, 2 labelled, 2 given: 2/4
    assert macro_f1([True, True, False, False], [True, False, True, False]) == 0.5
    # all given as supported: 2·2/(2+4) for one label, 0 for the other
    assert macro_f1([True, True, False, False], [True] * 4) == pytest.approx(1 / 3)


def test_the_verb_prints_and_writes_the_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / FILE
    file.parent.mkdir()
    rows = [
        {
            "claim": "The limit is three years.",
            "references": ["The limit is three years."],
            "attribution_label": label,
        }
        for label in ("attributable", "not attributable")
    ]
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert main(["graders", "--bench", str(tmp_path), "--out", str(tmp_path / "graders.md")]) == WITHIN
    said = capsys.readouterr().out
    assert "### grounding, by rule" in said
    assert "| negation |" in said
    assert "macro-F1 0.333" in said  # both given as supported, as in the second sum above
    assert said.strip() in (tmp_path / "graders.md").read_text(encoding="utf-8")
    assert main(["graders", "--bench", str(tmp_path / "gone")]) == COULD_NOT
    capsys.readouterr()
    assert main(["graders", "--json"]) == WITHIN
    assert [len(part) for part in json.loads(capsys.readouterr().out)] == [len(OURS), len(TRIALS)]


def test_a_rate_says_what_it_is_of() -> None:
    rate = RATES["grounding, by rule", RIGHT]
    assert isinstance(rate, GraderRate)
    assert rate.low <= rate.flagged <= rate.high
    assert rate.n == sum(1 + len(item.right) for item in labelled())


def test_kappa_is_the_agreement_beyond_chance() -> None:
    # labels wrong, wrong, right, right; flagged, not, not, not: 3 of 4; chance 1/2 · 1/4 + 1/2 · 3/4 = 1/2
    judged = [
        Judged(class_="number", language="en", wrong=wrong, flagged=flagged)
        for wrong, flagged in ((True, True), (True, False), (False, False), (False, False))
    ]
    (one,) = agreements({"a grader": judged, "of nothing": []})
    assert (one.n, one.share, one.kappa) == (4, 0.75, pytest.approx(0.5))
    (always,) = agreements({"a grader": judged[2:]})
    assert always.kappa is None


def test_the_rule_on_claims_agrees_with_the_labels() -> None:
    (rule,) = [one for one in AGREEMENTS if one.grader == "grounding, by rule"]
    assert rule.n == sum(1 + len(item.right) + len(item.planted) for item in labelled())
    assert rule.share >= 0.95
    assert rule.kappa is not None and rule.kappa >= 0.9
