"""The answer object as HTML: marks, badges, escaping. Nothing here needs a browser."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from page_fakes import Scripted, answer, citation

from assistant.types import Question
from assistant.ui.answer_html import answer_html, badge, spoken
from assistant.ui.copying import copied
from assistant.ui.evidence_html import evidence_html
from assistant.ui.how_html import how
from assistant.ui.marks import leading, marked, numbers, spans
from assistant.ui.markup import link
from assistant.ui.passage_html import highlighted, shelf
from assistant.ui.texts import load_texts
from assistant.ui.turn_html import turn_html
from assistant.ui.types import Frame, Turn
from corpus.languages import load_languages

WORDS = load_languages()["en"].messages
ASSISTANT = Scripted()
PASSAGES = ASSISTANT.passages
STATES = {"SE": "Sweden", "KZ": "Kazakhstan"}
TEXTS = load_texts()["en"]
FRAME = Frame(passages=PASSAGES, states=STATES, words=WORDS, texts=TEXTS, page=TEXTS)
MEMO = replace(FRAME, memo=True)
SURE = next(p for p in PASSAGES.values() if p.standing.value == "confirmed")
LOOSE = next(p for p in PASSAGES.values() if p.standing.value == "unconfirmed")
INFERRED = next(p for p in PASSAGES.values() if p.standing.value == "inference")
OLD = next(p for p in PASSAGES.values() if p.standing.value == "outdated")
ATTACK = '<script>alert(1)</script><img src=x onerror="alert(2)">" onmouseover="alert(3)'


class Tags(HTMLParser):
    """Which tags and attributes a piece of HTML has, and whether each tag is closed."""

    VOID = {"input", "img", "br", "path", "circle"}

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += [name for name, _ in attrs]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag


def tags(html: str) -> Tags:
    found = Tags()
    found.feed(html)
    return found


def words(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html.replace("</div>", " "))


def claim(text: str, *passages: object, topic: str = "reciprocity") -> dict[str, object]:
    return {"text": text, "topic": topic, "citations": [citation(p) for p in passages]}  # type: ignore[arg-type]


def shown(**changes: object) -> str:
    return answer_html(answer("Can it be enforced?", **changes), 0, FRAME)


def test_passages_are_numbered_in_reading_order_and_each_once() -> None:
    found = answer("?", lead="One.", claims=[claim("One.", SURE), claim("Two.", LOOSE, SURE), claim("Three.", OLD)])
    assert numbers(found) == {SURE.id: 1, LOOSE.id: 2, OLD.id: 3}


def test_a_claim_that_the_lead_holds_is_told_once_and_its_marks_go_to_the_lead() -> None:
    html = shown(
        lead="In short: reciprocity is enough.", claims=[claim("Reciprocity is enough.", SURE), claim("B.", LOOSE)]
    )
    assert words(html).lower().count("reciprocity is enough") == 1
    lead = re.search(r'<p class="lead">(.*?)</p>', html)
    assert lead and f'data-open="{SURE.id}"' in lead[1]
    assert html.count("<li") == 1


def test_a_lead_that_holds_no_claim_rests_on_the_first_which_is_told_as_well() -> None:
    inside, rest = leading(answer("?", lead="Yes.", claims=[claim("A.", SURE), claim("B.", LOOSE)]))
    assert [c["text"] for c in inside] == ["A."]
    assert [c["text"] for c in rest] == ["A.", "B."]


def test_the_lead_does_not_say_the_verdict_twice() -> None:
    html = shown(
        verdict="conditional", lead="Possible, on conditions. No treaty links them.", claims=[claim("A.", SURE)]
    )
    assert re.search(r"as of 22 Nov 2026\s*No treaty links them\.", words(html))


@pytest.mark.parametrize("verdict", ["yes", "no", "conditional", "unsettled"])
def test_a_verdict_is_a_word_with_a_colour_and_a_shape(verdict: str) -> None:
    html = shown(verdict=verdict, lead="A.", claims=[claim("A.", SURE)])
    assert re.search(rf'class="verdict v-{verdict}"><svg.*?</svg>{re.escape(WORDS["verdict_" + verdict])}<', html)


@pytest.mark.parametrize(
    ("passages", "word"),
    [
        ([LOOSE], "unconfirmed"),
        ([INFERRED], "inferred"),
        ([OLD], "out of date"),
        ([SURE, LOOSE], "partly unconfirmed"),
        ([LOOSE, OLD], "partly out of date"),
    ],
)
def test_what_is_not_confirmed_is_marked_as_such(passages: list[object], word: str) -> None:
    assert f">{word}<" in re.sub(r"<svg.*?</svg>", ">", badge([claim("A.", *passages)], FRAME)).replace(">>", ">")


def test_what_is_confirmed_carries_no_badge() -> None:
    assert badge([claim("A.", SURE)], FRAME) == ""


def test_the_badge_of_a_claim_inside_the_lead_stands_at_the_lead() -> None:
    html = shown(lead="A.", claims=[claim("A.", LOOSE)])
    assert re.search(r'<p class="lead loose">.*?class="warn unconfirmed".*?</p>', html)


def test_a_claim_of_which_nothing_is_confirmed_is_set_apart() -> None:
    html = shown(lead="Long.", claims=[claim("A one.", SURE), claim("B two.", LOOSE), claim("C three.", SURE, LOOSE)])
    assert re.findall(r'<li( class="?loose"?)?>', html) == ["", ' class="loose"', ""]


def test_nothing_that_was_written_becomes_markup() -> None:
    hostile = answer(
        ATTACK,
        lead=ATTACK,
        claims=[
            {"text": ATTACK, "topic": ATTACK, "citations": [citation(SURE) | {"title": ATTACK, "pinpoint": ATTACK}]}
        ],
        conflicts=[{"summary": ATTACK, "stands": ATTACK, "passage_ids": [ATTACK]}],
        route={
            "origin": ATTACK,
            "requested": ATTACK,
            "kind": ATTACK,
            "options": [{"instrument": ATTACK, "applies": "open", "why": ATTACK, "passage_ids": []}],
        },
        table={"columns": [ATTACK], "rows": [{"state": ATTACK, "cells": [{"text": ATTACK, "passage_ids": []}]}]},
        missing=[ATTACK],
        covered=[ATTACK],
        notice=ATTACK,
        follow_ups=[ATTACK],
        withheld=[{"text": ATTACK, "why": ATTACK}],
        query=ATTACK,
    )
    turn = turn_html(Turn(question=ATTACK, answer=hostile), 0, MEMO, last=True, fresh=True)
    part = answer_html(hostile, 0, FRAME, partial=True)
    for html in (
        turn,
        part,
        how(hostile, STATES, TEXTS),
        evidence_html(hostile, 0, shelf(PASSAGES, ASSISTANT.sources), STATES, TEXTS),
    ):
        found = tags(html)
        assert not {"script", "img", "iframe"} & set(found.names)
        assert not [name for name in found.attributes if name.startswith("on")]
        assert found.open == []


def test_a_full_answer_is_well_formed_and_each_mark_opens_a_cited_passage() -> None:
    found = ASSISTANT.ask(Question(text="compare"))
    html = answer_html(found, 0, FRAME)
    assert tags(html).open == []
    assert set(re.findall(r'data-open="([^"]+)"', html)) == set(numbers(found))


def test_quotations_are_lit_at_the_stored_offsets_and_the_rest_is_kept() -> None:
    # "a<b> c" with 1..4 lit: a, then <b> escaped inside the mark, then the rest
    assert highlighted("a<b> c", [(1, 4)]) == "a<mark>&lt;b&gt;</mark> c"
    assert highlighted("abc", [(2, 9)]) == "ab<mark>c</mark>"
    assert highlighted("abc", []) == "abc"


def test_overlapping_quotations_of_a_passage_are_lit_as_one() -> None:
    claims = [
        {"text": "A", "topic": "", "citations": [citation(SURE, start=0, end=10)]},
        {"text": "B", "topic": "", "citations": [citation(SURE, start=5, end=15), citation(SURE, start=20, end=25)]},
    ]
    assert spans(answer("?", claims=claims), SURE.id) == ((0, 15), (20, 25))


def test_evidence_keeps_cited_and_also_read_apart_and_shows_where_the_passage_stands() -> None:
    found = answer("?", lead="A.", claims=[claim("A.", SURE)])
    found["trace"]["evidence"] = [
        {"passage_id": SURE.id, "found_by": "words and meaning", "ranks": {"words": 2}},
        {"passage_id": LOOSE.id, "found_by": "meaning", "ranks": {"meaning": 1}},
    ]
    html = evidence_html(found, 0, shelf(PASSAGES, ASSISTANT.sources), STATES, TEXTS)
    assert "Cited (1)" in html and "Also read (1)" in html
    assert "no. 2 by words" in html
    assert f'href="#source={SURE.source_id}/{SURE.id}"' in html
    also = html[html.index('id="panel-also"') : html.index('id="panel-how"')]
    assert f'data-open="{LOOSE.id}"' in also and f'data-open="{SURE.id}"' not in also


def test_a_passage_that_the_corpus_no_longer_has_is_said_to_be_gone() -> None:
    found = answer(
        "?", lead="A.", claims=[{"text": "A.", "topic": "", "citations": [citation(SURE) | {"passage_id": "gone/1"}]}]
    )
    assert "not in the corpus in use" in evidence_html(found, 0, shelf(PASSAGES, ASSISTANT.sources), STATES, TEXTS)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//host/x", "", "http://["]
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert "href" not in link(url, TEXTS)


def test_a_link_to_the_official_text_opens_apart_and_tells_nothing() -> None:
    html = link('https://adilet.zan.kz/rus/docs/K1500000377?a="b"&c', TEXTS)
    assert 'rel="noopener noreferrer"' in html and 'target="_blank"' in html
    assert "&quot;b&quot;&amp;c" in html and ">adilet.zan.kz " in html


def test_a_refusal_says_what_is_not_there_and_what_is() -> None:
    html = shown(
        status="declined",
        reason="not_in_corpus",
        lead="The corpus does not say.",
        missing=["fees"],
        covered=["costs"],
    )
    assert "Not in the corpus" in html and "<li>fees</li>" in html and "<li>costs</li>" in html


def test_a_question_back_has_its_choices_as_buttons() -> None:
    found = ASSISTANT.ask(Question(text="my judgment"))
    html = turn_html(Turn(question="my judgment", answer=found), 0, FRAME, last=True, fresh=False)
    assert 'data-ask="Sweden"' in html and "One question first" in html


def test_the_memo_is_offered_only_where_it_can_be_written() -> None:
    found = ASSISTANT.ask(Question(text="?x"))
    turn = Turn(question="?x", answer=found)
    assert "data-memo" not in turn_html(turn, 0, FRAME, last=True, fresh=False)
    assert 'data-memo="0"' in turn_html(turn, 0, MEMO, last=True, fresh=False)


def test_a_claim_that_the_comparison_holds_is_not_told_again() -> None:
    table = {
        "columns": ["reciprocity"],
        "rows": [{"state": "Kazakhstan", "cells": [{"text": "B.", "passage_ids": [LOOSE.id]}]}],
    }
    found = answer("?", lead="A.", claims=[claim("A.", SURE), claim("B.", LOOSE)], table=table)
    assert leading(found)[1] == []
    assert numbers(found) == {SURE.id: 1, LOOSE.id: 2}


def test_a_mark_stays_on_the_line_of_the_last_word() -> None:
    html = marked("Reciprocity <is> enough.", "<button>1</button><button>2</button>")
    assert html == 'Reciprocity &lt;is&gt; <span class="nb">enough.<button>1</button></span><button>2</button>'
    assert marked("x" * 25, "<button>1</button>") == "x" * 25 + "<button>1</button>"
    assert marked("enough.", "") == "enough."


def test_a_route_names_its_states() -> None:
    found = {
        "origin": "SE",
        "requested": "KZ",
        "kind": "judgment",
        "options": [{"instrument": "bilateral treaty", "applies": "no", "why": "none", "passage_ids": []}],
    }
    html = shown(lead="A.", claims=[claim("A.", SURE)], route=found)
    assert "Routes from Sweden to Kazakhstan: judgment of a foreign court" in html
    text = copied(answer("?", lead="A.", claims=[claim("A.", SURE)], route=found), FRAME)
    assert "Routes from Sweden to Kazakhstan: judgment of a foreign court\n- bilateral treaty: no; none" in text


def test_what_the_lead_says_is_missing_is_not_listed_again() -> None:
    assert "Not there" not in shown(
        status="declined", reason="not_in_corpus", lead="It does not say fees.", missing=["fees"]
    )
    assert "Not there" not in shown(
        status="clarify", reason="fact_missing", lead="Which State?", missing=["state of origin"]
    )


def test_withheld_claims_are_counted() -> None:
    html = answer_html(ASSISTANT.ask(Question(text="?x")), 0, FRAME)
    assert "1 statement was withheld: it did not stand the check against its source." in html
    assert "Duty is 9 MCI." not in html


def test_what_a_model_was_given_and_did_is_told() -> None:
    found = ASSISTANT.ask(Question(text="?x"))
    second = {"endpoint": "https://other.example", "sent": True, "tokens_in": 300, "tokens_out": 4}
    writing = {
        "endpoint": "http://127.0.0.1:8740",
        "tokens_in": 900,
        "tokens_out": 70,
        "cut": ["kz-cpc/1"],
        "second": second,
    }
    told = how({**found, "trace": {**found["trace"], "writing": {**writing, "read_by_model": {"kind": "award", "state_of_origin": "SE"}}}},
               STATES, TEXTS)  # fmt: skip
    assert "<dd>http://127.0.0.1:8740: 900 tokens read, 70 written</dd>" in told
    assert "<dd>https://other.example: 300 tokens read, 4 written</dd>" in told
    assert "<dt>Left out for want of room</dt><dd>kz-cpc/1</dd>" in told
    assert "<dt>Read by the model</dt><dd>award, Sweden</dd>" in told
    assert "Language model" not in how(found, STATES, TEXTS)


def test_what_counts_the_withheld_in_the_notice_is_not_told_twice() -> None:
    notice = f"Law moves. {WORDS['notice_withheld'].format(count=1)}"
    html = shown(lead="A.", claims=[claim("A.", SURE)], notice=notice, withheld=[{"text": "B.", "why": "no"}])
    assert '<p class="notice">Law moves.</p>' in html


def test_what_is_copied_names_a_source_for_every_number() -> None:
    found = ASSISTANT.ask(Question(text="compare"))
    text = copied(found, FRAME)
    body, _, sources = text.partition("\nSources\n")
    used, listed = set(re.findall(r"\[(\d+)\]", body)), set(re.findall(r"^\[(\d+)\]", sources, re.MULTILINE))
    assert used <= listed == {str(number) for number in numbers(found).values()}
    assert SURE.id not in body


def test_a_finished_answer_is_announced_in_one_line() -> None:
    said = spoken(answer("?", verdict="yes", lead="It is.", claims=[claim("It is.", SURE)]), FRAME)
    assert said == "Yes. It is. 1 statement, 1 source."


def test_a_part_of_an_answer_has_its_claims_and_nothing_that_is_still_to_come() -> None:
    found = ASSISTANT.ask(Question(text="compare"))
    part = answer_html(found | {"claims": found["claims"][:2]}, 0, FRAME, partial=True)
    assert tags(part).open == []
    assert part.count("<li") == 1 and found["claims"][1]["text"][:40] in words(part)
    for still in ("conflict", "<table", "notice", "held"):
        assert still not in part


def test_the_question_as_it_was_read_is_shown_only_where_it_differs() -> None:
    for query, shown_ in (("How long from Sweden?", True), ("how long", False)):
        turn = Turn(question="How long?", answer=answer("How long?", query=query, lead="A."))
        assert ("Read as" in turn_html(turn, 0, FRAME, last=True, fresh=False)) is shown_


def test_only_the_last_turn_can_be_answered_again_or_taken_back() -> None:
    turn = Turn(question="?x", answer=ASSISTANT.ask(Question(text="?x")))
    for last in (True, False):
        html = turn_html(turn, 1, FRAME, last=last, fresh=False)
        assert ("data-again" in html, "data-undo" in html) == (last, last)
        assert 'data-edit="1"' in html and 'aria-label="Edit question 2"' in html


def test_an_answer_stands_in_its_own_language_and_its_buttons_in_that_of_the_page() -> None:
    russian = load_texts()["ru"]
    frame = replace(FRAME, words=load_languages()["ru"].messages, texts=russian)
    found = answer("?", language="ru", verdict="yes", lead="A.", claims=[claim("A.", SURE), claim("B.", LOOSE)])
    html = turn_html(Turn(question="?", answer=found), 0, frame, last=True, fresh=False)
    assert '<div class="answer" lang="ru">' in html
    assert ">Да<" in html and ">Взаимность<" in html and "не подтверждено" in html
    assert "Copy with sources" in html
