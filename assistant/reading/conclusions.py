"""A turn that draws a conclusion ("So it needs no treaty, then."), put as the question that it asks."""

import re

OPENER = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|right|well|i see|understood|fine)\b[,;:. –—-]*)?(?:so|then|hence|therefore|thus|that means|this means|which means|meaning|in other words|i take it|i gather|i understand|you mean)\b[,:; –—-]*(?:then\b[, ]*)?(?:that\b (?=\w+ \w+))?",
    re.IGNORECASE,
)
TAG = re.compile(
    r"[,;– —-]+(?:then|right|correct|yes|i take it|i guess|i suppose|i gather|i presume|i assume|is that right|is that so|isn'?t it|doesn'?t it|after all)\W*$",
    re.IGNORECASE,
)
SHORT_FORMS = (
    (re.compile(r"\b(it|that|he|she|there)['’]s (?=\w+(?:ed|en|ing|t|nd)\b|a |an |the |not |no |in |still |only |also )", re.I), r"\1 is "),
    (re.compile(r"\b(they|we|you)['’]re\b", re.I), r"\1 are"),
    (re.compile(r"\b(i|we|you|they)['’]ve\b", re.I), r"\1 have"),
    (re.compile(r"\b(ca)n['’]t\b", re.I), r"can not"),
    (re.compile(r"\b(wo)n['’]t\b", re.I), r"will not"),
    (re.compile(r"\b(\w+)n['’]t\b", re.I), r"\1 not"),
    (re.compile(r"\bcannot\b", re.I), "can not"),
)  # fmt: skip
SUBJECT = r"(?P<subject>it|this|that|they|he|she|we|i|you|one|there|(?:(?:the|a|an|my|our|their|its|no|such|any) )?[^\W\d_][\w’'-]*(?: [^\W\d_][\w’'-]*){0,4}?)"
WITH_AUXILIARY = re.compile(
    rf"^{SUBJECT} (?P<verb>is|are|was|were|can|could|will|would|must|may|should|has|have|does|do|did) (?P<rest>\S.*)$",
    re.IGNORECASE,
)
NEEDS_DO = "need|require|appl|cover|bind|review|take|cost|last|work|count|stand|reach|ask|want|refuse|recogni[sz]e|enforce|allow|accept|demand|exclude|include|run|expire|end|begin|start|depend|matter"
PLAIN = re.compile(rf"^{SUBJECT} (?P<verb>(?:{NEEDS_DO})(?P<ending>ies|es|s|y)?) ?(?P<rest>.*)$", re.IGNORECASE)
DENIED = re.compile(r"\b(?:not|never)\b ?", re.IGNORECASE)
NONE_OF = re.compile(r"\bno(?: (?=\w))", re.IGNORECASE)
WORDS_AT_MOST = 25


def concluded(english: str) -> str | None:
    """The yes/no question that a conclusion asks, or None where a turn draws none.

    A denial is asked about as such: "so it needs no treaty" asks whether a treaty is needed.
    """
    text = english.strip()
    opened, tagged = OPENER.match(text), TAG.search(text.rstrip(" ."))
    if (text.endswith("?") and not tagged) or not (opened or tagged) or len(text.split()) > WORDS_AT_MOST:
        return None
    said = text[opened.end() :] if opened else text
    said = TAG.sub("", said.rstrip(" .!?")).strip(" .,!?")
    for pattern, full in SHORT_FORMS:
        said = pattern.sub(full, said)
    found = WITH_AUXILIARY.match(said)
    if found:
        rest = NONE_OF.sub("a ", DENIED.sub("", found["rest"], count=1), count=1)
        return f"{found['verb'].capitalize()} {_within(found['subject'])} {rest}?"
    found = PLAIN.match(said)
    if found is None or (found["subject"].lower() in ("i", "we", "you", "they")) is bool(
        found["ending"] not in (None, "y")
    ):
        return None
    auxiliary = "Do" if found["ending"] in (None, "y") else "Does"
    return (
        f"{auxiliary} {_within(found['subject'])} {_bare(found)} {NONE_OF.sub('a ', found['rest'], count=1)}".rstrip()
        + "?"
    )


def _within(subject: str) -> str:
    """A subject that no longer opens the sentence."""
    first, _, more = subject.partition(" ")
    common = first.lower() in ("it", "this", "that", "they", "he", "she", "we", "you", "one", "there", "the", "a", "an", "my", "our", "their", "its", "such", "any")  # fmt: skip
    return f"{first.lower() if common else first} {more}".strip()


def _bare(found: re.Match[str]) -> str:
    """The verb without the ending of its third person."""
    verb, ending = found["verb"], found["ending"] or ""
    if ending == "ies":
        return verb[:-3] + "y"
    if ending == "es" and re.search(r"(?:ch|sh|ss|x)es$", verb, re.IGNORECASE):
        return verb[:-2]
    return verb[:-1] if ending in ("s", "es") else verb
