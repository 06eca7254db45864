"""`python -m assistant.serving.openapi` prints docs/openapi.json: the description of the HTTP API."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant import wiring
from assistant.keeping.desk import Desk
from assistant.serving.accounts import Accounts
from assistant.serving.api import api
from assistant.serving.door import Traffic
from assistant.serving.users import Access, Gate
from assistant.settings import Settings, read_settings


def description(settings: Settings) -> str:
    """The OpenAPI description as JSON; the same whatever the settings are."""
    tools = wiring.build(settings)
    with TemporaryDirectory() as folder:
        keeper = wiring.keeper(settings.model_copy(update={"database": f"sqlite:///{Path(folder) / 'x'}"}), tools)
        described = api(Desk(tools, keeper), Gate(Access.LOCAL, Accounts(), keeper.logins), Traffic()).openapi()
        keeper.close()
    return json.dumps(described, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    print(description(read_settings()))
