"""`python -m evals`: exit 0 within thresholds, 1 below, 2 could not run."""

import argparse
import sys
from collections.abc import Sequence

from corpus.errors import ExequaturError
from evals.verbs import VERBS
from evals.verbs.codes import COULD_NOT


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit code."""
    given = _parser().parse_args(arguments)
    try:
        code: int = given.act(given)
    except ExequaturError as error:
        print(f"{error.message}\n{error.hint}", file=sys.stderr)
        return COULD_NOT
    except KeyboardInterrupt:
        print("stopped; a run goes on with --resume", file=sys.stderr)
        return COULD_NOT
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__, allow_abbrev=False)
    verbs = parser.add_subparsers(required=True, metavar=" | ".join(VERBS))
    for name, verb in VERBS.items():
        one = verbs.add_parser(name, help=verb.HELP, description=verb.HELP, allow_abbrev=False)
        verb.arguments(one)
        one.set_defaults(act=verb.act)
    return parser


if __name__ == "__main__":
    sys.exit(main())
