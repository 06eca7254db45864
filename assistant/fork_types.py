"""The outcomes between which a missing fact decides."""

from dataclasses import dataclass

from assistant.types import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """The values of a missing fact that lead to one and the same outcome, the best known first.

    `basis` is the treaty that carries the decision in the first of them; empty where none does.
    """

    values: tuple[str, ...]
    verdict: Verdict
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fork:
    """A missing fact, and the outcomes between which it decides."""

    field: str
    branches: tuple[Branch, ...]

    @property
    def verdicts(self) -> frozenset[Verdict]:
        """The different answers."""
        return frozenset(branch.verdict for branch in self.branches)
