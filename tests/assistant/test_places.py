"""Which State is which: names, and the State of origin and the requested State, sentence by sentence."""

import pytest

from assistant.reader import Reader
from assistant.reading.places import Gazetteer, Role, pair
from assistant.reading.turn import read_turn


@pytest.fixture(scope="module")
def gazetteer(reader: Reader) -> Gazetteer:
    return reader.gazetteer


@pytest.mark.parametrize(
    ("sentence", "origin", "requested"),
    [
        ("Can an English judgment be enforced in Kazakhstan?", "GB-ENG", "KZ"),
        ("Can a Dutch judgment be enforced in Kazakhstan?", "NL", "KZ"),
        ("Can a judgment from the Netherlands be recognised in Kazakhstan?", "NL", "KZ"),
        ("Is a judgment of a Russian court enforceable in Kazakhstan?", "RU", "KZ"),
        ("Will Kazakhstan enforce a German judgment?", "DE", "KZ"),
        ("Will Kazakh courts recognise a judgment rendered in France?", "FR", "KZ"),
        ("Does Kazakhstan recognise Turkish court decisions?", "TR", "KZ"),
        ("How do I enforce a Chinese court judgment in Kazakhstan?", "CN", "KZ"),
        ("Can a Kazakh judgment be enforced in Russia?", "KZ", "RU"),
        ("Can a judgment of a Kazakh court be enforced in Germany?", "KZ", "DE"),
        ("Will an English court enforce a Kazakh judgment?", "KZ", "GB-ENG"),
        ("Does Germany enforce judgments from Kazakhstan?", "KZ", "DE"),
        ("Is there any Turkish case enforcing a Kazakh judgment?", "KZ", "TR"),
        ("A Russian ruling that refused a Kazakh award, is there one?", "KZ", "RU"),
        ("Can I register a Kazakh judgment in the United Kingdom?", "KZ", "GB"),
        ("Would the courts of Turkey recognise a Kazakh decision?", "KZ", "TR"),
        ("Is a judgment given in Kazakhstan enforceable in China?", "KZ", "CN"),
        ("I won a case in London. The debtor has assets in Kazakhstan.", "GB-ENG", "KZ"),
        ("We obtained a judgment in New York against a company in Almaty.", "US-NY", "KZ"),
        ("We won against a Kazakh trader in Ankara. Can we enforce in Kazakhstan?", "TR", "KZ"),
        ("We sued a Kazakh company in Paris and prevailed against it.", "FR", "KZ"),
        ("Our debtor sits in Astana; we sued in Moscow.", "RU", "KZ"),
        ("A Stockholm award against a debtor in Kazakhstan: can it be enforced?", "SE", "KZ"),
        ("Can an arbitral award made in Paris be enforced in Kazakhstan?", "FR", "KZ"),
        ("Is an award with its seat in Singapore enforceable in Kazakhstan?", "SG", "KZ"),
        ("Enforcement in Kazakhstan of a judgment from Uzbekistan", "UZ", "KZ"),
        ("Recognition of Georgian judgments in Kazakhstan", "GE", "KZ"),
        ("A South Korean judgment, assets in Kazakhstan", "KR", "KZ"),
        ("A Hong Kong judgment against a Kazakh company", "HK", "KZ"),
        ("Can a Swiss judgment be enforced in England under the Hague Choice of Court Convention?", "CH", "GB-ENG"),
        ("Would a Ukrainian judgment be recognised in Germany?", "UA", "DE"),
        ("Is a US judgment enforceable in Russia?", "US", "RU"),
        ("Can a judgment from the US be executed in Kazakhstan?", "US", "KZ"),
        ("Do UAE courts execute Kazakh judgments?", "KZ", "AE"),
        ("Can a UAE judgment be executed in Kazakhstan?", "AE", "KZ"),
        ("Does an AIFC Court judgment need exequatur in Kazakhstan?", "KZ-AIFC", "KZ"),
        ("Can a Belarusian maintenance decision be enforced in Kazakhstan?", "BY", "KZ"),
        ("Does India honour a Kazakh money judgment?", "KZ", "IN"),
        ("Is a Japanese default judgment enforceable in Kazakhstan?", "JP", "KZ"),
        (
            "I hold a final judgment of the High Court of England and want to enforce it in Kazakhstan.",
            "GB-ENG",
            "KZ",
        ),
        ("May a Kyrgyz judgment be executed against property in Kazakhstan?", "KG", "KZ"),
        ("The judgment was given by a court in Vilnius and the debtor lives in Almaty.", "LT", "KZ"),
        ("A Dubai judgment, debtor's bank accounts in Kazakhstan", "AE", "KZ"),
        ("Can a Kazakhstani judgment be enforced in the Netherlands?", "KZ", "NL"),
        ("What does Kazakhstan require of a foreign judgment?", None, "KZ"),
        ("On what grounds can a Kazakh court refuse a foreign judgment?", None, "KZ"),
        ("Under the law of Russia, is reciprocity needed?", None, "RU"),
        ("How do I enforce a French judgment?", "FR", None),
        ("What is exequatur?", None, None),
    ],
)
def test_origin_and_requested_state(reader: Reader, sentence: str, origin: str | None, requested: str | None) -> None:
    turn = read_turn(sentence, reader)
    found = (turn.origin, turn.requested)
    unit = {"GB-ENG": {"GB-ENG", "GB"}, "US-NY": {"US-NY", "US"}, "AE": {"AE", "AE-DU"}}
    assert found[0] in unit.get(origin or "", {origin})
    assert found[1] in unit.get(requested or "", {requested})


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Kazakhstan", ["KZ"]),
        ("the Republic of Kazakhstan", ["KZ"]),
        ("Kazakh", ["KZ"]),
        ("Almaty", ["KZ"]),
        ("Türkiye and Turkey", ["TR", "TR"]),
        ("South Korea and North Korea", ["KR", "KP"]),
        ("the United States", ["US"]),
        ("the US", ["US"]),
        ("US courts", ["US"]),
        ("tell us more", []),
        ("U.S. courts", ["US"]),
        ("the UK", ["GB"]),
        ("Kazakhstan's courts", ["KZ"]),
        ("Nauru and Fiji", ["NR", "FJ"]),  # known from CLDR, though no table has them
        ("a nice oral hearing in March", []),
        ("a Turkish bath", ["TR"]),
        ("nowhere", []),
        ("", []),
    ],
)
def test_states_are_named_in_many_ways(gazetteer: Gazetteer, text: str, codes: list[str]) -> None:
    assert [mention.code for mention in gazetteer.find(text)] == codes


