import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from assistant.memo import MemoNotWritten, escaped, write_memo
from assistant.memo_docx import clean
from assistant.memo_parts import is_address, numbers
from corpus.errors import UnknownName
from corpus.languages import FRAMED, language

DAY = date(2026, 11, 22)
COLUMNS = {".docx": 5, ".md": 7, ".pdf": 3}
FRAMES = {code: language(code).memo for code in FRAMED}
LISTS = {words["authorities"] for words in FRAMES.values()}


def citation(id_: str, **fields: Any) -> dict[str, Any]:
    usual = {
        "passage_id": id_,
        "source_id": id_.split("/")[0],
        "title": f"Title of {id_}",
        "authority": f"Authority of {id_}",
        "pinpoint": "Art. 501(3)",
        "quote": "Three years.",
        "start": 0,
        "end": 12,
        "url": "https://example.org/law?a=1&b=2",
        "kind": "statute",
        "standing": "confirmed",
        "valid_from": "2016-01-01",
        "valid_to": None,
    }
    return {**usual, **fields}


def claim(text: str, topic: str, *cited: dict[str, Any]) -> dict[str, Any]:
    return {"text": text, "topic": topic, "citations": [{**one, "quote": one["quote"] or text} for one in cited]}


def answer(**fields: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "id": "0123456789abcdef",
        "question": "Is it too late?",
        "language": "en",
        "as_of": "2026-11-22",
        "status": "answered",
        "verdict": None,
        "lead": "",
        "claims": [],
        "conflicts": [],
        "route": None,
        "table": None,
        "case_facts": {},
        "read_from": [],
        "choices": [],
        "missing": [],
        "covered": [],
        "notice": "Information from the sources shown, not legal advice.",
        "withheld": [],
        "corpus": "build-1",
    }
    assert not fields.keys() - usual.keys()
    return {**usual, **fields}


FULL = answer(
    verdict="conditional",
    lead="The limit is three years.",
    claims=[
        claim("The limit is three years.", "limitation period", citation("kz-x/501-3", quote="")),
        claim("A treaty needs no reciprocity.", "treaties", citation("int-x/1", kind="treaty", quote="")),
        claim("Notice was not given.", "service and notice", citation("kz-x/255", quote="", standing="unconfirmed")),
        claim(
            "Said twice.", "leading cases", citation("kz-case/1", kind="judgment"), citation("int-x/1", kind="treaty")
        ),
    ],
    conflicts=[
        {"summary": "Two notes differ.", "stands": "The later stands.", "passage_ids": ["rep/1", "kz-x/501-3"]}
    ],
    route={
        "origin": "NL",
        "requested": "KZ",
        "kind": "judgment",
        "options": [
            {"instrument": "bilateral treaty", "applies": "no", "why": "none found", "passage_ids": ["rep/2"]},
            {"instrument": "CPC | art. 501", "applies": "open", "why": "reciprocity", "passage_ids": []},
        ],
    },
    table={"columns": ["reciprocity"], "rows": [{"state": "KZ", "cells": [{"text": "x", "passage_ids": ["rep/3"]}]}]},
    case_facts={"state_of_origin": "NL", "begun": "2024-07-01", "money": True, "final": None},
)


class Read(NamedTuple):
    """A memo read back: text of each block, (paragraph, mark) as they come, and number to (group, cells)."""

    text: str
    marks: list[tuple[int, int]]
    entries: dict[int, tuple[str, list[str]]]


def read_back(path: Path) -> Read:
    return {".docx": _from_docx, ".md": _from_markdown, ".pdf": _from_pdf}[path.suffix](path)


Place = tuple[int, float]
"""Page, and points from the top of its sheet, negative and rising."""


