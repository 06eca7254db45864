"""Text in a question that asks nothing but gives orders, plants a citation or claims an authority: left unread."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus.languages import Language

CLAUSE = r"(?:^\s*|(?<=[.!?;:,\n。！？；：，»\"”')\]}>-])\s*|(?<=\s)(?=(?:and|then|but|please|now|also|so)\b))"
"""Where an order may begin: at the start, after punctuation, or with a word that joins it on."""

LEADS = r"(?:(?:please|now|then|and|but|also|so|first|important|attention|note|urgent|system|assistant|user|developer|admin|hey|hi|hello|ok|okay|dear assistant|you must|you should|you will|you have to|you are to|i order you to|i want you to|i need you to|kindly|just)\b\W*)*"
TRAILS = r"(?:\s*(?:[,;:.!–—-]|and then|and|then|but|und dann|und|et puis|et|ve|и затем|и|а затем|және|содан кейін|然后|并且|并|，|。)(?=\s|$|[^\w]))*"
"""What joins an order to the question behind it."""


PASSES = 6
"""How often orders are looked for: one may join on to another."""

BLOCK = re.compile(
    r"<\|?(?P<tag>system|instructions?|inst|sys|context|document|source|assistant)\b[^>]{0,60}>.*?</\|?(?P=tag)\s*\|?>|\[(?P<mark>INST|SYS|SYSTEM)\].*?\[/(?P=mark)\]",
    re.IGNORECASE | re.DOTALL,
)
"""What stands between the marks of a chat with a model."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The text that asks, and the pieces that were left out of it."""

    text: str
    left_out: tuple[str, ...] = ()


class Orders:
    """The patterns of every language, made once; a text in one language may give orders in another."""

    def __init__(self, languages: Mapping[str, Language]) -> None:
        patterns = [pattern for language in languages.values() for pattern in language.orders]
        self._order = re.compile(f"(?:{CLAUSE}{LEADS}(?:{'|'.join(patterns)})){TRAILS}", re.IGNORECASE)

    def without(self, text: str) -> Cleaned:
        """The text without orders, planted passages and claims of authority; itself where nothing else is left of it."""
        left_out: list[str] = []
        outside = BLOCK.sub("\n", text)
        if outside != text and re.search(r"[^\W\d_]", outside):
            left_out += [match.group().strip() for match in BLOCK.finditer(text)]
            text = outside
        for _ in range(PASSES):
            before = text
            for pattern in (*PLANTED, self._order):
                text = _removed(text, pattern, left_out)
            if text == before:
                break
        if not left_out:
            return Cleaned(text)
        clean = re.sub(r"\s{2,}", " ", text.replace("\n", " "))
        return Cleaned(re.sub(r"^[\s,;:.!–—，。、；-]+|\s+$", "", clean), tuple(left_out))


def _removed(text: str, pattern: re.Pattern[str], left_out: list[str]) -> str:
    def note(match: re.Match[str]) -> str:
        said = match.group().strip()
        if not re.search(r"\w", said):
            return match.group()
        left_out.append(said)
        return "\n"

    return pattern.sub(note, text)


def _compiled(patterns: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


PLANTED = _compiled(
    (
        # markup and roles of a chat with a model
        r"<\|?/?(?:system|user|assistant|im_start|im_end|instructions?|inst|sys|context|document|source)[^>]{0,60}\|?>|\[/?(?:INST|SYS|SYSTEM)\]|<!--.*?-->|^#{2,}\s*(?:instruction|system|response)[^\n]*$",
        r"(?:^|(?<=\n))\s*(?:system|assistant|developer|admin(?:istrator)?|moderator)\s*(?:message|prompt|note|override)?\s*:[^\n?]*?(?:[.!\n]|$)",
        # an address
        r"\bhttps?://\S+(?:\s+in (?:your|the) answer\W*)?",
        # a passage of its own making, named by an id or called a source
        r"[\[(]?\b(?:kz|int|ru|cn|gb|us|de|fr|nl|tr|eu|reports)(?:-[a-z0-9]+)+/[a-z0-9-]+\b[\])]?(?:\s*(?:says?|states?|provides?|reads?|holds?|:|—|–|-)[^.?!\n]*(?:[.!\n]|$)|)",
        r"(?:^|(?<=[\n.!?])\s*)(?:source|citation|evidence|passage|retrieved|context|document|quote|reference|источник|дереккөз|来源|kaynak|quelle)\s*\[?\d*\]?\s*[:：][^\n?]{15,}?(?:[.!\n。](?=\s|$)|$)",
        # who the speaker claims to be
        r"(?:^|(?<=[.!?;\n]\s)|(?<=[,:]\s))(?:(?:speaking |acting )?as (?:a|an|the|your)(?: \w+){0,3} (?:judge|justice|minister|professor|notary|administrator|developer|lawyer|attorney|expert|chairman|president|prosecutor|owner|operator)(?: (?:of|at|in|for) [^,.;?!]{0,60})?,\s*)",
        r"(?:^|(?<=[.!?;\n]\s))(?:i am|i'm|this is|we are) (?:a|an|the|your)(?: \w+){0,3} (?:judge|justice|minister|professor|administrator|developer|prosecutor|president|creator|operator)\b[^.?!,;]{0,60}(?:[.!,;]|$)",
        r"(?:^|(?<=[.!?;\n]\s))(?:я|мен)\s*[—–-]?\s*(?:судья|министр|профессор|прокурор|администратор|разработчик|эксперт|судьямын|министрмін)\b[^.?!,;]{0,60}(?:[.!,;]|$)",
    )
)
