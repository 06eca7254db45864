"""An assistant behind an address: the batch protocol by POST, or the endpoint that our page serves."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from evals.batch_line import question_line, read_reply
from evals.errors import AssistantBroken
from evals.types import Conversation, Reply
from evals.workers import replies_of

OUR_PAGE = "/gradio_api/call/ask"
"""An address that ends like this speaks the two requests of docs/api.md, a turn at a time."""

SAID = 300
"""Characters of an error's body that a failure shows."""


class OverHttp:
    """An address that is asked one conversation at a time, from several threads.

    Args:
        address: http or https; it is POSTed `{"id", "turns", "as_of"?}` and gives `{"id", "answers"}` back, or ends
            in `OUR_PAGE`.
        timeout_s: for one case.
        workers: how many cases are asked at once.
        about: what the manifest says of the assistant, such as its version.

    Raises:
        AssistantBroken: no address, or one with a password in it, which would end up in the report.
    """

    def __init__(
        self, address: str, timeout_s: float, *, workers: int = 1, about: Mapping[str, str] | None = None
    ) -> None:
        parts = urlsplit(address)
        if not parts.hostname:
            raise AssistantBroken(f"{address!r} is no address", hint="Write it as http://host:port/path.")
        if parts.username or parts.password:
            raise AssistantBroken(
                "the address has a name or password in it", hint="Leave it out; a report shows the address."
            )
        self.name = address
        self.about: Mapping[str, str] = about or {}
        self._timeout_s = timeout_s
        self._workers = workers

    def replies(self, conversations: Sequence[Conversation]) -> Iterator[Reply]:
        """Each conversation, some at the same time.

        Raises:
            AssistantBroken: nothing listens at the address.
        """
        try:
            urlopen(Request(self.name, method="HEAD"), timeout=self._timeout_s).close()
        except HTTPError:
            pass  # somebody is there, and does not care for HEAD
        except (URLError, OSError) as error:
            raise AssistantBroken(
                f"nothing answers at {self.name} ({error})", hint="Start the assistant, or mend the address."
            ) from error
        ask = self._ask_page if self.name.endswith(OUR_PAGE) else self._ask
        yield from replies_of(ask, conversations, self._workers, self._timeout_s)

    def _ask(self, conversation: Conversation) -> Sequence[Mapping[str, Any]]:
        body = self._post(self.name, question_line(conversation))
        reply = read_reply(body)
        if reply is None:
            raise ValueError(f"the reply is not that of docs/evals.md: {body[:SAID].decode(errors='replace')}")
        if reply.problem:
            raise ValueError(reply.problem)
        return reply.answers

    def _ask_page(self, conversation: Conversation) -> Sequence[Mapping[str, Any]]:
        answers = []
        for at, turn in enumerate(conversation.turns):
            day = conversation.as_of.isoformat() if conversation.as_of else ""
            asked = json.dumps({"data": [turn, list(conversation.turns[:at]), day]})
            event = json.loads(self._post(self.name, asked))["event_id"]
            answers.append(self._event(f"{self.name}/{event}"))
        return answers

    def _event(self, address: str) -> Mapping[str, Any]:
        """The answer of a stream of server-sent events: the data of `complete`."""
        kind = ""
        with urlopen(address, timeout=self._timeout_s) as stream:
            for raw in stream:
                name, _, value = raw.decode("utf-8").strip().partition(": ")
                if name == "event":
                    kind = value
                elif name == "data" and kind == "complete":
                    answer: Mapping[str, Any] = json.loads(value)[0]
                    return answer
                elif name == "data" and kind == "error":
                    raise ValueError(f"the page gave an error: {value[:SAID]}")
        raise ValueError("the stream ended without an answer")

    def _post(self, address: str, body: str) -> bytes:
        request = Request(address, body.encode(), {"Content-Type": "application/json"}, method="POST")
        try:
            with urlopen(request, timeout=self._timeout_s) as response:
                content: bytes = response.read()
        except HTTPError as error:
            said = error.read()[:SAID].decode(errors="replace")
            raise ValueError(f"HTTP {error.code}: {said}") from error
        return content
