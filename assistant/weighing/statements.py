"""Yes or no from the statements that passages make true, false, or true on a condition."""

import re

from assistant.reader import Reader
from assistant.sentences import split
from assistant.subjects import negated, quantities_clash
from assistant.types import Evidence, Inquiry, Verdict
from assistant.weighing.finding import Finding
from assistant.weighing.membership import RATIFIED, membership_finding
from corpus.types import Standing
from index.types import Facet, StatementHit

SIMILAR = 0.70
"""Least cosine at which a statement may settle the question."""

AGREES = 0.69
"""Least blend of cosine and mutual coverage at which it does; set on the development questions of the evals."""

CONTAINED = 0.72
"""Least share of a statement's terms that a premise must have to be that statement."""

PREMISE_SIMILAR = 0.68
NEAR_CERTAIN = 0.85
NEAR_ENOUGH = 0.52
"""Least likeness at which a statement of the best passages settles the question."""

COVERS = 0.5
"""Least share of the question's terms that a sentence must have to settle it by itself."""

MAY = re.compile(r"\b(?:only if|unless|provided that|on condition|depends?)\b", re.IGNORECASE)
TWINS = 0.62
"""Least cosine of two statements that settle a question together."""

TOUCHED = 0.2
"""Least share of the question's terms that a statement must have: a truism fits every question and settles none."""

FAR = 0.45
"""Cosine taken for a statement that is not among the nearest."""


def at_home(inquiry: Inquiry, statements: tuple[StatementHit, ...]) -> tuple[StatementHit, ...]:
    """The statements that may settle the question: where it names no State, those on Kazakhstan and on treaties."""
    if inquiry.states:
        return statements
    return tuple(s for s in statements if s.passage.states[0] in ("KZ", "INT") or s.score > NEAR_CERTAIN)


def by_statement(text: str, statements: tuple[StatementHit, ...], reader: Reader) -> Finding | None:
    """The verdict that the nearest statement of the corpus gives, if it is near enough and says no other number."""
    scored = [(agreement(text, s, reader), s) for s in statements if s.score >= SIMILAR - 0.1]
    fitting = [
        (score, s)
        for score, s in scored
        if score >= AGREES and not quantities_clash(s.text, text) and _touches(text, s.text, reader)
    ]
    clash = _numbers_denied(text, scored)
    fitting = fitting or _near_twins(text, statements, reader)
    if not fitting:
        return clash
    if _fate(text):  # "was it reversed?" is answered by a statement on what became of it, not on anything else
        fitting = [(score, s) for score, s in fitting if _fate(s.text)] or fitting
    score, best = max(fitting, key=lambda item: (item[0], item[1].passage.id))
    if clash is not None and best.facet is Facet.DEPENDS:
        return clash
    verdict = _verdict(best, text)
    same = [s for other, s in fitting if other >= score - 0.12 and _verdict(s, text) is verdict]
    sources = {s.passage.source_id for s in same}
    if (
        best.passage.standing is not Standing.CONFIRMED
        and len(sources) < 2
        and not any(s.passage.standing is Standing.CONFIRMED for s in same)
    ):
        verdict = Verdict.UNSETTLED if best.passage.standing is not Standing.INFERENCE else verdict
    said = sorted((best, *same), key=lambda s: s.passage.standing is not Standing.CONFIRMED)
    ids = tuple(dict.fromkeys(s.passage.id for s in said))[:2]
    return Finding(verdict=verdict, passage_ids=ids, why=best.text)


