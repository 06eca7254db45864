"""The user's own documents in a matter: what there is, what is being read, what was refused."""

from collections.abc import Sequence

from assistant.own.documents import Summary
from assistant.ui.markup import esc, icon
from assistant.ui.texts import Texts


def papers_html(
    documents: Sequence[Summary],
    t: Texts,
    *,
    matter: str,
    request: int = 0,
    reading: str = "",
    added: str = "",
    refused: str = "",
) -> str:
    """The documents above the box.

    Args:
        matter: id of the matter that they are in.
        request: the browser's number for the document it sent.
        reading: how far a document is; empty where none is read.
        added: that one has been added.
        refused: why one was not.
    """
    items = "".join(_item(document, t) for document in documents)
    listed = f'<ul aria-label="{esc(t("papers.title"))}">{items}</ul>' if items else ""
    ask = (
        f'<button type="button" class="lack" data-ask="{esc(t("papers.question"))}">{esc(t("papers.question"))}</button>'
        if items and not reading
        else ""
    )
    kept = f"<small>{esc(t('papers.kept'))}</small>" if items else ""
    told = ""
    if reading:
        told = (
            f'<p class="reading" role="status">{esc(reading)} '
            f'<button type="button" data-halt>{esc(t("papers.stop"))}</button></p>'
        )
    elif refused:
        told = f'<p class="refused" role="alert">{icon("warn")} {esc(refused)}</p>'
    elif added:
        told = f'<p class="sr" role="status">{esc(added)}</p>'
    state = "reading" if reading else "done"
    return f'<div class="papers" data-request="{request}" data-state="{state}" data-of="{matter}">{told}{listed}{ask}{kept}</div>'


def _item(document: Summary, t: Texts) -> str:
    counted = t.count("pages" if document.paged else "parts", document.pages)
    notes = f' title="{esc(" ".join(document.notes))}"' if document.notes else ""
    warned = f" {icon('warn')}" if document.notes else ""
    return (
        f'<li{notes}><span class="name">{esc(document.name)}</span> <span class="dim">{esc(counted)}</span>{warned}'
        f'<button type="button" data-undocument="{esc(document.id)}" '
        f'aria-label="{esc(t("papers.remove", name=document.name))}">×</button></li>'
    )
