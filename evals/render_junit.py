"""A report as JUnit XML, for CI to show case by case."""

from xml.etree import ElementTree

from evals.labels import expected, wrong
from evals.reports import EvalReport
from evals.types import Grade


def junit(report: EvalReport) -> str:
    """JUnit XML: a test case per case and attempt, a failure where it is not accurate, an error where it failed."""
    failed = sum(result.score.grade is not Grade.ACCURATE for result in report.results)
    suite = ElementTree.Element(
        "testsuite",
        name="evals",
        tests=str(len(report.results) + len(report.failures)),
        failures=str(failed),
        errors=str(len(report.failures)),
        time=f"{report.manifest.seconds:.3f}",
        timestamp=report.manifest.started,
    )
    cases = {case.id: case for case in report.cases}
    for result in report.results:
        case = cases[result.case_id]
        at = ElementTree.SubElement(
            suite, "testcase", classname=f"evals.{case.kind}", name=_named(result.case_id, result.attempt)
        )
        if result.score.grade is not Grade.ACCURATE:
            lost = result.score.lost_at.value if result.score.lost_at else ""
            element = ElementTree.SubElement(at, "failure", type=result.score.grade.value, message=_xml(lost))
            element.text = _xml("\n".join(("expected:", *expected(case), "", "got:", *wrong(result.score))))
    for failure in report.failures:
        name = _named(failure.case_id or failure.file, failure.attempt)
        at = ElementTree.SubElement(suite, "testcase", classname="evals", name=name)
        ElementTree.SubElement(at, "error", type=failure.stage, message=_xml(failure.message))
    ElementTree.indent(suite)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(suite, encoding="unicode") + "\n"


def _named(id_: str, attempt: int) -> str:
    return id_ if attempt == 1 else f"{id_}, attempt {attempt}"


def _xml(text: str) -> str:
    """`text` without the control characters that XML cannot hold."""
    return "".join(character for character in text if character in "\n\t" or character >= " ")
