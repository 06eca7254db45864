"""Providers by setting, their troubles told apart, the parser, the breaker, the prompts."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from assistant.breaker import FAILURES, REST_S, Breaker
from assistant.llms import LLMS, Prompt, llm, shown_address
from assistant.prompts import fence, filled, wording_hash
from assistant.troubles import ModelTrouble, Trouble, of_http
from assistant.writing.shape import Parser, writing_schema
from corpus.errors import UnknownName

PROMPT = Prompt(text="Say it.", schema=writing_schema(["P1", "P2"]))
CLAIM = {"text": "A claim.", "quotes": [{"passage": "P1", "quote": "words of a passage"}]}


def test_quotations_need_no_model() -> None:
    assert llm("quotation:") is None


@pytest.mark.parametrize("setting", ["openai-like:", "gpt:4", "anthropic", "", "quotations:"])
def test_a_setting_that_names_nothing_is_refused_with_a_hint(setting: str) -> None:
    with pytest.raises(UnknownName) as refused:
        llm(setting)
    assert "openai-like:<model>" in refused.value.hint
    assert set(LLMS) == {"openai-like", "anthropic", "local"}


def test_a_local_model_that_is_not_there_is_refused_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="no model at"):
        llm(f"local:{tmp_path / 'none.gguf'}")
    (tmp_path / "bad.gguf").write_bytes(b"no model at all")
    with pytest.raises(UnknownName) as refused:
        llm(f"local:{tmp_path / 'bad.gguf'}")
    assert refused.value.hint


def test_an_address_is_shown_without_what_is_secret() -> None:
    assert shown_address("https://name:secret@host.example:8443/v1?key=abc") == "https://host.example:8443"
    assert shown_address("http://127.0.0.1:11434/v1") == "http://127.0.0.1:11434"


class Messages(BaseHTTPRequestHandler):
    """Anthropic's messages as a stream, or a status."""

    status = 200

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.status != 200:
            body = json.dumps({"type": "error", "error": {"type": "x", "message": "no"}}).encode()
            self.send_response(self.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            return
        message = {"id": "m", "type": "message", "role": "assistant", "model": "m", "content": [], "stop_reason": None,
                   "stop_sequence": None, "usage": {"input_tokens": 11, "output_tokens": 1}}  # fmt: skip
        events: list[tuple[str, dict[str, Any]]] = [
            ("message_start", {"message": message}),
            ("content_block_start", {"index": 0, "content_block": {"type": "text", "text": ""}}),
            ("content_block_delta", {"index": 0, "delta": {"type": "text_delta", "text": "Hel"}}),
            ("content_block_delta", {"index": 0, "delta": {"type": "text_delta", "text": "lo."}}),
            ("content_block_stop", {"index": 0}),
            (
                "message_delta",
                {"delta": {"stop_reason": "end_turn", "stop_sequence": None}, "usage": {"output_tokens": 7}},
            ),
            ("message_stop", {}),
        ]
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        for name, event in events:
            self.wfile.write(f"event: {name}\ndata: {json.dumps({'type': name, **event})}\n\n".encode())

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing."""


@pytest.fixture
def messages() -> Any:
    pytest.importorskip("anthropic", reason="the package anthropic is missing")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Messages)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    Messages.status = 200


def test_anthropic_streams_and_counts(messages: str) -> None:
    model = llm("anthropic:some-model", url=messages, key="k")
    assert model is not None
    call = model.call(PROMPT, 10.0)
    assert "".join(call.pieces) == "Hello."
    assert (call.usage.tokens_in, call.usage.tokens_out, call.usage.counted) == (11, 7, True)
    assert model.endpoint == messages


@pytest.mark.parametrize(
    ("status", "kind"), [(401, Trouble.KEY), (404, Trouble.MODEL), (429, Trouble.BUSY), (529, Trouble.DOWN)]
)
def test_troubles_of_anthropic_are_told_apart(status: int, kind: Trouble, messages: str) -> None:
    Messages.status = status
    model = llm("anthropic:some-model", url=messages, key="k")
    assert model is not None
    with pytest.raises(ModelTrouble) as trouble:
        list(model.call(PROMPT, 10.0).pieces)
    assert trouble.value.kind is kind


class Refused(Exception):
    """As a client of OpenAI's raises it."""

    status_code = 400

    def __init__(self, body: object) -> None:
        super().__init__("Error code: 400")
        self.body = body


@pytest.mark.parametrize(
    "said",
    [
        {"detail": "Server is pinned to 'some/other'; requested 'mine'."},
        {"error": {"message": "The model `mine` does not exist."}},
    ],
)
def test_a_model_that_a_server_does_not_have_is_told_from_a_refusal(said: object) -> None:
    assert of_http(Refused(said)).kind is Trouble.MODEL
    assert of_http(Refused({"detail": "no"})).kind is Trouble.REFUSED


def parsed(text: str, size: int) -> list[tuple[str, bool]]:
    parser = Parser()
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    return [(w.claim.text, w.lead) for piece in pieces for w in parser.feed(piece)]


@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_claims_come_out_as_soon_as_they_are_whole(size: int) -> None:
    other = {"text": 'Braces { and "quotes" \\ inside }.', "quotes": CLAIM["quotes"]}
    text = f"Sure!\n```json\n{json.dumps({'lead': CLAIM, 'claims': [other, CLAIM]})}\n``` done {{"
    assert parsed(text, size) == [("A claim.", True), (other["text"], False), ("A claim.", False)]


def test_an_answer_that_breaks_off_keeps_what_was_whole() -> None:
    text = json.dumps({"lead": CLAIM, "claims": [CLAIM]})
    assert parsed(text[:-12], 5) == [("A claim.", True)]


@pytest.mark.parametrize(
    "text", ["", "no json", "{{{{", "}}}}", '{"text": "no quotes"}', '{"text": 5, "quotes": []}', '{"text": "x", "quotes": [}', '["text"]']
)  # fmt: skip
def test_what_is_no_claim_gives_none(text: str) -> None:
    assert parsed(text, 3) == []


@pytest.mark.parametrize(
    "text",
    [
        '{"lead": {"text": "no more than 30 words, ' + "no more than 30 words, " * 4,
        '{"lead":' + "\n" + " " * 80,
        "and so on " * 12,
    ],
)
def test_what_says_one_thing_for_ever_is_noticed(text: str) -> None:
    parser = Parser()
    assert list(parser.feed(text)) == [] and parser.stuck()


def test_what_says_a_thing_now_and_then_goes_on() -> None:
    parser = Parser()
    assert not parser.stuck()
    many = {"lead": CLAIM, "claims": [{**CLAIM, "text": f"Claim {number}."} for number in range(9)]}
    text = json.dumps(many, indent=4)
    assert not any(parser.stuck() for character in text for _ in (*parser.feed(character), None))


def test_a_comma_too_many_is_let_pass() -> None:
    assert parsed('{"text": "A.", "quotes": [{"passage": "P1", "quote": "q"},],}', 4) == [("A.", False)]


def test_the_schema_is_what_strict_servers_want() -> None:
    schema = json.dumps(writing_schema(["P1", "P2"]))
    assert "$ref" not in schema and "$defs" not in schema
    assert schema.count('"additionalProperties": false') == schema.count('"properties"') == 5


def test_the_schema_lets_no_list_go_on_for_ever_and_no_passage_be_named_that_is_not_there() -> None:
    # three lists (claims, and the quotes of the lead and of a claim), two names of passages
    schema = json.dumps(writing_schema(["P1", "P2"]))
    assert schema.count('"type": "array"') == schema.count('"maxItems"') == 3
    assert schema.count('"passage": {"type": "string", "enum": ["P1", "P2"]}') == 2


def test_a_breaker_opens_after_failures_in_a_row_and_lets_one_try_after_its_rest() -> None:
    now = [1000.0]
    breaker = Breaker(lambda: now[0])
    for _ in range(FAILURES - 1):
        breaker.failed()
    breaker.worked()
    breaker.failed()
    assert breaker.open_for() == 0
    for _ in range(FAILURES - 1):
        breaker.failed()
    assert breaker.open_for() == REST_S
    now[0] += REST_S
    assert breaker.open_for() == 0, "one may try"
    assert breaker.open_for() == REST_S, "the others wait for what becomes of it"
    breaker.worked()
    assert breaker.open_for() == 0


def test_slots_are_filled_once_and_a_text_is_never_read_for_slots() -> None:
    text = filled("entail", source="a {{claim}} {{fence}}", claim="c")
    assert "a {{claim}} {{fence}}" in text
    with pytest.raises(ValueError, match="slots of entail"):
        filled("entail", source="a")


def test_no_text_can_close_the_block_that_it_stands_in() -> None:
    first = fence("some text")
    assert fence("some text") == first
    assert fence(f"some text {first}") not in f"some text {first}"


def test_wordings_have_a_hash() -> None:
    assert len({wording_hash(step) for step in ("write", "read", "entail")}) == 3


def test_nothing_of_this_is_loaded_without_a_model(run_python: Any) -> None:
    code = (
        "import sys\n"
        "from assistant import pipeline, wiring, session, verify\n"
        "print([n for n in sys.modules if n.startswith(('assistant.writing', 'assistant.checking', 'assistant.llms', 'openai', 'tenacity'))])"
    )
    assert run_python("-c", code).stdout.strip() == "[]"
