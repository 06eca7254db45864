"""What each table of law must satisfy: a pandera schema a table, which knows the tables it points to."""

import re
from collections.abc import Collection, Mapping

import pandas
import pandera.pandas as pandera

from corpus.tables_cells import is_day, is_number, items
from corpus.tables_checks import (
    DAY,
    FILLED,
    LIST,
    NUMBER,
    YES_NO,
    all_of,
    cell,
    is_url,
    later_than,
    once,
    one_of,
    row_rule,
    text,
)
from corpus.tables_rows import (
    Coverage,
    DutyBase,
    DutyKind,
    Outcome,
    Reciprocity,
    SourceSeen,
    Status,
    TemporalRule,
    TimeUnit,
    TreatyNeeded,
)
from corpus.types import DECISION_KINDS, TOPICS, Standing

GROUNDS = frozenset(
    ("notice", "fraud", "public-policy", "jurisdiction", "exclusive-jurisdiction", "conflicting-decision", "finality",
     "limitation", "forum-clause", "incapacity", "non-arbitrable", "scope", "procedure", "set-aside")
)  # fmt: skip
WHO = frozenset(("creditor", "debtor", "party", "court", "agent", "authority"))
YEAR = re.compile(r"(by )?\d{4}|\d{4}-\d{4}")
Frames = Mapping[str, pandas.DataFrame]
"""Every table by its name, its cells as text."""

Row = Mapping[str, str]


