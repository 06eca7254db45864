"""What no digest of law on foreign decisions can answer: other fields of law, papers to be written, the outcome of a suit, whom to hire, a wrong."""

import re

DECISION = re.compile(
    r"\b(?:judg|award|ruling|ruled|decision|decree|order|enforce|recogni|execut(?:e|ion)|writ\b|exequatur|apostill|legali[sz]|jurisdiction|treaty|convention|reciproc|refus)",
    re.IGNORECASE,
)
"""Words of this field; a question that has one is not about a field beside it."""

OTHER_FIELD = re.compile(
    r"\b(?:visas?|residence permit|work permit|naturali[sz]ation"
    r"|adopt(?:s|ed|ing|ion)?\b[^?.]{0,30}\bchild\w*|adoption of|(?:marriage|prenuptial) (?:contract|agreement)s?"
    r"|(?:took|take|taken|abducted|kidnapped) (?:our|my|the|his|her) (?:\w+ )?(?:son|daughter|child|children|kids?|baby)|child abduction|abducted child"
    r"|(?:register|registering|open|opening|set up|setting up|found) (?:a|an|my|our) (?:\w+ )?(?:company|firm|business|llp|branch|trade ?mark)|trade ?mark registration"
    r"|income tax rates?|value[- ]added tax|minimum wage|driving licen[cs]e|military service)\b",
    re.IGNORECASE,
)
PAPER = re.compile(
    r"^\W*(?:(?:please|kindly|can you|could you|would you|i need you to|i want you to)\W+)*(?:draft|write|compose|draw up|type up|generate|fill in|fill out)\b(?: (?:me|us|for me|for us|up))*"
    r" (?:an?|the|my|our|this|some)? ?(?:[\w-]+ ){0,4}?(?:contract|agreement|will|letter|e-?mail|claim|petition|lawsuit|suit|complaint|power of attorney|brief|poem|story|essay|speech|song|code|program|script|function|malware|virus)\b",
    re.IGNORECASE,
)
OUTCOME = re.compile(
    r"\bwill (?:i|we|he|she|they|my client|our client) (?:win|lose)\b|\b(?:should|shall) (?:i|we) (?:just )?(?:take|accept|agree to|reject|settle|sell|buy|invest|hire)\b",
    re.IGNORECASE,
)
HELPER = r"(?:law firms?|lawyers?|attorneys?|advocates?|bailiffs?|enforcement agents?|notar(?:y|ies)|translators?|experts?)"
CHOICE = re.compile(
    rf"\b(?:which|who|what|where|find|name)\b[^?.!]*\b(?:cheapest|best|most reliable|most experienced) (?:\w+ )?{HELPER}\b|\b(?:which|what) (?:\w+ )?{HELPER}\b[^?.]* (?:is|are) (?:the )?(?:cheapest|best|most reliable)\b|\b(?:recommend|suggest)\w* (?:me |us )?(?:an? )?(?:\w+ )?{HELPER}\b",
    re.IGNORECASE,
)
"""Asks whom to hire."""

WRONG = re.compile(
    r"\b(?:what|which|how (?:much|big|large))\b[^.?!]{0,40}\b(?:bribes?|gifts?|kickbacks?)\b|\b(?:bribe|gift|pay off|threaten|blackmail)\b[^.?!]{0,30}\b(?:bailiff|judge|clerk|official|witness)\b[^.?!]*\b(?:faster|quicker|speed|usual|work|help)"
    r"|\bhow (?:can|do|could|should|might|to)\b (?:i |we |my client |one )?(?:best )?(?:hide|forge|fake|backdate|launder|falsify|bribe|threaten|conceal)\b|\b(?:malware|ransomware|phishing|keylogger|spyware)\b",
    re.IGNORECASE,
)


def beyond(english: str) -> bool:
    """Whether an English question asks for what is outside recognition and enforcement, however near its words are.

    A question of another field that names a decision ("is a German adoption order recognised?") is not outside.
    """
    if PAPER.search(english) or WRONG.search(english) or OUTCOME.search(english) or CHOICE.search(english):
        return True
    return bool(OTHER_FIELD.search(english)) and not DECISION.search(english)
