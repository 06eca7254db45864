"""The fits of `evals/fit.py` on data small enough to see through."""

from evals.fit import Group, logistic_fit, share_right, softmax_fit, tempered


def group(*rows: tuple[dict[str, float], bool]) -> Group:
    return Group(rows=[row for row, _ in rows], right=[right for _, right in rows], counts=1.0, held_back=False)


def test_the_softmax_fit_finds_the_feature_that_tells_right_from_wrong() -> None:
    # "useful" is 1 on the right option only; "noise" stands on both sides equally often
    groups = [
        group(({"useful": 1.0, "noise": 0.0}, True), ({"useful": 0.0, "noise": 1.0}, False)),
        group(({"useful": 1.0, "noise": 1.0}, True), ({"useful": 0.0, "noise": 0.0}, False)),
    ]
    weights = softmax_fit(groups, ["noise", "useful"])
    assert weights["useful"] > 1.0
    assert abs(weights["noise"]) < 0.01
    assert share_right(groups, weights) == 1.0


def test_the_logistic_fit_gives_log_odds() -> None:
    # three of four rows are right whatever else: log-odds ln 3 = 1.099; the bias carries no penalty
    groups = [group(({"bias": 1.0}, right)) for right in (True, True, True, False)]
    weights = logistic_fit(groups, ["bias"])
    assert abs(weights["bias"] - 1.099) < 0.01
    assert share_right(groups, weights) == 0.75


def test_a_group_without_a_right_option_teaches_nothing() -> None:
    taught = [group(({"useful": 1.0}, True), ({"useful": 0.0}, False))]
    lost = group(({"useful": 0.0}, False), ({"useful": 1.0}, False))
    assert softmax_fit(taught, ["useful"]) == softmax_fit([*taught, lost], ["useful"])


def test_a_weight_is_drawn_towards_the_former_one_and_a_new_one_is_not() -> None:
    # 2 + 0.75 * (6 - 2) = 5
    assert tempered({"old": 2.0, "new": 1.0}, {"old": 6.0, "gone": 9.0}, 0.75) == {"old": 5.0, "new": 1.0}