def schemas(frames: Frames, passage_ids: Collection[str] | None) -> dict[str, pandera.DataFrameSchema]:
    """The schema of every table; `passage_ids` are those of all passages, None to leave out what rows rest on."""
    states = set(frames["states"]["code"])
    whole = set(frames["states"].loc[frames["states"]["part_of"] == "", "code"])
    units = frames["states"].set_index("code")["part_of"].to_dict()
    instruments = frames["instruments"].set_index("id")["in_force"].to_dict()
    rests = text(LIST, *([all_of(passage_ids)] if passage_ids is not None else []))
    own = _provenance(frames)
    window = {"from": text(DAY), "to": text(DAY)}
    later = later_than("from", "to", "is before the first day")
    plain = text()
    found = {
        "sources": pandera.DataFrameSchema(
            {"name": text(FILLED, unique=True), "kind": text(one_of(SourceSeen)), "url": text(cell(is_url, "is no address", "Write https://…, or leave it empty."))},
            strict=True,
        ),
        "states": pandera.DataFrameSchema(
            {
                "code": text(FILLED, unique=True),
                "name": text(FILLED),
                "adjective": plain,
                **dict.fromkeys(("aliases", "cities", "courts"), text(LIST)),
                "part_of": text(one_of(whole, empty=True)),
                "own_treaties": text(YES_NO),
                "eu": text(YES_NO),
                **own,
            },
            checks=_known_columns(frames["states"]),
        ),
        "instruments": pandera.DataFrameSchema(
            {
                "id": text(FILLED, unique=True),
                **dict.fromkeys(("title", "short"), text(FILLED)),
                **dict.fromkeys(("aliases", "recognition_articles", "refusal_articles", "regional"), text(LIST)),
                **dict.fromkeys(("adopted", "in_force"), text(DAY)),
                "kinds": text(LIST, all_of(DECISION_KINDS)),
                "refusal_grounds": text(LIST, all_of(GROUNDS)),
                "temporal_rule": text(one_of(TemporalRule)),
                "temporal_note": plain,
                **own,
            },
            checks=[later_than("adopted", "in_force"), *_known_columns(frames["instruments"])],
        ),
        "parties": pandera.DataFrameSchema(
            {
                "instrument": text(one_of(instruments)),
                "state": text(one_of(states)),
                "status": text(one_of(Status)),
                "signed": text(DAY),
                **window,
                "units": text(LIST),
                "not_with": text(LIST, all_of(states)),
                "note": plain,
                **own,
            },
            checks=[later, *_membership(instruments, units), *_known_columns(frames["parties"])],
        ),
        "bilateral": pandera.DataFrameSchema(
            {
                "id": text(FILLED, unique=True),
                **dict.fromkeys(("state_a", "state_b"), text(one_of(states))),
                "title": text(FILLED),
                **dict.fromkeys(("signed", "ratified", "in_force", "given_to"), text(DAY)),
                **dict.fromkeys(("covers_judgments", "covers_awards"), text(one_of(Coverage))),
                **dict.fromkeys(("articles", "matters"), text(LIST)),
                "temporal_rule": text(one_of(TemporalRule)),
                "note": plain,
                **own,
            },
            checks=[
                row_rule("state_b", lambda row: row["state_a"] != row["state_b"], "is both sides", "Name the other State."),
                later_than("signed", "in_force"),
                *_known_columns(frames["bilateral"]),
            ],
        ),
        "cases": pandera.DataFrameSchema(
            {
                "id": text(FILLED, unique=True),
                **dict.fromkeys(("name", "basis"), text(FILLED)),
                "date": text(DAY),
                "year": text(cell(lambda v: bool(YEAR.fullmatch(v)), "is not a year", 'Write "2023", "2019-2020" or "by 2025".')),
                **dict.fromkeys(("origin", "requested"), text(one_of(states))),
                "kind": text(one_of(DECISION_KINDS)),
                "outcome": text(one_of(Outcome)),
                **dict.fromkeys(("instance", "later", "docket"), plain),
                "overturned_by": text(one_of(set(frames["cases"]["id"]), empty=True)),
                **own,
            },
            checks=[
                row_rule("date", lambda row: not is_day(row["date"]) or row["date"][:4] in row["year"], "is not in the year", "Make date and year agree."),
                row_rule("later", lambda row: bool(row["later"]) or not row["overturned_by"], "does not tell the reversal", "Say what became of the decision."),
                *_known_columns(frames["cases"]),
            ],
        ),
        "sums": pandera.DataFrameSchema(
            {
                **dict.fromkeys(("unit", "currency"), text(FILLED)),
                "year": text(cell(lambda v: bool(re.fullmatch(r"\d{4}", v)), "is not a year", "Write a year as 2026.")),
                "value": text(cell(lambda v: is_number(v) and float(v) > 0, "is no value above 0", "Give what the unit is worth.")),
                "passage_ids": rests,
                **own,
            },
            checks=[once("year", "unit", "year"), *_known_columns(frames["sums"])],
        ),
        "duties": pandera.DataFrameSchema(
            {
                "id": text(FILLED, unique=True),
                "state": text(one_of(states)),
                "kind": text(one_of(DutyKind)),
                "what": text(FILLED),
                "payer": plain,
                **dict.fromkeys(("percent", "percent_to", "units", "cap_units"), text(NUMBER)),
                "base": text(one_of(DutyBase, empty=True)),
                **dict.fromkeys(("unit", "authority"), text(FILLED)),
                **window,
                "terms": text(FILLED, LIST),
                "passage_ids": rests,
                **own,
            },
            checks=[later, *_duty(), *_known_columns(frames["duties"])],
        ),
        "limits": pandera.DataFrameSchema(
            {
                "id": text(FILLED, unique=True),
                "state": text(one_of(states)),
                "kinds": text(LIST, all_of(DECISION_KINDS)),
                **dict.fromkeys(("what", "authority"), text(FILLED)),
                "number": text(cell(lambda v: v.isdigit() and int(v) > 0, "is no whole number above 0", "Write 3 or 10.")),
                "unit": text(one_of(TimeUnit)),
                "who": text(one_of(WHO)),
                **dict.fromkeys(("trigger", "note"), plain),
                **dict.fromkeys(("trigger_terms", "terms"), text(LIST)),
                "restorable": text(one_of(("yes", "no"), empty=True)),
                **window,
                "passage_ids": rests,
                **own,
            },
            checks=[
                later,
                row_rule("trigger_terms", lambda row: bool(row["trigger"]) or not row["trigger_terms"] or "not seen" in row["note"], "tell an event that the row does not name", "Name the trigger, or say in the note that it was not seen."),
                *_known_columns(frames["limits"]),
            ],
        ),
        "awards": pandera.DataFrameSchema(
            {
                "state": text(one_of(states)),
                "articles": text(FILLED),
                "note": plain,
                **window,
                "passage_ids": rests,
                **own,
            },
            checks=[later, *_known_columns(frames["awards"])],
        ),
        "national": pandera.DataFrameSchema(
            {
                "state": text(one_of(states)),
                "treaty_needed": text(one_of(TreatyNeeded, empty=True)),
                "reciprocity": text(one_of(Reciprocity, empty=True)),
                "merits_review": text(one_of(("yes", "no"), empty=True)),
                **dict.fromkeys(("limit", "court", "articles", "note"), plain),
                **window,
                **own,
            },
            checks=[later, *_known_columns(frames["national"])],
        ),
    }  # fmt: skip
    if "conflicts" in frames:
        found["conflicts"] = pandera.DataFrameSchema(
            {
                "id": text(FILLED, unique=True),
                "topic": text(one_of(TOPICS)),
                "states": text(LIST, all_of(states)),
                **dict.fromkeys(("summary", "stands"), text(FILLED)),
                "terms": text(LIST),
                "passage_ids": rests,
            }
        )
    return found