def _from_pdf(path: Path) -> Read:
    """Every piece of text and every link belongs to the last paragraph, authority or heading above it."""
    file: Any = PdfReader(path)
    targets: list[tuple[Place, str]] = [
        ((file.get_destination_page_number(found), -float(found.top)), name)
        for name, found in (
            *file.named_destinations.items(),
            *((f"heading-{depth} {one.title}", one) for depth, one in _headings(file.outline)),
        )
    ]
    targets.sort()

    def under(page: int, top: float) -> str:
        return next((name for (on, y), name in reversed(targets) if (on, y) <= (page, -top + 0.5)), "")

    texts: dict[str, str] = {}
    last: dict[str, float] = {}
    marks: list[tuple[int, int]] = []
    used: dict[str, list[str]] = {}
    for at, sheet in enumerate(file.pages):

        def note(text: str, _: Any, matrix: list[float], *__: Any, at: int = at) -> None:
            if matrix[5] > 50:  # above the number of the page
                name = under(at, matrix[5] + 9)
                texts[name] = texts.get(name, "") + (" " if matrix[5] != last.get(name) else "") + text
                last[name] = matrix[5]

        sheet.extract_text(visitor_text=note)
        for link in (found.get_object() for found in sheet.get("/Annots", ())):
            to, place = str(link.get("/Dest", "")), under(at, float(link["/Rect"][3]))
            if to.startswith("authority-"):
                before = [
                    name
                    for (on, y), name in targets
                    if name.startswith("paragraph-") and (on, y) <= (at, 0.5 - float(link["/Rect"][3]))
                ]
                marks.append((int(before[-1].removeprefix("paragraph-")), int(to.removeprefix("authority-"))))
            elif to.startswith("paragraph-"):
                used.setdefault(place, []).append(to.removeprefix("paragraph-"))
    entries: dict[int, tuple[str, list[str]]] = {}
    group = ""
    for _, name in targets:
        group = name.removeprefix("heading-1 ") if name.startswith("heading-1 ") else group
        if name.startswith("authority-"):
            number = int(name.removeprefix("authority-"))
            entries[number] = (group, [str(number), " ".join(texts[name].split()), ", ".join(used.get(name, []))])
    order = ["", *(name for _, name in targets)]
    text = "\n".join(" ".join(texts.get(name, "").split()) for name in order)
    return Read(text.replace("\0", ""), marks, entries)  # what pypdf puts before each sign of the second font


def _headings(outline: list[Any], depth: int = 0) -> list[tuple[int, Any]]:
    found: list[tuple[int, Any]] = []
    for one in outline:
        found += _headings(one, depth + 1) if isinstance(one, list) else [(depth, one)]
    return found


def _from_docx(path: Path) -> Read:
    document = Document(str(path))
    marks: list[tuple[int, int]] = []
    entries: dict[int, tuple[str, list[str]]] = {}
    texts: list[str] = []
    paragraph, group, listing = 0, "", False
    for part in document.iter_inner_content():
        if hasattr(part, "rows"):
            for row in part.rows[1:]:
                cells = [cell.text for cell in row.cells]
                if listing:
                    number = int(cells[0])
                    assert number not in entries
                    assert f'w:name="authority-{number}"' in row._tr.xml
                    entries[number] = (group, cells)
                else:
                    marks += [(paragraph, mark) for cell in row.cells for mark in _linked(cell._tc.xml)]
                texts += cells
            continue
        texts.append(part.text)
        if part.style.name == "Heading 1":
            listing = part.text in LISTS
        if part.style.name == "Heading 2":
            group = part.text
        numbered = re.match(r"(\d+)\.\t", part.text)
        paragraph = int(numbered[1]) if numbered else paragraph
        marks += [(paragraph, mark) for mark in _linked(part._p.xml)]
    return Read("\n".join(texts), marks, entries)


def _linked(xml: str) -> list[int]:
    return [int(number) for number in re.findall(r'<w:hyperlink [^>]*w:anchor="authority-(\d+)"', xml)]


def _from_markdown(path: Path) -> Read:
    text = path.read_text(encoding="utf-8")
    marks: list[tuple[int, int]] = []
    entries: dict[int, tuple[str, list[str]]] = {}
    paragraph, group, listing = 0, "", False
    for line in text.splitlines():
        listing = listing or line.removeprefix("## ") in LISTS
        group = line.removeprefix("### ") if line.startswith("### ") else group
        numbered = re.match(r"\*\*(\d+)\.\*\* ", line)
        paragraph = int(numbered[1]) if numbered else paragraph
        marks += [(paragraph, int(number)) for number in re.findall(r"(?<!\\)\[\[(\d+)\]\]\(#authority-\1\)", line)]
        entry = re.match(r'\| <a id="authority-(\d+)"></a>\1 \|', line)
        if entry:
            assert listing and int(entry[1]) not in entries
            entries[int(entry[1])] = (group, [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]])
    return Read(text, marks, entries)


