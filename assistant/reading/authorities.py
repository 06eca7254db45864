"""Authorities a question names: articles, acts, cases, dockets; and those of them that no source has."""

import re

from assistant.reader import Reader
from assistant.values import DOCKET

REFERENCE = re.compile(
    r"\b(?:articles?|arts?\.?|sections?|§+|paragraphs?|rule) ?(\d+[a-z]?(?:-\d+)?(?:\(\d+\))*)", re.IGNORECASE
)
DATED_ACT = re.compile(
    r"\b(?P<what>(?:normative )?(?:resolution|decree|law|act|regulation|order|ruling|protocol|circular))\b[^.?]{0,25}?\bof (?P<day>\d{1,2} [A-Z][a-z]+ \d{4})"
)
CASE_NAME = re.compile(
    r"(?P<one>[A-Z][\w’'&.-]+(?: [A-Z][\w’'&.-]+){0,3}) v\.? (?P<other>[A-Z][\w’'&.-]+(?: [A-Z][\w’'&.-]+){0,3})"
)
PROPER = re.compile(r"(?<![.!?:]\s)(?<!^)\b[A-Z][\w’'-]+(?:(?: (?:v\.?|and|of|&|the))? [A-Z][\w’'-]+)*")
FIRM = r"(?:banks?|compan(?:y|ies)|firms?|factory|plant|holding|group|LLP|LLC|Ltd|Limited|Inc|Corp|plc|GmbH|JSC|PJSC|TOO|AO|OOO|ZAO|SA|SAS|SARL|Srl|SpA|BV|NV|Oy|AB|AS|Sp|Pte|Pty)"
OF_A_FIRM = re.compile(
    rf"\b(?:[A-Z][\w’'&-]+ ){{1,3}}{FIRM}\b|\b{FIRM},? (?:called |named )?[\"“«]?[A-Z][\w’'&-]+(?: [A-Z][\w’'&-]+)*",
    re.ASCII,
)
"""The name of a firm that somebody tells of: no source need have it."""

NOBODY = re.compile(rf"^(?:{FIRM}|buyer|seller|claimant|defendant|debtor|creditor|bank|state)$", re.IGNORECASE)
"""What stands in the name of a dispute for a party without a name of its own."""

EXPLAINED = re.compile(r"\b[A-Z]{2,8}\b(?= ?\([a-z]|,? (?:that is|i\.e\.|meaning)\b)")
"""Letters that the question itself spells out: "SMEC (specialised inter-district economic court)"."""
NAME = r"(?!(?:Under|Pursuant|According|Given|Per|By|In|On|Based|Can|Could|Does|Do|Is|Are|What|Which|When|Who|How|The|A|An|If|As|Since|May|Must|Will|Also|And|But)\b)[A-Z][\w’'-]+"
LINK = r"(?: (?:of|on|and|for|in|to)(?: the)?)?"
ACT_NOUN = "(?:Act|Law|Code|Convention|Treaty|Decree|Regulation|Statute|Directive|Protocol|Agreement|Ordinance|Charter|Accord|Edict|Doctrine)"
ACT = re.compile(
    rf"\b(?P<act>(?:{NAME}{LINK} ){{1,6}}{ACT_NOUN}(?: (?:on|of|for|concerning|about|against)(?: the)?(?: {NAME}{LINK}){{1,8}}(?<! of)(?<! on)(?<! in)(?<! and)(?<! the))?"
    rf"|(?:{ACT_NOUN}|Order|Resolution) (?:on|of|for|concerning|about|against)(?: the)?(?: {NAME}{LINK}){{1,8}})"
    r"(?:\s*(?:of|,|\()?\s*(?:No\.? ?[\w-]+|(?:19|20)\d\d)\)?)*"
)
NUMBERED_ACT = re.compile(
    r"\b(?:Law|Act|Decree|Order|Resolution|Regulation|Directive|Ruling|law|decree|order|resolution|regulation|ruling) (?:No\.? ?|№ ?|number )(?P<no>[\w/-]*\d[\w/-]*)(?:,? (?:of|dated) (?:\d{1,2} )?(?:[A-Z][a-z]+ )?\d{4})?"
)
LEANS = (
    r"(?:(?:and|but|so|since|as|because|given that|seeing that|,)\s+)?(?:under|pursuant to|according to|per|by virtue of|by|in accordance with|on the basis of|on the strength of|in view of|in light of|given|thanks to|based on|relying on|by force of|in the light of"
    r"|as (?:provided|stated|set out|required|allowed|confirmed|held|decided|laid down) (?:by|in|under))\s+(?:the )?"
)
"""What stands before an authority that a question only leans on, and does not ask about."""

OF_WHAT = (
    r"(?:\s*(?:,|and)\s*(?:article|art\.?|section|paragraph)s? ?\d[\w()-]*)*(?:\s+(?:(?:of|in|to)\s+)?(?:the )?(?:new |old |revised |amended )?(?:Kazakh(?:stani)? |Russian |Civil |Criminal )*"
    r"(?:Code of Civil Procedure|Civil Procedure Code|Civil Code|CPC|Constitution|[A-Z][\w-]+ (?:Code|Law|Act|Convention|Treaty|Statute)|(?:Code|Law|Act|Convention|Treaty|Statute)(?: (?:of|on) [A-Z][\w ]+?)?))?"
    r"(?:\s+of (?:the )?(?:Republic of )?(?:Kazakhstan|Russia))?"
)
KNOWN_SHARE = 0.8
"""Least share of an act's words that must stand together in a source for the act to be known."""


