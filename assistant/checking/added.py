"""Checks of what a claim adds to its source, or takes for done: a reason, a comparison, "even if", a proposal told as law."""

import re

from assistant.checking.kin import base, borne, has, stems_held
from assistant.checking.support import Pair
from assistant.withholding import Why

EVEN = re.compile(
    r"\beven (?:if|where|when|without|after|before)\b|\bwhether or not\b|\bregardless of\b|\bдаже (?:если|при|без|когда|после)\b|\bнезависимо от\b",
    re.IGNORECASE,
)
WIDE = re.compile(
    r"\beven\b|\bwhether\b|\bregardless\b|\birrespective\b|\bneed not\b|\bno matter\b|\bwherever\b|\bnot (?:stop|bar|prevent|matter|affect|depend)",
    re.IGNORECASE,
)
"""What makes a claim wider than it would be without, and what in a source may stand for it."""

THAN = re.compile(
    r"\b(?!rather|other)(\w+) than\b|\b(?!прежде)\w+(?:ее|ей|ше|же),? чем\b|\b(?:чаще|реже|шире|строже|мягче|легче) ",
    re.IGNORECASE,
)
COMPARED = re.compile(
    r"\bthan\b|\bmore\b|\bless\b|\b\w{3,}er\b|\bmost\b|\bsooner\b|\bunlike\b|\bwhile\b|\bbut\b|\bdiffer",
    re.IGNORECASE,
)
"""A comparison, and what it may rest on."""

REPLACED = re.compile(r"\b(?:replaced|superseded|succeeded) by\b|\b(?:заменен|заменён|вытеснен)\w*\b", re.IGNORECASE)
GONE = re.compile(
    r"replac|supersed|succe|instead|repeal|laps|ceas|no longer|former|took the place|takes? over|moved|became|by a|by the",
    re.IGNORECASE,
)
"""What is told to have given way to another, and what in a source may say so."""

REASON = re.compile(
    r"\b(?:because(?: of)?|owing to|due to|on account of|on the grounds? (?:of|that)|for (?:want|lack) of"
    r"|потому что|так как|поскольку|из-за|ввиду|по причине|за отсутствием|по мотиву) (?P<reason>[^;:.()]{8,160}?)(?=[;:.()]|, (?:and|but|so|а|но|и)\b|$)",
    re.IGNORECASE,
)
DENIES = re.compile(r"\b(?:not|never|cannot)\b (?:\w+ly )?(?:been |be |have )?(\w+)", re.IGNORECASE)
WANTING = re.compile(r"for (?:want|lack)|из-за|за отсутствием", re.IGNORECASE)
"""A reason of few words, of which each tells what was wanting."""

CARRIED = 0.5
"""Least share of a reason's words, from 0 to 1, that its source has."""

WOULD = re.compile(r"(?<!\bthat )\b(?!that)\w+ would\b(?! not)", re.IGNORECASE)
UNREAL = re.compile(
    r"\b(?:would|could|might|may|can|should|propos\w+|draft|plan\w*|suggest\w*|if|idea|believed|expected|hypothe\w+|intend\w*)\b"
    r"|(?<!\w)(?:бы|б|предлож\w+|предлага\w+|проект\w*|план\w*|может|могут|мог\w*|если|предполага\w+|замыс\w+|ожида\w+|счита\w+|вытекает|тогда|должн\w+|бу(?:дет|дут))(?!\w)",
    re.IGNORECASE,
)
"""What would be, and how a claim may say that it is not so yet."""


def additions(pair: Pair) -> Why | None:
    """The claim adds no "even if", no comparison, no successor and no reason of its own, and tells nothing that would be as being so."""
    claim, said = pair.claim.text, pair.said.text
    for added, known in ((EVEN, WIDE), (THAN, COMPARED)):
        if (found := added.search(claim)) and not known.search(said):
            return Why(key="added", said=(found.group().strip(" ,"),))
    if WOULD.search(said) and not UNREAL.search(claim):
        return Why(key="fact", source=("would",))
    if (found := REPLACED.search(claim)) and not GONE.search(said):
        return Why(key="added", said=(found.group(),))
    return _reasons(pair)


def _reasons(pair: Pair) -> Why | None:
    """Whether a reason is none that the source speaks of."""
    held = stems_held(pair.said)
    words = list(borne(pair, held))
    for found in REASON.finditer(pair.claim.text):
        inside = [one for one in words if found.start("reason") <= one.word.start < found.end("reason")]
        carried = sum(bool(one.carried) for one in inside)
        if (no := DENIES.search(found.group("reason"))) and not has(base(no[1]), held):
            return Why(key="added", said=(found.group()[:40],))
        wanting = bool(WANTING.match(found.group()))
        if inside and (
            carried < CARRIED * len(inside) or (wanting and carried <= CARRIED * len(inside) < len(inside))
        ):
            return Why(key="added", said=(found.group()[:40],))
    return None