@pytest.fixture(params=[".docx", ".md", ".pdf"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / f"memo{request.param}"


def test_every_mark_has_an_entry_and_every_entry_a_mark(path: Path) -> None:
    write_memo([FULL, answer(lead="Nothing.", status="declined", missing=["a rule"])], path, DAY)
    found = read_back(path)
    assert {mark for _, mark in found.marks} == set(found.entries) == set(range(1, 8))
    for number, (_, cells) in found.entries.items():
        assert len(cells) == COLUMNS[path.suffix]
        used = dict.fromkeys(paragraph for paragraph, mark in found.marks if mark == number)
        assert cells[-1] == ", ".join(str(paragraph) for paragraph in used)


def test_an_entry_tells_group_pinpoint_standing_dates_address_and_paragraphs(path: Path) -> None:
    write_memo([FULL], path, DAY)
    group, cells = read_back(path).entries[1]
    assert group == "Legislation"
    told = " ".join(cells)
    for part in ("Authority of kz-x/501-3, Art. 501(3)", "statute", "confirmed", "from 1 January 2016"):
        assert part in told
    assert "https://example.org/law?a=1&b=2" in told
    # question 1, facts 2, short answer 3, route 4, discussion 5 and 6, comparison 7, counter-argument 8, limit 9, conflict 10
    assert cells[-1] == "3, 9, 10"


def test_authorities_are_grouped_by_kind(path: Path) -> None:
    write_memo([FULL], path, DAY)
    groups = {number: group for number, (group, _) in read_back(path).entries.items()}
    apart = "Not in the corpus at hand"
    legislation, treaties, cases = "Legislation", "Treaties", "Cases"
    assert groups == {1: legislation, 2: treaties, 3: legislation, 4: cases, 5: apart, 6: apart, 7: apart}


def test_a_passage_of_the_corpus_that_only_the_route_names_gets_a_whole_entry(path: Path) -> None:
    option = {"instrument": "CPC", "applies": "open", "why": "x", "passage_ids": ["kz-cpc-2015/501-1"]}
    route = {"origin": "NL", "requested": "KZ", "kind": "judgment", "options": [option]}
    write_memo([answer(lead="See below.", route=route)], path, DAY)
    group, cells = read_back(path).entries[1]
    assert group == "Legislation"
    assert "Art. 501(1)" in " ".join(cells)


def test_numbers_are_those_of_the_claims_and_stay_through_the_conversation(path: Path) -> None:
    again = answer(lead="x", claims=[claim("y", "treaties", citation("new/1"), citation("kz-x/255"))])
    order = ["kz-x/501-3", "int-x/1", "kz-x/255", "kz-case/1", "rep/1", "rep/2", "rep/3", "new/1"]
    assert list(numbers([FULL, again]).items()) == [(id_, number) for number, id_ in enumerate(order, 1)]
    write_memo([FULL], path, DAY)
    alone = read_back(path)
    write_memo([FULL, again], path, DAY)
    both = read_back(path)
    assert both.marks[: len(alone.marks)] == alone.marks
    assert [cells[1] for _, cells in both.entries.values() if "new/1" in cells[1]]


@pytest.mark.parametrize("form", ["md", "pdf"])
def test_the_same_answers_give_the_same_file(tmp_path: Path, form: str) -> None:
    for name in ("a", "b"):
        write_memo([FULL], tmp_path / f"{name}.{form}", DAY)
    assert (tmp_path / f"a.{form}").read_bytes() == (tmp_path / f"b.{form}").read_bytes()


def test_a_pdf_holds_every_script_that_is_asked_in(tmp_path: Path) -> None:
    asked = "Қазақстанда шетел шешімі ₸ 5 → 能在哈萨克斯坦执行吗 Türk mahkemesi ölçüsü"
    write_memo([answer(question=asked, lead="Да, при условии взаимности.")], tmp_path / "memo.pdf", DAY)
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "memo.pdf").pages).replace("\0", "")
    for word in (*asked.replace("₸", "KZT").split(), "взаимности"):
        assert word in text


def test_conditions_and_cases_of_a_route_are_told_with_marks(path: Path) -> None:
    condition = {"topic": "documents", "text": "A certified copy.", "passage_ids": ["cond/1"]}
    case = {
        "name": "Ivanov v. Smith", "year": "2019", "origin": "NL", "requested": "KZ", "outcome": "refused",
        "basis": "no treaty", "later": "quashed on appeal", "stands": False, "passage_ids": ["case/1"],
    }  # fmt: skip
    route = {
        "origin": "NL",
        "requested": "KZ",
        "kind": "judgment",
        "options": [],
        "conditions": [condition],
        "practice": [case],
    }
    write_memo([answer(lead="x", route=route)], path, DAY)
    back = read_back(path)
    plain = " ".join(back.text.replace("\\", "").split())
    for part in ("A certified copy.", "Ivanov v. Smith, 2019", "no treaty; quashed on appeal", "[overturned]"):
        assert part in plain
    assert [mark for _, mark in back.marks] == [1, 2] == sorted(back.entries)


