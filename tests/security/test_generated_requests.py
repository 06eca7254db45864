"""Requests made from the OpenAPI description, fitting and not: no endpoint breaks, and each answers as it is described."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

pytestmark = pytest.mark.filterwarnings("default")
EXAMPLES = 4
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture(scope="module")
def described(tools: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The description of the API, over the real line and a database of its own, behind the door."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    from assistant import wiring
    from assistant.keeping.desk import Desk
    from assistant.serving.accounts import Accounts
    from assistant.serving.api import api
    from assistant.serving.door import Door, Traffic
    from assistant.serving.limits import Rate
    from assistant.serving.uploads import Uploads
    from assistant.serving.users import Access, Gate

    folder = tmp_path_factory.mktemp("generated")
    wanted = tools.settings.model_copy(update={"database": f"sqlite:///{folder / 'x.sqlite3'}"})
    keeper = wiring.keeper(wanted, tools)
    gate, traffic = Gate(Access.LOCAL, Accounts(), keeper.logins), Traffic()
    door = Door(api(Desk(tools, keeper), gate, traffic), gate, traffic, Rate(0), Uploads(str(folder)))

    async def at_home(scope: Any, receive: Any, send: Any) -> None:
        """As a browser of this machine names it; the client of schemathesis says `testserver`."""
        others = [pair for pair in scope.get("headers", []) if pair[0] != b"host"]
        await door({**scope, "headers": [*others, (b"host", b"127.0.0.1")]}, receive, send)

    yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", at_home)
    keeper.close()


def test_every_endpoint_answers_as_it_is_described(described: Any) -> None:
    faults, tried = [], 0
    for found in described.get_all_operations():
        operation = found.ok()

        @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def send(case: Any) -> None:
            case.call_and_validate(checks=CHECKS)

        try:
            send()
        except Exception as error:  # of whichever kind a check raises: told with the endpoint
            faults.append(f"{operation.method.upper()} {operation.path}: {error}")
        tried += 1
    assert not faults, "\n\n".join(faults)
    assert tried > 15
