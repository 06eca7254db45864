"""`python -m tests.load`: many people at one real server on this machine, for minutes; the report goes to docs/load.md.

It stops by itself. Needs `pip install 'exequatur[load]'` (Locust).
"""

import argparse
import csv
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.request import Request, urlopen

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "load.md"
START, END = "<!-- load:start -->", "<!-- load:end -->"
TOKEN = "for this run"
STARTS_WITHIN_S = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """So many people for so long, and what they saw."""

    people: int
    seconds: int
    lines: list[dict[str, str]]
    memory: list[float]
    faults: list[str]


def main() -> int:
    """Run the stages and write the page; 0 if nobody saw an error."""
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("--stages", default="50x300,200x120", help="people x seconds, parted by commas")
    parser.add_argument("--port", type=int, default=7990)
    given = parser.parse_args()
    wanted = [tuple(map(int, stage.split("x"))) for stage in given.stages.split(",")]
    with (
        tempfile.TemporaryDirectory(prefix="load-") as folder,
        served(Path(folder), given.port, max(wanted)[0]) as address,
    ):
        stages = [run(address, people, seconds, Path(folder)) for people, seconds in wanted]
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(START)
    PAGE.write_text(f"{before}{START}\n{told(stages)}\n{END}{rest.partition(END)[2]}", encoding="utf-8")
    return 1 if any(stage.faults for stage in stages) else 0


@contextmanager
def served(folder: Path, port: int, people: int) -> Iterator[str]:
    """The address of a server with so many accounts."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("EXEQUATUR_")}
    settings = {
        "EXEQUATUR_AUTH": ",".join(f"person{n}:password{n}" for n in range(people * 2)),
        "EXEQUATUR_DATABASE": f"sqlite:///{folder}/load.sqlite3",
        "EXEQUATUR_METRICS_TOKEN": TOKEN,
        "PYTHONPATH": str(ROOT),
    }
    server = subprocess.Popen(
        [sys.executable, "-m", "assistant.cli", "serve", "--port", str(port)], env={**kept, **settings}, cwd=ROOT
    )
    address, until = f"http://127.0.0.1:{port}", time.monotonic() + STARTS_WITHIN_S
    try:
        while time.monotonic() < until and server.poll() is None:
            try:
                urlopen(f"{address}/readyz", timeout=5).close()
                break
            except OSError:
                time.sleep(0.5)
        yield address
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=60)


def run(address: str, people: int, seconds: int, folder: Path) -> Stage:
    """Let people ask for so long; memory is read every five seconds."""
    memory, stop, prefix = [], threading.Event(), folder / f"{people}"

    def watch() -> None:
        while not stop.wait(5):
            memory.append(resident(address))

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    locust = [
        str(Path(sys.executable).with_name("locust")),
        "--locustfile",
        str(Path(__file__).with_name("locustfile.py")),
    ]
    options = [
        "--headless",
        "--only-summary",
        "--users",
        str(people),
        "--spawn-rate",
        "10",
        "--run-time",
        f"{seconds}s",
    ]
    subprocess.run([*locust, *options, "--host", address, "--csv", str(prefix), "--stop-timeout", "30"], check=False)
    stop.set()
    watching.join()
    with Path(f"{prefix}_stats.csv").open(encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    with Path(f"{prefix}_failures.csv").open(encoding="utf-8") as file:
        faults = [
            f"{line['Occurrences']} × {line['Method']} {line['Name']}: {line['Error']}"
            for line in csv.DictReader(file)
        ]
    return Stage(people=people, seconds=seconds, lines=lines, memory=memory, faults=faults)


def resident(address: str) -> float:
    """Memory of the server in MiB, as it tells Prometheus."""
    request = Request(f"{address}/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    try:
        text = urlopen(request, timeout=30).read().decode()
    except OSError:
        return 0.0
    found = re.search(r"^process_resident_memory_bytes (\S+)$", text, re.MULTILINE)
    return float(found[1]) / 2**20 if found else 0.0


def told(stages: list[Stage]) -> str:
    """The report."""
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    lines = [
        f"{date.today()}, {os.cpu_count()} cores, load average at the end (1, 5, 15 minutes): {load}.",
        "",
        "| people | request | requests | errors | median ms | p95 ms | p99 ms | a second |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for stage in stages:
        for line in stage.lines:
            name = f"{line['Type']} {line['Name']}".strip()
            figures = [line[k] for k in ("Request Count", "Failure Count", "50%", "95%", "99%")]
            lines.append(f"| {stage.people} | {name} | {' | '.join(figures)} | {float(line['Requests/s']):.1f} |")
    lines += [
        "",
        "| people | seconds | memory of the server, MiB: first, quarter, half, three quarters, last | errors |",
        "|---|---|---|---|",
    ]
    for stage in stages:
        seen = [value for value in stage.memory if value]
        at = [seen[min(len(seen) - 1, round(part * (len(seen) - 1) / 4))] for part in range(5)] if seen else []
        lines.append(
            f"| {stage.people} | {stage.seconds} | {', '.join(f'{m:.0f}' for m in at)} | {'; '.join(stage.faults) or 'none'} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
