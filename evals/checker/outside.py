"""The checks on a public set of claims with references: AttributionBench (Li et al. 2024, arXiv:2402.15089).

The set is read from where it lies and never copied; it is general knowledge in long references, which the checks of law
were not made for.
"""

import json
from pathlib import Path

from assistant.checking.checker import Checker
from assistant.types import Citation, Claim
from corpus.types import Passage, Period, SourceKind, Span, Standing

NAME = "dev_all_subset_balanced.jsonl"


def macro_f1(folder: Path, checker: Checker) -> dict[str, float]:
    """The mean F1 of "attributable" and "not attributable", each F1, and how many claims, by `fault` alone."""
    right = {"attributable": [0, 0, 0], "not attributable": [0, 0, 0]}
    count = 0
    for line in (folder / NAME).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = " ".join(part for part in row["references"] if part.strip())
        if not text.strip():
            continue
        claim = Claim(text=row["claim"], topic="", citations=(_whole(row["id"], text),))
        said = "not attributable" if checker.fault(claim) else "attributable"
        count += 1
        for label, (hits, given, due) in right.items():
            is_given, is_due = said == label, row["attribution_label"] == label
            right[label] = [hits + (is_given and is_due), given + is_given, due + is_due]
    scores = {label: 2 * hits / (given + due) if given + due else 0.0 for label, (hits, given, due) in right.items()}
    return {"n": float(count), "macro-F1": sum(scores.values()) / 2, **scores}


def _whole(id_: str, text: str) -> Citation:
    passage = Passage(
        id=id_,
        source_id="outside",
        pinpoint="",
        heading="",
        text=text,
        span=Span(start=0, end=len(text)),
        topic="cases",
        also=(),
        states=(),
        kinds=(),
        standing=Standing.UNCONFIRMED,
        window=Period(),
        kind=SourceKind.COMMENTARY,
        authority="",
        url="",
        basis="",
    )
    return Citation(passage=passage, span=passage.span)
