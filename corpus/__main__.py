"""`python -m corpus check`: whether the corpus may be indexed."""

import argparse
import sys
from pathlib import Path

from corpus.catalogue import SOURCES
from corpus.check import findings

RAW = Path(__file__).parents[2] / "shared" / "seeds"


def main() -> int:
    """Print what is wrong, one line each; 0 when nothing is."""
    parser = argparse.ArgumentParser(prog="python -m corpus", description=main.__doc__)
    parser.add_argument("verb", choices=["check"])
    parser.add_argument("--only", default="", help="report only ids that begin with this")
    arguments = parser.parse_args()
    found = [item for item in findings(SOURCES, RAW if RAW.is_dir() else None) if item[0].startswith(arguments.only)]
    for where, remedy in found:
        print(f"{where}: {remedy}")
    print(f"{len(found)} to mend" if found else "the corpus is in order", file=sys.stderr)
    return 2 if found else 0


if __name__ == "__main__":
    sys.exit(main())
