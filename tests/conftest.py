"""What every test gets: no network, no settings from outside, and the real tools built once.

The `tools` fixture builds the index of the real corpus where the product does, in `index/data/`, so that a second run
finds it there and builds nothing. Everything else is written below `tmp_path`.
"""

import importlib.util
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from hypothesis import settings as hypothesis_settings

TESTS = Path(__file__).parent
ROOT = TESTS.parent
TODAY = date(2026, 11, 22)
"""The day on which every test takes place."""

_spec = importlib.util.spec_from_file_location("network_guard", TESTS / "offline" / "sitecustomize.py")
assert _spec is not None and _spec.loader is not None
network_guard = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(network_guard)

for _name in [name for name in os.environ if name.startswith("EXEQUATUR_")]:
    del os.environ[_name]

hypothesis_settings.register_profile("suite", deadline=None, derandomize=True, max_examples=100, database=None)
hypothesis_settings.load_profile("suite")

if TYPE_CHECKING:  # the fixtures load the line when a test asks for it
    from assistant.pipeline import Tools
    from assistant.reader import Reader

from corpus.catalogue import load_documents  # noqa: E402
from corpus.languages import load_languages  # noqa: E402
from corpus.tables import Tables, load_tables  # noqa: E402
from corpus.types import Document, Passage, Period, SourceKind, Span, Standing  # noqa: E402

Answer = dict[str, Any]
SLOW_FILES = {"test_planted", "test_cli", "test_shutdown", "test_build", "test_several_processes"}
"""Files that take as long as those with a browser."""

WAIT_S = 900
"""How long to wait for another build in `index/data/`."""


class MakePassage(Protocol):
    """Makes a passage; what is not given has a value that means nothing in particular."""

    def __call__(self, id_: str, text: str, **fields: Any) -> Passage: ...


class WriteSource(Protocol):
    """Writes a source folder below `folder` and gives it back; `toml` are lines put in place of the usual ones."""

    def __call__(self, folder: Path, id_: str, text: str, toml: Mapping[str, str] | None = None) -> Path: ...


Ask = Callable[..., Answer]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--refresh-snapshots",
        action="store_true",
        help="write tests/snapshots/*.txt anew; read the difference before you commit it",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests come first, so that no worker is left with one of them when the other has nothing to do."""
    slow = {item.path for item in items if item.get_closest_marker("browser") or item.path.stem in SLOW_FILES}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="session")
def documents() -> tuple[Document, ...]:
    return load_documents()


@pytest.fixture(scope="session")
def tables() -> Tables:
    return load_tables()


@pytest.fixture(scope="session")
def reader(documents: Sequence[Document], tables: Tables) -> "Reader":
    """The reader of questions over the real corpus; it needs neither model nor index."""
    from assistant.fitted import load_fitted
    from assistant.reader import Reader
    from assistant.shelf import Shelf
    from assistant.subjects import Subjects

    languages = load_languages()
    shelf = Shelf(passage for document in documents for passage in document.passages)
    return Reader(
        tables, languages, shelf, Subjects(list(shelf.all.values()), languages["en"].synonyms), TODAY, load_fitted()
    )


@pytest.fixture(scope="session")
def tools() -> "Tools":
    """The real corpus, model and store, opened on TODAY; the index is built first if it does not fit."""
    from assistant import wiring
    from assistant.settings import DATA, Settings
    from index.errors import IndexBusy

    settings = Settings(_env_file=None, data=DATA)  # type: ignore[call-arg]
    until = time.monotonic() + WAIT_S
    while True:
        try:
            return wiring.ready(settings, lambda done, total: None, TODAY)
        except IndexBusy:
            if time.monotonic() > until:
                raise
            time.sleep(1)


@pytest.fixture(scope="session")
def ask(tools: "Tools") -> Ask:
    """Ask one question in a fresh conversation; the answer object."""
    from assistant.session import Session

    return lambda text, **how: Session().ask(text, tools, **how)


@pytest.fixture(scope="session")
def converse(tools: "Tools") -> Callable[..., list[Answer]]:
    """Ask several turns in one conversation; an answer object a turn."""
    from assistant.session import Session

    def run(*turns: str, **how: Any) -> list[Answer]:
        session = Session()
        return [session.ask(turn, tools, **how) for turn in turns]

    return run


@pytest.fixture(scope="session")
def offline_environment() -> dict[str, str]:
    """The environment for a child process: no settings of ours, no network beyond this machine."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("EXEQUATUR_")}
    path = os.pathsep.join([str(TESTS / "offline"), str(ROOT)])
    return {**kept, "PYTHONPATH": path, "HF_HUB_OFFLINE": "1", "PYTHONUTF8": "1"}