def _near_twins(text: str, statements: tuple[StatementHit, ...], reader: Reader) -> list[tuple[float, StatementHit]]:
    """Statements so near in meaning that other words do not matter, or two that agree from opposite sides.

    A passage that affirms "has no single statute" and denies "has one statute" says the same thing twice.
    """
    near = [
        s for s in statements[:6] if not quantities_clash(s.text, text) and len(reader.subjects.terms(s.text)) >= 2
    ]
    sure = [(agreement(text, s, reader), s) for s in near if s.score >= NEAR_CERTAIN and s.facet is not Facet.DEPENDS]
    if sure and len({_verdict(s, text) for _, s in sure}) == 1:
        return sure
    pairs = [
        (agreement(text, s, reader), s)
        for s in near
        for other in near
        if s.facet is not other.facet
        and Facet.DEPENDS not in (s.facet, other.facet)
        and s.passage.id == other.passage.id
        and _verdict(s, text) is _verdict(other, text)
        and _touches(text, s.text, reader)
        and min(s.score, other.score) >= TWINS
    ]
    return [item for item in pairs if item[0] >= NEAR_ENOUGH - 0.06]


def by_best_passages(inquiry: Inquiry, evidence: Evidence, reader: Reader) -> Finding | None:
    """The verdict of the best passages' own statements, or of the best sentence when it covers the question.

    The passages were ranked for the question, so a statement of theirs need be less alike to speak to it.
    """
    text = inquiry.english
    best_score = evidence.scores[0] if evidence.scores else 0.0
    near = [
        h.passage for h, score in zip(evidence.hits[:4], evidence.scores, strict=False) if score >= 0.8 * best_score
    ]
    cosines = {(s.passage.id, s.text): s.score for s in evidence.statements}
    scored = [
        (
            _alike(text, statement, cosines.get((passage.id, statement), FAR), reader) - 0.04 * at,
            facet,
            statement,
            passage,
        )
        for at, passage in enumerate(near)
        for facet, statements in (
            (Facet.AFFIRMS, passage.affirms),
            (Facet.DENIES, passage.denies),
            (Facet.DEPENDS, passage.depends),
        )
        for statement in statements
        if not quantities_clash(statement, text) and _touches(text, statement, reader)
    ]
    if not scored:
        return None
    score, facet, statement, passage = max(scored, key=lambda item: (item[0], item[3].id))
    if score < NEAR_ENOUGH:
        return None
    verdict = _verdict(StatementHit(passage=passage, facet=facet, text=statement, score=score), text)
    if passage.standing is Standing.UNCONFIRMED:
        verdict = Verdict.UNSETTLED
    return Finding(verdict=verdict, passage_ids=(passage.id,), why=statement)


def by_best_sentence(inquiry: Inquiry, evidence: Evidence, reader: Reader) -> Finding | None:
    """Yes or no from whether the best passage's own sentence, which covers the question, affirms or negates."""
    if not evidence.hits or not reader.subjects.terms(inquiry.english):
        return None
    best = evidence.hits[0].passage
    asked = reader.subjects.terms(inquiry.english)
    covered, sentence = max(
        (reader.subjects.coverage(asked, reader.subjects.terms(sentence)), sentence) for sentence in split(best.text)
    )
    if covered < COVERS or best.standing is Standing.UNCONFIRMED or quantities_clash(sentence, inquiry.english):
        return None
    if MAY.search(sentence):
        return Finding(verdict=Verdict.CONDITIONAL, passage_ids=(best.id,), why=sentence)
    said, wanted = _fate(sentence), _fate(inquiry.english)
    agrees = said == wanted if said and wanted else negated(sentence) == negated(inquiry.english)
    verdict = Verdict.YES if agrees else Verdict.NO
    return Finding(verdict=verdict, passage_ids=(best.id,), why=sentence)


def _touches(text: str, statement: str, reader: Reader) -> bool:
    subjects = reader.subjects
    return subjects.coverage(subjects.terms(text), subjects.terms(statement)) >= TOUCHED


def _alike(text: str, statement: str, cosine: float, reader: Reader) -> float:
    asked, said = reader.subjects.terms(text), reader.subjects.terms(statement)
    return 0.5 * cosine + 0.3 * reader.subjects.coverage(said, asked) + 0.2 * reader.subjects.coverage(asked, said)


