"""What a user says of the own case, with the words it was read from."""

import pytest

from assistant.reader import Reader
from assistant.reading.dates import read_dates
from assistant.reading.facts import contradictions, read_facts, stated
from assistant.types import Question
from assistant.understand import understand


def facts_of(text: str) -> dict[str, object]:
    read = read_facts(text, read_dates(text))
    return {name: value for name in read.__dataclass_fields__ if (value := getattr(read, name)) is not None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was a default judgment.", {"default": True}),
        ("The debtor never showed up in court.", {"default": True}),
        ("It was given in absentia.", {"default": True}),
        ("The debtor took part in the proceedings.", {"default": False}),
        ("It is not a default judgment.", {"default": False}),
        ("The judgment is final.", {"final": True}),
        ("The decision entered into legal force last year.", {"final": True}),
        ("It is not yet final.", {"final": False}),
        ("The appeal is still pending.", {"final": False}),
        ("The defendant was properly served.", {"served": True}),
        ("The defendant was never served.", {"served": False}),
        ("He got no notice of the hearing.", {"served": False}),
        ("It is a money judgment.", {"money": True}),
        ("It is for specific performance.", {"money": False}),
        ("The debtor is sanctioned.", {"sanctions": True}),
        ("The debtor is on the EU sanctions list.", {"sanctions": True}),
        ("The debtor is not under sanctions.", {"sanctions": False}),
        ("The debtor is a state-owned company.", {"debtor": "state"}),
        ("We sued a Kazakh LLP.", {"debtor": "company"}),
        ("My debtor is a private individual.", {"debtor": "person"}),
        ("My debtor has a warehouse in Almaty.", {"assets": "warehouse"}),
        ("The award is for USD 2.5 million.", {"amount": "USD 2.5 million"}),
    ],
)
def test_a_statement_is_read_into_its_field(text: str, expected: dict[str, object]) -> None:
    assert facts_of(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Must the judgment be final?",
        "Does the law say whether the judgment is final?",
        "Which documents prove that the debtor was served?",
        "Can a foreign company enforce a judgment?",
        "How is service on the debtor proved?",
        "What is a default judgment?",
    ],
)
def test_a_question_about_a_rule_states_no_fact(text: str) -> None:
    assert not {"final", "served", "debtor", "default"} & facts_of(text).keys()


@pytest.mark.parametrize(
    ("text", "torn"),
    [
        ("The judgment is final and the appeal is still pending.", ["final"]),
        ("We have a final English judgment that is still under appeal.", ["final"]),
        ("It is a default judgment, and the debtor took part in the hearing.", ["default"]),
        ("The debtor was duly served but never received any notice.", ["served"]),
        ("Is it the same if the judgment is final or if the appeal is pending?", []),
        ("The judgment is final.", []),
        ("It is not a default judgment.", []),
    ],
)
def test_a_fact_stated_both_ways_is_noticed(text: str, torn: list[str]) -> None:
    found = contradictions(text, stated(text, read_dates(text)))
    assert [one.field for one, _ in found] == torn


@pytest.mark.parametrize(
    ("turns", "field", "turn", "words"),
    [
        (["Can a Dutch judgment be enforced in Kazakhstan?"], "state_of_origin", 0, "Dutch"),
        (["Can a Dutch judgment be enforced in Kazakhstan?"], "requested_state", 0, "Kazakhstan"),
        (["Can a Dutch judgment be enforced in Kazakhstan?"], "kind", 0, "judgment"),
        (["Can a Dutch judgment be enforced in Kazakhstan?", "And in Russia?"], "requested_state", 1, "Russia"),
        (["Can a Dutch judgment be enforced in Kazakhstan?", "And in Russia?"], "state_of_origin", 0, "Dutch"),
        (["Can a Dutch  judgment\nbe enforced in KAZAKHSTAN?"], "requested_state", 0, "KAZAKHSTAN"),
        (["Can a judgment from Almati be enforced in Tashkent?"], "state_of_origin", 0, "Almati"),
        (["Is a judgment given on 3 May 2021 in London enforceable in Kazakhstan?"], "given", 0, "3 May 2021"),
        (["Можно ли исполнить решение нидерландского суда в Казахстане?"], "state_of_origin", 0, "нидерландского"),
        (["Можно ли исполнить решение нидерландского суда в Казахстане?"], "requested_state", 0, "Казахстане"),
        (["Қазақстан сотының шешімі Германияда таныла ма?"], "requested_state", 0, "Германияда"),
        (["哈萨克斯坦法院的判决在德国能否得到承认？"], "requested_state", 0, "德国"),
    ],
)
def test_each_fact_names_the_words_it_was_read_from(
    reader: Reader, turns: list[str], field: str, turn: int, words: str
) -> None:
    inquiry = understand(Question(text=turns[-1], earlier=tuple(turns[:-1])), reader)
    (fact,) = [fact for fact in inquiry.read_from if fact.field == field]
    assert (fact.turn, fact.words) == (turn, words)
    assert turns[turn][fact.start : fact.end] == words


def test_a_new_matter_forgets_the_words_of_the_old_one(reader: Reader) -> None:
    turns = (
        "Can a Dutch default judgment be enforced in Kazakhstan?",
        "Another case: is a Russian award enforceable in Georgia?",
    )
    inquiry = understand(Question(text=turns[-1], earlier=turns[:-1]), reader)
    assert inquiry.facts.default is None
    assert {fact.turn for fact in inquiry.read_from} == {1}
