"""The tables are checked once for each state they are in; a file beside the index remembers which state that was."""

import hashlib
import logging
from collections.abc import Collection
from pathlib import Path

from corpus.tables import TABLES

log = logging.getLogger(__name__)
STAMP = "tables.checked"


def check_once(data: Path, passage_ids: Collection[str], folder: Path = TABLES) -> bool:
    """Check the tables of `folder` unless `data` remembers that they were found in order; whether they were checked.

    Raises:
        TableBroken: the first cell that breaks a rule, with file, row, column, value and remedy.
    """
    state = _state(folder, passage_ids)
    stamp = data / STAMP
    if stamp.is_file() and stamp.read_text(encoding="utf-8").strip() == state:
        return False
    from corpus.tables_rules import refuse_faults

    refuse_faults(folder, passage_ids)
    try:
        data.mkdir(parents=True, exist_ok=True)
        stamp.write_text(state + "\n", encoding="utf-8")
    except OSError as error:
        log.warning("the tables will be checked again at the next start", extra={"why": error.strerror})
    return True


def _state(folder: Path, passage_ids: Collection[str]) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.csv")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    digest.update("\n".join(sorted(passage_ids)).encode())
    return digest.hexdigest()
