"""Planting one error in a claim that was right: a function a class, each giving the altered claim or nothing."""

import re
from collections.abc import Callable, Mapping, Sequence
from random import Random

from assistant.checking.figures import figures
from evals.checker.exchanges import exchange, instrument, outcome, unit

Plant = Callable[[str, str, Random], str | None]

SPELT = {
    "en": ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "fifteen", "twenty"],
    "ru": [
        "двух",
        "трёх",
        "четырёх",
        "пяти",
        "шести",
        "семи",
        "восьми",
        "девяти",
        "десяти",
        "пятнадцати",
        "двадцати",
    ],
}
SPELT_LIKE = {
    "en": r"\b(?:two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty)\b",
    "ru": r"\b(?:дв(?:а|ух)|тр(?:и|[её]х)|четыр(?:е|[её]х)|пять|пяти|шесть|шести|семи|восьми|девяти|десять|десяти|пятнадцати|двадцати)\b",
}
MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "ru": [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ],
}
STATES = {
    "en": [
        ["Germany", "China", "Singapore", "Turkey", "Uzbekistan", "Russia", "Ukraine", "Kazakhstan", "Spain", "France", "Japan", "Kyrgyzstan", "Canada"],
        ["German", "Chinese", "Singaporean", "Turkish", "Uzbek", "Russian", "Ukrainian", "Kazakh", "Spanish", "French", "Japanese", "Kyrgyz", "Canadian"],
    ],
    "ru": [
        ["Германия", "Китай", "Сингапур", "Турция", "Узбекистан", "Россия", "Украина", "Казахстан", "Испания", "Франция"],
        ["Германии", "Китая", "Сингапура", "Турции", "Узбекистана", "России", "Украины", "Казахстана", "Испании", "Франции"],
        ["Германии", "Китае", "Сингапуре", "Турции", "Узбекистане", "России", "Украине", "Казахстане", "Испании", "Франции"],
        ["Германию", "Китай", "Сингапур", "Турцию", "Узбекистан", "Россию", "Украину", "Казахстан", "Испанию", "Францию"],
    ],
}  # fmt: skip
SWAPS: Mapping[str, Mapping[str, Sequence[tuple[str, str]]]] = {
    "party": {
        "en": [
            (r"\b(?:creditor|applicant|claimant)\b", "debtor"),
            (r"\b(?:debtor|defendant)\b", "creditor"),
            (r"\bSupreme People's Court\b", "enforcement agent"),
            (r"\benforcement agent\b", "notary"),
            (r"\b(?:tribunal|arbitrators)\b", "prosecutor"),
            (r"\bConstitutional Court\b", "Supreme Court"),
            (r"\bSupreme Court\b", "Constitutional Court"),
        ],
        "ru": [
            (r"\bзаявитель\b", "должник"),
            (r"\bзаявителя\b", "должника"),
            (r"\b(?:кредитор|взыскатель|истец)\b", "должник"),
            (r"\b(?:должник|ответчик)\b", "взыскатель"),
            (r"\b(?:должника|ответчика)\b", "взыскателя"),
            (r"\bответчику\b", "взыскателю"),
            (r"\bарбитры\b", "судебные исполнители"),
            (r"\bсудебного исполнителя\b", "нотариуса"),
            (r"\bКонституционный суд\b", "Верховный суд"),
            (r"\bВерховный суд\b", "Конституционный суд"),
        ],
    },
    "modal": {
        "en": [
            (r"\bmay(?= [a-z])(?! not)", "must"),
            (r"\bcan(?= [a-z])", "must"),
            (r"\b(?:must|has to|have to)\b", "may"),
            (r"\b(?:requires|needs|asks for)\b", "may do without"),
            (r"\bneed not\b", "must"),
            (r"\bis not required to\b", "must"),
            (r"\bshould\b", "need not"),
            (r"\bmay(?= be\b)", "will always"),
            (r"\bis mandatory\b", "is optional"),
            (r"\bis possible\b", "is required"),
        ],
        "ru": [
            (r"\b(?:может|могут|можно) (?=быть)", "должно "),
            (r"\bмогут\b", "должны"),
            (r"\bможет\b", "обязан"),
            (r"\bможно\b", "необходимо"),
            (r"\bдолж(?:ен|на|но|ны)\b", "может"),
            (r"\b(?:нужно|необходимо)\b", "можно"),
            (r"\bтребу(?:ет|ют)\b", "не требует"),
            (r"\bне обязан\b", "должен"),
            (r"\bдопускает\b", "запрещает"),
            (r"\bобязательна\b", "необязательна"),
            (r"\bвозможен\b", "обязателен"),
        ],
    },
    "qualifier": {
        "en": [
            (r"\bcovers only\b", "covers"),
            (r"\bOnly ", ""),
            (r"\bonly ", ""),
            (r"\babout (?=\d)", ""),
            (r"\bat least ", ""),
            (r"\b(?:at most|up to) ", "at least "),
            (r"\bMost\b", "All"),
            (r"\b(?:most|some|several|few)\b(?! of all)", "all"),
            (r"\b(?:usually|often|mostly|generally|mainly|sometimes)\b", "always"),
            (r"\b(?:probably|possibly|likely|apparently) ", ""),
            (r"\b(?:in principle|in practice|as a rule),? ", ""),
            (r"\bwithin\b", "after more than"),
            (r"\bno later than\b", "no earlier than"),
            (r"\bat the latest\b", "at the earliest"),
        ],
        "ru": [
            (r"\b(?:только|лишь) ", ""),
            (r"\b(?:около|примерно) ", ""),
            (r"\bне (?:более|позднее)\b", "не менее"),
            (r"\bне менее\b", "не более"),
            (r"\bнекоторые\b", "все"),
            (r"\b(?:обычно|часто)\b", "всегда"),
            (r"\bв течение\b", "не ранее"),
            (r"\b(?:вероятно|видимо),? ", ""),
            (r"\bна практике ", ""),
        ],
    },
    "kind": {
        "en": [
            (r"\b(?:arbitral |arbitration )?awards\b", "judgments"),
            (r"\b(?:arbitral |arbitration )?award\b", "judgment"),
            (r"\bjudgments\b", "arbitral awards"),
            (r"\bjudgment\b", "arbitral award"),
        ],
        "ru": [
            (r"\bарбитражн(?:ые|ых) решени(?:я|й)\b", "судебные решения"),
            (r"\bарбитражн(?:ое|ого) решени[ея]\b", "судебное решение"),
            (r"\bсудебн(?:ые|ых) решени(?:я|й)\b", "арбитражные решения"),
            (r"\bсудебн(?:ое|ого) решени[ея]\b", "арбитражное решение"),
            (r"^(?!.*(?:арбитр|ICSID).*)(.*?)(?<!судебные )\bрешения\b", r"\1арбитражные решения"),
            (r"^(?!.*(?:арбитр|ICSID).*)(.*?)(?<!судебное )\b([Рр]ешение|решению)\b", r"\1арбитражное \2"),
        ],
    },
}  # fmt: skip
DROPPED = {
    "en": r",?\s*\(?\b(?:unless|except(?: for| where)?|save for|provided(?: that)?|(?<=, )subject to|only if|only where|(?<!as )if|on condition that|other than|without prejudice to)\b[^;.()]*\)?",
    "ru": r",?\s*\b(?:если только|если|за исключением|при условии|с оговоркой|кроме|только если)\b[^;.,]*",
}
AUXILIARY = (
    r"\b(is|are|was|were|has|have|had|may|must|can|should|does|will|would)\b(?! (?:not|no|neither|only|never)\b)"
)
VERB = {
    "en": r"\b(covers|gives|enforces|applies|allows|requires|needs|binds|bars|follows|hears|sets|asks|concerns|names|belongs|governs|falls|lapses|takes|rests|shows|makes|found|ratified|joined|signed|ended)\b",
    "ru": r"(?<!не )\b(\w+(?:ает|яет|ует|ивает|ется|ится|ают|яют|уют|ются|атся|ует|ит|ят|ила|ил|ало|ован[аоы]?|жен[аоы]?|чен[аоы]?|лен[аоы]?|может|могут|можно|должен|должно|должна|нужно|вправе))\b",
}
NOT = {"en": r"\b(?:not|never|no|neither)\s+", "ru": r"\b(?:не|ни)\s+(?!поздн|более|менее|ран|позж)"}
INFINITIVE = {
    "applies": "apply",
    "belongs": "belong",
    "found": "find",
    "ratified": "ratify",
    "joined": "join",
    "signed": "sign",
    "ended": "end",
}


