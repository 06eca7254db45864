"""The files to run the product with: linted where the linter is there, and agreeing with the settings in any case."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.settings import PREFIX, Settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GIVEN = {"DATABASE_PASSWORD": "x", "EXEQUATUR_AUTH": "ann:secret", "EXEQUATUR_AFFINITY": "z"}
NOT_SETTINGS = {"EXEQUATUR_SITE", "EXEQUATUR_AFFINITY"}
"""Variables of the proxy."""

EXPOSURE_AT_MOST = 20
"""In tenths, of systemd's scale from 0 (shut in) to 10 (anything goes)."""


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return found


def linted(*command: str, **environment: str) -> None:
    if not shutil.which(command[0]):
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=ROOT, env={"PATH": "/usr/bin:/bin", **environment}
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_container_file_has_nothing_that_hadolint_objects_to() -> None:
    linted(str(Path(sys.executable).with_name("hadolint")), "--no-color", "deploy/Dockerfile")


def test_the_compose_file_is_one() -> None:
    linted("docker-compose", "--file", "deploy/compose.yaml", "config", "--quiet", **GIVEN)


def test_the_proxy_takes_its_file() -> None:
    linted("caddy", "validate", "--adapter", "caddyfile", "--config", "deploy/Caddyfile", **GIVEN, HOME="/tmp")


def test_the_unit_is_one_and_shuts_the_server_in(tmp_path: Path) -> None:
    unit = tmp_path / "exequatur.service"
    text = (DEPLOY / "exequatur.service").read_text(encoding="utf-8")
    unit.write_text(text.replace("/opt/exequatur/.venv/bin/exequatur", "/bin/true"), encoding="utf-8")
    linted("systemd-analyze", "verify", str(unit))
    linted(
        "systemd-analyze", "security", "--offline=true", f"--threshold={EXPOSURE_AT_MOST}", "--no-pager", str(unit)
    )


def test_every_setting_that_the_files_name_exists() -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    for path in DEPLOY.iterdir():
        named = set(re.findall(rf"\b{PREFIX}[A-Z_]+", path.read_text(encoding="utf-8")))
        assert named <= known | NOT_SETTINGS, path.name


def test_images_have_versions_and_chromas_is_that_of_its_client(compose: dict[str, Any]) -> None:
    images = {name: service["image"] for name, service in compose["services"].items() if "build" not in service}
    assert all(re.search(r":\d", image) for image in images.values()), images
    (client,) = (d for d in PROJECT["project"]["dependencies"] if d.startswith("chromadb=="))
    assert images["chroma"] == f"chromadb/chroma:{client.removeprefix('chromadb==')}"


def test_only_the_proxy_is_reached_from_outside(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]
    assert [name for name, service in services.items() if "outside" in service["networks"]] == ["proxy"]
    assert compose["networks"]["inside"]["internal"] is True


def test_the_example_names_what_the_compose_file_needs() -> None:
    needed = set(re.findall(r"\$\{([A-Z_]+)", (DEPLOY / "compose.yaml").read_text(encoding="utf-8")))
    told = set(re.findall(r"^([A-Z_]+)=", (DEPLOY / "compose.env.example").read_text(encoding="utf-8"), re.MULTILINE))
    assert told == needed


def test_an_installed_package_has_every_file_of_data_that_the_checkout_has() -> None:
    data = PROJECT["tool"]["setuptools"]["package-data"]
    for package in ("corpus", "assistant"):
        packed = {path for pattern in data[package] for path in (ROOT / package).glob(pattern)}
        tracked = {
            path
            for path in (ROOT / package).rglob("*")
            if path.is_file() and path.suffix not in (".py", ".pyc") and "decisions" not in path.parts
        }
        assert sorted(tracked - packed) == []