@pytest.fixture(scope="session")
def run_python(offline_environment: dict[str, str]) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run this Python with arguments in an offline child; `env` adds to its environment."""

    def run(
        *arguments: str, env: Mapping[str, str] | None = None, input: str | None = None, cwd: Path = ROOT
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            env={**offline_environment, **(env or {})},
            input=input,
            cwd=cwd,
            capture_output=True,
            text=True,
            check=False,
            timeout=240,
        )

    return run


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """Make a key with a certificate of 127.0.0.1 that vouches for itself and ends in so many days, below 0 for days ago."""

    def make(days: int) -> Path:
        folder = tmp_path_factory.mktemp("certificate")
        key, wanted, made = folder / "key.pem", folder / "wanted.pem", folder / "made.pem"
        names = ["-subj", f"/O={folder.name}/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
        curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", str(key)]
        for arguments in (
            ["req", "-new", *curve, *names, "-out", str(wanted)],
            ["x509", "-req", "-in", str(wanted), "-signkey", str(key), "-days", str(days), "-copy_extensions", "copy", "-out", str(made)],
        ):  # fmt: skip
            subprocess.run(["openssl", *arguments], capture_output=True, check=True)
        made.write_text(key.read_text() + made.read_text())
        return made

    return make


@pytest.fixture(scope="session")
def make_passage() -> MakePassage:
    def make(id_: str, text: str, **fields: Any) -> Passage:
        usual: dict[str, Any] = {
            "source_id": id_.split("/")[0],
            "pinpoint": "Art. 1",
            "heading": "A heading",
            "span": Span(start=0, end=len(text)),
            "topic": "procedure",
            "also": (),
            "states": ("KZ",),
            "kinds": ("judgment",),
            "standing": Standing.CONFIRMED,
            "window": Period(),
            "kind": SourceKind.STATUTE,
            "authority": "Code of Civil Procedure",
            "url": "",
            "basis": "KZ-01 [web:CPC-4]",
        }
        return Passage(id=id_, text=text, **{**usual, **fields})

    return make


@pytest.fixture(scope="session")
def write_source() -> WriteSource:
    def write(folder: Path, id_: str, text: str, toml: Mapping[str, str] | None = None) -> Path:
        lines = {
            "id": f'"{id_}"',
            "title": '"A code"',
            "kind": '"statute"',
            "states": '["KZ"]',
            "authority": '"Code of Civil Procedure"',
            "url": '"https://adilet.zan.kz/"',
            "retrieved": "2026-11-22",
            "licence": '"CC-BY-4.0"',
            **(toml or {}),
        }
        place = folder / "kz" / id_
        place.mkdir(parents=True, exist_ok=True)
        body = "".join(f"{key} = {value}\n" for key, value in lines.items() if value)
        (place / "source.toml").write_text(body, encoding="utf-8")
        (place / "text.md").write_text(text, encoding="utf-8")
        return place

    return write


LIMIT_BLOCK = """## 501-3 | Art. 501(3) | Three years from entry into force
topic: limitation
states: KZ
kinds: judgment
standing: confirmed
affirms: a foreign judgment can be presented for enforcement in Kazakhstan within three years
terms: time bar, deadline
basis: KZ-01 [web:CPC-4]

Under article 501(3) of Kazakhstan's Code of Civil Procedure a foreign judgment may be presented for enforcement within
three years of its entry into legal force.
"""
COURT_BLOCK = """## 503-1 | Art. 503(1) | The court of the debtor
topic: competent-court
states: KZ
kinds: judgment
standing: confirmed
denies: the Supreme Court of Kazakhstan hears applications on foreign judgments
basis: KZ-01 [web:CPC-4]

In Kazakhstan the district court at the seat of the judgment debtor hears an application for the enforcement of a
foreign judgment under article 503 of the Code of Civil Procedure.
"""


@pytest.fixture
def small_corpus(tmp_path: Path, write_source: WriteSource) -> Path:
    """A corpus of one source with two passages, `kz-code/501-3` and `kz-code/503-1`."""
    folder = tmp_path / "sources"
    write_source(folder, "kz-code", f"# A code\n\n{LIMIT_BLOCK}\n{COURT_BLOCK}")
    return folder


@pytest.fixture
def small_documents(small_corpus: Path) -> tuple[Document, ...]:
    return load_documents(small_corpus)
