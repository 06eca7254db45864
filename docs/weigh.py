"""Print what the page weighs, and when it first paints and can be used: `python -m docs.weigh`.

The browser and the server are on this machine, and the browser starts with an empty cache; times are the medians of five visits.
"""

import sys
from statistics import median
from typing import Any

from docs.browser import Served, chromium, opened

VISITS = 5
MEASURE = """() => {
  const [page] = performance.getEntriesByType('navigation');
  const parts = performance.getEntriesByType('resource');
  const sum = found => found.reduce((bytes, part) => bytes + part.transferSize, 0);
  const paint = Object.fromEntries(performance.getEntriesByType('paint').map(found => [found.name, found.startTime]));
  const ours = parts.filter(part => part.name.includes('/typefaces/'));
  return { html: page.transferSize, typefaces: sum(ours), rest: sum(parts) - sum(ours), requests: parts.length + 1,
           painted: paint['first-contentful-paint'], ready: performance.now() };
}"""


def main() -> None:
    """Visit the page a few times and print the figures."""
    with chromium() as served:
        visits = [visit(served) for _ in range(VISITS)]
    first = visits[0]
    total = first["html"] + first["typefaces"] + first["rest"]
    rows = [
        ("weight, compressed", f"{total / 1000:.0f} kB in {first['requests']} requests"),
        ("  page, styles, script, first screen", f"{first['html'] / 1000:.0f} kB"),
        ("  typefaces", f"{first['typefaces'] / 1000:.0f} kB"),
        ("  Gradio", f"{first['rest'] / 1000:.0f} kB"),
        ("first paint", f"{median(found['painted'] for found in visits):.0f} ms"),
        ("ready for a question", f"{median(found['ready'] for found in visits):.0f} ms"),
    ]
    for name, value in rows:
        sys.stdout.write(f"{name:38} {value}\n")


def visit(served: Served) -> dict[str, Any]:
    """One visit with an empty cache."""
    page = opened(served, 1440, 900, "light")
    found: dict[str, Any] = page.evaluate(MEASURE)
    page.context.close()
    return found


if __name__ == "__main__":
    main()