def number(text: str, code: str, random: Random) -> str | None:
    """Another number in place of one that is neither a date nor a reference."""
    rest = figures(text, code).rest
    places = [
        *re.finditer(r"(?<![\w.,/-])\d[\d,]*(?:\.\d+)?(?![\w/-])", rest),
        *re.finditer(SPELT_LIKE[code], rest, re.IGNORECASE),
    ]
    if not places:
        return None
    match = random.choice(places)
    old = match.group()
    if old[0].isdigit():
        value = float(old.replace(",", ""))
        new = f"{value * random.choice((2, 3)) + random.choice((0, 1)):,.10g}"
    else:
        new = random.choice([word for word in SPELT[code] if word[:3] != old.lower()[:3]])
    return text[: match.start()] + new + text[match.end() :]


def date(text: str, code: str, random: Random) -> str | None:
    """Another day, month or year, or "until" for "since"."""
    months = "|".join(MONTHS[code])
    sides = {"since": "until", "until": "since", "before": "after", "с": "до", "до": "с"}
    side = re.search(rf"\b({'|'.join(sides)})(?= (?:\d{{1,2}} (?:{months})|(?:1[89]|20)\d\d))", text, re.IGNORECASE)
    if side and random.random() < 0.4:
        new = sides[side.group().lower()]
        return text[: side.start()] + (new.capitalize() if side.group()[0].isupper() else new) + text[side.end() :]
    month = re.search(rf"\b(?:{months})\b(?= \d{{4}})", text)
    day = re.search(rf"\b\d{{1,2}}(?= (?:{months}))", text)
    year = re.search(r"(?<![\w.,/-])(?:1[89]|20)\d\d(?![\w/-])", text)
    found = [match for match in (month, day, year) if match]
    if not found:
        return None
    match = random.choice(found)
    old = match.group()
    if match is month:
        new = random.choice([name for name in MONTHS[code] if name != old])
    elif match is day:
        new = str((int(old) + random.randint(1, 26) - 1) % 28 + 1)
        new = new if new != old else str(int(old) % 28 + 1)
    else:
        new = str(int(old) + random.choice((-9, -3, -2, -1, 1, 2, 7)))
    return text[: match.start()] + new + text[match.end() :]


