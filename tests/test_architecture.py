"""The rules of the guide that a machine can check: imports point left, modules stay short, borders hold."""

import ast
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

ROOT = Path(__file__).parents[1]
LINE = ("corpus", "index", "assistant", "evals")
"""Each package may import itself and those before it."""

MODULES = sorted(path for package in LINE for path in (ROOT / package).rglob("*.py"))
LINES_AT_MOST = 400
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager"}
BORDERS = {
    "llama_index": {"index/embedders.py", "index/stores.py", "index/bench.py", "index/stock.py", "assistant/llms.py"},
    "chromadb": {"index/stores.py", "index/bench.py"},
    "sentence_transformers": {"index/embedders.py", "index/graph.py", "index/rerankers.py", "index/bench.py"},
    "transformers": {"index/embedders.py", "index/graph.py", "index/rerankers.py", "assistant/local_model.py"},
    "onnxruntime": {"index/graph.py"},
    "anthropic": {"assistant/llms.py"},
    "tenacity": {"assistant/writing/asking.py"},
    "gradio": {"assistant/ui/"},
    "sqlalchemy": {"assistant/keeping/", "index/postgres.py"},
    "fastapi": {"assistant/serving/", "assistant/ui/mount.py"},
    "prometheus_client": {"assistant/serving/metrics.py"},
    "uvicorn": {"assistant/serving/"},
    "mcp": {"assistant/serving/"},
    "pypdf": {"corpus/readers/"},
    "lxml": {"corpus/readers/"},
    "markdown_it": {"corpus/readers/"},
    "charset_normalizer": {"corpus/readers/"},
    "pandas": {"corpus/tables_checks.py", "corpus/tables_schemas.py", "corpus/tables_rules.py"},
    "pandera": {"corpus/tables_checks.py", "corpus/tables_schemas.py", "corpus/tables_rules.py"},
}
HEAVY = ("torch", "chromadb", "gradio", "llama_index", "transformers", "sentence_transformers", "pandas")
EVERY = pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))


def _imported(path: Path) -> Iterator[str]:
    """The modules that a file imports, anywhere in it; relative imports with their package."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield ("." * node.level) + (node.module or "")


def test_there_are_modules_to_check() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in MODULES} == set(LINE)


@EVERY
def test_imports_point_left(module: Path) -> None:
    here = LINE.index(module.relative_to(ROOT).parts[0])
    to_the_right = {name for name in _imported(module) if name.split(".")[0] in LINE[here + 1 :]}
    assert not to_the_right
    assert not [name for name in _imported(module) if name.startswith(".") or name.split(".")[0] == "tests"]


@EVERY
def test_a_module_stays_within_four_hundred_lines(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LINES_AT_MOST


@EVERY
def test_no_module_or_folder_has_a_name_that_says_nothing(module: Path) -> None:
    assert FORBIDDEN_NAMES.isdisjoint((*module.relative_to(ROOT).parent.parts, module.stem))


@EVERY
def test_foreign_libraries_stop_at_the_border(module: Path) -> None:
    where = module.relative_to(ROOT).as_posix()
    for name in {imported.split(".")[0] for imported in _imported(module)}:
        allowed = BORDERS.get(name)
        if allowed is not None:
            assert any(where == place or (place.endswith("/") and where.startswith(place)) for place in allowed), name


@EVERY
def test_only_the_settings_look_at_the_environment_for_settings(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    reads = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "getenv" and getattr(node.value, "id", "") == "os"
    ]
    assert not reads


@pytest.mark.parametrize(
    "arguments", [["--help"], ["ask", "--help"], ["index", "--help"], ["serve", "--help"], ["doctor", "--help"]]
)
def test_help_loads_nothing_heavy(arguments: list[str], run_python: Callable[..., CompletedProcess[str]]) -> None:
    code = (
        "import json, sys\n"
        "from assistant.cli import main\n"
        "try:\n"
        f"    main({arguments!r})\n"
        "except SystemExit as end:\n"
        f"    print(json.dumps([end.code, [name for name in {HEAVY!r} if name in sys.modules]]), file=sys.stderr)\n"
    )
    done = run_python("-c", code)
    assert json.loads(done.stderr.splitlines()[-1]) == [0, []]
    assert "usage: exequatur" in done.stdout
