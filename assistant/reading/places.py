"""States in a text: by name, adjective, city or court, and the role each plays."""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from babel import Locale

from assistant.reading.cities import latin
from corpus.tables import Tables
from index.lexical import fold, stem

WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")
NOT_A_STATE = re.compile(r"^\W*(?:SDN|sanctions?\b|dollars?|OFAC|list\b|tenge|style|companies act)", re.IGNORECASE)
WITH_ARTICLE = re.compile(
    r"(?:United|Netherlands|Russian Federation|European Union|Czech Republic|Philippines|Hong Kong SAR)"
)
DENIED = re.compile(r"\bnot (?:from |in |the )?$", re.IGNORECASE)
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
SHOUTED = frozenset({"us", "rk", "rf", "uk", "eu", "hk"})
"""Short names that count only in capitals, or after "the"."""

SAID = {"RU": "Russia", "TR": "Turkey", "HK": "Hong Kong", "GB-ENG": "England"}
"""Names that a sentence uses where they differ from the formal ones."""

FRAMED = ("ru", "kk")
"""Languages other than English whose own names of States a sentence of the frame has."""

NOT_PLACES = frozenset({"oral", "nice", "of", "march", "man", "union"})
PARTY_AFTER = re.compile(
    r"^(?:\s+[A-Z]\w+){0,2}\s+(?:v|vs|versus)\b\.?|^\s+(?:AG|GmbH|Ltd|LLP|LLC|Inc|SA|BV|JSC|Limited|Company|Holding|Group|Bank)\b"
    r"|^(?:\s+\w+)?\s+(?:Convention|Protocol|Agreement|Arrangement|Treaty|Rules|Principles)\b"
)
PARTY_BEFORE = re.compile(r"\b(?:v|vs|versus)\.?\s+(?:\w+\s+){0,2}$|\b(?:bank|university) of $", re.IGNORECASE)
"""What stands beside a city that is part of the name of a party, a company or a convention."""

PLACED = re.compile(r"\b(?:in|from|at|near) $", re.IGNORECASE)
DECISION = r"(?:judgments?|judgements?|decisions?|awards?|orders?|rulings?|decrees?|verdicts?|settlements?|court acts?|acts?)"


