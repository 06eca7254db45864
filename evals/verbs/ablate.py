"""`ablate`: the cases with parts of the search left out."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from evals.types import Kind, Split
from evals.verbs.codes import COULD_NOT, WITHIN, positive, seconds

HELP = "what each part of the search is worth: the cases with parts of it left out"


def arguments(parser: ArgumentParser) -> None:
    """Which cases, and what to write."""
    parser.add_argument("--filter", default="", metavar="SUBSTR", help="only cases whose id or turns contain it")
    parser.add_argument(
        "--split", default=Split.DEV.value, choices=[*Split, "all"], help="dev: what is decided on is not measured on"
    )
    parser.add_argument("--kind", default="", choices=[*Kind], metavar="KIND", help=", ".join(Kind))
    parser.add_argument("--cases", type=Path, metavar="DIR", help="folder of cases; ours if left out")
    parser.add_argument("--timeout", type=seconds, default=60.0, metavar="SECONDS", help="a case")
    parser.add_argument(
        "--sample", type=positive, metavar="N", help="N of the cases, by chance: it takes a minute for 60"
    )
    parser.add_argument("--seed", type=int, metavar="N", help="of the sample and the intervals")
    parser.add_argument("--out", type=Path, metavar="FILE.md", help="also write the tables there")
    parser.add_argument("--json", action="store_true")


def act(given: Namespace) -> int:
    """Print the tables; 2 if a case was not answered."""
    from pydantic import TypeAdapter

    from assistant.settings import read_settings
    from assistant.wiring import over
    from corpus.catalogue import load_documents
    from evals.ablation import Outcome, ablate, variants
    from evals.bootstrap import SEED
    from evals.library import own_corpus
    from evals.load import CASES, load_cases
    from evals.remembering import Remembering
    from evals.render_ablation import ablation_markdown
    from evals.report_file import write_whole
    from evals.selection import chosen, sampled
    from index.embedders import embedder
    from index.search import Searcher

    selected = chosen(load_cases(given.cases or CASES), words=given.filter, split=given.split, kind=given.kind)
    for problem in selected.problems:
        print(f"not loaded: {problem}", file=sys.stderr)
    settings, seed = read_settings(), SEED if given.seed is None else given.seed
    cases = selected.cases if given.sample is None else sampled(selected.cases, given.sample, seed)
    model = Remembering(embedder(settings.embedder, settings.data))
    tools = over(Searcher.open(settings.data, load_documents(), model, settings.store), settings)
    chosen_by = f"{len(cases)} of {len(selected.cases)} cases" if given.sample else f"{len(cases)} cases"
    about = f"{chosen_by}, split {given.split}; index {tools.searcher.manifest.build_id}, seed {seed}."
    found: list[Outcome] = []
    text = ""
    for outcome in ablate(cases, tools, own_corpus(), seed, given.timeout, variants(), _told):
        found.append(outcome)
        text = (
            TypeAdapter(list[Outcome]).dump_json(found, indent=1).decode()
            if given.json
            else ablation_markdown(found, about)
        )
        if given.out:  # after each, for it takes long and may be stopped
            write_whole(given.out, f"{text}\n".encode())
    print(text)
    return COULD_NOT if selected.problems or any(outcome.failed for outcome in found) else WITHIN


def _told(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
