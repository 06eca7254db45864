"""`python -m tests.faults`: break what can break, and see that the product starts or says how to mend it.

Nothing of yours is touched: all of it happens in a temporary folder, in children of this process. With `--write` the
table goes into docs/faults.md.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tests.faults import disks, kills, others
from tests.faults.report import Row, table

ROOT = Path(__file__).parents[2]
START, END = "<!-- faults:start -->", "<!-- faults:end -->"
KILLS, SEED = 50, 20261126


def main() -> int:
    """Run all of it; 0 if all holds, 1 if something does not."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=KILLS, help=f"how many processes to kill ({KILLS})")
    parser.add_argument("--seed", type=int, default=SEED, help=f"where the moments come from ({SEED})")
    parser.add_argument("--write", action="store_true", help="write the table into docs/faults.md")
    given = parser.parse_args()
    began, done = time.monotonic(), []
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        for row in everything(Path(folder), given.kills, given.seed):
            sys.stdout.write(f"{'ok ' if row.holds else 'NO '} {row.fault}: {row.found}\n")
            sys.stdout.flush()
            done.append(row)
        told = table(done).replace(folder, "…")
    if given.write:
        page = ROOT / "docs" / "faults.md"
        before, _, rest = page.read_text(encoding="utf-8").partition(START)
        about = f"{date.today()}, {given.kills} kills, seed {given.seed}, {time.monotonic() - began:.0f} s."
        page.write_text(f"{before}{START}\n{about}\n\n{told}\n{END}{rest.partition(END)[2]}", encoding="utf-8")
    return 0 if all(row.holds for row in done) else 1


def everything(folder: Path, kills_: int, seed: int) -> Iterator[Row]:
    """Each fault in turn."""
    import chromadb  # noqa: F401  once, here, so that no child pays for it

    yield from kills.rows(folder, kills_, seed)
    yield from disks.rows(folder)
    yield from others.rows(folder, seed)


if __name__ == "__main__":
    sys.exit(main())
