"""`python -m evals.fit [MODEL …]`: fit the weights of `assistant/fitted_weights/` on labelled questions, and say how well they do.

Three logistic models, each with a ridge penalty of `RIDGE` on weights of features in units of their deviation: which passage
answers (softmax over the passages found), which reading of a statement settles yes or no (softmax over readings, the
mass of the right verdict), and whether the evidence answers at all. `evals/training/` holds questions written from
the passages, and the development cases are added to the last two. Held-out cases are not read.
"""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import md5
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant.answering import features as answering_features
from assistant.features import features as ranking_features
from assistant.features import sought
from assistant.fitted import load_fitted
from assistant.pipeline import Tools
from assistant.rank import DOCTRINE, asked_terms, rank
from assistant.retrieve import retrieve
from assistant.settings import read_settings
from assistant.types import Evidence, Found, Inquiry, Intent, Question, Status
from assistant.understand import understand
from assistant.weighing.settling import readings
from assistant.wiring import build
from corpus.types import Standing
from evals.load import load_cases
from evals.types import Split

TRAINING = Path(__file__).parent / "training"
WEIGHTS = Path(__file__).parents[1] / "assistant" / "fitted_weights"
MODELS = ("ranking", "settling", "answering")
RIDGE = {"ranking": 2e-3, "settling": 1e-2, "answering": 2e-3}
CASES_COUNT = {"settling": 130.0, "answering": 3.0}
"""How many training questions one development case counts for: cases ask as people do.

Of what settles yes or no the training questions teach the wrong thing: they paraphrase the statements, so that one which
is denied and negative seems to stand as it is as often as not.
"""

TRANSLATED_COUNTS = 0.2
"""What a case counts for that asks the same as others in other languages."""

ANSWERED_COUNTS = 0.6
"""What a question with an answer counts for beside one without: there are ten times as many of them."""

KEPT_OF_FORMER: Mapping[str, float] = {"settling": 0.7}
"""The share of its former weight that a feature keeps; one that is new gets the weight fitted.

Plain questions of a few words lose their verdicts to a fit on the cases alone, which are longer.
"""

HELD_BACK = 3
"""Tenths of the training questions, by passage, that are left out of the fit when it is measured."""

