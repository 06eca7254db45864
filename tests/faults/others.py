"""Damaged files, a model that is missing, a Chroma server that comes and goes, a clock that is set, two at one work."""

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from assistant.keeping import answers, conversations, database, moments
from assistant.keeping.desk import Desk
from corpus.errors import ExequaturError
from index import search, snapshot
from index.embedders import embedder
from index.libraries import DEFAULT, FOLDER
from tests.faults.children import Outcome, asked
from tests.faults.report import Row, row
from tests.faults.world import ANSWER, USER, World

DAMAGES: tuple[tuple[str, Callable[[bytes], bytes]], ...] = (
    ("emptied", lambda whole: b""),
    ("cut in half", lambda whole: whole[: len(whole) // 2]),
    ("overwritten", lambda whole: os.urandom(len(whole))),
)


def rows(folder: Path, seed: int) -> Iterator[Row]:
    """All of them."""
    for number, fault in enumerate((damaged_index, damaged_keeping, missing_model, two_builders, two_writers, clock)):
        place = folder / f"other-{number}"
        place.mkdir(parents=True)
        yield fault(place, random.Random(seed))
    place = folder / "server"
    place.mkdir()
    yield chroma(place, random.Random(seed))


def damaged_index(folder: Path, chance: random.Random) -> Row:
    """Each file of an index in turn, in each way."""
    world = World(folder)
    asked(lambda: world.build("old"))
    whole = folder / "whole"
    shutil.copytree(world.data, whole)
    files = sorted(path.relative_to(whole) for path in whole.rglob("*") if path.is_file() and path.name != ".lock")
    right = asked(lambda: world.search("old")).value
    served, told, wrong = 0, 0, []
    for file in files:
        for how, damage in DAMAGES:
            shutil.rmtree(world.data)
            shutil.copytree(whole, world.data)
            (world.data / file).write_bytes(damage((whole / file).read_bytes()))
            found = asked(lambda: world.search("old"))
            served, told = served + (found.value == right), told + bool(found.error and found.hint)
            if not found.told or found.value not in (None, right):
                wrong.append(f"{file.name} {how}: {(found.crash or str(found.value)).strip().splitlines()[-1]}")
    mended = asked(lambda: (world.build("old", rebuild=True), world.search("old"))[1])
    if mended.value != right:
        wrong.append(f"a rebuild does not mend it: {mended}")
    said = f"{served} times it answers as before, {told} times it names the damage and `exequatur index --rebuild`, which mends it"
    return Row(
        fault="corrupt index file",
        tried=f"{len(files)} files, each {', '.join(how for how, _ in DAMAGES)}",
        found="; ".join(wrong) or said,
        holds=not wrong,
    )


def damaged_keeping(folder: Path, chance: random.Random) -> Row:
    """The database of conversations, and a document of a library."""
    world = World(folder)
    asked(lambda: (world.add(1), world.keeper().conversations.begin(USER)))
    library = sorted((world.data / FOLDER / DEFAULT).glob("own-*"))
    outcomes = []
    for path in (world.data / database.FILE, *library):
        whole = path.read_bytes()
        for how, damage in DAMAGES[1:]:
            path.write_bytes(damage(whole))
            look = world.kept if path.suffix == ".sqlite3" else world.library
            outcomes.append((f"{path.suffix} {how}", asked(look), True))
        path.write_bytes(whole)
    return row("corrupt database or library", "each file cut in half, and overwritten", outcomes)


def missing_model(folder: Path, chance: random.Random) -> Row:
    """A model that is not on the disk, and one that only a hub would have."""
    world = World(folder)
    asked(lambda: world.build("old"))
    outcomes = []
    for setting in ("sentence-transformers:/nowhere/model", "sentence-transformers:nobody/has-this"):
        found = asked(lambda: str(_model(setting)))  # noqa: B023
        outcomes.append((setting, found, bool(found.error)))
    outcomes.append(("the old index", asked(lambda: world.search("old")), True))
    return row("missing model", "a folder that is not there; a name, without a network", outcomes)


def _model(setting: str) -> Any:
    os.environ["HF_HUB_OFFLINE"] = "1"
    return embedder(setting)


def two_builders(folder: Path, chance: random.Random) -> Row:
    """Two processes build different corpora in one folder at once."""
    world = World(folder)
    asked(lambda: world.build("old"))
    found: dict[str, Outcome] = {}
    threads = [
        threading.Thread(target=lambda name=name: found.update({name: asked(lambda: world.build(name))}))
        for name in ("one", "two")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    serving = [name for name in ("one", "two") if asked(lambda name=name: world.search(name)).value]
    built = [name for name, outcome in found.items() if outcome.value]
    fits = bool(built) and len(serving) == 1 and serving[0] in built
    return row("two builders at once", "in one folder", [(name, outcome, fits) for name, outcome in found.items()])


def two_writers(folder: Path, chance: random.Random) -> Row:
    """Four processes write conversations into one database at once."""
    world = World(folder)
    asked(world.kept)
    told: list[Outcome] = []

    def work() -> list[str]:
        steps = world.converse(world.keeper())
        return [next(steps).split()[1] for _ in range(40)]

    threads = [threading.Thread(target=lambda: told.append(asked(work))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = asked(world.kept)
    begun = {talk for outcome in told for talk in outcome.value or []}
    lost = len([talk for talk in begun - set(kept.value or {}) if int(talk[:2], 16) % 5])
    fits = all(outcome.value for outcome in told) and not lost
    return row("four writers at once", "one database", [(f"all of {len(begun)} kept", kept, fits)])


def clock(folder: Path, chance: random.Random) -> Row:
    """The clock is set ten years forward, then a day back, while retention is 30 days."""
    return row(
        "clock set",
        "ten years forward and a day back, with retention",
        [("both", asked(lambda: _jump(World(folder))), True)],
    )


def _jump(world: World) -> str:
    keeper = world.keeper()
    tools = SimpleNamespace(
        settings=SimpleNamespace(retention=30),
        searcher=SimpleNamespace(embedder=world.model),
        reader=SimpleNamespace(languages={}),
    )
    serving = Desk(cast(Any, tools), keeper)
    talk = keeper.conversations.begin(USER, name="before")
    token = keeper.logins.begin(USER, "account")
    real, given = moments.now, []
    for moved in (timedelta(days=3650), timedelta(days=-1), timedelta(0)):
        for module in (moments, answers, conversations):
            module.now = lambda moved=moved: real() + moved  # type: ignore[attr-defined]
        serving.tidy()
        given.append(keeper.keep(USER, _asked(), ANSWER, talk)["receipt"])
    opened = keeper.conversations.opened(USER, talk)
    if [turn.id for turn in opened.turns] != given:
        raise AssertionError("the turns are not in the order in which they were given")
    if keeper.logins.user(token) is None:
        raise AssertionError("the log-in is lost")
    return "kept, in order"


def _asked() -> Any:
    from assistant.types import Question

    return Question(text="How long?")


def chroma(folder: Path, chance: random.Random) -> Row:
    """A Chroma server is killed and started again while eight threads search in it, and in the middle of a build."""
    port = _free_port()
    world = World(folder, store=f"chroma:http://127.0.0.1:{port}")
    with _server(folder, port) as server:
        first = asked(lambda: world.build("old", rebuild=True))
    if first.error or first.crash:
        return row("Chroma server stopped", "under load", [("build", first, False)])
    outcomes = [("while it is stopped", asked(lambda: world.search("old")), True)]
    with _server(folder, port) as server:
        loaded = asked(lambda: _load(world, folder, port, server.pid))
    outcomes.append(("under load", loaded, bool(loaded.value)))
    with _server(folder, port) as server:
        outcomes.append(("a build that loses it", asked(lambda: _build_that_loses(world, server.pid)), True))
    with _server(folder, port):
        again = asked(lambda: (world.build("long"), world.search("long"))[1])
        outcomes.append(("the same build again", again, bool(again.value)))
    return row("Chroma server stopped and restarted", "eight threads search; then in the middle of a build", outcomes)


def _load(world: World, folder: Path, port: int, pid: int) -> str:
    """Search on the server itself, whatever its size, while it is killed and comes back."""
    snapshot.IN_MEMORY = -1
    searcher = search.Searcher.open(world.data, world.corpus("old"), world.model, world.store)
    (vector,) = searcher.embed(["three years"])
    right = searcher.search("three years", vector, 5)[0].passage.id
    stop, served, refused, broken = threading.Event(), [0], [0], []

    def ask() -> None:
        while not stop.is_set():
            try:
                if searcher.search("three years", vector, 5)[0].passage.id != right:
                    broken.append("another passage")
                served[0] += 1
            except ExequaturError as error:
                refused[0] += bool(error.hint)
                time.sleep(0.5)
            except Exception as error:
                broken.append(repr(error))
                return

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    time.sleep(0.7)
    os.kill(pid, signal.SIGKILL)
    time.sleep(0.7)
    with _server(folder, port):
        before, until = served[0], time.monotonic() + 120
        while served[0] <= before + 8 and time.monotonic() < until:
            time.sleep(0.1)
        stop.set()
        for thread in threads:
            thread.join()
    if broken or served[0] <= before or not refused[0]:
        raise AssertionError(f"{broken[:1]}, {served[0] - before} served after it came back, {refused[0]} told")
    return f"{served[0]} served"


def _build_that_loses(world: World, pid: int) -> str:
    documents = world.corpus("long", 900)

    def progress(done: int, total: int) -> None:
        if done < total:
            os.kill(pid, signal.SIGKILL)
            time.sleep(0.2)

    from index.build import build

    return build(world.data, documents, world.model, world.store, progress)[0].build_id


@contextmanager
def _server(folder: Path, port: int) -> Iterator["subprocess.Popen[bytes]"]:
    program = Path(sys.executable).with_name("chroma")
    with (folder / "log").open("ab") as log:
        server = subprocess.Popen(
            [program, "run", "--host", "127.0.0.1", "--port", str(port), "--path", str(folder / "vectors")],
            env={**os.environ, "ANONYMIZED_TELEMETRY": "False"},
            stdout=log,
            stderr=log,
            cwd=folder,
        )
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield server
    finally:
        server.kill()
        server.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])
