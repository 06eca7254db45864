"""`python -m assistant.bench [FILE]`: milliseconds a step, the stock pipeline beside them, cold start and memory."""

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from assistant import wiring
from assistant.contract import as_json
from assistant.pipeline import Tools, answer
from assistant.settings import read_settings
from assistant.types import Question
from corpus.catalogue import load_documents
from corpus.errors import ExequaturError
from index.bench import QUESTIONS, WARM_UP, latency, questions_of, ratio, side_by_side, stock_pipeline

STEPS = ("understand", "retrieve", "rank", "compose", "verify", "total")
COLD = "Can a Dutch judgment be enforced in Kazakhstan?"
STATUS = Path("/proc/self/status")


class NoQuestions(ExequaturError):
    """A file of questions that holds none."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Time the whole line over many questions and print a figure a line."""
    parser = argparse.ArgumentParser(prog="python -m assistant.bench", description=main.__doc__)
    parser.add_argument(
        "file", nargs="?", type=Path, help="questions: eval cases (.yaml), conversations (.jsonl) or lines"
    )
    parser.add_argument("--questions", type=int, default=QUESTIONS, metavar="N")
    parser.add_argument("--cold", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    try:
        if given.cold:
            return _cold()
        asked = read_questions(given.file, given.questions)
        for line in figures(asked):
            print(line, flush=True)
    except ExequaturError as error:
        print(f"{error.message}.\n{error.hint}", file=sys.stderr)
        return 2
    return 0


def read_questions(path: Path | None, count: int) -> list[str]:
    """`count` questions from a file, spread evenly over it; made from headings of the corpus where there is no file.

    Raises:
        NoQuestions: the file holds none.
    """
    if path is None:
        return questions_of(load_documents(), count)
    text = path.read_text(encoding="utf-8")
    if path.suffix in (".yaml", ".yml"):
        found = [str(case["turns"][0]) for case in yaml.safe_load(text)]
    elif path.suffix == ".jsonl":
        found = [str(json.loads(line)["turns"][0]) for line in text.splitlines() if line.strip()]
    else:
        found = [line.strip() for line in text.splitlines() if line.strip()]
    if not found:
        raise NoQuestions(f"{path} holds no question", hint="Name a file of eval cases, or one question a line.")
    spread = found[:: max(1, len(found) // count)][:count]
    return [spread[at % len(spread)] for at in range(count)]


def figures(asked: Sequence[str]) -> Iterator[str]:
    """The lines of the bench, each as soon as it is known."""
    settings = read_settings()
    tools = wiring.ready(settings, lambda done, total: None)
    yield f"{len(tools.searcher.passages)} passages, {len(asked)} questions, warm, in process"
    took: list[Mapping[str, float]] = []
    stock = stock_pipeline(load_documents(), settings.embedder)
    of_stock, of_ours = side_by_side(stock, lambda text: took.append(_ask(text, tools)), asked)
    measured = took[WARM_UP:]
    for step in STEPS:
        values = [one[step] for one in measured if step in one]
        yield latency(step, values, "" if len(values) == len(measured) else f"{len(values)} questions")
    yield latency("stock llama-index retrieve", of_stock)
    yield latency("our whole answer as JSON", of_ours, f"{ratio(of_ours, of_stock):.2f} × stock")
    yield from cold_start()


def cold_start(runs: int = 3) -> Iterator[str]:
    """Seconds from an empty process to the first answer, and its memory with the chat page laid out."""
    found = []
    for _ in range(runs):
        began = time.perf_counter()
        with subprocess.Popen(
            [sys.executable, "-m", "assistant.bench", "--cold"], stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout is not None
            child.stdout.readline()
            answered = time.perf_counter() - began
            memory = child.stdout.readline()
        found.append((answered, int(memory or 0)))
    yield f"{'cold start to first answer':34} median {statistics.median(s for s, _ in found):8.1f} s    of {runs}"
    yield f"{'resident memory with the page':34} {max(kib for _, kib in found) / 2**20:15.2f} GiB"


def resident_kib() -> int:
    """Memory of this process, in KiB; its peak where the system does not tell the present size."""
    if STATUS.is_file():
        line = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1])
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1)


def _cold() -> int:
    """What the child of `cold_start` does: answer and say so, then lay out the page and tell its memory."""
    settings = read_settings()
    tools = wiring.build(settings)
    _ask(COLD, tools)
    print("answered", flush=True)
    from assistant.ui.app import app
    from assistant.ui.local import Local

    page = app(Local(tools), wiring.keeper(settings, tools))
    print(resident_kib(), flush=True)
    page.close()
    return 0


def _ask(text: str, tools: Tools) -> dict[str, Any]:
    found = as_json(answer(Question(text=text), tools), tools.searcher.sources)
    timings: dict[str, Any] = found["timings_ms"]
    skipped = ("retrieve", "rank", "verify") if found["status"] == "clarify" or not timings["retrieve"] else ()
    return {step: ms for step, ms in timings.items() if step not in skipped}


if __name__ == "__main__":
    sys.exit(main())