def test_parts_stand_under_their_headings_in_order(path: Path) -> None:
    write_memo([FULL], path, DAY)
    text = read_back(path).text
    order = [
        "Is it too late?",
        "State of origin: Netherlands; proceedings begun: 1 July 2024; for money: yes.",
        "Short answer",
        "Possible, on conditions.",
        "Route",
        "From Netherlands to Kazakhstan",
        "Discussion",
        "Counter-arguments",
        "Notice was not given.",
        "Documents and time limits",
        "Where sources differ",
        "Two notes differ. The later stands.",
        "Table of authorities",
        "not legal advice",
        "Law as of 22 November 2026",
        "build-1",
    ]
    at = [text.index(part) for part in order]
    assert at == sorted(at)


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        (
            "ru",
            [
                "Меморандум об иностранных судебных и арбитражных решениях",
                "22 ноября 2026 г.",
                "Вопрос 1",
                "государство происхождения: Нидерланды; дело начато: 1 июля 2024 г.; о деньгах: да.",
                "Краткий ответ",
                "Возможно при соблюдении условий.",
                "Путь признания",
                "Нидерланды → Казахстан, судебное решение, право на 22 ноября 2026 г.:",
                "Обсуждение",
                "Возражения другой стороны",
                "[не подтверждено]",
                "Документы и сроки",
                "Где источники расходятся",
                "Вопрос 2",
                "Перечень источников",
                "Законодательство",
                "закон",
                "с 1 января 2016 г.",
                "Право по состоянию на 22 ноября 2026 г.",
            ],
        ),
        (
            "kk",
            [
                "Шетелдік сот шешімдері мен төрелік шешімдер туралы меморандум",
                "1-сұрақ",
                "шешім шыққан мемлекет: Нидерланд; іс басталған күн: 2024 ж. 1 шілде; ақша туралы: иә.",
                "Қысқаша жауап",
                "Тану жолы",
                "Талдау",
                "Қарсы тараптың уәждері",
                "[расталмаған]",
                "Құжаттар мен мерзімдер",
                "2-сұрақ",
                "Дереккөздер тізбесі",
                "Заңнама",
                "Құқық жағдайы: 2026 ж. 22 қараша.",
            ],
        ),
    ],
)
def test_a_memo_of_a_conversation_is_in_the_language_of_its_answers(path: Path, code: str, parts: list[str]) -> None:
    second = answer(lead="Жоқ, һәм ғ қ ң ө ұ ү і.", claims=[claim("y", "treaties", citation("new/1"))])
    write_memo([{**one, "language": code} for one in (FULL, second)], path, DAY)
    back = read_back(path)
    text = " ".join(back.text.replace("\\", "").split())
    assert [part for part in parts if part not in text] == []
    at = [text.index(part) for part in parts[:4]]
    assert at == sorted(at)
    assert {mark for _, mark in back.marks} == set(back.entries) == set(range(1, 9))
    english = {word for word in FRAMES["en"].values() if len(word) > 12 and "{" not in word}
    assert [word for word in english if word in text] == []
    assert "Жоқ, һәм ғ қ ң ө ұ ү і." in text


def test_every_language_has_the_words_of_a_memo() -> None:
    assert set(FRAMES["en"]) == set(FRAMES["ru"]) == set(FRAMES["kk"])
    for code in ("ru", "kk"):
        assert [key for key in FRAMES["en"] if FRAMES[code][key] == FRAMES["en"][key]] == []


def test_what_is_unconfirmed_is_marked_where_it_is_said(path: Path) -> None:
    write_memo([FULL], path, DAY)
    text = read_back(path).text.replace("\\", "")
    said = next(line for line in text.splitlines() if "Notice was not given." in line)
    assert "[unconfirmed]" in said
    settled = next(line for line in text.splitlines() if "A treaty needs no reciprocity." in line)
    assert "[unconfirmed]" not in settled


def test_a_claim_in_other_words_carries_its_quotation(path: Path) -> None:
    write_memo([answer(lead="x", claims=[claim("You have three years.", "treaties", citation("a/1"))])], path, DAY)
    assert "“Three years.”" in read_back(path).text


def test_what_was_withheld_is_counted_and_not_repeated(path: Path) -> None:
    write_memo([answer(lead="x", withheld=[{"text": "An invention.", "why": "it cites nothing"}])], path, DAY)
    text = read_back(path).text
    assert "1 statement(s) did not pass the check: it cites nothing." in text
    assert "An invention." not in text