def references(english: str) -> tuple[str, ...]:
    """The article numbers a text names."""
    return tuple(REFERENCE.findall(english))


def unknown_in(english: str, reader: Reader) -> tuple[str, ...]:
    """What a text names that no passage has: articles, dockets, citations, acts, cases, dated acts, names."""
    found = [match.group() for match in REFERENCE.finditer(english) if not _has_article(match.group(1), reader)]
    found += [match.group() for match in DOCKET.finditer(english) if not reader.says(match.group())]
    found += [
        f"{match['what']} of {match['day']}" for match in DATED_ACT.finditer(english) if not reader.says(match["day"])
    ]
    found += [text for _, _, text in _unknown_acts(english, reader)]
    for match in CASE_NAME.finditer(english):
        if not _has_case(match, reader):
            found.append(match.group())
    told = [match.span() for pattern in (OF_A_FIRM, EXPLAINED) for match in pattern.finditer(english)]
    for match in PROPER.finditer(english):
        if any(start <= match.start() and match.end() <= end for start, end in told):
            continue
        words = re.findall(r"[^\W\d_]{4,}", match.group())
        if words and not reader.gazetteer.find(match.group()) and not any(reader.knows_word(word) for word in words):
            found.append(match.group())
    return tuple(name for name in dict.fromkeys(found) if not any(name != other and name in other for other in found))


def without_invented(english: str, reader: Reader) -> tuple[str, tuple[str, ...]]:
    """The text without authorities that it leans on and no source has, and those authorities.

    What the question is about stays: "what does article 999 say?" is a question about article 999.
    """
    spans = [
        (match.start(), match.end(), match.group())
        for match in REFERENCE.finditer(english)
        if not _has_article(match.group(1), reader)
    ]
    spans += _unknown_acts(english, reader)
    spans += [
        (match.start(), match.end(), match.group())
        for match in CASE_NAME.finditer(english)
        if not _has_case(match, reader)
    ]
    spans += [
        (match.start(), match.end(), match.group())
        for match in DOCKET.finditer(english)
        if not reader.says(match.group())
    ]
    invented: list[str] = []
    capital = english[:1].isupper()
    for start, end, _ in sorted(spans, reverse=True):
        lean = re.search(rf"(?:^|(?<=[\s,;(])){LEANS}$", english[:start], re.IGNORECASE)
        if lean is None or end > len(english):
            continue
        rest = re.match(OF_WHAT, english[end:])
        stop = end + (rest.end() if rest else 0)
        after = re.match(r"\s*,", english[stop:])
        invented.append(english[start:stop].strip())
        english = f"{english[: lean.start()]}{english[stop + (after.end() if after else 0) :]}"
    if not invented:
        return english, ()
    tidy = re.sub(r"\s+([?.!,;])", r"\1", re.sub(r"\s{2,}", " ", english)).strip(" ,;")
    first = str.upper if capital else str
    return first(tidy[:1]) + tidy[1:], tuple(dict.fromkeys(reversed(invented)))


def _has_article(number: str, reader: Reader) -> bool:
    first, _, last = number.partition("-")
    if first.isdigit() and last.isdigit() and int(last) > int(first):  # from one article to another; 503-1 is one
        return reader.knows(first) and reader.knows(last)
    return reader.knows(number.lower()) or reader.knows(re.sub(r"\(.*", "", number.lower()))


def _has_case(match: re.Match[str], reader: Reader) -> bool:
    parties = [
        [word for word in re.findall(r"[^\W\d_]{4,}", match[side]) if not NOBODY.match(word)]
        for side in ("one", "other")
    ]
    return not any(words and not reader.knows_word(words[-1]) for words in parties)


def _unknown_acts(english: str, reader: Reader) -> list[tuple[int, int, str]]:
    """Acts with a name or a number of their own that neither a table nor a source has."""
    found = []
    for match in ACT.finditer(english):
        name = re.sub(r"(?: (?:of|on|and|for|in|to)(?: the)?)+$", "", match["act"].strip())
        if not (reader.instruments(match.group()) or _has_act(name, reader)):
            found.append((match.start("act"), match.end(), english[match.start("act") : match.end()].strip()))
    for match in NUMBERED_ACT.finditer(english):
        number = match["no"]
        if not reader.says(number) and not (number.isdigit() and len(number) < 2):
            found.append((match.start(), match.end(), match.group()))
    return [span for span in found if not any(o[0] <= span[0] and span[1] <= o[1] and o != span for o in found)]


def _has_act(name: str, reader: Reader) -> bool:
    """Whether a source has the name, or nearly all of its words in a row."""
    if reader.says(name):
        return True
    words = name.split()
    least = max(2, round(KNOWN_SHARE * len(words)))
    return len(words) > 2 and any(
        reader.says(" ".join(words[at : at + least])) for at in range(len(words) - least + 1)
    )
