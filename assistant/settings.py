"""Every knob, read once."""

import os
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus.errors import ExequaturError

PREFIX = "EXEQUATUR_"
DATA = Path(__file__).parents[1] / "index" / "data"


class SettingsBroken(ExequaturError):
    """A setting that is unknown or does not have the form it needs."""


class Settings(BaseSettings):
    """The settings of one process; `wiring.py` reads them and nothing else looks at the environment."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", frozen=True, extra="forbid")

    embedder: str = "sentence-transformers:bundled"
    store: str = "chroma:"
    llm: str = "quotation:"
    llm_url: str = ""
    llm_key: SecretStr | None = None
    llm_timeout: Annotated[float, Field(ge=1, le=600)] = 30.0
    llm_window: Annotated[int, Field(ge=2000, le=2_000_000)] = 8192
    llm_price: Annotated[str, Field(pattern=r"^(\d+(\.\d+)?/\d+(\.\d+)?)?$")] = ""
    llm_reads: bool = False
    llm_checker: str = ""
    llm_checker_url: str = ""
    llm_checker_key: SecretStr | None = None
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 7860
    data: Path = DATA
    database: str = ""
    retention: Annotated[int, Field(ge=0)] = 0
    auth: str = ""
    open: Annotated[str, Field(pattern=r"^(yes|no)?$")] = ""
    rate: Annotated[int, Field(ge=0)] = 300
    language: Annotated[str, Field(pattern=r"^([a-z]{2})?$")] = ""
    wording: Annotated[str, Field(pattern=r"^(plain|lawyer)?$")] = ""
    as_of: date | None = None


def read_settings(**given: Any) -> Settings:
    """The settings from the environment and `.env`; those of `given` that are not None win.

    Raises:
        SettingsBroken: an EXEQUATUR_ name that does not exist, or a value of the wrong form.
    """
    known = set(Settings.model_fields)
    for name in os.environ:
        if name.startswith(PREFIX) and name.removeprefix(PREFIX).lower() not in known:
            raise SettingsBroken(
                f"there is no setting {name}",
                hint=f"Remove it, or use one of: {', '.join(PREFIX + k.upper() for k in sorted(known))}.",
            )
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + str(first["loc"][0]).upper()
        raise SettingsBroken(
            f"{name} does not fit: {first['msg']}", hint="Mend it in the environment or .env."
        ) from error
