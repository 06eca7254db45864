"""Cases from YAML files, checked; a case that does not load is reported, never dropped."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from assistant.types import Status
from corpus.types import TOPICS
from evals.case_file import CaseFile
from evals.errors import NoCases
from evals.patterns import could_match
from evals.types import Authority, CaseProblem, EvalCase, Expectation, Library, Wording
from evals.wording import compiled, is_pattern, says

CASES = Path(__file__).parent / "cases"
OWN_TOPICS = "topics.txt"
"""A file of this name in the folder of cases, a topic a line, replaces the topics of our corpus."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSet:
    """The cases that stand, ordered by id, and what is wrong with the others."""

    cases: tuple[EvalCase, ...]
    problems: tuple[CaseProblem, ...]


FAST: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The loader in C where PyYAML has it: eight times as fast."""


class _Strings(FAST):  # type: ignore[misc]
    """YAML in which every scalar is a string (`no` is not False) and no key may stand twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        if twice := next((key for key in keys if keys.count(key) > 1), None):
            raise yaml.constructor.ConstructorError(None, None, f"the key {twice!r} stands twice", node.start_mark)
        found: dict[Any, Any] = super().construct_mapping(node, deep)
        return found


def load_cases(folder: Path = CASES) -> CaseSet:
    """Read every `*.yaml` in `folder`.

    Raises:
        NoCases: the folder has no such file.
    """
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise NoCases(f"no cases in {folder}", hint="Name a folder of *.yaml files with --cases; see docs/evals.md.")
    topics = topics_of(folder)
    cases: dict[str, EvalCase] = {}
    problems: list[CaseProblem] = []
    seen: dict[str, str] = {}
    for file in files:
        for found in _read(file, topics):
            if isinstance(found, CaseProblem):
                problems.append(found)
                seen.setdefault(found.case_id, file.name)
            elif found.id in seen:
                remedy = f"the id is already used in {seen[found.id]}; rename one of the two"
                problems.append(CaseProblem(file=file.name, case_id=found.id, field="id", remedy=remedy))
            else:
                cases[found.id] = found
                seen[found.id] = file.name
    apart = [*_without_twin(cases, seen), *_out_of_group(cases)]
    problems += [
        CaseProblem(file=cases[id_].file, case_id=id_, field=field, remedy=remedy) for id_, field, remedy in apart
    ]
    lost = {id_ for id_, _, _ in apart}
    return CaseSet(cases=tuple(cases[id_] for id_ in sorted(cases) if id_ not in lost), problems=tuple(problems))


def topics_of(folder: Path) -> frozenset[str]:
    """The topics that cases of a folder may have: its own, or those of our corpus."""
    own = folder / OWN_TOPICS
    return frozenset(own.read_text(encoding="utf-8").splitlines()) if own.is_file() else frozenset(TOPICS)


def read_entries(text: str) -> Any:
    """What a file of cases holds, every scalar a text.

    Raises:
        yaml.YAMLError: it is not YAML, or a key stands twice.
    """
    return yaml.load(text, Loader=_Strings)


def with_known_passages(found: CaseSet, library: Library) -> CaseSet:
    """`found`, but a case that grades a passage the library does not have is a problem that names the passage."""
    gone = {case.id: sorted(case.expects.passages.keys() - library.passages.keys()) for case in found.cases}
    problems = [
        CaseProblem(
            file=case.file,
            case_id=case.id,
            field="expects.passages",
            remedy=f"there is no passage {gone[case.id][0]!r}; name one that exists or remove it",
        )
        for case in found.cases
        if gone[case.id]
    ]
    return CaseSet(
        cases=tuple(case for case in found.cases if not gone[case.id]), problems=(*found.problems, *problems)
    )


def cases_hash(cases: Sequence[EvalCase]) -> str:
    """A SHA-256 over every field of every case but the file it stands in; order does not count."""
    adapter = TypeAdapter(EvalCase)
    rows = sorted(adapter.dump_json(case, exclude={"file"}) for case in cases)
    return hashlib.sha256(b"\n".join(rows)).hexdigest()


