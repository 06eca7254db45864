"""The search with parts left out: the setting, what it does to an answer, and the tables."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from assistant.parts import SHIPPED, Part, named, read_parts
from assistant.pipeline import Tools
from assistant.session import Session
from assistant.settings import Settings, SettingsBroken, read_settings
from evals.ablation import ablate, variants, with_parts
from evals.library import own_corpus
from evals.remembering import Remembering
from evals.render_ablation import ablation_markdown
from evals.types import Authority, EvalCase, Kind

QUESTION = "How long is the limitation period to enforce a foreign judgment in Kazakhstan?"


def test_the_setting_says_by_default_what_takes_part() -> None:
    assert read_parts(Settings.model_fields["search"].default) == SHIPPED
    assert read_parts("rerank, words") == {Part.WORDS, Part.RERANK}
    assert read_settings(search="rerank,words").search == "words,rerank"
    assert named(SHIPPED) == "words,meaning,states,rerank"


@pytest.mark.parametrize(
    ("wrong", "told"), [("word,states", "no part 'word'"), ("states,rerank", "words or meaning")]
)
def test_a_setting_that_finds_nothing_is_refused(wrong: str, told: str) -> None:
    with pytest.raises(SettingsBroken, match=told):
        read_settings(search=wrong)


def test_the_search_as_shipped_comes_first_and_each_variant_is_another() -> None:
    first, *others = variants()
    assert first.parts == SHIPPED
    several = [(one.parts, one.name.startswith("as shipped")) for one in (first, *others)]
    assert (
        len({*several}) == len(several) == 1 + 4 + 4 * 4 - 3
    )  # as shipped, without rerank and without states are systems with a filter as well
    assert all(read_parts(named(one.parts)) == one.parts for one in others)


def test_parts_do_what_they_say(tools: Tools) -> None:
    def evidence(*parts: Part) -> list[str]:
        answer = Session().ask(QUESTION, with_parts(tools, frozenset(parts)))
        assert answer["trace"]["topics"][:1] == ["limitation"]
        return [item["passage_id"] for item in answer["trace"]["evidence"]]

    passages = tools.searcher.passages
    anywhere = evidence(Part.WORDS, Part.MEANING)
    at_home = evidence(Part.WORDS, Part.MEANING, Part.STATES)
    on_topic = evidence(Part.MEANING, Part.TOPIC_ONLY)
    assert any("KZ" not in passages[id_].states for id_ in anywhere)
    assert all("KZ" in passages[id_].states for id_ in at_home)
    assert all("limitation" in passages[id_].topics for id_ in on_topic)
    assert not all("limitation" in passages[id_].topics for id_ in at_home)
    assert evidence(Part.WORDS, Part.STATES) != evidence(Part.MEANING, Part.STATES)
    assert evidence(*SHIPPED) != at_home


def test_every_variant_is_measured_against_the_search_as_shipped(
    tools: Tools, make_case: Callable[..., EvalCase]
) -> None:
    case = make_case(
        id="limit",
        kind=Kind.SPECIFIC,
        turns=(QUESTION,),
        verdicts=(),
        key_points=(("three years",),),
        authorities=(Authority(names=("501(3)",)),),
    )
    several = list(variants())[:3]
    found = list(ablate([case, replace(case, id="again")], tools, own_corpus(), 1, 30.0, several))
    assert [outcome.variant for outcome in found] == several
    assert all(outcome.means["recall_at_10"].n == 2 and not outcome.failed for outcome in found)
    shipped = found[0]
    assert (shipped.gains, shipped.losses, shipped.p) == (0, 0, 1.0)
    assert {mean.mean for mean in shipped.differences.values()} == {0.0}
    for outcome in found:  # both cases are the same, so every difference is that of one of them
        for name, mean in outcome.differences.items():
            assert mean.mean == pytest.approx(outcome.means[name].mean - shipped.means[name].mean)
            assert mean.low == mean.high == mean.mean
    text = ablation_markdown(found, "Two cases.")
    assert "Two cases. Means" in text
    assert text.count("\n| ") == 2 * 2 + len(found) + len(found) - 1  # two heads with their rules, the rows
    assert "| as shipped, without meaning | State | " in text
    assert "`words,states,rerank`" in text


def test_the_same_question_is_embedded_once() -> None:
    class Counting:
        name, dimension, weights_sha256 = "counting", 1, ""
        asked = 0

        def queries(self, texts: Any) -> Any:
            self.asked += 1
            return [[float(len(text))] for text in texts]

        passages = queries

    inner = Counting()
    model = Remembering(inner)
    assert model.queries(["one"]) == model.queries(["one"]) == [[3.0]]
    assert model.queries(["one", "three"]) == [[3.0], [5.0]]
    assert inner.asked == 2
