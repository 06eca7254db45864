"""Receipts: asked again they tell what differs; changed afterwards they show it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.keeping.errors import KeepingBroken
from assistant.keeping.keeper import Keeper
from assistant.keeping.receipts import (
    alterations,
    asked,
    differences,
    prompts_hash,
    provenance,
    receipt,
    seal,
    settings_hash,
)
from assistant.keeping.staleness import Change, changes
from assistant.settings import Settings
from assistant.types import CaseFacts, Question
from corpus.types import Passage, Period, Standing

QUESTION = Question(
    text="How long do I have?",
    earlier=("Which court decides?",),
    as_of=date(2020, 5, 1),
    language="ru",
    facts=CaseFacts(state_of_origin="NL", begun=date(2019, 1, 2), final=True),
    register="plain",
    just_clarified=True,
)


def kept(keeper: Keeper, answer: dict[str, Any], question: Question = QUESTION) -> Any:
    return keeper.answers.of_anyone(str(keeper.keep("ann", question, answer)["receipt"]))


def test_a_receipt_holds_all_that_the_question_was_asked_with(keeper: Keeper, give_answer: Any) -> None:
    found = kept(keeper, give_answer(QUESTION.text))
    assert asked(found.receipt) == QUESTION


def test_a_receipt_names_what_the_answer_was_made_with(keeper: Keeper, give_answer: Any) -> None:
    found = kept(keeper, give_answer(QUESTION.text)).receipt
    # sha256 of "A foreign judgment may be presented within three years." by `printf %s … | sha256sum`
    digest = "8c3bb57a2b02dbe8483912e4004670c05c37206b452654fc1a3720038474bcd6"
    assert found["evidence"] == [{"passage_id": "kz-code/501-3", "sha256": digest}]
    assert found["cited"] == {"kz-code/501-3": digest}
    assert found["model"] == {"embedder": "hashing:64", "weights": "none", "writer": "quotation:"}
    assert (found["corpus"], found["settings"], found["prompts"]) == ("aaaaaaaaaaaa", "hash of the settings", None)
    assert found["verification"] == {
        "status": "answered",
        "reason": None,
        "verdict": None,
        "claims": 1,
        "quotations": [["kz-code/501-3", 0, 17]],
        "withheld": [],
    }


def test_an_answer_as_it_was_kept_shows_no_alteration(keeper: Keeper, give_answer: Any) -> None:
    found = kept(keeper, give_answer(QUESTION.text))
    assert alterations(found.answer, found.receipt, found.seal) == ()


@pytest.mark.parametrize(
    "field", ["lead", "question", "verdict", "as_of", "notice", "corpus", "claims", "withheld", "status"]
)
def test_an_altered_answer_is_found_out(keeper: Keeper, give_answer: Any, field: str) -> None:
    found = kept(keeper, give_answer(QUESTION.text))
    changed = {**found.answer, field: "ten years"}
    assert alterations(changed, found.receipt, found.seal) == (
        "the answer is not the one that the receipt was made for",
    )


def test_a_receipt_altered_in_any_field_is_found_out(keeper: Keeper, give_answer: Any) -> None:
    found = kept(keeper, give_answer(QUESTION.text))
    for field in found.receipt:
        told = alterations(found.answer, {**found.receipt, field: "other"}, found.seal)
        assert "the receipt is not the one that was sealed" in told, field


def test_a_receipt_made_to_fit_a_changed_answer_is_found_out(keeper: Keeper, give_answer: Any) -> None:
    found = kept(keeper, give_answer(QUESTION.text))
    forged = receipt(found.id, QUESTION, {**found.answer, "lead": "ten years"}, keeper.made_with, {}, found.made_at)
    assert seal(forged) != found.seal
    assert alterations({**found.answer, "lead": "ten years"}, forged, found.seal)


def test_the_same_question_asked_again_gives_no_difference(
    keeper: Keeper, give_answer: Any, passages: Mapping[str, Passage]
) -> None:
    found = kept(keeper, give_answer(QUESTION.text))
    again = receipt(
        "x", QUESTION, give_answer(QUESTION.text, timings_ms={"total": 9}), keeper.made_with, passages, "now"
    )
    assert differences(found.receipt, again) == ()


def test_a_replay_names_what_differs(keeper: Keeper, give_answer: Any, passage: Passage) -> None:
    found = kept(keeper, give_answer(QUESTION.text))
    other = give_answer(QUESTION.text, claims=[], status="declined", lead="The corpus does not say.")
    changed = {passage.id: replace(passage, text="Five years.", span=passage.span)}
    told = differences(found.receipt, receipt("x", QUESTION, other, keeper.made_with, changed, "now"))
    assert told == (
        "the evidence: changed kz-code/501-3",
        "the verification: status answered → declined; claims 1 → 0",
        "the answer",
    )


def test_a_receipt_of_a_later_version_is_told(keeper: Keeper, give_answer: Any) -> None:
    found = kept(keeper, give_answer(QUESTION.text)).receipt
    with pytest.raises(KeepingBroken, match="version 2"):
        asked({**found, "version": 2})
    with pytest.raises(KeepingBroken):
        asked({**found, "inputs": {"text": " "}})


def test_an_answer_whose_sources_stand_is_not_stale(keeper: Keeper, give_answer: Any) -> None:
    assert keeper.stale(kept(keeper, give_answer(QUESTION.text))) == ()


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"text": "A foreign judgment may be presented within five years."}, "text changed"),
        ({"standing": Standing.OUTDATED}, "now outdated"),
        ({"window": Period(last=date(2026, 12, 31))}, "dates changed"),
        (None, "gone"),
    ],
)
def test_an_answer_whose_sources_changed_says_which_and_how(
    keeper: Keeper, give_answer: Any, passage: Passage, changed: dict[str, Any] | None, what: str
) -> None:
    found = kept(keeper, give_answer(QUESTION.text))
    today = {} if changed is None else {passage.id: replace(passage, **changed)}
    assert changes(found.answer, found.receipt, today) == (Change(passage_id=passage.id, what=what),)


def test_the_settings_hash_moves_with_what_moves_answers_and_with_nothing_else() -> None:
    def hashed(**changes: Any) -> str:
        return settings_hash(Settings(_env_file=None, **changes))  # type: ignore[call-arg]

    assert hashed(llm_key="secret", port=1, host="0.0.0.0", auth="a:b", data=Path("/x"), retention=9) == hashed()
    assert len({hashed(), hashed(llm="local:x"), hashed(embedder="hashing:8"), hashed(language="ru")}) == 4


def test_the_prompts_have_a_hash_that_moves_with_each_word(tmp_path: Path) -> None:
    assert prompts_hash(tmp_path) is None
    (tmp_path / "compose.md").write_text("Quote.", encoding="utf-8")
    first = prompts_hash(tmp_path)
    (tmp_path / "compose.md").write_text("Quote!", encoding="utf-8")
    assert None not in (first, prompts_hash(tmp_path)) and first != prompts_hash(tmp_path)


def test_the_real_line_asked_twice_gives_the_same_receipt(tools: Any) -> None:
    from assistant.contract import as_json
    from assistant.pipeline import answer

    question = Question(text="How long do I have to enforce a Dutch judgment in Kazakhstan?")
    made_with, passages, sources = provenance(tools), tools.searcher.passages, tools.searcher.sources
    first, again = (
        receipt("x", question, as_json(answer(question, tools), sources), made_with, passages, "now")
        for _ in range(2)
    )
    assert first["evidence"] and first["cited"]
    assert differences(first, again) == ()
