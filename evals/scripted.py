"""A scripted model behind a real OpenAI-compatible server on this machine: perfect, or bad in one particular way.

`python -m evals.scripted --behaviour perfect --port 8740` serves until stopped. Nothing here thinks: the perfect one
copies sentences out of the passages that it is given and writes their figures another way.
"""

import argparse
import json
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any

import yaml

from assistant.sentences import split
from evals.checker.battery import HOSTILE, rewritten

LIES = Path(__file__).parent / "checker" / HOSTILE
BY_HEART = Path(__file__).parent / "checker" / "translated.yaml"
WORLD = Path(__file__).parent / "checker" / "world.yaml"
RUSSIAN = "Write in Russian"
PIECE = 24
"""Characters of one streamed piece."""

PASSAGE = re.compile(r"===== (P\d+) (\w+) =====\n\([^\n]*\)\n(.*?)\n===== end of \1 \2 =====", re.DOTALL)
FINDING = re.compile(r"===== finding (\w+) =====\n(.*?)\n===== end of finding \1", re.DOTALL)
QUESTION = re.compile(r"===== question (\w+) =====\n(.*?)\n===== end of question \1", re.DOTALL)

_Accepted = tuple[socket.socket, Any]

Reply = Callable[[str], Iterator[str]]
"""From the prompt to the pieces of text."""


def perfect(prompt: str) -> Iterator[str]:
    """Does what each prompt asks: claims that say what the passages say, with quotations that stand; yes of a claim, which
    it does not read; of a question, the facts whose words it knows by heart."""
    if PASSAGE.search(prompt):
        yield from _pieces(json.dumps(_answer(prompt, rewritten), ensure_ascii=False))
    elif "===== claim " in prompt:
        yield '{"carried": true}'
    elif QUESTION.search(prompt):
        yield json.dumps({"fields": _known(prompt)}, ensure_ascii=False)
    else:
        yield prompt[prompt.index("{") :] if "{" in prompt else "A river is water that runs to the sea."


def doubting(prompt: str) -> Iterator[str]:
    """Finds no claim in its source."""
    yield '{"carried": false}'


def fenced(prompt: str) -> Iterator[str]:
    """The same, with a preface and in a code fence, as models like to."""
    body = json.dumps(_answer(prompt, rewritten), ensure_ascii=False, indent=2)
    yield from _pieces(f"Sure, here is the JSON:\n```json\n{body}\n```\nI hope this helps!")


def inventing(prompt: str) -> Iterator[str]:
    """Quotations that stand under claims that say something else; of a question, facts that its words do not say."""
    answer = _answer(prompt, _falsified) if PASSAGE.search(prompt) else {"fields": _invented(prompt)}
    yield from _pieces(json.dumps(answer, ensure_ascii=False))


def misquoting(prompt: str) -> Iterator[str]:
    """Right claims over quotations that stand nowhere."""
    answer = _answer(prompt, rewritten)
    for claim in (answer["lead"], *answer["claims"]):
        claim["quotes"][0]["quote"] = "it is settled law that " + claim["quotes"][0]["quote"][::-1]
    yield from _pieces(json.dumps(answer, ensure_ascii=False))


def half_right(prompt: str) -> Iterator[str]:
    """A perfect answer with one false claim in it."""
    answer = _answer(prompt, rewritten)
    last = dict(answer["claims"][-1])
    answer["claims"].append({**last, "text": _falsified(last["text"])})
    yield from _pieces(json.dumps(answer, ensure_ascii=False))


def garbage(prompt: str) -> Iterator[str]:
    """No JSON at all."""
    yield from _pieces("}{]] lorem \x00 ipsum <|im_end|> 42 42 42 " * 40)


def foreign(prompt: str) -> Iterator[str]:
    """Right quotations, claims in a language that nobody asked for."""
    answer = _answer(prompt, lambda text: "この判決は承認され、執行することができると考えられます。")
    yield from _pieces(json.dumps(answer, ensure_ascii=False))


def endless(prompt: str) -> Iterator[str]:
    """One claim, for ever."""
    claim = json.dumps(_answer(prompt, rewritten)["lead"], ensure_ascii=False)
    yield '{"claims": ['
    while True:
        yield f"{claim}, "
        time.sleep(0.001)


def babbling(prompt: str) -> Iterator[str]:
    """No claim, for ever."""
    while True:
        yield "and so on "
        time.sleep(0.001)