def _provenance(frames: Frames) -> dict[str, pandera.Column]:
    """Where a row comes from, how sure it is, and which of its cells fall behind."""
    known = set(frames["sources"]["name"])
    return {
        "source": text(
            FILLED,
            cell(
                lambda v: set(items(v)) <= known,
                "names a source that sources.csv does not hold",
                "Add it to sources.csv with its kind, or use a name that stands there.",
            ),
        ),
        "standing": text(one_of(Standing)),
        "unconfirmed": text(LIST),
    }


def _known_columns(frame: pandas.DataFrame) -> list[pandera.Check]:
    columns = set(frame.columns)
    return [
        row_rule(
            "unconfirmed",
            lambda row: set(items(row["unconfirmed"])) <= columns,
            "names no column of the table",
            "Use names of the header.",
        )
    ]


def _membership(instruments: Mapping[str, str], units: Mapping[str, str]) -> list[pandera.Check]:
    def bound_early(row: Row) -> bool:
        opened = instruments.get(row["instrument"], "")
        return not (is_day(row["from"]) and is_day(opened)) or row["from"] >= opened

    def ends_early(row: Row) -> bool:
        first = row["from"] or instruments.get(row["instrument"], "")
        return not (is_day(first) and is_day(row["to"])) or row["to"] >= first

    unbound = (Status.SIGNED, Status.NOT_PARTY)
    return [
        row_rule("from", lambda row: row["status"] not in unbound or not (row["from"] or row["to"]), "is a day on which such a State is not bound", "Clear from and to."),
        row_rule("signed", lambda row: row["status"] != Status.NOT_PARTY or not row["signed"], "is the day of a signatory, not of one that is merely no party", "Make the status signed."),
        row_rule("to", lambda row: row["status"] != Status.LEFT or bool(row["to"]), "is empty, though the State left", "Give the last day."),
        row_rule("from", bound_early, "is before the instrument bound anybody", "Mend the day."),
        row_rule("to", ends_early, "is before the first day", "Mend the wrong day."),
        row_rule("units", lambda row: all(units.get(unit) == row["state"] for unit in items(row["units"])), "names what is no unit of the State", "Use units whose part_of is the State."),
    ]  # fmt: skip


def _duty() -> list[pandera.Check]:
    def ranged(row: Row) -> bool:
        if not (is_number(row["percent_to"]) and is_number(row["percent"] or "x")):
            return not row["percent_to"] or not is_number(row["percent_to"])
        return float(row["percent_to"]) >= float(row["percent"])

    return [
        row_rule("percent", lambda row: bool(row["percent"]) != bool(row["units"]), "leaves open whether the duty is a percentage or a number of units", "Fill in one of the two."),
        row_rule("base", lambda row: bool(row["percent"]) == bool(row["base"]), "does not fit: a percentage, and only that, has a base", "Say what it is taken of."),
        row_rule("percent_to", ranged, "ends the range before it begins", "Put the larger figure here."),
    ]  # fmt: skip
