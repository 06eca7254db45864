"""What is indexed of a passage: the texts that get a vector each, the words that it is found by."""

from collections.abc import Iterator

from corpus.types import Passage
from index.types import Facet


def facets(passage: Passage) -> Iterator[tuple[Facet, str]]:
    """The texts of a passage that get a vector each."""
    yield Facet.TEXT, f"{passage.heading}. {passage.text}"
    if passage.terms:
        yield Facet.TERMS, f"{passage.heading}: {', '.join(passage.terms)}"
    for facet, statements in (
        (Facet.AFFIRMS, passage.affirms),
        (Facet.DENIES, passage.denies),
        (Facet.DEPENDS, passage.depends),
    ):
        for statement in statements:
            yield facet, statement


def lexical_text(passage: Passage, title: str) -> str:
    """The words of a passage that the lexical index holds; heading and terms count twice."""
    named = f"{passage.heading} {' '.join(passage.terms)} "
    statements = " ".join((*passage.affirms, *passage.depends))
    people = " ".join(passage.people)
    return f"{named * 2}{passage.pinpoint} {title} {passage.authority} {people} {passage.text} {statements}"


def vector_id(passage: Passage, facet: Facet, at: int) -> str:
    """The id of one vector: `<passage id>#<facet>#<position>`."""
    return f"{passage.id}#{facet.value}#{at}"
