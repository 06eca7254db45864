"""Every knob, read once."""

import os
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.parts import SHIPPED, checked, named
from corpus.errors import ExequaturError

PREFIX = "EXEQUATUR_"
DATA = Path(__file__).parents[1] / "index" / "data"


class SettingsBroken(ExequaturError):
    """A setting that is unknown or does not have the form it needs."""


class Settings(BaseSettings):
    """The settings of one process; `wiring.py` reads them and nothing else looks at the environment."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", frozen=True, extra="forbid")

    embedder: str = Field("sentence-transformers:bundled", description="the embedding model, `provider:model`")
    store: str = Field(
        "chroma:",
        description="where vectors are kept: `chroma:` in files, `chroma:http://host:port` on a Chroma server, "
        "`postgres://name:password@host/base` in PostgreSQL with pgvector",
    )
    llm: str = Field("quotation:", description="who words the answer, `provider:model`")
    llm_url: str = Field(
        "",
        description="address of a model server, such as `http://127.0.0.1:11434/v1`; empty for the provider's own",
    )
    llm_key: SecretStr | None = Field(None, description="key of a model server")
    llm_timeout: float = Field(
        30.0, ge=1, le=600, description="seconds after which an answer comes without the model"
    )
    llm_window: int = Field(
        8192,
        ge=2000,
        le=2_000_000,
        description="tokens that the model takes; passages that do not fit are left out, worst first",
    )
    llm_price: str = Field(
        "",
        pattern=r"^(\d+(\.\d+)?/\d+(\.\d+)?)?$",
        description="dollars for a million tokens read and written, such as `0.15/0.60`, to have the cost of each "
        "answer in its trace",
    )
    llm_reads: bool = Field(
        False, description="whether the model may also fill in what the words of a question leave open"
    )
    llm_checker: str = Field(
        "", description="another model that must find each claim in its source, named as in `EXEQUATUR_LLM`"
    )
    llm_checker_url: str = Field("", description="its address; empty for that of `EXEQUATUR_LLM_URL`")
    llm_checker_key: SecretStr | None = Field(None, description="its key; none for that of `EXEQUATUR_LLM_KEY`")
    host: str = Field("127.0.0.1", description="address the page listens on")
    port: int = Field(7860, ge=1, le=65535, description="port the page listens on")
    proxies: str = Field(
        "127.0.0.1",
        description="addresses or networks of reverse proxies, parted by commas, whose `X-Forwarded-For` and "
        "`X-Forwarded-Proto` are believed",
    )
    data: Path = Field(DATA, description="where indexes, libraries of your documents and conversations live")
    database: str = Field(
        "",
        description="where conversations are kept: a database URL such as "
        "`postgresql+psycopg://name:password@host/base`; empty for a SQLite file in `EXEQUATUR_DATA`",
    )
    retention: int = Field(
        0,
        ge=0,
        description="days after which a conversation that did not change is deleted; 0 keeps it until its user "
        "deletes it",
    )
    auth: str = Field(
        "",
        description="`name:password`, several parted by commas: who may log in; empty for one user without a log-in",
    )
    users: Path | None = Field(
        None, description="a file of users with hashes of their passwords, written by `exequatur user add NAME`"
    )
    user_header: str = Field(
        "",
        pattern=r"^[A-Za-z0-9-]*$",
        description="header in which a reverse proxy that logs people in (OpenID Connect, SAML, …) says who asks, such "
        "as `X-Forwarded-User`; believed from `EXEQUATUR_PROXIES` alone, and nobody comes in without it",
    )
    open: str = Field(
        "",
        pattern=r"^(yes|no)?$",
        description="`yes` to serve on an address that others reach without a log-in; each browser then has "
        "conversations of its own",
    )
    rate: int = Field(
        300,
        ge=0,
        description="requests that make work a user may send in a minute; 0 for no limit. Without log-in on this "
        "machine there is none",
    )
    metrics_token: SecretStr | None = Field(
        None,
        description="what Prometheus sends as `Authorization: Bearer …` to read `/metrics`; without one it is read on "
        "this machine only, where nobody logs in",
    )
    log: str = Field(
        "",
        pattern=r"^(json)?$",
        description="`json` for a line an answer and a request on standard error, numbers only; empty for warnings alone",
    )
    language: str = Field(
        "",
        pattern=r"^([a-z]{2})?$",
        description="language of the frame, such as `ru`; empty to follow the question",
    )
    wording: str = Field(
        "",
        pattern=r"^(plain|lawyer)?$",
        description="`plain` for plain words with terms explained, `lawyer` for the authority in the lead; the claims "
        "are the same",
    )
    as_of: date | None = Field(
        None, description="the day the law is stated for, such as `2026-11-22`; none for today"
    )
    search: Annotated[str, AfterValidator(checked)] = Field(
        named(SHIPPED),
        description="the parts of the search that take part; `python -m evals ablate` measures what each is worth",
    )


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
