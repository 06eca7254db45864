"""Charts as SVG inside the page: no script, no image, colours from the style of the page."""

import re
from collections.abc import Mapping, Sequence
from html import escape

from evals.reports import Curve, CurvePoint, Mean, Spread

ROW = 22
"""Height of one row of bars or intervals, in pixels."""

NAMES = 260
"""Width kept for the names of rows."""

SCALE = 420
"""Width that a share of 1, or the longest bar, takes."""

PANEL = 300
MARGIN = 44

STYLE = """
svg { font: 12px system-ui, sans-serif; fill: var(--ink); max-width: 100%; height: auto; }
svg .soft { fill: var(--soft); } svg .grid { stroke: var(--line); } svg .axis { stroke: var(--soft); fill: none; }
svg .dot { fill: var(--accurate); } svg .whisker { stroke: var(--accurate); stroke-width: 2; }
svg .bar { fill: var(--refused); } svg .late { stroke: var(--soft); stroke-width: 2; }
svg .refusals { stroke: var(--refused); fill: none; stroke-width: 2; }
svg .answers { stroke: var(--hallucinated); fill: none; stroke-width: 2; }
svg .trade { stroke: var(--ink); fill: none; stroke-width: 2; } svg .used { fill: var(--hallucinated); }
svg .at { stroke: var(--soft); stroke-dasharray: 4 3; } svg .refusals-key { fill: var(--refused); }
svg .answers-key { fill: var(--hallucinated); }
"""


def intervals(rows: Sequence[tuple[str, Mean]], label: str) -> str:
    """Shares as dots with their intervals, 0 to 1."""
    parts = []
    for tenth in range(0, 11, 2):
        x = NAMES + SCALE * tenth / 10
        parts.append(f'<line class="grid" x1="{x:g}" x2="{x:g}" y1="0" y2="{len(rows) * ROW}"/>')
        parts.append(_text(x, len(rows) * ROW + 14, f"{tenth / 10:.1f}", "soft", "middle"))
    for at, (name, mean) in enumerate(rows):
        y = at * ROW + ROW / 2
        low, middle, high = (NAMES + SCALE * value for value in (mean.low, mean.mean, mean.high))
        parts.append(_text(NAMES - 10, y + 4, name, "", "end"))
        parts.append(f'<line class="whisker" x1="{low:.1f}" x2="{high:.1f}" y1="{y:g}" y2="{y:g}"/>')
        parts.append(f'<circle class="dot" cx="{middle:.1f}" cy="{y:g}" r="4"/>')
        parts.append(_text(NAMES + SCALE + 12, y + 4, f"{mean.mean:.2f} (n = {mean.n})", "soft"))
    return _figure(NAMES + SCALE + 120, len(rows) * ROW + 22, parts, label)


def bars(counts: Mapping[str, int], label: str) -> str:
    """Counts as bars, in the order given."""
    most = max(counts.values(), default=0) or 1
    parts = []
    for at, (name, count) in enumerate(counts.items()):
        y = at * ROW
        parts.append(_text(NAMES - 10, y + 15, name, "", "end"))
        parts.append(
            f'<rect class="bar" x="{NAMES}" y="{y + 4}" width="{SCALE * count / most:.1f}" height="{ROW - 8}"/>'
        )
        parts.append(_text(NAMES + SCALE * count / most + 8, y + 15, str(count), "soft"))
    return _figure(NAMES + SCALE + 120, len(counts) * ROW + 4, parts, label)


def spreads(steps: Mapping[str, Spread], label: str) -> str:
    """Milliseconds: a bar to the median, a line on to the 95th percentile."""
    most = max((spread.p95 for spread in steps.values()), default=0.0) or 1.0
    parts = []
    for at, (name, spread) in enumerate(steps.items()):
        y, median, p95 = at * ROW, SCALE * spread.median / most, SCALE * spread.p95 / most
        parts.append(_text(NAMES - 10, y + 15, name, "", "end"))
        parts.append(f'<rect class="bar" x="{NAMES}" y="{y + 4}" width="{median:.1f}" height="{ROW - 8}"/>')
        parts.append(
            f'<line class="late" x1="{NAMES + median:.1f}" x2="{NAMES + p95:.1f}" y1="{y + 11}" y2="{y + 11}"/>'
        )
        parts.append(_text(NAMES + p95 + 8, y + 15, f"{spread.median:.1f}, p95 {spread.p95:.1f}", "soft"))
    return _figure(NAMES + SCALE + 150, len(steps) * ROW + 4, parts, label)


