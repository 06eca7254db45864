"""A memo as a PDF: numbered paragraphs, tables, marks that lead to their authority, and authorities that lead back."""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from typing import Any

from assistant.memo_docx import clean
from assistant.memo_parts import (
    Authority,
    Block,
    Cell,
    Grid,
    Heading,
    Mark,
    Memo,
    Words,
    capital,
    grouped,
    is_address,
)

SIDE, TOP, BOTTOM = 25.0, 20.0, 22.0
"""Margins in millimetres, on A4."""

INDENT = 9.0
GAP = 1.5
SIZE, SMALL = 10.5, 8.5
LINE, SMALL_LINE = 5.2, 4.3
"""Points of type, and millimetres of a line of it."""

INK, LINK, SHADE = (31, 42, 55), (11, 83, 148), (232, 237, 243)
ABSENT = "?"
"""Stands for a character that no font has."""

SPELT = str.maketrans({"₸": "KZT"})
"""Signs that neither font has, in letters."""

STYLES = {"": "Regular", "B": "Bold", "I": "Italic"}


def as_pdf(memo: Memo) -> bytes:
    """The whole file; the same memo gives the same bytes."""
    page = _Page(memo)
    for block in memo.blocks:
        page.block(block)
    page.heading(memo.words["authorities"], 1)
    for group, members in grouped(memo.authorities):
        page.heading(memo.words[f"group_{group}"], 2)
        for one in members:
            page.authority(one)
    page.closing(memo.closing)
    return page.content()


class _Page:
    """Adds parts at the end of one PDF."""

    def __init__(self, memo: Memo) -> None:
        pdf = _numbered_pages()
        self._pdf: Any = pdf
        self._said = memo.words
        pdf.set_margins(SIDE, TOP, SIDE)
        pdf.set_auto_page_break(True, BOTTOM)
        pdf.set_lang(memo.language)
        pdf.set_title(clean(memo.title))
        pdf.set_author("exequatur")
        pdf.set_creator("exequatur")
        pdf.set_creation_date(datetime.combine(memo.written, time(), UTC))
        self._known = _fonts(pdf, memo)
        pdf.set_text_color(*INK)
        pdf.add_page()
        self._font("B", 16)
        pdf.multi_cell(0, 8, self._text(memo.title), align="L", new_x="LMARGIN", new_y="NEXT")
        self._font("", SIZE)
        pdf.multi_cell(0, LINE, self._text(memo.dated), align="L", new_x="LMARGIN", new_y="NEXT")

    def block(self, block: Block) -> None:
        """A heading, a numbered paragraph or a table."""
        if isinstance(block, Heading):
            self.heading(block.text, block.level)
        elif isinstance(block, Grid):
            self._grid(block)
        else:
            self._pdf.ln(GAP)
            self._room(2 * LINE)
            self._target(f"paragraph-{block.number}")
            self._font("", SIZE)
            top = self._pdf.get_y()
            self._pdf.write(LINE, f"{block.number}.")
            self._pdf.set_y(top)
            self._column(SIDE + INDENT, self._pdf.w - SIDE, block.pieces, LINE)
            self._pdf.ln(LINE)

    def heading(self, text: str, level: int) -> None:
        """A heading of level 1 or 2, also in the outline of the file."""
        self._pdf.ln(LINE if level == 1 else GAP)
        self._room(4 * LINE)
        self._pdf.start_section(self._text(text), level - 1)
        self._font("B", 13 if level == 1 else 11)
        self._pdf.multi_cell(0, 6.5, self._text(text), align="L", new_x="LMARGIN", new_y="NEXT")

    def authority(self, one: Authority) -> None:
        """One entry of the table of authorities; its numbers of paragraphs lead back to where it is used."""
        self._pdf.ln(GAP)
        self._room(3 * LINE)
        self._target(f"authority-{one.number}")
        self._font("B", SIZE)
        top = self._pdf.get_y()
        self._pdf.write(LINE, f"{one.number}")
        self._pdf.set_y(top)
        title = f" ({one.title})" if one.title else ""
        told = "; ".join(part for part in (one.kind, one.standing, one.window) if part)
        with self._between(SIDE + INDENT, self._pdf.w - SIDE):
            self._pieces((Words(f"{one.name}{title}. {told}. "),), LINE)
            if is_address(one.url):
                self._linked(one.url, clean(one.url), LINE)
            else:
                self._pieces((Words(one.url or capital(self._said["no_address"])),), LINE)
            self._pieces((Words(f". {self._said['used']} "),), LINE)
            for at, number in enumerate(one.used):
                self._pieces((Words(", "),) if at else (), LINE)
                self._linked(str(number), f"#paragraph-{number}", LINE)
        self._pdf.ln(LINE)

    def closing(self, texts: Iterable[str]) -> None:
        """The small print."""
        for text in texts:
            self._pdf.ln(GAP * 2)
            self._font("I", SMALL + 0.5)
            self._pdf.multi_cell(0, SMALL_LINE, self._text(text), align="L", new_x="LMARGIN", new_y="NEXT")

    def content(self) -> bytes:
        """The bytes of the file."""
        return bytes(self._pdf.output())

    def _grid(self, grid: Grid) -> None:
        self._pdf.ln(GAP)
        head = tuple((Words(name, strong=True),) for name in grid.columns)
        for at, row in enumerate((head, *grid.rows)):
            self._row(row, _widths(len(grid.columns), self._pdf.epw), shaded=at == 0)
        self._pdf.set_x(SIDE)

    def _row(self, cells: Sequence[Cell], widths: Sequence[float], shaded: bool) -> None:
        """One row on one page; if a page is too short for it, its cells come one below the other."""
        height = max(self._height(cell, width) for cell, width in zip(cells, widths, strict=True)) + 2 * GAP
        if height > self._pdf.h - TOP - BOTTOM:
            for cell in cells:
                self._column(SIDE, self._pdf.w - SIDE, cell, SMALL_LINE, SMALL)
                self._pdf.ln(SMALL_LINE)
            return
        self._room(height)
        top, left = self._pdf.get_y(), SIDE
        self._pdf.set_draw_color(*LINK if shaded else SHADE)
        if shaded:
            self._pdf.set_fill_color(*SHADE)
            self._pdf.rect(left, top, sum(widths), height, style="F")
        for cell, width in zip(cells, widths, strict=True):
            self._pdf.set_y(top + GAP)
            self._column(left + GAP, left + width - GAP, cell, SMALL_LINE, SMALL)
            left += width
        self._pdf.set_y(top + height)
        self._pdf.line(SIDE, top + height, left, top + height)

    def _height(self, cell: Cell, width: float) -> float:
        """What a cell needs, measured in bold, the widest."""
        self._font("B", SMALL)
        text = "".join(f" [{piece.number}]" if isinstance(piece, Mark) else piece.text for piece in cell)
        lines = self._pdf.multi_cell(
            width - 2 * GAP, SMALL_LINE, self._text(text), align="L", dry_run=True, output="LINES"
        )
        return SMALL_LINE * max(len(lines), 1)

    def _column(self, left: float, right: float, pieces: Cell, line: float, size: float = SIZE) -> None:
        with self._between(left, right):
            self._pieces(pieces, line, size)

    def _between(self, left: float, right: float) -> "_Margins":
        return _Margins(self._pdf, left, right)

    def _pieces(self, pieces: Cell, line: float, size: float = SIZE) -> None:
        for piece in pieces:
            if isinstance(piece, Mark):
                self._font("", size)
                self._pdf.write(line, " ")
                self._linked(f"[{piece.number}]", f"#authority-{piece.number}", line)
            else:
                self._font("B" if piece.strong else "I" if piece.doubt else "", size)
                self._pdf.write(line, self._text(piece.text))

    def _linked(self, text: str, to: str, line: float) -> None:
        self._pdf.set_text_color(*LINK)
        self._pdf.write(line, self._text(text), link=to)
        self._pdf.set_text_color(*INK)

    def _target(self, name: str) -> None:
        self._pdf.set_link(name=name, y=self._pdf.get_y())

    def _room(self, height: float) -> None:
        if self._pdf.get_y() + height > self._pdf.h - BOTTOM:
            self._pdf.add_page()

    def _font(self, style: str, size: float) -> None:
        self._pdf.set_font("serif", style, size)

    def _text(self, text: str) -> str:
        return "".join(
            letter if ord(letter) in self._known else ABSENT
            for letter in clean(text).translate(SPELT)
            if unicodedata.category(letter) != "Cf"  # marks that are not seen
        )


