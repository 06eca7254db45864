"""`python -m corpus check`: whether sources and tables may be indexed."""

import argparse
import sys
from pathlib import Path

from corpus.catalogue import SOURCES
from corpus.check import findings
from corpus.errors import ExequaturError
from corpus.tables import TABLES

RAW = Path(__file__).parents[2] / "shared" / "seeds"


def main() -> int:
    """Print what is wrong, one line each; 0 when nothing is."""
    parser = argparse.ArgumentParser(prog="python -m corpus", description=main.__doc__)
    parser.add_argument("verb", choices=["check"])
    parser.add_argument("--only", default="", help="report only ids that begin with this")
    parser.add_argument("--tables", type=Path, default=TABLES, help="folder of the tables")
    arguments = parser.parse_args()
    found = [item for item in findings(SOURCES, RAW if RAW.is_dir() else None) if item[0].startswith(arguments.only)]
    if not arguments.only:
        found += table_findings(arguments.tables)
    for where, remedy in found:
        print(f"{where}: {remedy}")
    print(f"{len(found)} to mend" if found else "the corpus is in order", file=sys.stderr)
    return 2 if found else 0


def table_findings(folder: Path) -> list[tuple[str, str]]:
    """Everything wrong with the tables, as (file, row and column; value, fault and remedy)."""
    from corpus.catalogue import load_documents
    from corpus.tables_rules import faults

    try:
        ids = {passage.id for document in load_documents() for passage in document.passages}
        return [
            (f"{f.file}, row {f.row}, column {f.column}", f"{f.value!r} {f.problem}; {f.remedy}")
            for f in faults(folder, ids)
        ]
    except ExequaturError as error:
        return [(error.message, error.hint)]


if __name__ == "__main__":
    sys.exit(main())