def refusal_curve(curve: Curve) -> str:
    """Two panels: both shares over the cut-off, and one against the other with the point the run was at."""
    second = PANEL + 2 * MARGIN + 30
    parts = [
        *_axes(MARGIN, "cut-off", "share"),
        _line([(point.cut_off or 0.0, point.false_refusals) for point in curve.points], MARGIN, "refusals"),
        _line([(point.cut_off or 0.0, point.false_answers) for point in curve.points], MARGIN, "answers"),
        _text(MARGIN + 8, 14, "false refusals", "refusals-key"),
        _text(MARGIN + 108, 14, "false answers", "answers-key"),
        *_axes(second, "false refusals", "false answers"),
        _line([(point.false_refusals, point.false_answers) for point in curve.points], second, "trade"),
    ]
    if curve.cut_off is not None:
        x = MARGIN + PANEL * min(1.0, max(0.0, curve.cut_off))
        parts.append(f'<line class="at" x1="{x:.1f}" x2="{x:.1f}" y1="20" y2="{20 + PANEL}"/>')
        parts.append(_text(x + 4, 34, f"used: {curve.cut_off:g}", "soft"))
    x, y = _place(curve.used.false_refusals, curve.used.false_answers, second)
    parts.append(f'<circle class="used" cx="{x:.1f}" cy="{y:.1f}" r="5"/>')
    parts.append(_text(x + 9, y - 6, "this run", "soft"))
    return _figure(2 * PANEL + 4 * MARGIN + 30, PANEL + 64, parts, _told(curve.used))


PRINTED = {"ink": "#1c1c1c", "soft": "#6b6b6b", "line": "#d9d9d9", "refused": "#b07d2b", "hallucinated": "#b3261e", "accurate": "#2e7d32"}  # fmt: skip
"""Colours of a chart that stands in a file of its own."""


def alone(svg: str) -> str:
    """A chart as a file of its own, with its style and colours inside and a white ground."""
    style = re.sub(r"var\(--(\w+)\)", lambda name: PRINTED[name[1]], STYLE)
    head = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" style="background:#fff" ', 1)
    return head.replace("<title>", f"<style>{style}</style><title>", 1) + "\n"


def _told(point: CurvePoint) -> str:
    return (
        "False refusals against false answers over the cut-off; this run: "
        f"{point.false_refusals:.1%} refused wrongly, {point.false_answers:.1%} answered wrongly"
    )


def _axes(left: float, across: str, up: str) -> list[str]:
    parts = [f'<path class="axis" d="M{left} 20V{20 + PANEL}H{left + PANEL}"/>']
    for quarter in range(5):
        share = quarter / 4
        x, y = _place(share, share, left)
        parts.append(f'<line class="grid" x1="{left}" x2="{left + PANEL}" y1="{y:g}" y2="{y:g}"/>')
        parts.append(_text(left - 6, y + 4, f"{share:g}", "soft", "end"))
        parts.append(_text(x, PANEL + 36, f"{share:g}", "soft", "middle"))
    parts.append(_text(left + PANEL / 2, PANEL + 54, across, "soft", "middle"))
    parts.append(_text(left + PANEL, 14, up, "soft", "end"))
    return parts


def _place(across: float, up: float, left: float) -> tuple[float, float]:
    return left + PANEL * across, 20 + PANEL * (1 - up)


def _line(points: Sequence[tuple[float, float]], left: float, class_: str) -> str:
    placed = (_place(across, up, left) for across, up in points)
    return f'<polyline class="{class_}" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in placed)}"/>'


def _text(x: float, y: float, words: str, class_: str, anchor: str = "start") -> str:
    class_ = f' class="{class_}"' if class_ else ""
    return f'<text{class_} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _figure(width: float, height: float, parts: Sequence[str], label: str) -> str:
    return (
        f'<svg role="img" aria-label="{escape(label)}" viewBox="0 0 {width:g} {height:g}" width="{width:g}">'
        f"<title>{escape(label)}</title>{''.join(parts)}</svg>"
    )