class _Margins:
    """Writes between two edges, in millimetres from the left of the page, and puts the margins back."""

    def __init__(self, pdf: Any, left: float, right: float) -> None:
        self._pdf, self._left, self._right = pdf, left, right

    def __enter__(self) -> None:
        self._pdf.set_left_margin(self._left)
        self._pdf.set_right_margin(self._pdf.w - self._right)
        self._pdf.set_x(self._left)

    def __exit__(self, *_: object) -> None:
        self._pdf.set_left_margin(SIDE)
        self._pdf.set_right_margin(SIDE)


def _numbered_pages() -> Any:
    """An empty file with the number of the page at the foot of each."""
    from fpdf import FPDF

    class Numbered(FPDF):
        def footer(self) -> None:
            self.set_y(-14)
            self.set_font("serif", "", SMALL)
            self.cell(0, 5, f"{self.page_no()} / {{nb}}", align="C")

    return Numbered(format="A4")


def _fonts(pdf: Any, memo: Memo) -> frozenset[int]:
    """Load the fonts that a memo needs; gives the characters that they have."""
    from fontpkg_pt_serif import ROOT

    for style, name in STYLES.items():
        pdf.add_font("serif", style, ROOT / "files" / f"PT_Serif-Web-{name}.ttf")
    known = frozenset(pdf.fonts["serif"].cmap)
    if {ord(letter) for letter in clean(_all_text(memo))} <= known:
        return known
    from pylopdf_fonts_zh_cn import sans_path

    pdf.add_font("chinese", "", sans_path())
    pdf.set_fallback_fonts(["chinese"], exact_match=False)
    return known | frozenset(pdf.fonts["chinese"].cmap)


def _all_text(memo: Memo) -> str:
    return repr(memo.blocks) + repr(memo.authorities) + repr(memo.closing)


def _widths(columns: int, whole: float) -> tuple[float, ...]:
    """The first column a fifth, the second of three a narrow one, the rest evenly."""
    if columns == 3:
        return (whole * 0.3, whole * 0.12, whole * 0.58)
    return (whole * 0.2, *(whole * 0.8 / (columns - 1) for _ in range(columns - 1)))
