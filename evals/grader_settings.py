"""Whether a model grades as well, and which: environment variables that begin with EVALS_."""

from typing import Annotated

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class GraderSettings(BaseSettings):
    """No model by default: every figure of a report is then by rule.

    `grader` is a model as in EXEQUATUR_LLM, `openai-like:<name>`; `grader_url` and `grader_key` say where and how.
    """

    model_config = SettingsConfigDict(env_prefix="EVALS_", env_file=".env", frozen=True, extra="ignore")

    grader: str = ""
    grader_url: str = ""
    grader_key: SecretStr | None = None
    grader_timeout_s: Annotated[float, Field(gt=0)] = 60.0
