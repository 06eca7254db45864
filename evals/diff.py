"""The stored questions, put to two index builds: what of the answers changed, and which change of a source did it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evals.assistants import Assistant
from evals.corpus_changes import SourceChange
from evals.reuse import conversation_of
from evals.types import EvalCase, Reply

Answer = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One thing that an answer says otherwise; `before` is "" where it is new, `after` where it is gone.

    `what` is "verdict" (with status and reason), "claim" or "citation". `causes` are the source changes behind it:
    those among the passages cited by it or, where there is none (`cited` is False), among all that either answer
    looked at. Without any the change came about by ranking alone.
    """

    what: str
    before: str
    after: str
    causes: tuple[SourceChange, ...]
    cited: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedAnswer:
    """A question with another answer; `turn` counts from 1."""

    case_id: str
    turn: int
    question: str
    moved: tuple[Moved, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """A case that one of the builds did not answer."""

    case_id: str
    build: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildDiff:
    """What `python -m evals diff` found; `other` lists what else differs between the builds: field, before, after."""

    before: str
    after: str
    asked: int
    sources: tuple[SourceChange, ...]
    answers: tuple[ChangedAnswer, ...]
    failures: tuple[Unanswered, ...]
    other: tuple[tuple[str, str, str], ...] = ()

    @property
    def same(self) -> bool:
        """Whether every question has the same answer from both."""
        return not self.answers and not self.failures


def diff(
    cases: Sequence[EvalCase],
    assistants: Mapping[str, Assistant],
    changes: Mapping[str, SourceChange],
    other: Iterable[tuple[str, str, str]] = (),
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> BuildDiff:
    """Ask every case of both and compare turn by turn.

    Args:
        cases: the stored questions.
        assistants: by the name of their build, the older first; exactly two.
        changes: the changes of the sources, by passage.
        other: what else differs between the builds.
        progress: called with how many replies there are and how many there will be.
    """
    before, after = assistants
    conversations = [conversation_of(case) for case in cases]
    replies: dict[str, dict[str, Reply]] = {before: {}, after: {}}
    for name, assistant in assistants.items():
        for reply in assistant.replies(conversations):
            replies[name][reply.id] = reply
            progress(sum(map(len, replies.values())), 2 * len(cases))
    answers: list[ChangedAnswer] = []
    failures: list[Unanswered] = []
    for case in sorted(cases, key=lambda case: case.id):
        old, new = replies[before][case.id], replies[after][case.id]
        failures += [
            Unanswered(case_id=case.id, build=build, problem=reply.problem)
            for build, reply in ((before, old), (after, new))
            if reply.problem
        ]
        answers += _changed(case, old, new, changes)
    return BuildDiff(
        before=before,
        after=after,
        asked=len(cases),
        sources=tuple(changes.values()),
        answers=tuple(answers),
        failures=tuple(failures),
        other=tuple(other),
    )


def _changed(case: EvalCase, old: Reply, new: Reply, changes: Mapping[str, SourceChange]) -> Iterator[ChangedAnswer]:
    for turn, (question, was, now) in enumerate(zip(case.turns, old.answers, new.answers, strict=False), 1):
        moved = tuple(moves(was, now, changes))
        if moved:
            yield ChangedAnswer(case_id=case.id, turn=turn, question=question, moved=moved)


def moves(was: Answer, now: Answer, changes: Mapping[str, SourceChange]) -> Iterator[Moved]:
    """The verdict, then the claims, then the citations that differ between two answers, each with its causes."""

    def moved(what: str, before: str, after: str, cited: Iterable[str]) -> Moved:
        direct = _among(changes, cited)
        looked_at = () if direct else _among(changes, (*_looked_at(was), *_looked_at(now)))
        return Moved(what=what, before=before, after=after, causes=direct or looked_at, cited=bool(direct))

    if (before := _outcome(was)) != (after := _outcome(now)):
        yield moved("verdict", before, after, (*_cited(was), *_cited(now)))
    for what, old, new in (("claim", _claims(was), _claims(now)), ("citation", _citations(was), _citations(now))):
        gone = {text: ids for text, ids in old.items() if text not in new}
        come = {text: ids for text, ids in new.items() if text not in old}
        for text, ids in gone.items():
            heir = next((other for other, theirs in come.items() if ids & theirs), "")
            yield moved(what, text, heir, ids | come.pop(heir, frozenset()))
        for text, ids in come.items():
            yield moved(what, "", text, ids)


def _among(changes: Mapping[str, SourceChange], ids: Iterable[str]) -> tuple[SourceChange, ...]:
    return tuple(changes[id_] for id_ in dict.fromkeys(ids) if id_ in changes)


def _outcome(answer: Answer) -> str:
    return ", ".join(str(answer[key]) for key in ("status", "reason", "verdict") if answer.get(key))


def _claims(answer: Answer) -> dict[str, frozenset[str]]:
    """The text of each claim to the passages that it cites."""
    return {
        claim["text"]: frozenset(citation["passage_id"] for citation in claim["citations"])
        for claim in answer.get("claims") or ()
    }


def _citations(answer: Answer) -> dict[str, frozenset[str]]:
    """Each citation as it is shown, to its passage."""
    return {
        f"{citation['passage_id']}, {citation['pinpoint']}: “{citation['quote']}”": frozenset(
            {citation["passage_id"]}
        )
        for claim in answer.get("claims") or ()
        for citation in claim["citations"]
    }


def _cited(answer: Answer) -> Iterator[str]:
    for ids in _citations(answer).values():
        yield from ids
    for part in (*(answer.get("conflicts") or ()), *((answer.get("route") or {}).get("options") or ())):
        yield from part["passage_ids"]


def _looked_at(answer: Answer) -> Iterator[str]:
    trace = answer.get("trace") or {}
    for place in ("evidence", "dropped"):
        yield from (item["passage_id"] for item in trace.get(place) or ())
