from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest

from evals.labels import LABELS
from evals.metrics import METRICS
from evals.render import headline, junit, markdown
from evals.render_html import page
from evals.reports import EvalReport
from evals.run import run
from evals.types import EvalCase, Library

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


def test_every_tag_of_the_page_is_closed(report: EvalReport) -> None:
    class Tags(HTMLParser):
        open: list[str] = []

        def handle_starttag(self, tag: str, attrs: Any) -> None:
            if tag != "meta":
                self.open.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

    tags = Tags()
    tags.feed(page(report))
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
    assert set(METRICS) <= set(LABELS)