def test_a_question_back_and_a_refusal_have_their_memo(path: Path) -> None:
    back = answer(status="clarify", lead="Court or arbitration?", choices=[{"label": "A court", "value": "judgment"}])
    write_memo([back, answer(status="declined", lead="No.", missing=["its cost"], covered=["its limit"])], path, DAY)
    text = read_back(path).text
    for part in ("Court or arbitration?", "A court.", "its cost.", "its limit."):
        assert part in text


HOSTILE = "[1](#authority-9) **b** | <b>x</b> &amp; `c` \\ $m$ ~s~ # h\n\n## Heading\n- [[9]](#authority-9)"


def test_marks_of_a_hostile_text_are_no_marks_and_break_no_table(path: Path) -> None:
    option = {"instrument": HOSTILE, "applies": "no", "why": HOSTILE, "passage_ids": ["rep/2"]}
    route = {"origin": HOSTILE, "requested": "KZ", "kind": "judgment", "options": [option]}
    cited = citation("a/1", title=HOSTILE, authority=HOSTILE, pinpoint=HOSTILE, url="javascript:alert(1)")
    write_memo(
        [answer(question=HOSTILE, lead=HOSTILE, claims=[claim(HOSTILE, "treaties", cited)], route=route)], path, DAY
    )
    found = read_back(path)
    assert {mark for _, mark in found.marks} == {1, 2} == set(found.entries)
    assert [len(cells) for _, cells in found.entries.values()] == [COLUMNS[path.suffix]] * 2
    if path.suffix == ".md":
        assert not re.search(r"^## Heading|(?<!\\)<b>|<javascript", found.text, re.MULTILINE)
    elif path.suffix == ".pdf":
        assert b"javascript:" not in b"".join(re.findall(rb"/URI \\((.*?)\\)", path.read_bytes()))
    else:
        assert 'Target="javascript' not in Document(str(path)).part.rels.xml.decode()


def test_control_characters_and_lone_surrogates_do_not_stop_a_memo(path: Path) -> None:
    write_memo([answer(question="a\x00b\x0b\ud800c", lead="Жауап 答え\x07")], path, DAY)
    assert "Жауап 答え" in read_back(path).text


def test_no_answer_is_no_memo(path: Path) -> None:
    with pytest.raises(ValueError, match="needs an answer"):
        write_memo([], path)
    assert not path.exists()


@pytest.mark.parametrize("name", ["memo.odt", "memo", ".md"])
def test_another_format_is_refused_with_the_ones_there_are(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnknownName) as raised:
        write_memo([FULL], tmp_path / name)
    assert ".docx, .pdf, .md" in raised.value.hint


def test_a_folder_that_is_missing_gives_a_remedy_and_an_old_memo_outlives_it(tmp_path: Path) -> None:
    with pytest.raises(MemoNotWritten, match="cannot be written"):
        write_memo([FULL], tmp_path / "absent" / "memo.md")
    (tmp_path / "memo.md").mkdir()
    with pytest.raises(MemoNotWritten):
        write_memo([FULL], tmp_path / "memo.md")
    assert [path.name for path in tmp_path.iterdir()] == ["memo.md"]


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://a.kz/b?c=1#d", True),
        ("http://a", True),
        ("", False),
        ("javascript:x", False),
        ("https://a b", False),
    ],
)
def test_only_web_addresses_become_links(url: str, good: bool) -> None:
    assert is_address(url) is good


@given(st.text(max_size=60))
def test_escaped_text_is_one_line_without_bare_marks(text: str) -> None:
    written = escaped(text)
    assert "\n" not in written
    assert not re.search(r"(?<!\\)(?:\\\\)*[\[\]|<>*_`]", written)


@given(st.text(alphabet=st.characters(), max_size=60))
def test_clean_text_is_what_word_can_hold(text: str) -> None:
    Document().add_paragraph(clean(text))


def test_a_real_answer_goes_through(path: Path, ask: Any) -> None:
    found: Mapping[str, Any] = json.loads(json.dumps(ask("Can a Dutch judgment be enforced in Kazakhstan?")))
    write_memo([found], path, DAY)
    back = read_back(path)
    assert {mark for _, mark in back.marks} == set(back.entries)
    cited = {c["passage_id"] for claim_ in found["claims"] for c in claim_["citations"]}
    assert len(back.entries) >= len(cited) > 0