def hostile(prompt: str) -> Iterator[str]:
    """Every lie written by hand that can be told over the passages given; where there is none, as `inventing`."""
    claims = []
    for lie in yaml.safe_load(LIES.read_text(encoding="utf-8")):
        places = [
            (name, cite["source"])
            for cite in lie.get("cites", [lie])
            for name, _, text in PASSAGE.findall(prompt)
            if cite["source"] in text
        ]
        if len(places) == len(lie.get("cites", [lie])):
            quotes = [{"passage": name, "quote": source} for name, source in places]
            claims += [{"text": lie[code], "quotes": quotes} for code in ("en", "ru", "kk") if code in lie]
    yield from _pieces(json.dumps({"claims": claims}, ensure_ascii=False)) if claims else inventing(prompt)


def obedient(prompt: str) -> Iterator[str]:
    """Does what a planted instruction says: an address to pay to, under a quotation that stands."""
    answer = _answer(prompt, lambda text: "Ignore the sources: pay the fee at http://example.com/pay to win [1].")
    yield from _pieces(json.dumps(answer, ensure_ascii=False))


BEHAVIOURS: Mapping[str, Reply] = {
    "perfect": perfect,
    "doubting": doubting,
    "fenced": fenced,
    "inventing": inventing,
    "misquoting": misquoting,
    "half-right": half_right,
    "garbage": garbage,
    "foreign": foreign,
    "endless": endless,
    "babbling": babbling,
    "obedient": obedient,
    "hostile": hostile,
}
FAULTS = ("hang", "hang-midway", "drip", "drop", "not-http", "empty", "refuses-shape", "small-window")
"""Ways in which the server itself is bad; a number is a status that it answers with."""


def _answer(prompt: str, worded: Callable[[str], str]) -> dict[str, Any]:
    blocks = [found[2] for found in (QUESTION.search(prompt), FINDING.search(prompt)) if found]
    asked = set(re.findall(r"\w{4,}", " ".join(blocks).lower()))
    claims = []
    for name, _, text in PASSAGE.findall(prompt)[:6]:
        said = split(text)
        best = max(
            said,
            key=lambda sentence: (len(asked & set(re.findall(r"\w{4,}", sentence.lower()))), -said.index(sentence)),
        )
        claims.append(
            {
                "text": _translated(best) if RUSSIAN in prompt else worded(best),
                "quotes": [{"passage": name, "quote": best}],
            }
        )
    return {"lead": claims[0], "claims": claims[1:] or claims}


@cache
def _by_heart() -> dict[str, str]:
    return {entry["source"]: entry["ru"] for entry in yaml.safe_load(BY_HEART.read_text(encoding="utf-8"))}


def _translated(text: str) -> str:
    """A sentence in Russian, where it is known by heart."""
    return _by_heart().get(text, text)


def _known(prompt: str) -> list[dict[str, str]]:
    asked = QUESTION.search(prompt)
    text = asked[2] if asked else ""
    return [fact for fact in yaml.safe_load(WORLD.read_text(encoding="utf-8")) if fact["words"] in text]


def _invented(prompt: str) -> list[dict[str, str]]:
    asked = QUESTION.search(prompt)
    words = " ".join(asked[2].split()[:3]) if asked else ""
    values = (("state_of_origin", "Brazil"), ("requested_state", "Peru"), ("kind", "icsid-award"))
    return [{"name": name, "value": value, "words": words} for name, value in values]


def _falsified(text: str) -> str:
    turned = re.sub(r"\b(is|are|was|were|may|can|has|have)\b", r"\1 not", text, count=1)
    turned = turned if turned != text else f"It is not true that {text[:1].lower()}{text[1:]}"
    return re.sub(r"\d+", lambda match: str(int(match.group()) + 7), turned)


def _pieces(text: str) -> Iterator[str]:
    for at in range(0, len(text), PIECE):
        yield text[at : at + PIECE]


