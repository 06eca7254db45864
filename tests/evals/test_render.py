from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest

from evals.labels import LABELS
from evals.metrics import METRICS, RANKINGS, RETRIEVAL
from evals.render import headline, markdown
from evals.render_html import page
from evals.render_junit import junit
from evals.reports import Curve, CurvePoint, EvalReport, Mean, Pairs, Parity, ParityCell, ParityGroup
from evals.run import run
from evals.types import EvalCase, Grade, Library

Make = Callable[..., dict[str, Any]]
MakeCase = Callable[..., EvalCase]
EVIL = '<script>alert("x")</script> | & \x07'


@pytest.fixture
def report(parrot: Any, library: Library, make_case: MakeCase, make_answer: Make) -> EvalReport:
    cases = [make_case(id="a"), make_case(id="b", turns=(EVIL,)), make_case(id="c")]
    return run(cases, [], parrot({"a": make_answer(), "b": make_answer(verdict="no", lead=EVIL)}), library)


def test_the_headline_has_mean_interval_and_n(report: EvalReport) -> None:
    text = headline(report)
    assert "2 cases graded" in text
    assert "1 failed without a score" in text
    assert "| accurate | 0.500 [0.000, 1.000] | 2 |" in text
    assert "| refusal recall | – | 0 |" in text


def test_markdown_lists_slices_and_failing_cases(report: EvalReport) -> None:
    text = markdown(report)
    assert "- **failed** c (ask): ValueError: boom" in text
    assert "**hallucinated** b: verdict no, expected yes" in text
    assert "| general | 2 | 0.500" in text
    assert "## By language" in text


def test_the_page_needs_nothing_else_and_escapes_everything(report: EvalReport) -> None:
    text = page(report)
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    for outside in ("http://", "https://", "src=", "@import", "url("):
        assert outside not in text
    for shown in ("Expected", "Got", "composed wrongly", "kz/501-3", "ValueError: boom", "must not say: ten years"):
        assert shown in text


@pytest.fixture
def whole(report: EvalReport) -> EvalReport:
    """The report with everything that a run may have: parity, pairs, a curve."""
    mean = Mean(n=2, mean=0.5, low=0.0, high=1.0)
    cells = tuple(
        ParityCell(case_id=id_, language=code, grade=grade, status="answered", verdict=verdict, sources=("kz-code",))
        for id_, code, grade, verdict in (("a", "en", Grade.ACCURATE, "yes"), ("b", "ru", Grade.HALLUCINATED, "no"))
    )
    group = ParityGroup(name="limit", cells=cells, same_verdict=False, same_sources=1.0)
    points = tuple(CurvePoint(cut_off=n / 10, false_refusals=n / 10, false_answers=1 - n / 10) for n in range(11))
    summary = replace(
        report.summary,
        parity=Parity(groups=(group,), same_verdict=mean, same_sources=mean),
        pairs=Pairs(both=mean, only_true=0.25, only_false=0.125, neither=0.125),
        curve=Curve(points=points, used=points[3], cut_off=0.3, due=20, not_due=10, scored=28, area=0.912),
        correct_and_grounded={"correct, grounded": 1, "incorrect, grounded": 1},
    )
    return replace(report, summary=summary)


def test_the_page_draws_the_curve_the_intervals_and_the_matrix(whole: EvalReport) -> None:
    text = page(whole)
    assert text.count("<svg") >= 3
    assert "this run: 30.0% refused wrongly, 70.0% answered wrongly" in text
    assert "area under the curve 0.912" in text
    # the line over the cut-off begins at the left below, where nothing is refused: 20 + 300 · (1 - 0)
    assert '<polyline class="refusals" points="44.0,320.0 74.0,290.0' in text
    assert "Language parity" in text and '<a class=tag href="#b">b</a>' in text
    assert "0.250" in text and "the false premise was not corrected" in text
    assert "<td>incorrect</td><td>1</td><td>0</td>" in text


def test_markdown_has_pairs_curve_and_matrix(whole: EvalReport) -> None:
    text = markdown(whole)
    assert "| limit | yes (accurate) | no (hallucinated) | no | 1.00 |" in text
    assert "| this run (0.3) | 0.300 | 0.700 |" in text
    assert "| only the false one: the true premise was contradicted or refused | 0.125 |" in text
    assert "| correct | 1 | 0 | 0 | 0 |" in text


def test_every_tag_of_the_page_is_closed(whole: EvalReport) -> None:
    class Tags(HTMLParser):
        open: list[str] = []

        def handle_starttag(self, tag: str, attrs: Any) -> None:
            if tag not in ("meta", "br"):
                self.open.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

    tags = Tags()
    tags.feed(page(whole))
    assert tags.open == []


def test_junit_is_xml_with_a_failure_and_an_error(report: EvalReport) -> None:
    suite = ElementTree.fromstring(junit(report))
    assert suite.attrib["tests"] == "3"
    assert (suite.attrib["failures"], suite.attrib["errors"]) == ("1", "1")
    cases = {case.attrib["name"]: case for case in suite}
    assert len(cases["a"]) == 0
    assert cases["b"][0].tag == "failure" and cases["b"][0].attrib["type"] == "hallucinated"
    assert cases["c"][0].tag == "error" and "boom" in cases["c"][0].attrib["message"]


def test_every_metric_has_a_label() -> None:
    assert {*METRICS, *(prefix + name for prefix in RANKINGS for name in RETRIEVAL)} <= set(LABELS)
