"""Areas of law: what a reader may narrow a search to."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from corpus.types import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """Passages of one of the kinds of decision, and of those that have nothing to do with kinds; or of one of the topics."""

    kinds: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()

    def holds(self, passage: Passage) -> bool:
        """Whether a passage belongs to the area."""
        return not self.kinds.isdisjoint(passage.kinds) or not self.topics.isdisjoint(passage.topics)


AREAS: Mapping[str, Area] = MappingProxyType(
    {
        "judgments": Area(
            kinds=frozenset(
                {
                    "judgment",
                    "aifc-judgment",
                    "settlement",
                    "maintenance",
                    "interim-order",
                    "insolvency",
                    "costs-order",
                    "any",
                }
            )
        ),
        "awards": Area(
            kinds=frozenset({"award", "icsid-award", "mediated-settlement", "any"}),
            topics=frozenset({"arbitral-awards", "mediation"}),
        ),
        "bases": Area(topics=frozenset({"sources-of-law", "treaties", "reciprocity"})),
        "defences": Area(
            topics=frozenset(
                {
                    "refusal-grounds",
                    "public-policy",
                    "fraud",
                    "service",
                    "jurisdiction-of-origin",
                    "exclusive-jurisdiction",
                    "conflicting-decisions",
                    "merits-review",
                    "punitive-awards",
                    "finality",
                    "immunity",
                }
            )
        ),
        "procedure": Area(
            topics=frozenset(
                {
                    "qualifying-judgments",
                    "competent-court",
                    "procedure",
                    "documents",
                    "translation-legalisation",
                    "limitation",
                    "costs",
                    "appeal",
                    "interim-measures",
                    "special-courts",
                }
            )
        ),
        "enforcement": Area(
            topics=frozenset(
                {
                    "enforcement-proceedings",
                    "debt-collection",
                    "insolvency",
                    "interest-currency",
                    "tax",
                }
            )
        ),
        "trade": Area(topics=frozenset({"sanctions", "trade-controls"})),
        "practice": Area(topics=frozenset({"cases", "statistics", "reform"})),
    }
)
"""By id. Every topic of `corpus.types.TOPICS` and every kind of decision lies in one at least."""


def inside(passage: Passage, area: str) -> bool:
    """Whether a passage may be found in an area; in none, any may."""
    return not area or AREAS[area].holds(passage)
