"""A short part of `make faults`: a few kills, and what is quick to break."""

import random
from pathlib import Path

import pytest

from tests.faults import kills, others
from tests.faults.report import Row
from tests.faults.world import World

SEED = 7


@pytest.mark.parametrize("act", ["add", "delete", "conversation write", "backup"])
def test_what_was_confirmed_survives_kills_at_random_moments(act: str, tmp_path: Path) -> None:
    assert list(kills.ACTS[act](World(tmp_path), random.Random(SEED), 2)) == []


@pytest.mark.parametrize("fault", [others.two_writers, others.damaged_keeping, others.clock])
def test_what_breaks_is_told_or_withstood(fault: object, tmp_path: Path) -> None:
    found = fault(tmp_path, random.Random(SEED))  # type: ignore[operator]
    assert isinstance(found, Row) and found.holds, found
