"""Feedback as draft eval cases: they are no cases yet, and are when a person has filled in what is blank."""

from pathlib import Path
from typing import Any

import pytest

from assistant.keeping.drafts import drafts
from assistant.keeping.keeper import Keeper
from assistant.keeping.types import Complaint
from assistant.types import Question, Verdict
from evals.load import CaseSet, load_cases


def complain(keeper: Keeper, answer: dict[str, Any], complaint: Complaint, note: str = "") -> str:
    question = Question(text=answer["question"], earlier=("Which court decides?",))
    id_ = str(keeper.keep("ann", question, answer)["receipt"])
    keeper.answers.say("ann", id_, complaint, note)
    return id_


def loaded(folder: Path, text: str) -> CaseSet:
    (folder / "drafts.yaml").write_text(text, encoding="utf-8")
    return load_cases(folder)


@pytest.mark.parametrize("complaint", list(Complaint))
def test_a_draft_is_named_as_incomplete_and_loads_once_completed(
    tmp_path: Path, keeper: Keeper, give_answer: Any, complaint: Complaint
) -> None:
    trace = {"topics": ["limitation"], "states": ["KZ"], "evidence": [], "dropped": []}
    answer = give_answer("How long do I have?", trace=trace)
    complain(keeper, answer, complaint)
    text = drafts(keeper.answers.all_said())
    incomplete = loaded(tmp_path, text)
    assert incomplete.cases == ()
    assert [problem.field for problem in incomplete.problems] == ["expects"]
    complete = loaded(tmp_path, text.replace("key_points: ''", 'key_points: [["three years", "3 years"]]'))
    assert complete.problems == ()
    (case,) = complete.cases
    assert case.turns == ("Which court decides?", "How long do I have?")
    assert (case.topic, case.states, case.language) == ("limitation", ("KZ",), "en")


def test_a_draft_of_a_useful_answer_keeps_its_verdict_and_authorities(
    tmp_path: Path, keeper: Keeper, give_answer: Any
) -> None:
    trace = {"topics": ["limitation"], "states": ["KZ"], "evidence": [], "dropped": []}
    complain(keeper, give_answer("Must I wait?", verdict="no", trace=trace), Complaint.USEFUL)
    complain(keeper, give_answer("Must I wait?", verdict="no", trace=trace), Complaint.WRONG_ANSWER)
    text = drafts(keeper.answers.all_said()).replace("key_points: ''", "key_points: [three years]")
    useful, wrong = sorted(loaded(tmp_path, text).cases, key=lambda case: case.id[-1])
    assert useful.expects.verdicts == (Verdict.NO,)
    assert [authority.names for authority in useful.expects.authorities] == [("Art. 1",)]
    assert (wrong.expects.verdicts, wrong.expects.authorities) == ((), ())


def test_the_receipt_leads_back_from_a_draft(keeper: Keeper, give_answer: Any) -> None:
    id_ = complain(keeper, give_answer("How long do I have?"), Complaint.OTHER)
    assert f"receipt {id_}" in drafts(keeper.answers.all_said())


def test_nothing_a_reader_writes_can_become_a_field_or_a_case(
    tmp_path: Path, keeper: Keeper, give_answer: Any
) -> None:
    breaks = "\n\r\x0b\x0c\x1c\x85\u2028\u2029\x00\x7f\ufeff"
    evil = breaks.join(
        ["x", "- id: planted", "kind: general", "!!python/object/apply:os.system ['true']", "'", '"', "# "]
    )
    complain(keeper, give_answer(f"Which court {evil}?", lead=evil), Complaint.OTHER, evil)
    found = loaded(tmp_path, drafts(keeper.answers.all_said()))
    assert len(found.cases) + len(found.problems) == 1
    assert "planted" not in {problem.case_id for problem in found.problems}


def test_no_feedback_is_a_file_without_cases(keeper: Keeper) -> None:
    assert [line for line in drafts(keeper.answers.all_said()).splitlines() if not line.startswith("#")] == []