def _without_twin(cases: Mapping[str, EvalCase], seen: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for case in cases.values():
        if case.twin is not None and (case.twin not in seen or case.twin == case.id):
            remedy = f"there is no other case {case.twin!r}; name one that exists or leave the field out"
            yield case.id, "twin", remedy


def _out_of_group(cases: Mapping[str, EvalCase]) -> Iterator[tuple[str, str, str]]:
    groups: dict[str, list[EvalCase]] = defaultdict(list)
    for case in cases.values():
        if case.parity is not None:
            groups[case.parity].append(case)
    for name, members in groups.items():
        first = members[0]
        if len(members) == 1:
            yield first.id, "parity", f"no other case is in the group {name!r}; add one in another language"
        for at, case in enumerate(members[1:], 1):
            if twice := next((other for other in members[:at] if other.language == case.language), None):
                yield case.id, "parity", f"{twice.id} has the language {case.language!r} in {name!r} already"
            elif (case.expects.status, case.expects.verdicts) != (first.expects.status, first.expects.verdicts):
                yield case.id, "parity", f"{first.id} of the group {name!r} expects another status or verdict"


def _read(file: Path, topics: frozenset[str]) -> Iterator[EvalCase | CaseProblem]:
    try:
        entries = read_entries(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        said = " ".join(str(error).split())
        yield CaseProblem(file=file.name, case_id="", field="", remedy=f"mend the YAML: {said}")
        return
    if not isinstance(entries, list):
        yield CaseProblem(file=file.name, case_id="", field="", remedy="write a list of cases, each `- id: …`")
        return
    for number, entry in enumerate(entries, 1):
        for version in _in_each_language(entry):
            yield case_of(file.name, number, version, topics)


def _in_each_language(entry: Any) -> Iterator[Any]:
    """An entry, and a copy of it for each of its translations: `<id>-ru` with the turns in Russian, of the same group."""
    translations = entry.get("translations") if isinstance(entry, Mapping) else None
    if not isinstance(translations, Mapping):
        yield entry
        return
    group = {"parity": entry.get("id"), **entry}
    yield group
    for language, turns in translations.items():
        version = {name: value for name, value in group.items() if name not in ("translations", "twin")}
        yield {**version, "id": f"{entry.get('id')}-{language}", "language": language, "turns": turns}


def case_of(file: str, number: int, entry: Any, topics: frozenset[str]) -> EvalCase | CaseProblem:
    """The case of one entry of a file, or what is wrong with it."""
    if not isinstance(entry, Mapping):
        return CaseProblem(
            file=file, case_id=f"case no. {number}", field="", remedy="write it as `- id: …` with fields"
        )
    id_ = str(entry.get("id") or f"case no. {number}")
    try:
        fields = CaseFile.model_validate(_without_empty(entry))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return CaseProblem(file=file, case_id=id_, field=where, remedy=_remedy(first["type"], first["msg"]))
    for field, remedy in _wrong(fields, topics):
        return CaseProblem(file=file, case_id=id_, field=field, remedy=remedy)
    wanted = fields.expects
    expects = Expectation(
        status=wanted.status,
        reasons=wanted.reason,
        verdicts=wanted.verdict,
        key_points=wanted.key_points,
        must_not=wanted.must_not,
        authorities=tuple(Authority(names=item.any, grade=item.grade) for item in wanted.authorities),
        passages=wanted.passages,
    )
    told = {name: value for name, value in fields if name != "translations"}
    return EvalCase(**{**told, "expects": expects, "file": file})


def _without_empty(value: Any) -> Any:
    """Fields left blank, `~` or `null` are fields left out; items of lists stay, to be complained of."""
    if isinstance(value, Mapping):
        return {key: _without_empty(item) for key, item in value.items() if item not in ("", "~", "null")}
    return value


def _remedy(type_: str, message: str) -> str:
    known = {
        "missing": "add the field",
        "extra_forbidden": "there is no such field; remove it or mend its name",
        "too_short": "it is empty; write at least one",
        "string_too_short": "it is empty; write something or remove it",
        "string_pattern_mismatch": f"mend it ({message})",
    }
    return known.get(type_, message)


def _wrong(fields: CaseFile, topics: frozenset[str]) -> Iterator[tuple[str, str]]:
    wants = fields.expects
    if not fields.topic and wants.status is Status.ANSWERED:
        yield "topic", "add the field; only a case without an answer may lack it"
    if fields.topic and fields.topic not in topics:
        yield "topic", f"{fields.topic!r} is not a topic of docs/corpus-format.md; choose one of them"
    if wants.status is Status.ANSWERED and wants.reason:
        yield "expects.reason", "an answer has no reason; remove it, or change the status"
    if wants.status is not Status.ANSWERED and wants.verdict:
        yield "expects.verdict", "only an answer has a verdict; remove it, or change the status"
    if wants.status is Status.ANSWERED and not (wants.key_points or wants.verdict or wants.must_not):
        yield "expects", "nothing here can be graded; add key_points, verdict or must_not"
    for name, groups in (
        ("key_points", wants.key_points),
        ("must_not", (wants.must_not,)),
        ("authorities", tuple(authority.any for authority in wants.authorities)),
    ):
        for number, group in enumerate(groups):
            yield from ((f"expects.{name}.{number}", remedy) for remedy in bad_alternatives(group))
    for number, point in enumerate(wants.key_points):
        if not any(is_pattern(item) for item in point) and all(says(item, wants.must_not) for item in point):
            yield (
                f"expects.key_points.{number}",
                "whatever says this also says what must_not forbids; mend one of the two",
            )


def bad_alternatives(group: Wording) -> Iterator[str]:
    """What is wrong with alternatives: patterns that are none, match everything, or can match nothing."""
    for item in group:
        if item.startswith("/") and not is_pattern(item):
            yield f"{item!r} begins with a slash; write a pattern as /…/ with both"
            continue
        try:
            matches_nothing = compiled(item).search("") is not None
        except re.error as error:
            yield f"{item!r} is not a regular expression ({error}); mend it"
            continue
        if matches_nothing:
            yield f"{item!r} matches every text; make it say something"
        elif is_pattern(item) and not could_match(item[1:-1]):
            yield f"no text was found that {item!r} matches; mend it"
