"""A disk that is full, and one that is read-only: a small one in memory, mounted for the purpose, which needs root."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.keeping.backup import backup
from assistant.keeping.database import open_database
from assistant.keeping.keeper import Keeper
from assistant.types import Question
from tests.faults.children import Outcome, asked
from tests.faults.report import Row, row
from tests.faults.world import ANSWER, MADE_WITH, USER, World

SIZE = "24m"


def rows(folder: Path) -> Iterator[Row]:
    """Both, or that they were not tried."""
    for name, spoil, mend in (("disk full", fill, empty), ("disk read-only", freeze, thaw)):
        place = folder / name.replace(" ", "-")
        place.mkdir(parents=True)
        try:
            with disk(place / "disk") as mounted:
                yield spoilt(name, World(place, mounted), spoil, mend)
        except (OSError, subprocess.CalledProcessError):
            yield Row(fault=name, tried="not tried: mounting needs root", found="", holds=True)


def spoilt(name: str, world: World, spoil: "Change", mend: "Change") -> Row:
    """Use everything, spoil the disk, use everything again, mend it, and look that nothing is lost."""
    asked(lambda: (world.build("old"), world.add(1)))
    talk = asked(lambda: world.keeper().conversations.begin("ann", name="before")).value
    spoil(world)
    backup_at = world.data / "backup.zip"
    tried = [
        ("search", asked(lambda: world.search("old"))),
        ("build", asked(lambda: world.build("new"))),
        ("add", asked(lambda: [world.add(number) for number in range(2, 150)])),
        ("library", asked(world.library)),
        ("converse", asked(lambda: [next(world.converse(world.keeper())) for _ in range(50)])),
        ("open conversations", asked(world.kept)),
        ("serve", asked(lambda: served(world, talk))),
        ("backup", asked(lambda: str(backup(open_database(world.data, copied=True), world.data, backup_at)))),
    ]
    mend(world)
    after = [
        ("then search", asked(lambda: world.search("old"))),
        ("then conversations", asked(lambda: world.kept()[talk][0])),
        ("then library", asked(lambda: world.document(1).own.id in world.library())),
        ("then build", asked(lambda: (world.build("new"), world.search("new"))[1])),
        ("then add", asked(lambda: world.add(200))),
    ]
    reads = {"search", "library"} | ({"serve"} if spoil is freeze else set())  # what was there is read all the same
    judged: list[tuple[str, Outcome, bool]] = [
        *((what, found, bool(found.value) or what not in reads) for what, found in tried),
        *((what, found, bool(found.value)) for what, found in after),
    ]
    return row(name, "index, library, conversations and backup on it, and again once it is mended", judged)


def served(world: World, talk: str) -> str:
    """Open conversations as a server does, read one, and go on with it."""
    keeper = Keeper(open_database(world.data, copied=True), MADE_WITH, {}, lambda language: "not for long")
    answer = keeper.keep(USER, Question(text="How long?"), ANSWER, talk)
    (turn,) = keeper.conversations.opened(USER, talk).turns
    keeper.close()
    if turn.id != answer["receipt"] or answer["notice"] != "not for long":
        raise AssertionError(f"the turn {turn.id} says {answer['notice']!r}")
    return "kept until the server stops, as each answer says"


Change = type(lambda world: None)


@contextmanager
def disk(at: Path) -> Iterator[Path]:
    """A small disk, gone afterwards."""
    at.mkdir()
    _run("mount", "-t", "tmpfs", "-o", f"size={SIZE}", "faults", str(at))
    try:
        yield at
    finally:
        _run("umount", "--lazy", str(at))


def fill(world: World) -> None:
    """Leave no byte."""
    with (world.data / "filler").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(os.urandom(4096))
        except OSError:
            pass


def empty(world: World) -> None:
    """Take what filled it away."""
    (world.data / "filler").unlink()


def freeze(world: World) -> None:
    """Allow reading only."""
    _run("mount", "-o", "remount,ro", str(world.data))


def thaw(world: World) -> None:
    """Allow writing again."""
    _run("mount", "-o", "remount,rw", str(world.data))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
