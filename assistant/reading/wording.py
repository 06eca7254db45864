"""What a question is about and what would answer it, read from its words."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from assistant.sentences import asking
from assistant.types import AnswerType
from corpus.languages import Language

AUXILIARY = (
    r"(?:is|are|was|were|do|does|did|can|could|may|might|must|should|shall|will|would|has|have|had|isn't|aren't|doesn't|don't"
    r"|didn't|can't|couldn't|won't|wasn't|hasn't|haven't|need)"
)
YES_NO = re.compile(
    rf"(?:^|[.,;:!?}}\])\"”]\s+|\s[-–—]+\s*|\b(?:so|and|but|then|or|if so|please|know|tell me|confirm|whether|if|hello|hi)\s*,?\s+)(?:{AUXILIARY})\s+(?!what|which|who|how|when|where|why)\w+"
    r"|\b(?:whether|is it true|am i right|correct\?|right\?|true or false|isn't it|doesn't it|don't they|does it\?)",
    re.IGNORECASE,
)
WH_CLAUSE = re.compile(
    r"(?:^|[.,;:!?–—-]\s+|\b(?:tell me|know|explain|and|but|or|so) )\W*(?:(?:in|under|on|at|for|to|by|of|from|within|since|until|with) )?"
    r"(?:what|which|who|whom|whose|when|where|why|how)\b",
    re.IGNORECASE,
)

TYPES: tuple[tuple[AnswerType, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (AnswerType.DOCKET, r"\b(?:docket|case|file|index|reference|registration|claim) (?:number\b(?! ?\d)|no\b(?!\.? ?\d))|\bnumber of the (?:case|ruling|decision|judgment|file)|\bECLI\b|\bciting reference|\bneutral citation"),
        (AnswerType.CHANGE, r"\bwhat (?:has |have |had )?(?:changed|is new|was new)|\bhow (?:has|have|did) .*(?:chang|develop|evolv|mov)|\bbefore and after|\bdifference between the old|\bwhat did the .*(?:reform|amendment|new).* change|\bwhat changes? (?:did|were|was|came)"),
        (AnswerType.COMPARISON, r"\bcompar(?:e|ed|ison)|\bversus\b|\bvs\.?\b|\bdiffer(?:s|ence|ences|ent)? (?:between|from)|\bwhich of (?:these|the (?:two|three|four|five|following)|those|them)|\bfor each of\b|\beach of these|\b(?:better|easier|faster|quicker|worse) than|\bside by side"),
        (AnswerType.SHARE, r"\bwhat (?:share|percentage|percent|proportion|fraction|part)|\bhow large a share|\bwhat .*\brate\b|\bpercentage of|\bsuccess rate|\bhow often|\bin what percent"),
        (AnswerType.COUNT, r"\bhow many\b(?! (?:years|months|weeks|days|working))(?![^?]*\b(?:time limit|deadline)\s*\?)|\bnumber of\b|\b(?:head)?count of\b|\bhow large a number"),
        (AnswerType.SUM, r"\bhow much\b(?! (?:time|longer|notice))|\bwhat (?:does|would|will|do) .*\b(?:costs?|charges?)\b|\bwhat (?:is|are|was|were) the (?:\w+ ){0,3}(?:state duty|duty|fee|fees|cost|costs|tariff|price|cap|amount|value|sum)\b|\bwhat (?:\w+ )?(?:fee|fees|duty|sum|amount|price)\b|\bwhich (?:fee|duty|amount|sum)|\bcost of (?:filing|applying)|\bhow expensive|\b(?:market|book|sale|purchase|nominal) (?:value|price)\b|^\W*(?:the )?(?:[\w-]+ ){0,2}(?:fee|fees|price|tariff) (?:in|for|on|of|to)\b"),
        (AnswerType.PERIOD, r"\bhow long\b|\bhow much time\b|\bhow (?:soon|quickly|fast|late)\b|\bwhat (?:is|are|was|were) the (?:\w+ ){0,4}(?:time limit|deadline|limitation|term|period|time-limit|duration|prescription)|\bwithin (?:what|how|which)|\btime limit\b|\bdeadline\b|\bhow many (?:years|months|days|working days|weeks)|\blimitation period"),
        (AnswerType.DATE, r"^\W*(?:\w+\W+){0,3}?(?:when|since when|until when|from when)\b|\bwhat date\b|\bon which date|\bwhich year|\bwhat year|\bwhich day|\bwhen (?:did|was|were|does|is|will|has)\b|\bdate (?:of|did|when)|\bsince when"),
        (AnswerType.PERSON, r"\bwho (?:is (?!(?-i:[A-Z])|in\b|right\b|correct\b|wrong\b|mistaken\b|a party|bound|party|still|entitled|responsible|liable|competent)|was|were|wrote|decided|presided|sat|gave|authored|heard|signed|argued|represented|drafted)\b|\bwhich (?:judge|justice|author|lawyer|counsel|arbitrator)s?\b|\b(?:name|identify) (?:of )?the (?:\w+ )?(?:judge|author|arbitrator|lawyer|counsel|person|party|parties|debtor|creditor|company|expert|bailiff|president|chair\w*|head|director|minister|registrar|chief justice)|\bwhich (?:law )?(?:firm|company|newspaper|journalist|bank|insurer)s? (?:\w+ ){0,2}(?:represented|acted|reported|advised|paid|sued|wrote)|\bwhich (?:\w+ ){0,2}(?:expert|judge|justice|bailiff|lawyer|notary|arbitrator|official)s? (?:\w+ ){0,3}(?:has|have|signed|gave|decided|wrote|filed|heard|sat)|\bname of the (?:judge|author|lawyer)|\b(?:sur|first |last |full |family )names?\b|\bwhat (?:is|was) the (?:judge|author|name)|\bby whom was\b"),
        (AnswerType.REASON, r"\bwhy\b|\bfor what reason|\bwhat (?:is|was|were) the reasons?\b|\bon what ground (?:did|was)|\bhow come"),
        (AnswerType.CASES, r"\b(?:any|which|what|a|leading|known|reported|published) (?:\w+ )?(?:cases?|precedents?|decisions? where|examples?|rulings?)\b|\bhas (?:any|a|the) .*(?:ever|court)|\bhave (?:any )?courts .*(?:ever|enforced|recogni)|\bever (?:been )?(?:enforced|recogni[sz]ed|refused|granted)|\bcase law\b"),
        (AnswerType.PROCEDURE, r"\bhow (?:do|does|can|should|would|to|is|are|must)\b|\bwhat (?:are the )?steps|\bprocedure\b|\bwhat (?:do|must|should) (?:i|we|the creditor|a creditor) (?:do|file|prepare)|\bnow what|\bwalk me through|\b(?:first|next) steps?|\bwhere (?:do|should|to) (?:i |we )?(?:start|begin)|\bwhat happens"),
        (AnswerType.LIST, r"\bwhat (?:are|were) the\b|\bwhich (?:\w+ ){0,2}(?:grounds|documents|conditions|states|countries|treaties|conventions|requirements|papers|articles)|\blist\b|\bwhat (?:grounds|documents|conditions|requirements|papers|instruments|treaties|defences|evidence)|\bname the\b|\benumerate"),
    )
)  # fmt: skip
PLAIN_FRAGMENT = re.compile(
    r"(?:^|[.,;:!?–—-]\s*)(?:any (?:basis|chance|way|hope|route|treaty)|enforceable|registrable|recogni[sz]able|in force for|in force in|still (?:good|valid|bound|in force))\b[^?]*\?",
    re.IGNORECASE,
)
ELLIPTIC = re.compile(
    r"\b(?:any|still|ok|okay|fine|possible|allowed|enough|chance|valid|needed|required|enforceable|good|covered|bound|in force|party|applicable|true|right"
    r"|\w{3,}(?:able|ible)(?=\s*\?)|reach|apply|applies|cover|sufficient|mandatory|necessary|recogni[sz]ed|accepted|binding|final|works?|count)\b",
    re.IGNORECASE,
)
WH_WORD = re.compile(r"\b(?:what|which|who|whom|whose|when|where|why|how)\b", re.IGNORECASE)
THING_NAMED = re.compile(
    r"(?:^|[.:,;–—-]\s*)(?:and |or )?(?:the |current |total |usual |exact )?(?:\w+[ -]){0,2}?(?:duty|fees?|costs?|tariff|price|amount|sum|deadline|time limit|limit|period|term|docket|number"
    r"|date|year|court|venue|documents?|papers?|grounds?|articles?|statute|authority|pinpoint|(?:sur)?names?|address|phone|telephone|e-?mail|website|author|judge|value|price|prescription|reservations?|declarations?|percentage|salary|languages?|steps|procedure|effect|consequences?|source|wording|test|status"
    r"|reasons?|conditions?|requirements?|list|difference|outcome|route|basis|chapter|cap|rate|share)\b(?![^?]*\b(?:is|are|was|were|do|does|did|can|could|may|must|will|would|has|have|needed|required|enough|possible)\b)[^?]*\?\s*$",
    re.IGNORECASE,
)
"""A fragment that names the thing it asks for ("State duty on a claim of 4 bn tenge?") and has no verb."""

BARE_FRAGMENT = re.compile(
    r"^\W*(?:(?:and|or|but|so|also|then|ok|now)\b\W*)*(?:[\w’'-]+\W+){0,3}[\w’'-]+\s*\?\s*$", re.IGNORECASE
)
"""Four words or fewer ("and in Russia?") ask the question before again, unless one of them asks for yes or no."""

ASKED_OUTRIGHT = re.compile(
    r"\byes or no\b|[,;–—-]\s*(?:no|yes|right|correct|agreed|true|ok(?:ay)?)\s*\?\s*$", re.IGNORECASE
)
CONCLUDED = re.compile(
    r"^\W*so\b,? (?!what|which|who|whom|whose|when|where|why|how|the (?:\w+ )?\w+\W*$)[^?]*\b(?:\w{2,}ed|is|are|was|were|has|have|had|can|cannot|could|may|must|will|would|needs?|does|do|did|applies|counts|goes|refuses|covers|binds|means)\b[^?]*\?\s*$",
    re.IGNORECASE,
)
"""A conclusion that is put as a question: "So the court refused the others?"."""

WHICH_OF_TWO = re.compile(
    r"^\W*(?:and |so |but )?(?:is|was) it (?:(?:the|a|an|my|our) )?[\w-]+(?: [\w-]+)? or (?:(?:the|a|an|my|our) )?(?!not\b)[\w-]+(?: [\w-]+)? (?:who|that|which)\b",
    re.IGNORECASE,
)
"""Asks which of two: "is it me or him who has to show it?"."""

EITHER = re.compile(
    r"\b(?P<how>in|by|at|from|to|under|with|before|after|on|for) (?:(?:the|a|an) )?(?-i:[a-z][\w-]*)(?: [\w-]+)? or (?P=how) (?:(?:the|a|an) )?(?-i:[a-z][\w-]*)(?: [\w-]+)?\W*$",
    re.IGNORECASE,
)
"""Two ways held beside one another at the end: "in euro or in tenge?"; neither yes nor no answers that. Of two States each is asked."""

ONE_WORD = re.compile(
    r"^\W*(?:still |also )?(?:\w{3,}(?:able|ible)|possible|allowed|valid|required|needed|enough)\s*\?\W*$",
    re.IGNORECASE,
)
"""A sentence of one predicate: "Enforceable?"."""

NOUNS_ONLY = re.compile(
    r"\b(?:number|date|since|current|name|articles?|instrument|basis|court|limit|deadline|cost|fee|documents?|grounds?|year|term)s?\b[^?]{0,40}\?$",
    re.IGNORECASE,
)
TAILED = re.compile(
    rf"[,;:–—-]\s*(?:and )?{AUXILIARY} (?:there|it|this|that|the|a|an|i|we)\b[^?,;]*\?\s*$", re.IGNORECASE
)
ROLE_WHO = re.compile(
    r"\bwho (?:may|can|must|should|pays?|bears?|has to|is (?:responsible|liable|entitled|competent|allowed|bound)|enforces?|decides?\b|carries|has the|proves?|shows?|collects?|signs?|issues?|approves?|sanctions?|appoints?|certifies)",
    re.IGNORECASE,
)


PERSON_BEFORE = re.compile(
    r"\b(?:judges?|justices?|lawyers?|arbitrators?|officials?|persons?|people|bailiffs?|notar\w+|experts?|counsel)\s*$",
    re.IGNORECASE,
)
"""What "who" adds to: "the judge who enforced it" asks for no role."""


def answer_type(text: str) -> tuple[AnswerType, bool]:
    """The kind of thing that would answer an English question, and whether yes or no would.

    A question may want both: "Is there a time limit, and how long is it?" is a yes/no question of type period.
    """
    asked = _asked(text)
    if WHICH_OF_TWO.search(asked) or EITHER.search(asked):
        return AnswerType.TEXT, False
    wh = WH_CLAUSE.search(asked)
    plain = YES_NO.search(asked)
    if (plain and not (wh and wh.start() <= plain.start())) or PLAIN_FRAGMENT.search(asked):
        special = next(
            (kind for kind in (AnswerType.COMPARISON, AnswerType.CASES) if _pattern(kind).search(asked)), None
        )
        return special or AnswerType.YES_NO, True
    if ASKED_OUTRIGHT.search(asked) or CONCLUDED.search(asked):
        return AnswerType.YES_NO, True
    if not wh and text.rstrip().endswith("?") and ELLIPTIC.search(asked) and not NOUNS_ONLY.search(asked):
        return AnswerType.YES_NO, True
    if asked.rstrip(" \"”'’)").endswith("?") and not (
        WH_WORD.search(asked) or NOUNS_ONLY.search(asked) or THING_NAMED.search(asked) or BARE_FRAGMENT.search(asked)
    ):
        return AnswerType.YES_NO, True
    if wh and TAILED.search(asked):
        return next((kind for kind, pattern in TYPES if pattern.search(asked)), AnswerType.YES_NO), True
    role = ROLE_WHO.search(asked)
    if role and not PERSON_BEFORE.search(asked[: role.start()]):
        return AnswerType.TEXT, False
    for kind, pattern in TYPES:
        if pattern.search(asked):
            return kind, False
    return AnswerType.TEXT, False


def _asked(text: str) -> str:
    """The sentence that asks: the first that asks for yes or no, else the last with a question mark, else the whole."""
    asked = asking(text.strip())
    plain = [sentence for sentence in asked if YES_NO.match(sentence.strip(" \"“'‘(")) or ONE_WORD.match(sentence)]
    return (plain or asked[-1:] or [text.strip()])[0]


def _pattern(kind: AnswerType) -> re.Pattern[str]:
    return next(pattern for of, pattern in TYPES if of is kind)


def shown_by(text: str, phrases: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The keys any of whose phrases begins a word of the text, those with the longest matches first."""
    low = text.lower()
    scored = {key: _longest(low, tuple(options)) for key, options in phrases.items()}
    return tuple(
        sorted((key for key, score in scored.items() if score), key=lambda key: (-scored[key], -len(key), key))
    )


def where_shown(text: str, phrases: Sequence[str]) -> tuple[int, int] | None:
    """The characters of the first word that one of the phrases begins; None where none does."""
    found = _any_of(tuple(phrases)).search(text.lower())
    if found is None:
        return None
    rest = re.match(r"\w*", text[found.end() :])
    return found.start(), found.end() + (rest.end() if rest else 0)


def _longest(low: str, options: tuple[str, ...]) -> int:
    return sum(len(match) for match in set(_any_of(options).findall(low)))


@lru_cache(maxsize=512)
def _any_of(options: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(options, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(option.lower()) for option in ordered) + ")")


def is_greeting(text: str, language: Language) -> bool:
    """Whether nothing but a greeting, thanks or a question about the assistant stands there."""
    low = re.sub(r"[^\w\s']", " ", text.lower()).strip()
    for phrase in sorted(language.openers.get("greeting", ()), key=len, reverse=True):
        low = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", " ", low)
    left = [
        word
        for word in low.split()
        if word not in ("there", "you", "all", "everyone", "very", "much", "so", "dear", "a", "lot", "do", "ok")
    ]
    return not left