def test_a_mention_stands_where_it_says(gazetteer: Gazetteer) -> None:
    text = "Can an award from South Korea be enforced in Kazakhstan?"
    korea, kazakhstan = gazetteer.find(text)
    assert text[korea.start : korea.end] == "South Korea" and korea.role is Role.ORIGIN
    assert text[kazakhstan.start : kazakhstan.end] == "Kazakhstan" and kazakhstan.role is Role.REQUESTED


def test_a_treaty_named_after_a_city_names_no_state(reader: Reader) -> None:
    turn = read_turn("Is Kazakhstan a party to the Minsk Convention and to the New York Convention?", reader)
    assert [mention.code for mention in turn.mentions] == ["KZ"]
    assert turn.instruments == ("minsk-1993", "new-york-1958")


def test_the_english_name_of_a_state(gazetteer: Gazetteer) -> None:
    assert gazetteer.name("KZ") == "Kazakhstan"
    assert gazetteer.name("FJ") == "Fiji"
    assert gazetteer.name("QQ") == "QQ"


def test_the_law_of_a_unit_stands_under_its_state_unless_it_has_its_own(gazetteer: Gazetteer) -> None:
    assert gazetteer.shelved("GB-ENG") == "GB"
    assert gazetteer.shelved("HK") == "HK"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We won against a Kazakh company in Istanbul.", ("TR", "KZ")),
        ("I sued a Kazakh buyer in Hamburg and won.", ("DE", "KZ")),
        ("A Swiss court ruled for us against a Kazakh bank.", ("CH", "KZ")),
        ("Our company in Astana lost in London.", ("GB-ENG", "KZ")),
        ("Are judgments from Turkey enforceable in Kazakhstan?", ("TR", "KZ")),
        ("Is a US class action settlement good in Kazakhstan?", ("US", "KZ")),
        ("We won in Rotterdam, the guy's warehouse is in Shymkent.", ("NL", "KZ")),
        ("The court of Warsaw gave judgment against a trader from Shymkent.", ("PL", "KZ")),
    ],
)
def test_who_won_where_against_whom(reader: Reader, text: str, found: tuple[str, str]) -> None:
    assert pair(reader.gazetteer.find(text)) == found
