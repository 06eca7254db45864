"""Cutting a source into passages: what comes out, where it stands, and what a broken input is told."""

from datetime import date

import pytest

from corpus.errors import SourceBroken
from corpus.passages import cut
from corpus.types import Document, Passage, Period, Source, SourceKind, Span, Standing

SOURCE = Source(
    id="kz-code",
    title="A code",
    kind=SourceKind.STATUTE,
    states=("KZ",),
    authority="Code of Civil Procedure",
    url="https://adilet.zan.kz/",
    published=None,
    in_force=Period(),
    retrieved=date(2026, 11, 22),
    licence="CC-BY-4.0",
    language="en",
    digests=(),
    sha256="",
)
ATTRIBUTES = "topic: limitation\nstates: KZ\nkinds: judgment\nstanding: confirmed\nbasis: KZ-01 [web:CPC-4]\n"
BODY = "A judgment may be presented within three years."
WHOLE = f"## 501-3 | Art. 501(3) | Three years\n{ATTRIBUTES}\n{BODY}\n"


def only(text: str) -> Passage:
    (passage,) = cut(SOURCE, text)
    return passage


def test_a_passage_is_named_by_source_and_slug_and_keeps_its_place() -> None:
    text = f"# A code\n\n{WHOLE}"
    passage = only(text)
    assert passage.id == "kz-code/501-3"
    assert (passage.pinpoint, passage.heading) == ("Art. 501(3)", "Three years")
    assert passage.text == BODY
    assert text[passage.span.start : passage.span.end] == BODY
    assert passage.span.start == text.index(BODY)


def test_each_attribute_is_read_into_its_field() -> None:
    passage = only(
        "## a | - | T\ntopic: reciprocity\nalso: treaties, cases\nstates: KZ, NL\nkinds: judgment, award\n"
        "standing: inference\nfrom: 2016-01-01\nto: 2020-12-31\nseries: s\ninstrument: hague-2019\ncase: C001\n"
        "stance: reciprocity=alternative; treaty-needed=no\naffirms: one is true; two is true\ndenies: three is true\n"
        "depends: four is true\npeople: A. Person; B. Person\nterms: time bar, deadline\nkind: treaty\n"
        "authority: A treaty\nurl: https://example.org/\nbasis: KZ-09 [inference]\n\nThe text.\n"
    )
    assert passage.pinpoint == ""
    assert (passage.topic, passage.also, passage.topics) == (
        "reciprocity",
        ("treaties", "cases"),
        ("reciprocity", "treaties", "cases"),
    )
    assert (passage.states, passage.kinds) == (("KZ", "NL"), ("judgment", "award"))
    assert passage.standing is Standing.INFERENCE
    assert passage.window == Period(first=date(2016, 1, 1), last=date(2020, 12, 31))
    assert (passage.series, passage.instrument, passage.case) == ("s", "hague-2019", "C001")
    assert passage.stance == {"reciprocity": "alternative", "treaty-needed": "no"}
    assert passage.affirms == ("one is true", "two is true")
    assert (passage.denies, passage.depends) == (("three is true",), ("four is true",))
    assert (passage.people, passage.terms) == (("A. Person", "B. Person"), ("time bar", "deadline"))
    assert (passage.kind, passage.authority, passage.url) == (SourceKind.TREATY, "A treaty", "https://example.org/")
    assert passage.basis == "KZ-09 [inference]"


def test_what_a_passage_does_not_say_comes_from_its_source() -> None:
    passage = only(WHOLE)
    assert (passage.kind, passage.authority, passage.url) == (
        SourceKind.STATUTE,
        "Code of Civil Procedure",
        "https://adilet.zan.kz/",
    )
    assert passage.window == Period(first=None, last=None)


def test_passages_come_in_order_and_make_a_document() -> None:
    text = f"# A code\n\n{WHOLE}\n{WHOLE.replace('501-3', '502')}"
    passages = cut(SOURCE, text)
    assert [passage.id for passage in passages] == ["kz-code/501-3", "kz-code/502"]
    document = Document(source=SOURCE, text=text, passages=passages)
    with pytest.raises(ValueError, match="is not where it says"):
        Document(source=SOURCE, text=text.replace("three years", "seven year"), passages=document.passages)
    with pytest.raises(ValueError, match="is not where it says"):
        Document(source=SOURCE, text=text, passages=passages[::-1])


def test_a_text_without_a_heading_has_no_passage() -> None:
    assert cut(SOURCE, "# A code\n\nOnly prose.\n") == ()


@pytest.mark.parametrize(
    ("text", "slug", "remedy"),
    [
        (WHOLE.replace(" | Three years", ""), "501-3 | Art. 501(3)", "A heading is `## slug | pinpoint | title`"),
        (WHOLE.replace("## 501-3", "## Art 501"), "Art 501 | Art. 501(3)", "the slug of a-z, 0-9, - and ."),
        (WHOLE.replace("topic: limitation\n", ""), "501-3", "Add the attribute `topic:`"),
        (WHOLE.replace("states: KZ\n", ""), "501-3", "Add the attribute `states:`"),
        (WHOLE.replace("kinds: judgment\n", ""), "501-3", "Add the attribute `kinds:`"),
        (WHOLE.replace("standing: confirmed\n", ""), "501-3", "Add the attribute `standing:`"),
        (WHOLE.replace("basis: KZ-01 [web:CPC-4]\n", "basis:\n"), "501-3", "Add the attribute `basis:`"),
        (WHOLE.replace("topic: limitation", "topic: weather"), "501-3", "`topic: weather` is not in the list"),
        (WHOLE.replace("states: KZ", "also: weather\nstates: KZ"), "501-3", "`also: weather` is not in the list"),
        (WHOLE.replace("kinds: judgment", "kinds: verdict"), "501-3", "`kinds: verdict` is not in the list"),
        (WHOLE.replace("confirmed", "sure"), "501-3", "'sure' is not a valid Standing"),
        (WHOLE.replace("topic:", "kind: rumour\ntopic:"), "501-3", "'rumour' is not a valid SourceKind"),
        (WHOLE.replace("topic:", "colour: blue\ntopic:"), "501-3", "`colour` is not an attribute"),
        (WHOLE.replace("topic:", "states: DE\ntopic:"), "501-3", "`states:` stands twice; keep one"),
        (WHOLE.replace("topic:", "stance: yes\ntopic:"), "501-3", "A stance is `key=value`, not 'yes'"),
        (WHOLE.replace("topic:", "from: last year\ntopic:"), "501-3", "Mend `from:` or `to:`"),
        (WHOLE.replace("topic:", "from: 2020-01-02\nto: 2020-01-01\ntopic:"), "501-3", "Mend `from:` or `to:`"),
        (WHOLE.replace(BODY, ""), "501-3", "The passage has no text; write it after a blank line"),
    ],
)
def test_a_broken_input_names_source_passage_and_remedy(text: str, slug: str, remedy: str) -> None:
    with pytest.raises(SourceBroken) as caught:
        cut(SOURCE, text)
    assert caught.value.message == f"kz-code/text.md, passage {slug!r}" or slug in caught.value.message
    assert "kz-code/text.md" in caught.value.message
    assert remedy in caught.value.hint


def test_a_period_covers_both_its_ends() -> None:
    period = Period(first=date(2016, 1, 1), last=date(2016, 12, 31))
    days = (date(2015, 12, 31), date(2016, 1, 1), date(2016, 12, 31), date(2017, 1, 1))
    assert [period.covers(day) for day in days] == [False, True, True, False]
    assert Period().covers(date.min) and Period().covers(date.max)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 3)])
def test_a_span_has_a_character(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start=start, end=end)
