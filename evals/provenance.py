"""What a run was made with: commit, code, prompts; so that two reports can be told apart."""

import hashlib
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
CODE = ("corpus/**/*.py", "corpus/tables/*", "corpus/languages/*", "index/**/*.py", "assistant/**/*")
"""What answers depend on beside the sources of the corpus, which have a hash of their own."""

PROMPTS = "assistant/prompts/*.md"
DATA = ("index/data", "__pycache__")


def commit() -> str:
    """The commit that is checked out, or "" where there is no git, no checkout or no commit."""
    return _git("rev-parse", "HEAD")


def dirty() -> bool:
    """Whether anything is changed and not committed."""
    return bool(_git("status", "--porcelain"))


@cache
def code_hash() -> str:
    """A SHA-256 over every file of the code that answers, tables and prompts included, as it stands on disk."""
    whole = hashlib.sha256()
    for path in _files():
        whole.update(path.relative_to(ROOT).as_posix().encode())
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def prompts() -> dict[str, str]:
    """Each prompt with the first twelve digits of its SHA-256."""
    return {
        f"prompt {path.stem}": hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        for path in sorted(ROOT.glob(PROMPTS))
    }


def _files() -> Iterator[Path]:
    found = {path for pattern in CODE for path in ROOT.glob(pattern) if path.is_file()}
    yield from sorted(path for path in found if not any(part in path.as_posix() for part in DATA))


def _git(*arguments: str) -> str:
    try:
        said = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, timeout=30, check=True)
    except (OSError, subprocess.SubprocessError):
        return ""
    return said.stdout.strip()
