"""`python -m index.growth`: how building, opening and searching grow with the number of passages, in one run.

Passages are those of the corpus, varied; each has one vector, by words hashed into few dimensions, so that what grows
is the index and not the work of a model. Each size is built in a process of its own, over a Chroma server of its own,
and opened and asked in another; a stock llama-index pipeline with the same vectors stands beside it.
"""

import argparse
import json
import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from index.bench import milliseconds, p95
from index.build import build
from index.embedders import embedder
from index.grown import Grown
from index.growth_picture import picture
from index.search import Searcher

EMBEDDER = "hashing:64"
SIZES = (1_000, 10_000, 100_000, 1_000_000)
STOCK_AT_MOST = 100_000
"""Passages up to which the stock pipeline is measured; it has all in memory, as Python numbers, and writes it as JSON."""
QUESTIONS, STOCK_QUESTIONS = 200, 20
COLUMNS = (
    "build s",
    "processor s",
    "Chroma's s",
    "build peak MiB",
    "Chroma peak MiB",
    "disk MiB",
    "open s",
    "open peak MiB",
)
SEARCH = ("words ms", "search ms", "p95 ms")
Figures = dict[str, float]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a row a size as soon as it is measured, and write all of them for the picture."""
    parser = argparse.ArgumentParser(prog="python -m index.growth", description=main.__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES), help="numbers of passages")
    parser.add_argument("--out", type=Path, metavar="FILE", help="keep the figures here; those of other sizes stay")
    parser.add_argument("--picture", type=Path, metavar="FILE", help="draw all figures of --out here, as SVG")
    parser.add_argument("--act", choices=sorted(ACTS), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--store", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.act:
        print(json.dumps(ACTS[given.act](given.sizes[0], given.folder, given.store)))
        return 0
    print("| passages | by | " + " | ".join((*COLUMNS, *SEARCH)) + " |\n|" + "---|" * (2 + len(COLUMNS + SEARCH)))
    for size in given.sizes:
        for name, figures in measured(size):
            cells = (f"{figures[column]:,.1f}" if column in figures else "" for column in (*COLUMNS, *SEARCH))
            print(f"| {size:,} | {name} | " + " | ".join(cells) + " |", flush=True)
            if given.out:
                kept = json.loads(given.out.read_text(encoding="utf-8")) if given.out.exists() else {}
                kept[f"{name} {size}"] = {"by": name, "passages": size, **figures}
                given.out.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
                if given.picture:
                    given.picture.write_text(picture(list(kept.values())), encoding="utf-8")
    return 0


def measured(size: int) -> Iterator[tuple[str, Figures]]:
    """The figures of one size: ours, then those of the stock pipeline if it is small enough."""
    with tempfile.TemporaryDirectory() as folder:
        with _server(Path(folder)) as (store, spent):
            built = _asked("build", size, folder, store)
            ours = {**built, "Chroma's s": spent()[0], **_asked("open", size, folder, store)}
            ours["Chroma peak MiB"] = spent()[1]
        ours["disk MiB"] = _disk_mib(Path(folder))
        yield "ours", ours
    if size <= STOCK_AT_MOST:
        with tempfile.TemporaryDirectory() as folder:
            built, asked = (_asked(act, size, folder, "") for act in ("stock", "stock-open"))
            yield "stock", {**built, **asked, "disk MiB": _disk_mib(Path(folder))}


def _asked(act: str, size: int, folder: str, store: str) -> Figures:
    command = [sys.executable, "-m", "index.growth", str(size), "--act", act, "--folder", folder, "--store", store]
    found: Figures = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    return found


def _build(size: int, folder: Path, store: str) -> Figures:
    began, worked = time.perf_counter(), time.process_time()
    build(folder / "ours", Grown(size), embedder(EMBEDDER), store, _told)
    return _since(began, worked)


def _open(size: int, folder: Path, store: str) -> Figures:
    asked = Grown(size).questions(QUESTIONS)
    began = time.perf_counter()
    searcher = Searcher.open(folder / "ours", None, embedder(EMBEDDER), store)
    opened = time.perf_counter() - began
    vectors = dict(zip(asked, searcher.embed(asked), strict=True))
    by_words = [milliseconds(lambda q: searcher.by_words(q), question) for question in asked]
    took = [milliseconds(lambda q: searcher.search(q, vectors[q], 10), question) for question in asked]
    words = {"words ms": statistics.median(by_words)}
    return {"open s": opened, "open peak MiB": _peak_mib(), **words, **_spread(took)}


def _stock(size: int, folder: Path, store: str) -> Figures:
    from index import stock

    began, worked = time.perf_counter(), time.process_time()
    texts = [(p.id, f"{p.heading}. {p.text}") for document in Grown(size) for p in document.passages]
    stock.write(folder / "stock", texts, embedder(EMBEDDER))
    return _since(began, worked)


def _stock_open(size: int, folder: Path, store: str) -> Figures:
    from index import stock

    asked = Grown(size).questions(STOCK_QUESTIONS)
    began = time.perf_counter()
    retrieve = stock.read(folder / "stock", embedder(EMBEDDER), 10)
    opened = time.perf_counter() - began
    took = [milliseconds(retrieve, question) for question in asked]
    return {"open s": opened, "open peak MiB": _peak_mib(), **_spread(took)}


ACTS: Mapping[str, Callable[[int, Path, str], Figures]] = {
    "build": _build,
    "open": _open,
    "stock": _stock,
    "stock-open": _stock_open,
}


def _since(began: float, worked: float) -> Figures:
    took, processor = time.perf_counter() - began, time.process_time() - worked
    return {"build s": took, "processor s": processor, "build peak MiB": _peak_mib()}


def _spread(took: Sequence[float]) -> Figures:
    return {"search ms": statistics.median(took), "p95 ms": p95(took)}


def _told(done: int, total: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done:,} of {total:,} vectors")


def _peak_mib() -> float:
    """The most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _disk_mib(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20


@contextmanager
def _server(folder: Path) -> Iterator[tuple[str, Callable[[], tuple[float, float]]]]:
    """A Chroma server of its own, as a setting, and what tells its seconds of processor and its most MiB of memory."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = int(probe.getsockname()[1])
    command = [str(Path(sys.executable).with_name("chroma")), "run", "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(
        [*command, "--path", str(folder / "chroma")],
        env={**os.environ, "ANONYMIZED_TELEMETRY": "False"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    def spent() -> tuple[float, float]:
        about = Path(f"/proc/{server.pid}")
        lines = (about / "status").read_text(encoding="utf-8").splitlines()
        ticks = (about / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[11:13]
        peak = next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:"))
        return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK"), peak

    try:
        until = time.monotonic() + 60
        while time.monotonic() < until and server.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"chroma:http://127.0.0.1:{port}", spent
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    sys.exit(main())
