"""`yardsticks`: our index and search on public sets, beside published figures and the stock pipeline."""

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

from evals.verbs.codes import BELOW, WITHIN, positive

HELP = "our index and search on public sets, beside published figures and the stock pipeline"
ROOT = Path(__file__).parents[2]
BENCH = ROOT.parent / "shared" / "bench"
CACHE = ROOT / "evals" / "reports" / "vectors"
SETS = ("scifact", "obliqa_dev", "legal_ru", "kazqad", "mtrag_clapnq")


def _sets(text: str) -> list[str]:
    names = [name for name in text.split(",") if name]
    if unknown := [name for name in names if name not in SETS]:
        raise ArgumentTypeError(f"no set {unknown[0]!r}; choose of {', '.join(SETS)}")
    return names


def arguments(parser: ArgumentParser) -> None:
    """Where the sets are, which, and how many queries of each."""
    parser.add_argument(
        "--bench", type=Path, default=BENCH, metavar="DIR", help="folder of the sets; ../shared/bench"
    )
    parser.add_argument("--sets", type=_sets, default=list(SETS), metavar="A,B", help=", ".join(SETS))
    parser.add_argument(
        "--sample", type=positive, metavar="N", help="N queries of each, to try it; no figure to quote"
    )
    parser.add_argument("--seed", type=int, metavar="N", help="of the sample and the intervals")
    parser.add_argument("--embedder", default="sentence-transformers:bundled", metavar="SETTING")
    parser.add_argument(
        "--cache", type=Path, default=CACHE, metavar="DIR", help="where vectors are kept between runs"
    )
    parser.add_argument("--out", type=Path, metavar="FILE.md", help="also write the tables there")


def _told(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def act(given: Namespace) -> int:
    """Print the tables; 1 if a figure lies where it cannot be if our parts work."""
    from evals.bootstrap import SEED
    from evals.report_file import write_whole
    from evals.yardsticks.outcomes import outcomes, outside_the_gate
    from evals.yardsticks.render import tables
    from evals.yardsticks.sets import tasks
    from evals.yardsticks.types import Outcome
    from index.embedders import embedder

    seed = SEED if given.seed is None else given.seed
    several = list(tasks(given.bench, given.sets))
    if given.sample is not None:
        several = [task.sampled(given.sample, seed) for task in several]
    found: list[Outcome] = []
    text = ""
    for outcome in outcomes(several, embedder(given.embedder), given.embedder, given.cache, seed, _told):
        found.append(outcome)
        text = tables(found, sample=given.sample, seed=seed, setting=given.embedder)
        if given.out:
            write_whole(given.out, f"{text}\n".encode())
    print(text)
    wrong = outside_the_gate(found) if given.sample is None else []
    for line in wrong:
        print(f"outside the gate: {line}", file=sys.stderr)
    return BELOW if wrong else WITHIN
