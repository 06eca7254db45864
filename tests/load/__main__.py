"""`python -m tests.load`: many people at one real server on this machine, for minutes; the report goes to docs/load.md.

`--processes 3 --page docs/scale.md` has three processes over a Chroma server and PostgreSQL instead, behind a proxy that gives
each request to the next of them. It stops by itself. Needs `pip install 'exequatur[load]'` (Locust).
"""

import argparse
import csv
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.request import Request, urlopen

from tests.engines import chroma_server, postgresql_server
from tests.load.several import ROOT, index, processes, proxy, settings

PAGE = ROOT / "docs" / "load.md"
START, END = "<!-- load:start -->", "<!-- load:end -->"
TOKEN = "for this run"


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
    parser.add_argument("--stages", default="50x300,200x120,50x120", help="people x seconds, parted by commas")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--page", type=Path, default=PAGE, help="where the report goes, between its marks")
    given = parser.parse_args()
    wanted = [tuple(map(int, stage.split("x"))) for stage in given.stages.split(",")]
    with (
        tempfile.TemporaryDirectory(prefix="load-") as folder,
        served(Path(folder), given.processes, max(wanted)[0]) as (address, each),
    ):
        stages = [run(address, each, people, seconds, Path(folder)) for people, seconds in wanted]
    before, _, rest = given.page.read_text(encoding="utf-8").partition(START)
    written = f"{before}{START}\n{told(stages)}\n{END}{rest.partition(END)[2]}"
    given.page.write_text(written, encoding="utf-8")
    return 1 if any(stage.faults for stage in stages) else 0


@contextmanager
def served(folder: Path, number: int, people: int) -> Iterator[tuple[str, list[str]]]:
    """The address of so many processes with so many accounts, and that of each."""
    given = {
        "auth": ",".join(f"person{n}:password{n}" for n in range(people * 2)),
        "database": f"sqlite:///{folder}/load.sqlite3",
        "metrics_token": TOKEN,
    }
    with ExitStack() as stack:
        if number > 1:
            (folder / "vectors").mkdir()
            given["data"] = str(folder / "data")
            given["store"] = f"chroma:{stack.enter_context(chroma_server(folder / 'vectors', settings()))}"
            given["database"] = f"postgresql+psycopg://{stack.enter_context(postgresql_server())}"
        index(settings(**given))
        running = stack.enter_context(processes(number, settings(**given), folder))
        each = [process.address for process in running]
        yield stack.enter_context(proxy(running))[0] if number > 1 else each[0], each


def run(address: str, each: list[str], people: int, seconds: int, folder: Path) -> Stage:
    """Let people ask for so long; memory of all processes together is read every five seconds."""
    memory, stop, prefix = [], threading.Event(), folder / f"{people}"

    def watch() -> None:
        while not stop.wait(5):
            memory.append(sum(map(resident, each)))

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
        "| people | seconds | memory of all processes, MiB: first, quarter, half, three quarters, last | errors |",
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
