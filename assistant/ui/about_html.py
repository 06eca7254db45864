"""The about page: how answers are made, where they end, what happens to what is written."""

from assistant.ui.markup import esc
from assistant.ui.texts import Texts
from assistant.ui.types import Coverage
from assistant.ui.view_html import view_html

STEPS = ("reading", "routes", "search", "writing", "checking")
STANDINGS = {"confirmed": "confirmed", "unconfirmed": "unconfirmed", "inference": "inferred", "outdated": "outdated"}


def about_html(coverage: Coverage, t: Texts, outside: str) -> str:
    """Plain words on method, limits and privacy.

    Args:
        outside: who beyond this machine reads the questions; empty for nobody.
    """
    told = {"passages": t.count("passages", coverage.passages), "date": t.day(coverage.known), "who": outside}

    def text(key: str) -> str:
        return esc(t(f"about.{key}", **told))

    steps = "".join(f"<li><b>{text(f'{step}_name')}</b> {text(step)}</li>" for step in STEPS)
    sure = "".join(
        f"<li><b>{esc(t.words[f'standing_{standing}'])}</b>: {text(key)}</li>" for standing, key in STANDINGS.items()
    )
    limits = "".join(f"<li>{text(key)}</li>" for key in ("known", "digests", "silent", "advice"))
    private = "".join(f"<li>{text(key)}</li>" for key in ("here", "tab", "model_on" if outside else "model_off"))
    return view_html(
        text("title"),
        f"<p>{text('intro')}</p><h2>{text('made')}</h2><ol>{steps}</ol>"
        f"<h2>{text('reading_it')}</h2><ul><li>{text('marks')}</li>{sure}<li>{text('dated')}</li></ul>"
        f"<h2>{text('limits')}</h2><ul>{limits}</ul><h2>{text('privacy')}</h2><ul>{private}</ul>"
        f"<h2>{text('keys')}</h2><p>{text('keys_text')}</p>",
        t,
        kind="prose-page",
    )
