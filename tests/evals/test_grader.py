"""The grader against answers with planted errors: each must be caught, and the untouched answer must pass."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assistant.types import Reason, Status, Verdict
from evals.grader import score
from evals.metrics import METRICS, RANKINGS, RETRIEVAL
from evals.reading import read_answer
from evals.reports import Score
from evals.types import Authority, Correctness, EvalCase, Grade, Groundedness, Library, Specimen, Step

Make = Callable[..., dict[str, Any]]
MakeCase = Callable[..., EvalCase]


@pytest.fixture
def graded(library: Library) -> Callable[[EvalCase, dict[str, Any]], Score]:
    return lambda case, answer: score(Specimen(case=case, answer=read_answer(answer), library=library))


Graded = Callable[[EvalCase, dict[str, Any]], Score]


def test_the_right_answer_is_accurate(graded: Graded, make_case: MakeCase, make_answer: Make) -> None:
    found = graded(make_case(), make_answer())
    assert found.grade is Grade.ACCURATE
    assert (found.missed, found.forbidden, found.uncited, found.broken, found.notes) == ((), (), (), (), ())
    assert found.lost_at is None
    assert found.metrics["accurate"] == 1.0
    assert found.metrics["hallucinated"] == 0.0
    assert found.metrics["key_point_recall"] == 1.0
    assert found.metrics["ndcg_at_10"] == 1.0
    assert found.metrics["passage_ndcg_at_10"] == 1.0
    assert (found.correctness, found.groundedness) == (Correctness.CORRECT, Groundedness.GROUNDED)
    assert {*METRICS, *(prefix + name for prefix in RANKINGS for name in RETRIEVAL)} <= set(found.metrics)


def test_a_flipped_number_is_caught(
    graded: Graded, make_case: MakeCase, make_answer: Make, make_citation: Make
) -> None:
    # the words shown say ten, the passage quoted still says three
    wrong = [
        {"text": "The limit is ten years from entry into legal force.", "topic": "", "citations": [make_citation()]}
    ]
    found = graded(make_case(), make_answer(lead="Yes. The limit is ten years.", claims=wrong))
    assert found.grade is Grade.HALLUCINATED
    assert found.forbidden == ("ten years",)
    assert found.missed == ("three years | 3 years",)


def test_a_flipped_number_that_nobody_forbade_is_at_least_incomplete(
    graded: Graded, make_case: MakeCase, make_answer: Make, make_citation: Make
) -> None:
    wrong = [{"text": "13 years from entry into legal force.", "topic": "", "citations": [make_citation()]}]
    assert graded(make_case(), make_answer(lead="Yes.", claims=wrong)).grade is Grade.INCOMPLETE


def test_a_dropped_key_point_is_caught(
    graded: Graded, make_case: MakeCase, make_answer: Make, make_citation: Make
) -> None:
    short = [{"text": "The limit is three years.", "topic": "limitation", "citations": [make_citation()]}]
    found = graded(make_case(), make_answer(claims=short))
    assert found.grade is Grade.INCOMPLETE
    assert found.missed == ("entry into legal force",)
    assert found.metrics["key_point_recall"] == 0.5
    assert found.lost_at is Step.NOT_COMPOSED


def test_a_wrong_verdict_is_caught(graded: Graded, make_case: MakeCase, make_answer: Make) -> None:
    found = graded(make_case(), make_answer(verdict="no"))
    assert found.grade is Grade.HALLUCINATED
    assert found.notes == ("verdict no, expected yes",)
    assert found.lost_at is Step.COMPOSED_WRONGLY


def test_a_missing_verdict_is_incomplete(graded: Graded, make_case: MakeCase, make_answer: Make) -> None:
    found = graded(make_case(), make_answer(verdict=None))
    assert (found.grade, found.lost_at) == (Grade.INCOMPLETE, Step.NOT_COMPOSED)
    found = graded(make_case(), make_answer(verdict=None, trace=trace(answer_type="period")))
    assert (found.lost_at, found.lost_why) == (
        Step.UNDERSTOOD_WRONGLY,
        "it was read as asking for a period, not for yes or no",
    )


def test_a_refusal_instead_of_an_answer_is_caught(graded: Graded, make_case: MakeCase, make_refusal: Make) -> None:
    found = graded(make_case(), make_refusal())
    assert found.grade is Grade.REFUSED
    assert found.notes[0] == "status declined, expected answered"
    assert found.metrics["false_refusal"] == 1.0
    assert found.metrics["refusal_precision"] == 0.0
    assert found.lost_at is Step.NOT_COMPOSED


def test_an_answer_instead_of_a_refusal_is_caught(graded: Graded, make_case: MakeCase, make_answer: Make) -> None:
    nothing = {"key_points": (), "verdicts": (), "authorities": ()}
    case = make_case(status=Status.DECLINED, reasons=(Reason.NOT_IN_CORPUS,), **nothing)
    found = graded(case, make_answer())
    assert found.grade is Grade.HALLUCINATED
    assert found.metrics["false_answer"] == 1.0
    assert found.lost_at is Step.COMPOSED_WRONGLY
    off_topic = make_case(status=Status.DECLINED, reasons=(Reason.OUT_OF_SCOPE,), **nothing)
    assert graded(off_topic, make_answer()).lost_at is Step.UNDERSTOOD_WRONGLY


@pytest.mark.parametrize("at", [0, 10, 60, -1])
def test_a_quotation_altered_by_one_character_is_caught(
    graded: Graded, make_case: MakeCase, make_answer: Make, make_citation: Make, at: int
) -> None:
    quote = list(make_citation()["quote"])
    quote[at] = "#"
    citation = make_citation(quote="".join(quote))
    claims = [{**make_answer()["claims"][0], "citations": [citation]}]
    found = graded(make_case(), make_answer(claims=claims))
    assert found.grade is Grade.HALLUCINATED
    assert found.broken == (citation["quote"],)
    assert found.metrics["quotation_exactness"] == 0.0


def test_a_quotation_at_the_wrong_place_or_of_no_passage_is_caught(
    graded: Graded, make_case: MakeCase, make_answer: Make, make_citation: Make
) -> None:
    for citation in (make_citation(start=1), make_citation(passage_id="kz/invented"), make_citation(quote="")):
        claims = [{**make_answer()["claims"][0], "citations": [citation]}]
        assert graded(make_case(), make_answer(claims=claims)).grade is Grade.HALLUCINATED


def test_a_claim_without_a_citation_is_incomplete(graded: Graded, make_case: MakeCase, make_answer: Make) -> None:
    claims = [*make_answer()["claims"], {"text": "So be quick.", "topic": "limitation", "citations": []}]
    found = graded(make_case(), make_answer(claims=claims))
    assert found.grade is Grade.INCOMPLETE
    assert found.notes == ("a claim without a citation",)
    assert graded(make_case(), make_answer(claims=[])).grade is Grade.INCOMPLETE


def test_a_missing_authority_lowers_recall_but_not_the_class(
    graded: Graded, make_case: MakeCase, make_answer: Make
) -> None:
    found = graded(
        make_case(authorities=(Authority(names=("501(3)",)), Authority(names=("609",), grade=3))), make_answer()
    )
    assert found.grade is Grade.ACCURATE
    assert found.uncited == ("609",)
    assert found.metrics["citation_recall"] == 0.5
    assert found.metrics["accurate_and_cited"] == 0.0


def test_an_authority_that_only_helps_need_not_be_cited(
    graded: Graded, make_case: MakeCase, make_answer: Make
) -> None:
    authorities = (Authority(names=("501(3)",), grade=3), Authority(names=("609",), grade=1))
    found = graded(make_case(authorities=authorities), make_answer())
    assert found.uncited == ()
    assert found.metrics["citation_recall"] == 1.0
    assert found.metrics["recall_at_10"] == 0.5
    # gain 3 of at most 3 + 1/log2(3) = 3.6309
    assert found.metrics["ndcg_at_10"] == pytest.approx(0.8262, abs=1e-4)


def test_points_count_wherever_they_are_shown(graded: Graded, make_case: MakeCase, make_answer: Make) -> None:
    table = {"columns": ["limit"], "rows": [{"state": "KZ", "cells": [{"text": "it is a table", "passage_ids": []}]}]}
    answer = make_answer(
        table=table,
        conflicts=[{"summary": "One note says ten years.", "stands": "The Code stands.", "passage_ids": []}],
        choices=[{"label": "an award", "value": "award"}],
    )
    case = make_case(key_points=(("a table",), ("one note",), ("the code stands",), ("an award",)))
    found = graded(case, answer)
    assert found.missed == ()
    assert found.grade is Grade.ACCURATE  # a conflict may report the wrong view; only what is asserted is forbidden


def test_a_forbidden_statement_counts_in_every_class(graded: Graded, make_case: MakeCase, make_refusal: Make) -> None:
    case = make_case(status=Status.DECLINED, key_points=(), verdicts=(), authorities=())
    assert graded(case, make_refusal()).grade is Grade.ACCURATE
    assert graded(case, make_refusal(lead="Not known; surely ten years.")).grade is Grade.HALLUCINATED


def test_a_question_back_where_an_answer_was_due(graded: Graded, make_case: MakeCase, make_refusal: Make) -> None:
    answer = make_refusal(status="clarify", reason="fact_missing", trace={"intent": "clarify", "evidence": []})
    found = graded(make_case(), answer)
    assert found.grade is Grade.REFUSED
    assert found.metrics["needless_clarification"] == 1.0
    assert found.lost_at is Step.UNDERSTOOD_WRONGLY


def test_russian_answers_are_graded_by_the_same_rules(
    graded: Graded, make_case: MakeCase, make_answer: Make, make_citation: Make
) -> None:
    case = make_case(language="ru", key_points=(("три года", "3 года"),), must_not=("десять лет",))
    right = [{"text": "Срок — Три Года.", "topic": "", "citations": [make_citation()]}]
    assert graded(case, make_answer(lead="Да.", claims=right, language="ru")).grade is Grade.ACCURATE
    wrong = [{"text": "Срок — десять лет.", "topic": "", "citations": [make_citation()]}]
    assert graded(case, make_answer(lead="Да.", claims=wrong, language="ru")).grade is Grade.HALLUCINATED


def test_metrics_that_do_not_apply_are_none(graded: Graded, make_case: MakeCase, make_answer: Make) -> None:
    answer = make_answer()
    del answer["trace"]
    found = graded(make_case(key_points=(), must_not=(), authorities=()), answer)
    for name in ("key_point_recall", "forbidden_statement", "citation_recall", "ndcg_at_10", "refusal_recall"):
        assert found.metrics[name] is None


def trace(**given: Any) -> dict[str, Any]:
    return {"intent": "answer", "topics": [], "states": ["KZ"], "evidence": [], "dropped": [], **given}


@pytest.mark.parametrize(
    ("given", "step"),
    [
        ({}, Step.NOT_RETRIEVED),
        ({"dropped": [{"passage_id": "kz/501-3", "why": "budget"}]}, Step.RANKED_OUT),
        ({"evidence": [{"passage_id": "kz/501-3"}]}, Step.NOT_COMPOSED),
        ({"states": ["RU"]}, Step.UNDERSTOOD_WRONGLY),
        ({"states": ["RU"], "evidence": [{"passage_id": "kz/501-3"}]}, Step.NOT_COMPOSED),
        ({"intent": "decline"}, Step.UNDERSTOOD_WRONGLY),
    ],
)
def test_where_a_refused_answer_was_lost(
    graded: Graded, make_case: MakeCase, make_refusal: Make, given: dict[str, Any], step: Step
) -> None:
    found = graded(make_case(), make_refusal(trace=trace(**given)))
    assert found.lost_at is step
    assert found.lost_why


def test_a_point_in_a_withheld_claim_was_withheld(graded: Graded, make_case: MakeCase, make_refusal: Make) -> None:
    withheld = [{"text": "three years from entry into legal force", "why": "not word for word"}]
    assert graded(make_case(), make_refusal(withheld=withheld)).lost_at is Step.WITHHELD


def test_a_point_that_no_passage_has_is_a_fault_of_the_case(
    graded: Graded, make_case: MakeCase, make_answer: Make
) -> None:
    assert graded(make_case(key_points=(("five years",),)), make_answer()).lost_at is Step.CASE_IS_WRONG


def test_the_law_of_another_day_was_understood_wrongly(
    graded: Graded, make_case: MakeCase, make_refusal: Make
) -> None:
    day = date(2014, 1, 1)
    assert graded(make_case(as_of=day), make_refusal()).lost_at is Step.UNDERSTOOD_WRONGLY
    said = make_case(as_of=day, turns=("And in 2026?",))
    assert graded(said, make_refusal()).lost_at is Step.NOT_COMPOSED


def test_without_a_trace_nothing_is_guessed(graded: Graded, make_case: MakeCase, make_refusal: Make) -> None:
    assert graded(make_case(), make_refusal(trace=None)).lost_at is Step.NO_TRACE


def test_several_verdicts_may_be_right(graded: Graded, make_case: MakeCase, make_answer: Make) -> None:
    case = make_case(verdicts=(Verdict.YES, Verdict.CONDITIONAL))
    assert graded(case, make_answer(verdict="conditional")).grade is Grade.ACCURATE
    assert graded(replace(case, id="x"), make_answer(verdict="unsettled")).grade is Grade.HALLUCINATED


@pytest.mark.parametrize(
    ("lead", "grade"), [("Probably no. It is.", Grade.HALLUCINATED), ("Probably yes. It is.", Grade.ACCURATE)]
)
def test_what_must_not_be_said_must_not_be_said_to_be_likely_either(
    graded: Graded, make_case: MakeCase, make_answer: Make, lead: str, grade: Grade
) -> None:
    case = make_case()
    answer = make_answer(lead=f"{lead} {make_answer()['lead']}")
    found = graded(replace(case, expects=replace(case.expects, must_not=("/^no[.,:;]/",))), answer)
    assert found.grade is grade