def _numbers_denied(text: str, scored: list[tuple[float, StatementHit]]) -> Finding | None:
    """ "Is the limit ten years?" where a statement that is otherwise the same says three."""
    for score, s in sorted(scored, key=lambda item: (item[1].passage.standing is not Standing.CONFIRMED, -item[0])):
        if score >= AGREES and s.facet is Facet.AFFIRMS and quantities_clash(s.text, text):
            return Finding(verdict=Verdict.NO, passage_ids=(s.passage.id,), why=s.text)
    return None


def agreement(text: str, statement: StatementHit, reader: Reader) -> float:
    """How far a statement is what a text asks, 0 to 1: cosine and the coverage of each by the other."""
    asked, said = reader.subjects.terms(text), reader.subjects.terms(statement.text)
    into = reader.subjects.coverage(said, asked)
    back = reader.subjects.coverage(asked, said)
    return 0.5 * statement.score + 0.3 * into + 0.2 * back


FELL = re.compile(r"\b(?:revers|overturn|quash|annul|struck down|set aside)", re.IGNORECASE)
STOOD = re.compile(r"\b(?:surviv|stands?\b|stood|upheld|uphold|still good)", re.IGNORECASE)


def _fate(text: str) -> int:
    """What became of a decision by a text: -1 it fell, 1 it stood, 0 the text does not say; "did not survive" is -1."""
    fell, stood = bool(FELL.search(text)), bool(STOOD.search(text))
    if fell and stood:
        return -1 if negated(text) else 0
    if not fell and not stood:
        return 0
    return (-1 if fell else 1) * (-1 if negated(text) else 1)


def _verdict(statement: StatementHit, text: str) -> Verdict:
    if statement.facet is Facet.DEPENDS:
        return Verdict.CONDITIONAL
    holds = statement.facet is Facet.AFFIRMS
    said, asked = _fate(statement.text), _fate(text)
    if said and asked:
        return Verdict.YES if holds == (said == asked) else Verdict.NO
    if negated(statement.text) != negated(text):
        holds = not holds
    return Verdict.YES if holds else Verdict.NO


def false_premise(inquiry: Inquiry, evidence: Evidence, reader: Reader) -> Finding | None:
    """A premise of the question that the tables or the corpus deny, with what proves it."""
    for premise, statements in evidence.on_premises:
        found = _premise_by_table(premise, inquiry, reader) or _premise_by_statement(
            premise, inquiry, statements, reader
        )
        if found is not None:
            return found
    return None


def _premise_by_table(premise: str, inquiry: Inquiry, reader: Reader) -> Finding | None:
    instruments = reader.instruments(premise)
    if len(instruments) != 1 or not RATIFIED.search(premise) or negated(premise):
        return None
    for mention in reader.gazetteer.find(premise):
        code = reader.gazetteer.shelved(mention.code)
        if code in reader.tables.states:
            finding = membership_finding(inquiry, instruments[0], code, reader)
            if finding is not None and finding.verdict is Verdict.NO:
                return finding
    return None


def _premise_by_statement(
    premise: str, inquiry: Inquiry, statements: tuple[StatementHit, ...], reader: Reader
) -> Finding | None:
    taken = reader.subjects.terms(premise)
    for s in statements:
        if not inquiry.states and s.passage.states[0] not in ("KZ", "INT"):
            continue
        if s.score < PREMISE_SIMILAR or s.facet is Facet.DEPENDS:
            continue
        contained = reader.subjects.coverage(reader.subjects.terms(s.text), taken)
        clash = quantities_clash(s.text, premise)
        if contained >= CONTAINED and not clash:
            if _verdict(s, premise) is Verdict.YES:
                return None
            if s.passage.standing in (Standing.CONFIRMED, Standing.INFERENCE):
                return Finding(verdict=Verdict.NO, passage_ids=(s.passage.id,), why=s.text)
        elif (
            clash
            and contained >= CONTAINED - 0.15
            and s.facet is Facet.AFFIRMS
            and s.passage.standing is Standing.CONFIRMED
        ):
            return Finding(verdict=Verdict.NO, passage_ids=(s.passage.id,), why=s.text)
    return None
