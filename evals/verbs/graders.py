"""`graders`: how often each grader is right, on labelled answers with planted errors."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from evals.verbs.codes import WITHIN

HELP = "how often each grader is right, on labelled answers with planted errors"


def arguments(parser: ArgumentParser) -> None:
    """Where public labels are, and what to write."""
    parser.add_argument(
        "--bench", type=Path, metavar="DIR", help="also the grader of claims on AttributionBench there"
    )
    parser.add_argument("--seed", type=int, metavar="N", help="of the interval on public labels")
    parser.add_argument("--out", type=Path, metavar="FILE.md", help="also write the tables there")
    parser.add_argument("--json", action="store_true")


def act(given: Namespace) -> int:
    """Print the tables; of a model as well where EVALS_GRADER names one."""
    from pydantic import TypeAdapter

    from evals.bootstrap import SEED
    from evals.grader_settings import GraderSettings
    from evals.model_grader import configured
    from evals.render_graders import graders_markdown
    from evals.report_file import write_whole
    from evals.trials import Results, of_model, of_ours
    from evals.yardsticks.attribution import PUBLISHED, agreement

    rates, agreements = of_ours()
    model = configured(GraderSettings())
    if model is not None:
        of_one, with_labels = of_model(model)
        rates, agreements = (*rates, *of_one), (*agreements, *with_labels)
    if given.json:
        print(TypeAdapter(Results).dump_json((rates, agreements), indent=1).decode())
        return WITHIN
    text = graders_markdown(rates, agreements)
    if given.bench:
        mean = agreement(given.bench, SEED if given.seed is None else given.seed)
        text += (
            f"\n\nOn AttributionBench, dev part (n = {mean.n}), grounding by rule agrees with the labels at macro-F1 "
            f"{mean.mean:.3f} [{mean.low:.3f}, {mean.high:.3f}]; published: {PUBLISHED}."
        )
    print(text)
    if given.out:
        write_whole(given.out, f"# How far the graders can be trusted\n\n{text}\n".encode())
    return WITHIN
