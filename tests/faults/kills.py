"""`kill -9` at moments that nobody chose: while an index is built, documents added and removed, turns kept, builds switched."""

import random
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from assistant.keeping.backup import backup
from index import build as builds
from index.libraries import DEFAULT, Libraries
from tests.faults.children import Say, asked, killed
from tests.faults.report import Row
from tests.faults.world import World, removable

LINES_AT_MOST, SOON_S = 12, 0.02
"""A kill comes after a number of things confirmed, and then after a part of the time that one of them takes."""


def building(world: World, chance: random.Random, times: int) -> Iterator[str]:
    """A new corpus is built over one that serves."""
    began = time.monotonic()
    asked(lambda: world.build("old"))
    takes_s = time.monotonic() - began
    for at in range(times):
        killed(lambda say: say(world.build(f"new{at}")), chance.uniform(0, takes_s))  # noqa: B023
        serving = [asked(lambda name=name: world.search(name)) for name in ("old", f"new{at}")]
        if not any(found.value for found in serving):
            yield f"after kill {at} no index serves: {serving[0]}"
        if not all(found.told for found in serving):
            yield f"after kill {at}: {serving}"
        asked(lambda: world.build("old"))
    again = asked(lambda: (world.build("last"), world.search("last"))[1])
    if not again.value:
        yield f"the next build fails: {again}"
    left = sorted(path.name for path in world.data.iterdir() if path.name.startswith(".current"))
    if left:
        yield f"left behind: {left}"


def adding(world: World, chance: random.Random, times: int) -> Iterator[str]:
    """Documents are added to a library."""
    confirmed: set[str] = set()
    for at in range(times):

        def work(say: Say, first: int = at * 1000) -> None:
            for number in range(first, first + LINES_AT_MOST + 8):
                say(world.add(number))

        confirmed.update(killed(work, chance.uniform(0, SOON_S), chance.randrange(LINES_AT_MOST)))
        found = asked(world.library)
        if found.value is None or not confirmed <= set(found.value):
            yield f"after kill {at}: {found.error or found.crash or 'a document that was confirmed is gone'}"


def deleting(world: World, chance: random.Random, times: int) -> Iterator[str]:
    """Documents are removed from a library."""
    each = 2 * LINES_AT_MOST
    whole = asked(lambda: [world.add(number) for number in range(min(each * times, 190))]).value
    gone: set[str] = set()
    for at in range(times):
        left = [id_ for id_ in whole if id_ not in gone]

        def work(say: Say, ids: list[str] = left[:each]) -> None:
            for id_ in ids:
                Libraries(world.data).remove(DEFAULT, id_)
                say(id_)

        gone.update(killed(work, chance.uniform(0, SOON_S), chance.randrange(LINES_AT_MOST)))
        found = asked(world.library)
        if found.value is None:
            yield f"after kill {at}: {found}"
            return
        if gone & set(found.value):
            yield f"after kill {at} a document that was removed is back"
        gone.update(set(whole) - set(found.value))  # one more may be gone than was told
        if len(found.value) < len(left) - each:
            yield f"after kill {at} more is gone than was to be removed"


def writing(world: World, chance: random.Random, times: int) -> Iterator[str]:
    """Conversations are begun, answered, renamed and deleted."""
    confirmed: list[list[str]] = []
    for at in range(times):

        def work(say: Say) -> None:
            for line in world.converse(world.keeper()):
                say(line)

        confirmed += [
            line.split() for line in killed(work, chance.uniform(0, SOON_S), chance.randrange(4 * LINES_AT_MOST))
        ]
        found = asked(world.kept)
        if found.value is None:
            yield f"after kill {at}: {found}"
            return
        yield from (f"after kill {at}: {lost}" for lost in _lost(confirmed, found.value))
    if not confirmed:
        yield "nothing was confirmed before any kill, so nothing was tried"


def _lost(confirmed: list[list[str]], kept: Mapping[str, tuple[str, list[str]]]) -> Iterator[str]:
    removed = {line[1] for line in confirmed if line[0] == "removed"}
    for what, talk, *receipt in confirmed:
        if talk in removed:
            if talk in kept:
                yield f"{talk} was removed and is back"
        elif talk not in kept:
            if not removable(talk):  # one that is may be gone before that could be told
                yield f"{what} {talk} is gone"
        elif what == "named" and kept[talk][0] != "named":
            yield f"the name of {talk} is gone"
        elif receipt and receipt[0] not in kept[talk][1]:
            yield f"answer {receipt[0]} is gone"


def switching(world: World, chance: random.Random, times: int) -> Iterator[str]:
    """The pointer goes to and fro between two whole builds."""
    ids = [asked(lambda name=name: world.build(name)).value for name in ("one", "two")]
    for at in range(times):

        def work(say: Say) -> None:
            while True:
                for id_ in ids:
                    builds._switch(world.data, id_)
                    say(id_)

        said = killed(work, chance.uniform(0, SOON_S), chance.randrange(LINES_AT_MOST))
        name = (world.data / builds.POINTER).read_text(encoding="utf-8").strip()
        follows = {said[-1], ids[1 - ids.index(said[-1])]} if said else set(ids)
        if name not in follows:
            yield f"after kill {at} the pointer names {name!r}"
    found = asked(lambda: world.search("one" if name == ids[0] else "two"))
    if not found.value:
        yield f"the index that is named does not open: {found}"


def backing_up(world: World, chance: random.Random, times: int) -> Iterator[str]:
    """All that is kept is written to a file."""

    def fill() -> None:
        steps = world.converse(world.keeper())
        for _ in range(120):
            next(steps)

    asked(fill)
    began = time.monotonic()
    asked(lambda: str(backup(world.database(), world.data, world.folder / "whole.zip")))
    takes_s = 1.2 * (time.monotonic() - began)
    for at in range(times):
        to = world.folder / f"{at}.zip"
        killed(lambda say: say(str(backup(world.database(), world.data, to))), chance.uniform(0, takes_s))  # noqa: B023
        if to.exists() and not asked(lambda: _restored(world, to, at)).value:  # noqa: B023
            yield f"after kill {at} there is a backup that is not whole"


def _restored(world: World, file: Path, number: int) -> bool:
    from assistant.keeping.backup import restore

    return restore(file, world.folder / f"restored-{number}").answers > 0


ACTS: Mapping[str, Callable[[World, random.Random, int], Iterator[str]]] = {
    "build": building,
    "add": adding,
    "delete": deleting,
    "conversation write": writing,
    "switch": switching,
    "backup": backing_up,
}


def rows(folder: Path, kills: int, seed: int) -> Iterator[Row]:
    """Kill each act its share of times."""
    for number, (name, act) in enumerate(ACTS.items()):
        times = kills // len(ACTS) + (number < kills % len(ACTS))
        world = World(folder / f"kill-{number}")
        world.folder.mkdir(parents=True)
        faults = list(act(world, random.Random(f"{seed} {name}"), times)) if times else []
        yield Row(
            fault=f"kill -9 during {name}",
            tried=f"{times} random moments",
            found="; ".join(faults) or "starts, and nothing that was confirmed is lost",
            holds=not faults,
        )
