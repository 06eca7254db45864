"""From an answer of the law to one that also heard the user's own documents."""

import time
from dataclasses import replace

from assistant.framing import framed
from assistant.own.beside import beside
from assistant.own.checklist import asks_for_check, checklist
from assistant.own.lookup import search_own
from assistant.own.wording import Wording
from assistant.reader import Reader
from assistant.types import Answer, Evidence
from assistant.verify import verify
from index.library import Library
from index.search import Searcher


def with_documents(found: Answer, library: Library, searcher: Searcher, reader: Reader) -> Answer:
    """The answer with what the documents of a library say, each quotation checked as those of the law are.

    The law was answered before the documents were opened, so nothing in them can change it.
    """
    if not library:
        return found
    began = time.perf_counter()
    reader = reader.worded(found.inquiry.register)
    if asks_for_check(found.inquiry):
        draft, inquiry, route = checklist(found.inquiry, library.documents, reader)
        if draft.claims:
            checked = verify(draft, inquiry, route, Evidence(hits=()), found.corpus)
            return _timed(framed(checked, reader), found, began)
    wording = Wording(found.inquiry, library, reader)
    hits = search_own(found.inquiry, wording, library, searcher)
    draft = beside(found.draft, found.inquiry, hits, wording, reader)
    evidence = replace(found.evidence, own=hits)
    if draft == found.draft:
        return replace(found, evidence=evidence)
    fresh = tuple(claim for claim in draft.claims if claim not in found.draft.claims)
    checked = verify(replace(draft, claims=fresh), found.inquiry, found.route, evidence, found.corpus)
    if draft.claims == fresh:
        kept = checked.draft
    elif checked.draft.claims:
        kept = replace(draft, claims=(*found.draft.claims, *checked.draft.claims))
    else:
        kept = found.draft
    heard = replace(found, draft=kept, evidence=evidence, withheld=(*found.withheld, *checked.withheld))
    return _timed(heard, found, began)


def _timed(answer: Answer, before: Answer, began: float) -> Answer:
    """The answer with the time since `began` added to that of the law."""
    ms = (time.perf_counter() - began) * 1000
    timings = dict(before.timings_ms)
    for step in ("retrieve", "total"):
        timings[step] = timings.get(step, 0.0) + ms
    return replace(answer, timings_ms=timings)
