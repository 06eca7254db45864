"""A model that grades as well, through the real client, against a scripted server on this machine."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from assistant.llms import llm
from corpus.errors import UnknownName
from evals import scripted
from evals.errors import GraderRefused
from evals.grader_settings import GraderSettings
from evals.grounding.grader import faults
from evals.labelled_set import labelled
from evals.model_grader import ModelGrader, configured, refuse_own, supported_share
from evals.reliability import RIGHT
from evals.run import BY_MODEL, run
from evals.scripted import ScriptedServer
from evals.trials import of_model, of_ours
from evals.types import EvalCase, GivenClaim, Library, Quotation

Make = Callable[..., dict[str, Any]]


def _blocks(prompt: str) -> tuple[str, str]:
    source, claim = (
        prompt.split(f"===== {name} ", 1)[1].split("=====\n", 1)[1].split("\n===== end", 1)[0]
        for name in ("source", "claim")
    )
    return claim, source


def by_rule(prompt: str) -> Iterator[str]:
    """A model that thinks like the rule, and says so with a preface."""
    claim, source = _blocks(prompt)
    yield f'Here it is: {{"supported": {str(not faults(claim, [source])).lower()}, "why": "by rule"}} Done.'


def agreeable(prompt: str) -> Iterator[str]:
    yield json.dumps({"supported": True, "why": "looks fine"})


def rambling(prompt: str) -> Iterator[str]:
    yield "I would say that, on the whole, it depends."


@pytest.fixture(autouse=True)
def few_labels(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two labelled facts instead of all: every claim of them is a request."""
    of_ours()  # kept for the process, from all labels
    two = labelled()[:2]
    monkeypatch.setattr("evals.trials.labelled", lambda: two)


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Any], ModelGrader]]:
    """A grader whose model writes what the function given writes."""
    servers: list[ScriptedServer] = []

    def make(behaviour: Any, model: str = "second-opinion") -> ModelGrader:
        name = behaviour if isinstance(behaviour, str) else behaviour.__name__
        if not isinstance(behaviour, str):
            monkeypatch.setitem(scripted.BEHAVIOURS, name, behaviour)
        server = ScriptedServer(name)
        server.__enter__()
        servers.append(server)
        grader = configured(GraderSettings(grader=f"openai-like:{model}", grader_url=server.url, grader_timeout_s=10))
        assert grader is not None
        return grader

    yield make
    for server in servers:
        server.__exit__(None, None, None)


def test_a_model_is_asked_with_claim_and_source_as_data(served: Callable[[Any], ModelGrader]) -> None:
    grader = served(by_rule)
    assert grader.supports("The limit is three years.", "The limit is three years.") is True
    assert grader.supports("The limit is five years.", "The limit is three years.") is False
    assert grader.name.startswith("openai-like:second-opinion, wording ")


@pytest.mark.parametrize("behaviour", [rambling, "500", "drop"])
def test_a_model_that_does_not_say_leaves_the_claim_open(
    served: Callable[[Any], ModelGrader], behaviour: Any
) -> None:
    assert served(behaviour).supports("A claim.", "A source.") is None


def test_its_agreement_with_the_labels_is_told(served: Callable[[Any], ModelGrader]) -> None:
    rates, (agreement,) = of_model(served(agreeable))
    assert {rate.flagged for rate in rates} == {0.0}  # it catches nothing, and gives no false alarm
    right = next(rate.n for rate in rates if rate.class_ == RIGHT)
    assert agreement.share == pytest.approx(right / agreement.n)
    assert agreement.kappa == pytest.approx(0.0)
    assert of_model(served(rambling)) == ((), ())


def claim(text: str, *quotes: str) -> GivenClaim:
    quotations = tuple(Quotation(passage_id="p", cited_as="", quote=quote) for quote in quotes)
    return GivenClaim(text=text, quotations=quotations)


def test_the_metric_is_the_share_supported_of_those_graded() -> None:
    claims = [claim("a", "x"), claim("b", "x"), claim("c", "x"), claim("d")]
    verdicts = {"a": True, "b": False, "c": None}
    assert supported_share(claims, lambda text, source: verdicts[text]) == 0.5
    assert supported_share(claims[2:], lambda text, source: None) is None


def test_a_report_has_the_second_opinion_beside_the_rules(
    served: Callable[[Any], ModelGrader],
    parrot: Any,
    library: Library,
    make_case: Callable[..., EvalCase],
    make_answer: Make,
    make_citation: Make,
) -> None:
    wrong = [{"text": "The limit is nine years.", "topic": "", "citations": [make_citation()]}]
    answers = {"a": make_answer(), "b": make_answer(claims=[*make_answer()["claims"], *wrong])}
    grader = served(by_rule)
    report = run([make_case(id="a"), make_case(id="b")], [], parrot(answers), library, second=grader)
    assert [result.score.metrics[BY_MODEL] for result in report.results] == [1.0, 0.5]
    assert grader.name in report.manifest.grader
    assert any(grader.name in rate.grader for rate in report.graders)
    assert report.summary.means["all"]["all"][BY_MODEL].mean == 0.75


def test_who_wrote_does_not_grade(
    served: Callable[[Any], ModelGrader],
    parrot: Any,
    library: Library,
    make_case: Callable[..., EvalCase],
    make_answer: Make,
) -> None:
    answers = {"a": make_answer(writer="openai-like:second-opinion")}
    with pytest.raises(GraderRefused, match="second-opinion wrote"):
        run([make_case(id="a")], [], parrot(answers), library, second=served(by_rule))
    with pytest.raises(GraderRefused):
        refuse_own("openai-like:m", ["anthropic:m"])
    refuse_own("openai-like:m", ["quotation:", "openai-like:other", ""])


def test_no_model_is_the_default_and_a_wrong_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert configured(GraderSettings(_env_file=None)) is None  # type: ignore[call-arg]
    monkeypatch.setenv("EVALS_GRADER", "oracle:delphi")
    with pytest.raises(UnknownName, match="oracle"):
        configured(GraderSettings(_env_file=None))  # type: ignore[call-arg]
    assert llm("quotation:") is None
