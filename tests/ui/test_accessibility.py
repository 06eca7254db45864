"""What a screen reader, a keyboard and weak eyes need; axe-core is asked where `make browser` has installed it."""

from pathlib import Path
from typing import Any

import pytest
from browsing import Visit, ask

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
SERIOUS = ("serious", "critical")
pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(visit: Visit, scheme: str) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: `make browser` does it")
    page = visit(scheme=scheme)
    script = AXE.read_text(encoding="utf-8")
    assert faults(page, script) == []
    ask(page, "Compare: can we?")
    page.click(".chips .fact")
    page.click("[data-more]")
    assert faults(page, script) == []
    for other in ("coverage", "sources", "about", "cell=KZ/limitation"):
        page.evaluate(f"location.hash = '{other}'")
        page.wait_for_selector("#view #page-title")
        assert faults(page, script) == []
    page.evaluate("location.hash = ''")
    page.set_viewport_size({"width": 390, "height": 844})
    for pane in ("chat", "evidence", "facts", "matters"):
        page.click(f".bottom [data-pane={pane}]")
        assert faults(page, script) == []


def faults(page: Any, script: str) -> list[str]:
    """What axe calls serious or critical, with the element."""
    page.evaluate(f"if (!window.axe) {{ {script} }}")
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{fault['id']}: {node['html'][:140]}"
        for fault in found["violations"]
        if fault["impact"] in SERIOUS
        for node in fault["nodes"]
    ]


def test_every_control_has_a_name_and_text_has_contrast(visit: Visit) -> None:
    for scheme in ("light", "dark"):
        page = visit(scheme=scheme)
        ask(page, "Compare: can we?")
        assert page.evaluate(NAMELESS) == []
        assert page.evaluate(PALE) == []


NAMELESS = """() => [...document.querySelectorAll('#app button, #app a[href], #app input, #app select, #app textarea')]
  .filter(e => e.offsetParent && !(e.textContent.trim() || e.getAttribute('aria-label') || (e.labels && e.labels.length)))
  .map(e => e.outerHTML.slice(0, 120))"""

# WCAG 2.2, 1.4.3: 4.5 to 1, 3 to 1 for large text; contrast is (L1 + 0.05) / (L2 + 0.05).
PALE = """() => {
  const rgb = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = c => { const f = v => { v /= 255; return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; };
    return .2126 * f(c[0]) + .7152 * f(c[1]) + .0722 * f(c[2]); };
  const behind = e => { for (let n = e; n; n = n.parentElement) { const c = rgb(getComputedStyle(n).backgroundColor);
    if (c.length === 3 || c[3] === 1) return c; } return [255, 255, 255]; };
  const pale = [];
  for (const e of document.querySelectorAll('#app *')) {
    if (!e.offsetParent || e.closest('.sr, svg, option') || ![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
    const style = getComputedStyle(e), a = light(rgb(style.color)), b = light(behind(e));
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    const large = parseFloat(style.fontSize) >= 24;
    if (ratio < (large ? 3 : 4.5)) pale.push(e.className + ' ' + e.textContent.trim().slice(0, 30) + ' ' + ratio.toFixed(2));
  }
  return pale; }"""
