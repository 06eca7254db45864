"""A memo as a Word file: headings, numbered paragraphs, tables, and marks that jump to their authority."""

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from assistant.memo_parts import Authority, Block, Cell, Grid, Heading, Mark, Memo, grouped, is_address

UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 does not allow."""

LINK = "0B5394"
SHADE = "E8EDF3"
CENTIMETRES = 16.0
"""Width of the text on A4 with the margins set here."""

AUTHORITY = ("number", "authority", "standing", "window", "paragraphs")
COLUMNS = (1.2, 6.8, 2.2, 3.4, 2.4)
"""Centimetres of the columns of the table of authorities."""


def as_docx(memo: Memo) -> bytes:
    """The whole file."""
    from docx import Document

    page = _Page(Document(), memo)
    page.title(memo)
    for block in memo.blocks:
        page.block(block)
    page.heading(memo.words["authorities"], 1)
    for group, members in grouped(memo.authorities):
        page.heading(memo.words[f"group_{group}"], 2)
        page.authorities(members)
    for text in memo.closing:
        page.closing(text)
    return page.content()


def clean(text: str) -> str:
    """`text` on one line without characters that XML does not allow; blanks at its ends stay."""
    return re.sub(r"\s+", " ", UNPRINTABLE.sub(" ", text))


class _Page:
    """Adds parts at the end of one Word document."""

    def __init__(self, document: Any, memo: Memo) -> None:
        from docx.shared import Cm, Pt, RGBColor

        self._document, self._said = document, memo.words
        self._bookmarks = 0
        section = document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm((21 - CENTIMETRES) / 2)
        section.top_margin = section.bottom_margin = Cm(2.2)
        normal = document.styles["Normal"]
        normal.font.name, normal.font.size = "Calibri", Pt(11)
        normal.paragraph_format.space_after = Pt(6)
        for name in ("Title", "Heading 1", "Heading 2"):
            document.styles[name].font.color.rgb = RGBColor(0x1F, 0x2A, 0x37)
        document.core_properties.title = clean(memo.title)
        document.core_properties.author = "exequatur"
        document.core_properties.comments = ""

    def title(self, memo: Memo) -> None:
        """The head of the memo."""
        self._document.add_heading(clean(memo.title), 0)
        self._document.add_paragraph(clean(memo.dated))

    def heading(self, text: str, level: int) -> None:
        """A heading of level 1 or 2."""
        self._document.add_heading(clean(text), level)

    def block(self, block: Block) -> None:
        """A heading, a numbered paragraph or a table."""
        from docx.shared import Cm

        if isinstance(block, Heading):
            self.heading(block.text, block.level)
        elif isinstance(block, Grid):
            widths = _widths(len(block.columns))
            table = self._table(block.columns, widths)
            for row in block.rows:
                for cell, pieces in zip(self._row(table, widths), row, strict=True):
                    self._pieces(cell.paragraphs[0], pieces)
            self._document.add_paragraph()
        else:
            paragraph = self._document.add_paragraph()
            paragraph.paragraph_format.left_indent = Cm(0.9)
            paragraph.paragraph_format.first_line_indent = Cm(-0.9)
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(0.9))
            paragraph.add_run(f"{block.number}.\t")
            self._pieces(paragraph, block.pieces)

    def authorities(self, members: Sequence[Authority]) -> None:
        """One group of the table of authorities; each entry can be jumped to."""
        table = self._table([self._said[name] for name in AUTHORITY], COLUMNS)
        for one in members:
            cells = self._row(table, COLUMNS)
            self._bookmarked(cells[0].paragraphs[0], one.number)
            kind = f"{one.kind}; " if one.kind else ""
            self._pieces_of(cells[1].paragraphs[0], (one.name, f" ({one.title})" if one.title else ""))
            address = cells[1].add_paragraph()
            address.add_run(clean(kind))
            if is_address(one.url):
                self._outside(address, one.url)
            else:
                address.add_run(clean(one.url) or self._said["no_address"])
            cells[2].paragraphs[0].add_run(clean(one.standing))
            cells[3].paragraphs[0].add_run(clean(one.window))
            cells[4].paragraphs[0].add_run(", ".join(str(number) for number in one.used))
        self._document.add_paragraph()

    def closing(self, text: str) -> None:
        """A line of the small print."""
        self._document.add_paragraph().add_run(clean(text)).italic = True

    def content(self) -> bytes:
        """The bytes of the .docx file."""
        written = BytesIO()
        self._document.save(written)
        return written.getvalue()

    def _pieces(self, paragraph: Any, pieces: Cell) -> None:
        for piece in pieces:
            if isinstance(piece, Mark):
                paragraph.add_run(" ")
                self._link(paragraph, f"[{piece.number}]", anchor=f"authority-{piece.number}")
            else:
                run = paragraph.add_run(clean(piece.text))
                run.bold, run.italic = piece.strong or None, piece.doubt or None

    def _pieces_of(self, paragraph: Any, texts: Iterable[str]) -> None:
        for text in texts:
            paragraph.add_run(clean(text))

    def _table(self, columns: Sequence[str], widths: Sequence[float]) -> Any:
        table = self._document.add_table(rows=1, cols=len(columns))
        table.style, table.autofit = "Table Grid", False
        self._fit(table.rows[0].cells, widths)
        for cell, name in zip(table.rows[0].cells, columns, strict=True):
            cell.paragraphs[0].add_run(clean(name)).bold = True
            cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=SHADE))
        table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader", val="true"))
        return table

    def _row(self, table: Any, widths: Sequence[float]) -> Any:
        row = table.add_row()
        row._tr.get_or_add_trPr().append(_element("w:cantSplit", val="true"))
        self._fit(row.cells, widths)
        return row.cells

    def _fit(self, cells: Iterable[Any], widths: Sequence[float]) -> None:
        from docx.shared import Cm

        for cell, width in zip(cells, widths, strict=True):
            cell.width = Cm(width)

    def _bookmarked(self, paragraph: Any, number: int) -> None:
        self._bookmarks += 1
        id_ = str(self._bookmarks)
        paragraph._p.append(_element("w:bookmarkStart", id=id_, name=f"authority-{number}"))
        paragraph.add_run(str(number))
        paragraph._p.append(_element("w:bookmarkEnd", id=id_))

    def _outside(self, paragraph: Any, url: str) -> None:
        from docx.opc.constants import RELATIONSHIP_TYPE

        target = paragraph.part.relate_to(clean(url), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = _element("w:hyperlink")
        link.set(_name("r:id"), target)
        self._run_in(paragraph, link, url)

    def _link(self, paragraph: Any, text: str, anchor: str) -> None:
        self._run_in(paragraph, _element("w:hyperlink", anchor=anchor, history="1"), text)

    def _run_in(self, paragraph: Any, link: Any, text: str) -> None:
        from docx.shared import RGBColor

        run = paragraph.add_run(clean(text))
        run.font.color.rgb = RGBColor.from_string(LINK)
        link.append(run._r)
        paragraph._p.append(link)


def _widths(columns: int) -> tuple[float, ...]:
    """The first column a quarter, the second of three a narrow one, the rest evenly."""
    if columns == 3:
        return (5.0, 2.0, 9.0)
    return (3.0, *((CENTIMETRES - 3.0) / (columns - 1) for _ in range(columns - 1)))


def _element(tag: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement

    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(_name(f"w:{name}"), value)
    return element


def _name(prefixed: str) -> Any:
    from docx.oxml.ns import qn

    return qn(prefixed)
