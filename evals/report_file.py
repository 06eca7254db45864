"""A report as a JSON file."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from evals.errors import ReportBroken
from evals.reports import EvalReport

REPORT = TypeAdapter(EvalReport)


def to_json(report: EvalReport) -> bytes:
    """The report as UTF-8 JSON."""
    return REPORT.dump_json(report, indent=1)


def write_report(report: EvalReport, path: Path) -> None:
    """Write a report, whole or not at all.

    Raises:
        ReportBroken: the file cannot be written.
    """
    write_whole(path, to_json(report))


def slim(report: EvalReport) -> EvalReport:
    """The report without its answers: enough to compare with, a tenth of the size."""
    return replace(report, results=tuple(replace(result, answers=()) for result in report.results))


def write_slim(report: EvalReport, path: Path) -> None:
    """Write a report without its answers, on one line: nobody reads it, and it is kept with the code.

    Raises:
        ReportBroken: the file cannot be written.
    """
    write_whole(path, REPORT.dump_json(slim(report)))


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there.

    Raises:
        ReportBroken: it cannot be written.
    """
    beside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        raise ReportBroken(f"cannot write {path}: {error.strerror}", hint="Name another file.") from error


def read_report(path: Path) -> EvalReport:
    """Read a report that `write_report` wrote.

    Raises:
        ReportBroken: there is none, it is damaged, or another version wrote it.
    """
    try:
        return REPORT.validate_python(_modern(json.loads(path.read_bytes())))
    except OSError as error:
        raise ReportBroken(f"cannot read {path}: {error.strerror}", hint="Name a report of `evals run`.") from error
    except ValueError as error:
        first = error.errors()[0] if isinstance(error, ValidationError) else {"loc": (), "msg": str(error)}
        where = ".".join(str(part) for part in first["loc"])
        raise ReportBroken(
            f"{path} is not a report of this version ({where or 'JSON'}: {first['msg']})",
            hint="Run `evals run` anew.",
        ) from error


def _modern(report: Any) -> Any:
    """A report of version 0.1.0 in the form of this one: authorities had no grade, pairs were one figure."""
    if isinstance(report, dict):
        for case in report.get("cases", ()):
            authorities = case["expects"]["authorities"]
            case["expects"]["authorities"] = [{"names": a} if isinstance(a, list) else a for a in authorities]
        if "both" not in (report["summary"].get("pairs") or {"both": 0}):
            report["summary"]["pairs"] = None
    return report