def reference(text: str, code: str, random: Random) -> str | None:
    """Another article, or another paragraph of it."""
    word = {"en": r"(?:[Aa]rticles?|[Ss]ections?|§|[Nn]o\.?|chapter) ?", "ru": r"(?:[Сс]тать\w+|№) ?"}[code]
    match = re.search(rf"(?<=\w|§|№)?{word}(?P<n>\d+)(?P<p>\(\d+\))?", text)
    if not match:
        return None
    if match["p"] and random.random() < 0.4:
        start, end = match.span("p")
        return text[:start] + f"({int(match['p'][1:-1]) + random.randint(1, 4)})" + text[end:]
    start, end = match.span("n")
    return text[:start] + str(int(match["n"]) + random.choice((1, 2, 5, 10, 50))) + text[end:]


def state(text: str, code: str, random: Random) -> str | None:
    """A State that is not in the claim, in the same form."""
    places = [
        (match, names)
        for names in STATES[code]
        for name in names
        for match in re.finditer(rf"(?<!\w){name}(?!\w)", text)
    ]
    if not places:
        return None
    match, names = random.choice(places)
    others = [name for name in names if name[:4] not in text]
    return text[: match.start()] + random.choice(others) + text[match.end() :] if others else None


def swapped(kind: str) -> Plant:
    """Another word of the class `kind`, by its table."""

    def plant(text: str, code: str, random: Random) -> str | None:
        fitting = [(p, new) for p, new in SWAPS[kind][code] if re.search(p, text)]
        if not fitting:
            return None
        pattern, new = random.choice(fitting)
        changed = re.sub(pattern, new, text, count=1)
        changed = changed[:1].upper() + changed[1:]
        return changed if changed != text else None

    return plant


