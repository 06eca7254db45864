"""The prompts: one Markdown file a step, slots filled, with a hash that says which wording was used."""

import hashlib
import re
from functools import cache
from pathlib import Path

PROMPTS = Path(__file__).parent / "prompts"
SLOT = re.compile(r"\{\{(\w+)\}\}")


@cache
def template(step: str) -> str:
    """The wording of a step as the file has it."""
    return (PROMPTS / f"{step}.md").read_text(encoding="utf-8")


def wording_hash(step: str) -> str:
    """The first twelve hexadecimal digits of the SHA-256 of a step's wording."""
    return hashlib.sha256(template(step).encode()).hexdigest()[:12]


def filled(step: str, **slots: str) -> str:
    """The wording of a step with its slots filled, in one pass: a slot's text is never read for slots again.

    Raises:
        ValueError: a slot of the wording is not given, or one is given that it does not have.
    """
    wording = template(step)
    if (wanted := set(SLOT.findall(wording)) - {"fence"}) != set(slots):
        raise ValueError(f"the slots of {step} are {sorted(wanted)}, not {sorted(slots)}")
    mark = fence(*slots.values())
    return SLOT.sub(lambda match: mark if match[1] == "fence" else slots[match[1]], wording)


def fence(*texts: str) -> str:
    """A word that no text among `texts` contains, to mark where data begins and ends; the same for the same texts."""
    mark = hashlib.sha256("\x1f".join(texts).encode()).hexdigest()[:8]
    while any(mark in text for text in texts):
        mark = hashlib.sha256(mark.encode()).hexdigest()[:8]
    return mark