class Role(StrEnum):
    """What a State is in the case."""

    ORIGIN = "origin"
    REQUESTED = "requested"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A State named at characters `start` to `end`; `how` is name, adjective, city or court."""

    code: str
    how: str
    start: int
    end: int
    role: Role = Role.OPEN


class Gazetteer:
    """Every way to name a State, in the languages asked for."""

    def __init__(
        self,
        tables: Tables,
        languages: Iterable[str],
        spoken: Mapping[str, Mapping[str, str]] | None = None,
        ordinary: Set[str] = frozenset(),
    ) -> None:
        """`ordinary` are the words of the texts in small letters, which name no city."""
        self._spoken = spoken or {}
        self._names: dict[tuple[str, ...], tuple[str, str]] = {}
        for code, name in _cldr_names(tuple(languages)):
            self._add(name, code, "name")
        for state in tables.states.values():
            for how, names in (
                ("city", state.cities),
                ("court", state.courts),
                ("name", (state.name, *state.aliases)),
                ("adjective", (state.adjective,)),
            ):
                for name in names:
                    for variant in name.split("/"):
                        self._add(variant, state.code, how)
        self._cities: dict[tuple[str, ...], str] = {}
        for city in latin(ordinary):
            key = tuple(_norm(word) for word in WORD.findall(city.spelling))
            code = city.code if city.code in tables.states else city.code.split("-")[0]
            if key and key not in self._names:
                self._cities.setdefault(key, code)
        self._longest: dict[str, int] = {}
        for key in (*self._names, *self._cities):
            self._longest[key[0]] = max(len(key), self._longest.get(key[0], 0))
        self._display = {state.code: state.name for state in tables.states.values()}
        self._cldr = dict(_cldr_names(("en",)))
        self._own_law = {state.code for state in tables.states.values() if state.own_treaties}
        self._part_of = {state.code: state.part_of for state in tables.states.values()}
        self._adjectives = {state.code: state.adjective.split("/")[0] for state in tables.states.values()}

    def _add(self, name: str, code: str, how: str) -> None:
        key = tuple(_norm(word) for word in WORD.findall(name))
        if key and (len(key) > 1 or key[0] not in NOT_PLACES):
            self._names[key] = (code, how)

    def find(self, text: str) -> list[Mention]:
        """The States named in a text, left to right, the longest names first, roles read from the words around."""
        found = self._found(text)
        return [_with_role(text, mention, found) for mention in found]

    def named(self, text: str) -> frozenset[str]:
        """Codes of the States that a text names, whatever their roles."""
        return frozenset(mention.code for mention in self._found(text))

    def _found(self, text: str) -> list[Mention]:
        words = list(WORD.finditer(text))
        norms = [_norm(word.group()) for word in words]
        found: list[Mention] = []
        at = 0
        while at < len(words):
            for length in range(min(self._longest.get(norms[at], 0), len(words) - at), 0, -1):
                key = tuple(norms[at : at + length])
                hit = self._names.get(key) or self._city(key, text, words[at : at + length])
                if hit and _meant(text, words[at], length):
                    start, end = words[at].start(), words[at + length - 1].end()
                    if not (NOT_A_STATE.match(text[end:]) or DENIED.search(text[:start])):
                        found.append(Mention(code=hit[0], how=hit[1], start=start, end=end))
                    at += length
                    break
            else:
                at += 1
        return found

    def _city(self, key: tuple[str, ...], text: str, words: list[re.Match[str]]) -> tuple[str, str] | None:
        """A city that no table names: in capitals as names are, or after a preposition, and no party to a case."""
        code = self._cities.get(key)
        if (
            code is None
            or PARTY_AFTER.match(text[words[-1].end() :])
            or PARTY_BEFORE.search(text[: words[0].start()])
        ):
            return None
        named = all(word.group()[0].isupper() for word in words)
        return (code, "city") if named or PLACED.search(text[: words[0].start()]) else None

    def name(self, code: str) -> str:
        """The English name of a State, or the code where there is none."""
        return self._display.get(code) or self._cldr.get(code) or code

    def short(self, code: str) -> str:
        """A State's name as an English sentence has it: "Russia", "the Netherlands"."""
        name = SAID.get(code) or self.name(code)
        return f"the {name}" if WITH_ARTICLE.match(name) and code not in SAID else name

    def listed(self, code: str, language: str) -> str:
        """A State's name as a list has it: "Netherlands", in Russian and Kazakh by CLDR."""
        return self.spoken(code, language) if language in FRAMED else SAID.get(code) or self.name(code)

    def adjective(self, code: str) -> str:
        """The English adjective of a State, or nothing where there is none."""
        return self._adjectives.get(code, "")

    def spoken(self, code: str, language: str) -> str:
        """A State's name as a sentence of the frame has it: "the Netherlands"; in Russian and Kazakh by CLDR."""
        if language in FRAMED:
            if named := self._spoken.get(language, {}).get(code):
                return named
            return str(Locale.parse(language).territories.get(self.whole(code)) or self.name(code))
        return self.short(code)

    def whole(self, code: str) -> str:
        """The State that a territorial unit belongs to; the code itself otherwise."""
        return self._part_of.get(code) or code

    def shelved(self, code: str) -> str:
        """The code under which passages speak of a State or unit: Hong Kong's own, England's under GB."""
        return code if code in self._own_law else self.whole(code)

    def codes(self) -> set[str]:
        """Every State and unit that has a name."""
        return {*self._display, *self._cldr}

    def words(self) -> set[str]:
        """Every single word of a name, for spelling repair."""
        return {word for key in self._names for word in key if len(word) > 4}


def _norm(word: str) -> str:
    low = fold(word).lower().replace("’", "'").removesuffix("'s").rstrip(".'").replace(".", "")
    return stem(low) if CYRILLIC.search(low) else low


def _meant(text: str, word: re.Match[str], length: int) -> bool:
    low = word.group().lower().replace(".", "")
    if length > 1 or low not in SHOUTED:
        return True
    before = text[: word.start()].lower().rstrip()
    return word.group().isupper() or before.endswith("the") or low in ("uk", "eu")