def negation(text: str, code: str, random: Random) -> str | None:
    """A "not" put in or taken out."""
    out = re.search(NOT[code], text)
    if out and not re.match(r"(?:no|neither)\b", out.group()) and random.random() < 0.6:
        return text[: out.start()] + text[out.end() :]
    if code == "ru":
        verb = re.search(VERB["ru"], text)
        return text[: verb.start()] + "не " + text[verb.start() :] if verb else None
    if auxiliary := re.search(AUXILIARY, text):
        return text[: auxiliary.end()] + " not" + text[auxiliary.end() :]
    if verb := re.search(VERB["en"], text):
        plain = INFINITIVE.get(verb.group(), verb.group().removesuffix("s"))
        helper = "does" if verb.group().endswith("s") else "did"
        return text[: verb.start()] + f"{helper} not {plain}" + text[verb.end() :]
    return None


def exception(text: str, code: str, random: Random) -> str | None:
    """The exception or condition left out."""
    match = re.search(DROPPED[code], text)
    if not match or match.start() == 0 or len(text) - len(match.group()) < 35:
        return None
    changed = (text[: match.start()] + text[match.end() :]).strip()
    return changed if changed.endswith((".", ")")) else f"{changed}."


def role(text: str, code: str, random: Random) -> str | None:
    """Origin and requested State change places: "a Dutch judgment in Kazakhstan", "a Kazakh judgment in the Netherlands"."""
    of, inside = DIRECTED[code]
    for forms in STATES[code]:
        for others in STATES[code]:
            one = re.search(of.replace("STATE", "|".join(forms)), text)
            two = re.search(inside.replace("STATE", "|".join(others)), text)
            if one and two and all(text.count(match.group()[:5]) == 1 for match in (one, two)):
                return _exchanged(text, one, two, forms, others)
    return None


DIRECTED = {
    "en": (
        r"\b(?:STATE)\b(?= (?:court |civil |commercial |money |arbitral )?(?:judgments?|awards?|decisions?))"
        r"|(?<=judgment from )(?:STATE)\b",
        r"(?<=\b[Ii]n )(?:STATE)\b",
    ),
    "ru": (r"(?<=[Рр]ешение из )(?:STATE)\b|(?<=[Рр]ешение суда )(?:STATE)\b", r"(?<=\b[Вв] )(?:STATE)\b"),
}
"""Where the State of origin stands, and where the requested one; STATE is put in."""


def _exchanged(
    text: str, one: re.Match[str], two: re.Match[str], forms: Sequence[str], others: Sequence[str]
) -> str | None:
    x, y = forms.index(one.group()), others.index(two.group())
    if y >= len(forms) or x >= len(others):
        return None
    first, second = sorted(((one.span(), forms[y]), (two.span(), others[x])))
    (a, b), new = first
    (c, d), newer = second
    return text[:a] + new + text[b:c] + newer + text[d:]


PLANTS: Mapping[str, Plant] = {
    "number": number,
    "date": date,
    "reference": reference,
    "state": state,
    "party": swapped("party"),
    "modal": swapped("modal"),
    "negation": negation,
    "exception": exception,
    "qualifier": swapped("qualifier"),
    "kind": swapped("kind"),
    "role": role,
    "instrument": instrument,
    "unit": unit,
    "outcome": outcome,
    "exchange": exchange,
}
"""The classes of error that are planted in the words of a claim."""
