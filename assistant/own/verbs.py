"""The verbs for own documents: what the command line takes, and what it prints."""

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

DONE, USERS_TO_FIX = 0, 2


def with_library(*verbs: argparse.ArgumentParser) -> None:
    """Let verbs that answer name a library."""
    told = "also ask your documents in this library (own, if it has any; - for none)"
    for verb in verbs:
        verb.add_argument("--library", metavar="NAME", help=told)


def document_verbs(verbs: Any, day: Callable[[str], date]) -> list[argparse.ArgumentParser]:
    """Add the verbs to those of the command line."""
    add = verbs.add_parser("add", help="add your own documents to a library, to be asked beside the law")
    add.add_argument("files", nargs="+", type=Path, metavar="FILE", help="PDF, DOCX, HTML, Markdown, text or e-mail")
    check = verbs.add_parser("check", help="what your judgment or award lacks for a State")
    check.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="the decision and the papers that go with it"
    )
    check.add_argument("--to", dest="requested", default="KZ", metavar="STATE", help="requested State (KZ)")
    check.add_argument(
        "--from", dest="origin", metavar="STATE", help="State of origin; read from the papers if left out"
    )
    check.add_argument("--kind", help="judgment, award, settlement, …; read from the papers if left out")
    check.add_argument("--as-of", type=day, metavar="DATE", help="state the law as of this day (ISO)")
    check.add_argument("--language", choices=("en", "ru", "kk"), help="language of the list")
    documents = verbs.add_parser("documents", help="list your own documents, or remove some")
    documents.add_argument("action", nargs="?", choices=("list", "remove"), default="list")
    documents.add_argument("which", nargs="*", metavar="DOCUMENT", help="id or name of what to remove")
    for verb in (add, documents):
        verb.add_argument("--library", default="own", metavar="NAME", help="the library of your documents (own)")
    for verb in (add, check, documents):
        verb.add_argument("--json", action="store_true")
    return [add, check, documents]


def _settings(given: argparse.Namespace) -> Any:
    from assistant.settings import read_settings

    return read_settings(data=given.data, embedder=given.embedder, store=given.store)


def add(given: argparse.Namespace) -> int:
    """Add files to a library of own documents."""
    from assistant.own import command

    def say(line: str) -> None:
        print(line, file=sys.stderr if given.json else sys.stdout)

    added = command.add(_settings(given), given.files, given.library, say)
    if given.json:
        print(json.dumps([command.as_json(item) for item in added], ensure_ascii=False))
    return DONE if len(added) == len(given.files) else USERS_TO_FIX


def check(given: argparse.Namespace) -> int:
    """What files of one's own lack for a State."""
    from assistant.own import command
    from assistant.render import as_text

    found = command.check(
        _settings(given), given.files, given.requested, given.origin, given.kind, given.as_of, given.language
    )
    print(json.dumps(found, ensure_ascii=False, indent=1) if given.json else as_text(found))
    return DONE


def documents(given: argparse.Namespace) -> int:
    """List a library of own documents, or remove from it."""
    from assistant.own import command

    if (given.action == "remove") != bool(given.which):
        print("Name what to remove: `exequatur documents remove DOCUMENT…`.", file=sys.stderr)
        return USERS_TO_FIX
    print(command.documents(_settings(given), given.library, given.which, given.json))
    return DONE


DOCUMENT_VERBS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "add": add,
    "check": check,
    "documents": documents,
}
