"""A question read by the real reader, without a model or an index."""

from collections.abc import Callable
from datetime import date

import pytest

from assistant.reader import Reader
from assistant.types import Inquiry, Question
from assistant.understand import understand

Read = Callable[..., Inquiry]


@pytest.fixture(scope="session")
def read(reader: Reader) -> Read:
    """Read one question; `as_of` sets the day the law is asked for."""

    def of(text: str, as_of: date | None = None) -> Inquiry:
        return understand(Question(text=text, as_of=as_of), reader)

    return of
