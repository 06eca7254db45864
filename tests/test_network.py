"""The guard that keeps the tests offline."""

import socket
import urllib.request
from collections.abc import Callable
from subprocess import CompletedProcess

import pytest


@pytest.mark.parametrize("host", ["93.184.216.34", "example.com", "10.0.0.1", "2606:2800:220:1::1"])
def test_another_machine_is_refused_by_name_and_by_number(host: str) -> None:
    with pytest.raises(OSError, match=f"the tests are offline: {host}"):
        socket.create_connection((host, 80), timeout=1)


def test_a_library_that_opens_an_address_gets_the_same_error() -> None:
    with pytest.raises(OSError, match=r"the tests are offline: huggingface\.co"):
        urllib.request.urlopen("https://huggingface.co/", timeout=1)


def test_this_machine_is_allowed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass


def test_a_child_process_is_offline_too(run_python: Callable[..., CompletedProcess[str]]) -> None:
    done = run_python("-c", "import socket; socket.create_connection(('example.com', 80))")
    assert done.returncode != 0
    assert "the tests are offline: example.com" in done.stderr