@lru_cache(maxsize=8)
def _cldr_names(languages: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    names: list[tuple[str, str]] = []
    for language in languages:
        territories: Mapping[str, str] = Locale.parse(language).territories
        names += [
            (code, name) for code, name in territories.items() if len(code) == 2 and code not in ("ZZ", "XA", "XB")
        ]
    return tuple(names)


ORIGIN_BEFORE = re.compile(
    rf"(?:\b(?:from|obtained|given|rendered|issued|made|pronounced|won|seated|delivered|decided|origin)\b(?: \w+){{0,2}} ?(?:in|by|at|of)?"
    rf"|\b{DECISION} (?:of|by|from) (?:a |an |the )?(?:\w+ )?(?:courts? (?:of|in) )?|\b{DECISION} (?:(?:of|by|from) )?(?:the |a )?(?:[\w-]+ ){{0,2}}courts? (?:of|in|at) "
    rf"|\b{DECISION} courts? (?:of )?|\bcourts? {DECISION} (?:of )?|\bfrom (?:a|an|the)?(?: \w+)?"
    rf"|\b(?:won|win|sued|suing|litigated|arbitrated|seat|seated|hearing) (?:(?!(?:in|at|and|but|has|have|had|whose|with|who|where|which)\b)\w+ ){{0,8}}(?:in|at)(?: court in)?)\s*(?:the |a |an )?$",
    re.IGNORECASE,
)
ORIGIN_AFTER = re.compile(
    rf"^(?:'s)?(?: (?:high|supreme|state|federal|district|commercial|appeal|appellate|default|money|final|civil|court|courts|arbitral"
    rf"|arbitration|court's|foreign|interim|freezing|costs|settlement|consent|mediated|divorce|judges?|insolvency|bankruptcy|costs|economic|regional|city|maintenance|company|creditor|arbitrazh))*"
    rf" ?(?:court |courts |tribunal )?(?:{DECISION}|cases?\b|precedent|-seated|seated|-given|creditor)\b",
    re.IGNORECASE,
)
REQUESTED_BEFORE = re.compile(
    r"(?:\b(?:enforce\w*|recogni[sz]\w*|execut\w*|register\w*|exequatur|effect|collect\w*|apply|file|proceed\w*|assets?|debtor|property"
    r"|defendant|company|trader|money|accounts?|registered|based|located|sits|lives|place|application)\b[^.?!;]{0,60}?"
    r"\b(?:in|into|within|throughout|before|under|against|at|inside)|\b(?:to|into|inside|within|requested state:?|law of|under))"
    r"\s*(?:the |a |an )?(?:courts? (?:of|in) (?:the )?)?$",
    re.IGNORECASE,
)
ASKED_ABOUT = re.compile(
    r"\b(?:does|do|did|will|would|can|could|may|must|should|is|are|has|have|how|why|whether|if)\s*(?:the |a |an )?(?:courts? (?:of|in) (?:the )?)?$",
    re.IGNORECASE,
)
"""What stands before the State whose law is asked about; before an adjective it says nothing."""

REQUESTED_AFTER = re.compile(
    r"^(?:'s)? (?:courts?|judges?|law|code|court's)? ?(?:(?!(?:be|been|to)\b)\w+ )?(?:enforce(?!able|d (?:in|by|under|there)\b|d\W*$)|recogni[sz]e(?!d (?:in|by|under|there)\b|d\W*$)|review|require|refuse|accept|demand|need|grant|re-?examine"
    r"|look|apply|examine|ask|reject|check|honou?r|execute|law|debtor|company|buyer|seller|supplier|importer|contractor|businessman|assets?|bank|courts?$|limited|trader|defendant|firm|llp|subsidiary)",
    re.IGNORECASE,
)


DECIDING = re.compile(
    r"^(?:'s)?(?: [\w-]+)? (?:cases?|precedents?|decisions?|rulings?|judge?ments?|orders?) (?:(?:of [\w-]+ )?(?:enforcing|recogni[sz]ing|honou?ring|executing|giving"
    r"|granting|refusing|rejecting)|(?:that|which) (?:enforced?|recogni[sz]ed?|honou?red|refused?|rejected|gave|granted))\b",
    re.IGNORECASE,
)
"""What follows the State whose court dealt with a decision from elsewhere: "an English case enforcing a …"."""

ATTRIBUTIVE = re.compile(r"\b(?:a|an) $", re.IGNORECASE)
"""Before a State's name used as an adjective: "a US settlement"."""

SENTENCE = re.compile(r"[.?!;]\s")
WON_IN = re.compile(
    r"\b(?:won(?!['’]t)|sued|suing|litigat\w+|arbitrat(?:ed|ing)|lost|prevailed)\b"
    r"(?:(?!\b(?:in|at|assets?|property|accounts?|money|enforc\w*|recogni\w*|execut\w*|collect\w*|based|located|registered|and|but|who|whose|with|where|can|could)\b)[^,.?!;])*"
    r"\b(?:in|at|before)\s+(?:the |a |an )?(?:(?:\w+ )?courts? (?:of|in|at) (?:the )?)?$",
    re.IGNORECASE,
)
"""Who sued whom stands between the verb and the place where it was decided: "won against a Kazakh company in …"."""

RULED_FOR = (
    r" ?(?:has |have |had )?(?:ruled|decided|ordered|awarded|found|gave|granted)\s+"
    r"(?:for (?:us|me|my|our)|in (?:our|my|his|her|their) favou?r|us|me|judge?ment|damages)\b"
)
COURT_RULED = re.compile(
    rf"^(?:'s)?(?: (?:high|supreme|commercial|district|regional|city|economic|arbitrazh|civil))* (?:courts?|judges?|tribunal){RULED_FOR}",
    re.IGNORECASE,
)
RULED = re.compile(rf"^{RULED_FOR}", re.IGNORECASE)
COURT_OF = re.compile(r"\b(?:courts?|tribunal) (?:of|in|at) (?:the )?$", re.IGNORECASE)
AGAINST = re.compile(
    r"\b(?:judge?ments?|awards?|won|sued|ruled|rulings?|claims?|decrees?|decisions?|orders?|verdict|damages|us|me|case)\b[^,.?!;]{0,30}\bagainst (?:(?:a|an|the|our|my|his|her|its|their|one|some) )?(?:\w+ ){0,2}?"
    r"(?:(?:company|trader|buyer|firm|bank|man|woman|person|businessman|seller|supplier|importer|debtor|defendant|contractor|partner|client) )?(?:from |in |of )?$",
    re.IGNORECASE,
)
"""What stands before the home of the debtor."""


def _with_role(text: str, mention: Mention, found: list[Mention]) -> Mention:
    before, after = text[: mention.start], text[mention.end :]
    last = max((other.end for other in found if other.end <= mention.start), default=0)
    since = text[last : mention.start]
    role = Role.OPEN
    sentence = SENTENCE.split(before)[-1]
    if mention.how == "city" and before.lower().endswith("against "):
        return replace(mention, role=Role.REQUESTED)
    ruled = COURT_RULED.search(after) or (COURT_OF.search(before) and RULED.search(after))
    if DECIDING.search(after):
        role = Role.REQUESTED
    elif ORIGIN_AFTER.search(after) or ruled or (mention.how != "adjective" and WON_IN.search(sentence)):
        role = Role.ORIGIN
    elif AGAINST.search(sentence) or (REQUESTED_AFTER.search(after) and not ORIGIN_BEFORE.search(since)):
        role = Role.REQUESTED
    elif ORIGIN_BEFORE.search(since):
        role = Role.ORIGIN
    elif REQUESTED_BEFORE.search(before) or (
        mention.how != "adjective" and ASKED_ABOUT.search(before) and not ATTRIBUTIVE.search(before)
    ):
        role = Role.REQUESTED
    return Mention(code=mention.code, how=mention.how, start=mention.start, end=mention.end, role=role)


def pair(mentions: list[Mention]) -> tuple[str | None, str | None]:
    """State of origin and requested State, as far as the words settle them.

    A State whose role is open takes the place that the others leave; the last State named is the requested one.
    """
    origin = next((m.code for m in mentions if m.role is Role.ORIGIN), None)
    requested = next((m.code for m in reversed(mentions) if m.role is Role.REQUESTED and m.code != origin), None)
    for mention in _open(mentions, {origin, requested}):
        if requested is None:
            requested = mention.code
        elif origin is None:
            origin = mention.code
    return origin, requested


BETWEEN = re.compile(
    r"^\W*(?:(?:courts?|judges?|judge?ments?|awards?|decisions?|rulings?|or|and|as well as|also|an?|the|from|in|of|by|either|both|then|later|first|even|perhaps|maybe|final|arbitral|foreign|state)\b\W*)*$",
    re.IGNORECASE,
)
OTHER = {Role.ORIGIN: Role.REQUESTED, Role.REQUESTED: Role.ORIGIN}
JOINS = re.compile(r"\b(?:or|and|as well as)\b|[,/]", re.IGNORECASE)


def together(text: str, mentions: list[Mention]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The States of origin and the requested States of a question that names several of one of them.

    States belong together when only "or", "and" or a comma stands between them and none of them has the other role;
    where their own words tell nothing, they have the role that the other States of the question leave.
    """
    origins: tuple[str, ...] = ()
    requesteds: tuple[str, ...] = ()
    for group in _groups(text, mentions):
        codes = tuple(dict.fromkeys(mention.code for mention in group))
        roles = {mention.role for mention in group} - {Role.OPEN}
        if not roles and len(codes) > 1:
            others = {mention.role for mention in mentions if mention not in group} - {Role.OPEN}
            roles = {OTHER[role] for role in others}
        if len(codes) < 2 or len(roles) != 1 or re.search(r"\bbetween (?:the )?$", text[: group[0].start], re.I):
            continue
        if roles == {Role.ORIGIN} and not origins:
            origins = codes
        elif roles == {Role.REQUESTED} and not requesteds:
            requesteds = codes
    return origins, requesteds


def _groups(text: str, mentions: list[Mention]) -> Iterator[list[Mention]]:
    """Runs of mentions with nothing but a conjunction between them."""
    run: list[Mention] = []
    for mention in mentions:
        gap = text[run[-1].end : mention.start] if run else ""
        if run and not (JOINS.search(gap) and BETWEEN.match(gap)):
            yield run
            run = []
        run.append(mention)
    if run:
        yield run


def _open(mentions: list[Mention], taken: set[str | None]) -> Iterator[Mention]:
    for mention in reversed(mentions):
        if mention.role is Role.OPEN and mention.code not in taken:
            taken.add(mention.code)
            yield mention
