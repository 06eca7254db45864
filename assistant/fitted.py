"""Weights fitted on labelled questions, read from `fitted/*.toml`; `python -m evals fit` writes those files."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "fitted_weights"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """What was learnt from questions that people labelled; no question of the evals is among them.

    `ranking` weighs the features of a passage, `settling` those of a statement that may settle yes or no, `answering`
    those of a question with its evidence; each sum is a log-odds. `cut_off` is the least chance, 0 to 1, at which a
    question is answered.
    """

    ranking: Mapping[str, float]
    settling: Mapping[str, float]
    answering: Mapping[str, float]
    cut_off: float


def load_fitted(folder: Path = FOLDER) -> Fitted:
    """Read the weights.

    Raises:
        ValueError: a file is missing a table; the files belong to the package and are not edited by hand.
    """
    read = {
        name: tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
        for name in ("ranking", "settling", "answering")
    }
    return Fitted(
        ranking=read["ranking"]["weights"],
        settling=read["settling"]["weights"],
        answering=read["answering"]["weights"],
        cut_off=read["answering"]["cut_off"],
    )
