"""The verbs of `python -m evals`: a module each, with the arguments it takes and what it does."""

from argparse import ArgumentParser, Namespace
from typing import Protocol

from evals.verbs import ablate, add, compare, diff, graders, publish, report, run, yardsticks


class Verb(Protocol):
    """A module of this folder; `act` returns the exit code."""

    HELP: str

    def arguments(self, parser: ArgumentParser) -> None:
        """Add the options."""

    def act(self, given: Namespace) -> int:
        """Do it."""


VERBS: dict[str, Verb] = {
    "run": run,
    "compare": compare,
    "diff": diff,
    "report": report,
    "publish": publish,
    "add": add,
    "graders": graders,
    "yardsticks": yardsticks,
    "ablate": ablate,
}
