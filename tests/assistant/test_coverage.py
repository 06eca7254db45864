"""The grid of States and topics on the command line."""

from assistant.listing import coverage, coverage_text
from corpus.types import Document, Standing


def test_every_passage_is_counted_with_its_standing_and_the_latest_day(documents: tuple[Document, ...]) -> None:
    passages = [p for d in documents for p in d.passages]
    grid = coverage(passages)
    own = [p for p in passages if p.states[0] == "KZ" and "treaties" in p.topics]
    cell = grid["KZ"]["treaties"]
    assert cell["passages"] == len(own) == sum(cell[standing.value] for standing in Standing)
    assert cell["unconfirmed"] == sum(p.standing is Standing.UNCONFIRMED for p in own)
    assert cell["latest"] == max(p.window.first.isoformat() for p in own if p.window.first)


def test_the_text_names_the_day_each_standing_and_what_is_missing() -> None:
    lines = coverage_text(json_=False).splitlines()
    assert lines[0].startswith("The law as known on 20")
    assert all(standing.value in lines[2] for standing in Standing) and "latest from" in lines[2]
    assert lines[3] == "KZ Kazakhstan"
    assert any(line.startswith("  nothing on: ") for line in lines)