Array = NDArray[np.float64]
Rows = Sequence[Mapping[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Options of one question, which of them are right, and how much the question counts."""

    rows: Rows
    right: Sequence[bool]
    counts: float
    held_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A labelled question as the line sees it; `answer` is open, a verdict, or why nothing answers."""

    inquiry: Inquiry
    found: Found
    evidence: Evidence
    passage: str
    verdicts: frozenset[str]
    answered: bool
    counts: float
    held_back: bool


def softmax_fit(groups: Sequence[Group], names: Sequence[str], ridge: float = RIDGE["ranking"]) -> dict[str, float]:
    """Weights under which the right options of each group get most of the softmax."""
    kept = [group for group in groups if any(group.right)]
    table = np.concatenate([_table(group.rows, names) for group in kept])
    sizes = [len(group.rows) for group in kept]
    starts = np.r_[0, np.cumsum(sizes)[:-1]]
    owner = np.repeat(np.arange(len(kept)), sizes)
    right = np.concatenate([np.asarray(group.right) for group in kept])
    counts = np.array([group.counts for group in kept])
    counts /= counts.sum()

    def loss(weights: Array, scaled: Array) -> tuple[float, Array]:
        sums = scaled @ weights
        powers = np.exp(sums - np.maximum.reduceat(sums, starts)[owner])
        shares = powers / np.add.reduceat(powers, starts)[owner]
        mass = np.add.reduceat(shares * right, starts) + 1e-12
        pull = (shares * right / mass[owner] - shares) * counts[owner]
        return float(-(counts * np.log(mass)).sum()), -(scaled.T @ pull)

    return _minimised(table, loss, names, ridge)


def logistic_fit(
    groups: Sequence[Group], names: Sequence[str], ridge: float = RIDGE["answering"]
) -> dict[str, float]:
    """Weights of the log-odds that a group's only row is right."""
    table = np.concatenate([_table(group.rows, names) for group in groups])
    right = np.array([float(group.right[0]) for group in groups])
    counts = np.array([group.counts for group in groups])
    counts /= counts.sum()

    def loss(weights: Array, scaled: Array) -> tuple[float, Array]:
        chance = 1 / (1 + np.exp(-(scaled @ weights)))
        likely = right * np.log(chance + 1e-9) + (1 - right) * np.log(1 - chance + 1e-9)
        return float(-(counts * likely).sum()), scaled.T @ (counts * (chance - right))

    return _minimised(table, loss, names, ridge)


def _minimised(
    table: Array, loss: Callable[[Array, Array], tuple[float, Array]], names: Sequence[str], ridge: float
) -> dict[str, float]:
    spread = table.std(axis=0)
    spread[spread == 0] = 1.0
    scaled = table / spread
    free = np.array([name != "bias" for name in names], dtype=float)

    def penalised(weights: Array) -> tuple[float, Array]:
        value, slope = loss(weights, scaled)
        return value + ridge * float((free * weights**2).sum()), slope + 2 * ridge * free * weights

    found = minimize(penalised, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 400})
    return {name: float(value) for name, value in zip(names, found.x / spread, strict=True)}


def _table(rows: Rows, names: Sequence[str]) -> Array:
    return np.array([[row.get(name, 0.0) for name in names] for row in rows], dtype=np.float64)


def asked(tools: Tools) -> Iterator[Asked]:
    """Every labelled question, read, searched and ranked."""
    for name in ("answered", "oblique", "unanswered"):
        for line in (TRAINING / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            passage, answer = row.get("passage", ""), row["answer"]
            verdicts = {answer} if answer in ("yes", "no", "conditional", "unsettled") else set()
            if passage and answer == "no" and tools.searcher.passages[passage].standing is Standing.UNCONFIRMED:
                verdicts.add("unsettled")
            if answer == "conditional":
                verdicts.add("unsettled")
            tenth = int(md5((passage or row["question"]).encode(), usedforsecurity=False).hexdigest(), 16) % 10
            yield from _seen(
                Question(text=row["question"]),
                tools,
                passage,
                frozenset(verdicts),
                name != "unanswered",
                0.0,
                tenth,
            )
    for case in load_cases().cases:
        if case.split is not Split.DEV or case.expects.status is Status.CLARIFY:
            continue
        question = Question(text=case.turns[-1], earlier=case.turns[:-1], as_of=case.as_of)
        wanted = frozenset(verdict.value for verdict in case.expects.verdicts)
        counts = TRANSLATED_COUNTS if case.parity else 1.0
        yield from _seen(question, tools, "", wanted, case.expects.status is Status.ANSWERED, counts, 9)


def _seen(
    question: Question,
    tools: Tools,
    passage: str,
    verdicts: frozenset[str],
    answered: bool,
    case_counts: float,
    tenth: int,
) -> Iterator[Asked]:
    inquiry = understand(question, tools.reader)
    if inquiry.intent is not Intent.ANSWER:
        return
    found = retrieve(inquiry, tools.searcher, tools.reader)
    evidence = rank(inquiry, found, tools.reader)
    if evidence.hits:
        yield Asked(
            inquiry=inquiry,
            found=found,
            evidence=evidence,
            passage=passage,
            verdicts=verdicts,
            answered=answered,
            counts=case_counts,
            held_back=tenth < HELD_BACK and not case_counts,
        )


def groups_of(seen: Sequence[Asked], model: str, tools: Tools) -> list[Group]:
    """The groups of one model: `ranking`, `settling` or `answering`."""
    reader, made = tools.reader, []
    for one in seen:
        counts = CASES_COUNT.get(model, 1.0) * one.counts if one.counts else 1.0
        if model == "ranking" and one.passage:
            wanted = sought(one.inquiry, one.found, asked_terms(one.inquiry, reader))
            rows = [ranking_features(hit, wanted, reader) for hit in one.found.hits]
            right = [hit.passage.id == one.passage for hit in one.found.hits]
        elif model == "settling" and one.verdicts:
            taken = readings(one.inquiry.english, one.inquiry, one.evidence, reader)
            rows, right = [dict(r.features) for r in taken], [r.verdict.value in one.verdicts for r in taken]
        elif model == "answering":
            counts *= ANSWERED_COUNTS if one.answered else 1.0
            taken = readings(one.inquiry.english, one.inquiry, one.evidence, reader)
            rows, right = [answering_features(one.inquiry, one.evidence, taken, reader)], [one.answered]
        else:
            continue
        if rows:
            made.append(Group(rows=rows, right=right, counts=counts, held_back=one.held_back))
    return made


def share_right(groups: Sequence[Group], weights: Mapping[str, float]) -> float:
    """The share of groups whose heaviest option is right; of single rows, whose sign is."""
    names = list(weights)
    values = np.array(list(weights.values()))
    right = 0
    for group in groups:
        sums = _table(group.rows, names) @ values
        right += bool(group.right[int(sums.argmax())]) if len(sums) > 1 else (sums[0] > 0) == group.right[0]
    return right / len(groups)


def tempered(fitted: Mapping[str, float], former: Mapping[str, float], kept: float) -> dict[str, float]:
    """The weights fitted, drawn towards the former ones by the share `kept`, 0 to 1; new features are left alone."""
    return {name: value + kept * (former.get(name, value) - value) for name, value in fitted.items()}


def main() -> int:
    """Fit, measure on the tenths held back, fit again on all, write; of the models named, or of all."""
    tools = build(read_settings())
    wanted = sys.argv[1:] or MODELS
    if unknown := set(wanted) - set(MODELS):
        print(f"no such model: {', '.join(sorted(unknown))}; there are {', '.join(MODELS)}", file=sys.stderr)
        return 2
    for model in (name for name in MODELS if name in wanted):
        groups = groups_of(list(asked(tools)), model, tools)
        fixed = set(DOCTRINE) if model == "ranking" else set()
        names = sorted({name for group in groups for row in group.rows for name in row} - fixed)
        fit = logistic_fit if model == "answering" else softmax_fit
        kept, back = [g for g in groups if not g.held_back], [g for g in groups if g.held_back]
        print(
            f"{model}: right {share_right(back, fit(kept, names, RIDGE[model])):.3f} of {len(back)} held back, fitted on {len(kept)}"
        )
        former, kept_share = getattr(tools.reader.fitted, model), KEPT_OF_FORMER.get(model, 0.0)
        fitted = tempered(fit(groups, names, RIDGE[model]), former, kept_share)
        lines = [f"{name} = {value:.3f}" for name, value in fitted.items()]
        head = [f"cut_off = {tools.reader.fitted.cut_off}"] if model == "answering" else []
        (WEIGHTS / f"{model}.toml").write_text("\n".join([*head, "[weights]", *lines]) + "\n", encoding="utf-8")
        tools.reader.fitted = load_fitted()  # the next model is fitted on what this one finds
    return 0


if __name__ == "__main__":
    sys.exit(main())
