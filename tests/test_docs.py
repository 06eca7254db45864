"""README, docs and CHANGELOG say what the code offers."""

import argparse
import json
import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

from assistant.cli import VERBS, _parser
from assistant.contract import AnswerJson, schema
from assistant.llms import LLMS
from assistant.settings import DATA, PREFIX, Settings
from docs.reference import pages
from index.embedders import EMBEDDERS
from index.stores import STORES

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted(
    path
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("*/decisions/*.md")]
    if not path.relative_to(ROOT).parts[0].startswith(".")
)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
PARTS = (
    "**Question.**",
    "**Decision.**",
    "**What else we considered.**",
    "**What it costs.**",
    "**What would change our mind.**",
)


def _rows(text: str) -> dict[str, list[str]]:
    """First cell of each table row, without its code marks, to its other cells; the first of rows alike counts."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith("| `"):
            first, *others = (cell.strip() for cell in line.strip("| ").split(" | "))
            found.setdefault(first.strip("`"), others)
    return found


def _subcommands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    (action,) = (a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    return dict(action.choices)


def test_the_readme_names_every_verb_of_the_command_line() -> None:
    assert set(_subcommands(_parser())) == set(VERBS)
    missing = [verb for verb in VERBS if not re.search(rf"^\| `exequatur {verb}\b", README, re.MULTILINE)]
    assert not missing


def test_the_readme_names_no_verb_that_there_is_not() -> None:
    named = set(re.findall(r"\bexequatur ([a-z]+)\b(?=[^`\n]*`)", README))
    assert named <= set(VERBS)


def test_options_that_the_readme_names_exist() -> None:
    verbs = _subcommands(_parser())
    for verb, about in re.findall(r"^\| `exequatur ([a-z]+)([^\n]*)", README, re.MULTILINE):
        known = {option for action in verbs[verb]._actions for option in action.option_strings}
        assert set(re.findall(r"--[a-z-]+", about)) <= known, verb


def test_the_readme_names_every_setting_with_its_default() -> None:
    rows = {name: row for name, row in _rows(README).items() if name.startswith(PREFIX) and len(row) == 2}
    settings = {PREFIX + name.upper(): field.default for name, field in Settings.model_fields.items()}
    assert set(rows) == set(settings)
    for name, default in settings.items():
        told = rows[name][0].strip("`")
        if default is None or default == "":
            assert told in ("none", "empty"), name
        elif default == DATA:
            assert told.startswith(DATA.relative_to(ROOT).as_posix()), name
        else:
            assert told == str(default), name


def test_the_reference_of_settings_is_that_of_the_settings() -> None:
    stale = [path.name for path, text in pages().items() if path.read_text(encoding="utf-8") != text]
    assert not stale, "run `make settings`"


def test_the_readme_names_every_target_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE)) - {"help"}
    named = {name.removeprefix("make ") for name in _rows(README) if name.startswith("make ")}
    assert targets == named
    (phony,) = re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert set(phony.split()) == targets | {"help"}


@pytest.mark.parametrize("table", [EMBEDDERS, STORES, LLMS], ids=["EMBEDDERS", "STORES", "LLMS"])
def test_the_readme_names_every_entry_of_a_table(table: dict[str, object]) -> None:
    rows = _rows(README)
    missing = [name for name in table if not any(row.startswith(f"{name}:") for row in rows)]
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_of_a_page_resolve(page: Path) -> None:
    text = re.sub(r"^(```).*?^\1", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    links = [link for link in LINK.findall(text) if not re.match(r"https?://|mailto:", link)]
    broken = [link for link in links if not (page.parent / link.split("#")[0]).exists()]
    assert not broken


def test_the_pages_were_found() -> None:
    assert {"README.md", "CHANGELOG.md", "CONTRIBUTING.md"} <= {page.name for page in PAGES}


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.parent.name == "decisions"], ids=lambda path: "/".join(path.parts[-3:])
)
def test_a_decision_has_its_five_parts_and_fits_a_page(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert re.match(r"# \d{4} ", text)
    assert page.name.startswith(text[2:6] + "-")
    at = [text.find(part) for part in PARTS]
    assert -1 not in at
    assert at == sorted(at)
    assert len(text.split()) <= 500


def test_the_changelog_has_the_current_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    released = re.findall(r"^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d\d-\d\d$", changelog, re.MULTILINE)
    assert released[0] == project["version"] == version("exequatur")


def test_the_published_schema_is_that_of_the_types() -> None:
    published = json.loads((ROOT / "docs" / "answer.schema.json").read_text(encoding="utf-8"))
    assert published == schema(), "run `make schema`"


def test_the_page_on_the_answer_object_names_every_field() -> None:
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_]+)`", page))
    assert set(AnswerJson.model_fields) <= named


def test_the_readme_is_whole_for_who_reads_nothing_else() -> None:
    first_screen = README[:1500]
    for part in ("make chat", "make test", "docs/images/desktop-light.png"):
        assert part in first_screen
    for part in (
        "<!-- evals:start -->",
        "<!-- evals:end -->",
        "docs/corpus-format.md",
        "python -m corpus check",
        "LICENSE",
    ):
        assert part in README


def test_the_script_of_ci_may_be_run_and_reads_nothing() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111 == 0o111
    text = script.read_text(encoding="utf-8")
    assert "set -euo pipefail" in text
    assert "make test" in text
