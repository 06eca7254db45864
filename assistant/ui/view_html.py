"""The frame of the other pages: the way back, the title, what is on it."""

from collections.abc import Mapping

from assistant.ui.markup import esc, icon
from assistant.ui.texts import Texts


def view_html(title: str, body: str, t: Texts, *, kind: str = "", up: Mapping[str, str] | None = None) -> str:
    """A page beside the chat.

    Args:
        title: escaped already, like `body`.
        kind: class of the page.
        up: hash to name of the pages above this one.
    """
    crumbs = "".join(f'<a href="#{esc(hash_)}">{esc(name)}</a>' for hash_, name in (up or {}).items())
    return (
        f'<section class="page {kind}" aria-labelledby="page-title"><p class="crumb"><a href="#">{icon("back")} '
        f'{esc(t("views.back"))}</a>{crumbs}</p><h1 id="page-title" tabindex="-1">{title}</h1>{body}</section>'
    )
