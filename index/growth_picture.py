"""The figures of `index.growth` as a picture: a panel a column, both axes by powers of ten."""

import math
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

PANELS = (
    ("processor s", "building: seconds of processor"),
    ("build peak MiB", "building: peak memory, MiB"),
    ("disk MiB", "disk, MiB"),
    ("open s", "opening, s"),
    ("open peak MiB", "open: peak memory, MiB"),
    ("search ms", "a search: median, ms"),
)
COLOURS = {"ours": "#2e7d32", "stock": "#b07d2b"}
SIDE, GAP, TOP, ACROSS = 200, 76, 56, 3
STYLE = "svg{font:12px system-ui,sans-serif;fill:#1c1c1c}.soft{fill:#6b6b6b}.grid{stroke:#d9d9d9}.line{fill:none;stroke-width:2}"


def picture(rows: Sequence[Mapping[str, Any]]) -> str:
    """An SVG of every panel; `rows` have `by`, `passages` and the columns."""
    width, height = ACROSS * (SIDE + GAP) + 8, (len(PANELS) // ACROSS) * (SIDE + GAP) + 32
    title = "How building, opening and searching grow with the number of passages: ours beside the stock pipeline"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" style="background:#fff" role="img" aria-label="{title}" '
        f'viewBox="0 0 {width} {height}" width="{width}"><style>{STYLE}</style><title>{title}</title>'
    ]
    for at, (name, colour) in enumerate(COLOURS.items()):
        parts.append(
            f'<text x="{GAP - 20 + at * 90}" y="18" style="fill:{colour}">{"stock llama-index" if at else name}</text>'
        )
    for number, (column, said) in enumerate(PANELS):
        left = GAP - 20 + (number % ACROSS) * (SIDE + GAP)
        parts += _panel(rows, column, said, left, TOP + (number // ACROSS) * (SIDE + GAP))
    return "".join([*parts, "</svg>\n"])


def _panel(rows: Sequence[Mapping[str, Any]], column: str, said: str, left: int, top: int) -> Iterator[str]:
    shown = [row for row in rows if row.get(column)]
    across = _decades([row["passages"] for row in rows])
    up = _decades([row[column] for row in shown])
    yield f'<text x="{left}" y="{top - 10}">{escape(said)}</text>'
    for power in range(up[0], up[1] + 1):
        y = top + SIDE - SIDE * _along(10.0**power, up)
        yield f'<line class="grid" x1="{left}" x2="{left + SIDE}" y1="{y:.0f}" y2="{y:.0f}"/>'
        yield f'<text class="soft" x="{left - 4}" y="{y + 4:.0f}" text-anchor="end">{10.0**power:,g}</text>'
    for power in range(across[0], across[1] + 1):
        x = left + SIDE * _along(10.0**power, across)
        label = f"{10 ** (power - 6)}M" if power >= 6 else f"{10 ** (power - 3)}k"
        yield f'<text class="soft" x="{x:.0f}" y="{top + SIDE + 16}" text-anchor="middle">{label}</text>'
    for name, colour in COLOURS.items():
        points = sorted((row["passages"], row[column]) for row in shown if row["by"] == name)
        placed = [(left + SIDE * _along(x, across), top + SIDE - SIDE * _along(y, up)) for x, y in points]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
        yield f'<polyline class="line" style="stroke:{colour}" points="{line}"/>'
        for (x, y), (passages, value) in zip(placed, points, strict=True):
            about = f"{passages:,} passages, {name}: {value:,.1f}"
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" style="fill:{colour}"><title>{about}</title></circle>'


def _decades(values: Sequence[float]) -> tuple[int, int]:
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _along(value: float, decades: tuple[int, int]) -> float:
    """How far along the axis a value is, from 0 to 1."""
    return (math.log10(value) - decades[0]) / (decades[1] - decades[0])