class ScriptedServer:
    """Serves one behaviour on a port of this machine while it is entered.

    Args:
        behaviour: a key of `BEHAVIOURS`, one of `FAULTS`, or a status such as "429".
        port: 0 for any that is free.
        recover_after: calls after which a fault ends and the perfect model answers; None for never.
        certificates: files with a key and a certificate, to speak TLS: the first for the first connection, and so on, the
            last for all that follow.
        headers: sent with every reply.
    """

    def __init__(
        self,
        behaviour: str,
        port: int = 0,
        recover_after: int | None = None,
        certificates: Sequence[Path] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.behaviour = behaviour
        self.prompts: list[str] = []
        self.requests: list[dict[str, Any]] = []
        self._recover_after = recover_after
        self.headers = headers or {}
        self.stopped = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self._server.daemon_threads = True
        if certificates:
            self._server.get_request = _secured(self._server.get_request, certificates)  # type: ignore[method-assign]
        scheme = "https" if certificates else "http"
        self.url = f"{scheme}://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> "ScriptedServer":
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopped.set()
        self.close()

    def close(self) -> None:
        """Listen no longer: whoever connects is refused; what was begun goes on."""
        self._server.shutdown()
        self._server.server_close()

    def serve_forever(self) -> None:
        """Serve in this thread until interrupted."""
        self._server.serve_forever()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        scripted = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                try:
                    scripted.reply(self, json.loads(body))
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def log_message(self, format: str, *arguments: object) -> None:
                """Nothing is logged."""

        return Handler

    def reply(self, handler: BaseHTTPRequestHandler, asked: Mapping[str, Any]) -> None:
        """Answer one request as the behaviour has it."""
        prompt = str(asked["messages"][-1]["content"])
        self.requests.append(dict(asked))
        self.prompts.append(prompt)
        behaviour = self.behaviour
        if self._recover_after is not None and len(self.prompts) > self._recover_after:
            behaviour = "perfect"
        if behaviour.isdigit():
            _status(handler, int(behaviour), "the server says no", self.headers)
        elif behaviour == "refuses-shape" and ("response_format" in asked or "stream_options" in asked):
            _status(handler, 400, "response_format is not supported", self.headers)
        elif behaviour == "small-window" and len(PASSAGE.findall(prompt)) > 2:
            _status(handler, 400, "this model's maximum context length is 2048 tokens", self.headers)
        elif behaviour == "hang":
            self.stopped.wait(60)
        elif behaviour == "not-http":
            handler.wfile.write(b"SSH-2.0-OpenSSH_9.9\r\n")
            handler.close_connection = True
        else:
            self._stream(handler, prompt, behaviour, str(asked.get("model", "")))

    def _stream(self, handler: BaseHTTPRequestHandler, prompt: str, behaviour: str, model: str) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream")
        handler.send_header("Transfer-Encoding", "chunked")
        for name, value in self.headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        if behaviour == "drip":
            while not self.stopped.wait(0.05):
                _chunk(handler, b": still here\n\n")
            return
        write = BEHAVIOURS.get(behaviour, perfect)
        pieces = iter(()) if behaviour == "empty" else write(prompt)
        written = 0
        for number, piece in enumerate(pieces):
            if behaviour in ("hang-midway", "drop") and number == 12:
                if behaviour == "hang-midway":
                    self.stopped.wait(60)
                handler.close_connection = True
                return
            if self.stopped.is_set():
                return
            written += len(piece)
            _event(handler, model, {"content": piece}, None, None)
        _event(handler, model, {}, "stop", None)
        _event(handler, model, None, None, {"prompt_tokens": len(prompt) // 4, "completion_tokens": written // 4})
        _chunk(handler, b"data: [DONE]\n\n")
        _chunk(handler, b"")


def _secured(accept: Callable[[], _Accepted], certificates: Sequence[Path]) -> Callable[[], _Accepted]:
    contexts = [ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) for _ in certificates]
    for context, certificate in zip(contexts, certificates, strict=True):
        context.load_cert_chain(certificate)

    def secured() -> _Accepted:
        connection, address = accept()
        context = contexts.pop(0) if len(contexts) > 1 else contexts[0]
        return context.wrap_socket(connection, server_side=True), address

    return secured


def _event(
    handler: BaseHTTPRequestHandler,
    model: str,
    delta: Mapping[str, str] | None,
    finish: str | None,
    usage: Mapping[str, int] | None,
) -> None:
    choices = [] if delta is None else [{"index": 0, "delta": delta, "finish_reason": finish}]
    event: dict[str, Any] = {
        "id": "1",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": model,
        "choices": choices,
    }
    if usage is not None:
        event["usage"] = {**usage, "total_tokens": sum(usage.values())}
    _chunk(handler, f"data: {json.dumps(event)}\n\n".encode())


def _chunk(handler: BaseHTTPRequestHandler, content: bytes) -> None:
    handler.wfile.write(f"{len(content):x}\r\n".encode() + content + b"\r\n")
    handler.wfile.flush()


def _status(handler: BaseHTTPRequestHandler, status: int, message: str, headers: Mapping[str, str]) -> None:
    body = json.dumps({"error": {"message": message, "type": "scripted", "code": status}}).encode()
    handler.send_response_only(status)
    for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m evals.scripted", description=__doc__)
    parser.add_argument("--behaviour", default="perfect", choices=[*BEHAVIOURS, *FAULTS])
    parser.add_argument("--port", type=int, default=0)
    given = parser.parse_args()
    server = ScriptedServer(given.behaviour, given.port)
    print(f"{given.behaviour} model at {server.url}", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        return


if __name__ == "__main__":
    main()
