"""A model writes: what stands is shown, what does not is withheld, and whatever fails, the quotations answer."""

import json
import logging
import socket
import ssl
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from assistant.breaker import FAILURES
from evals.scripted import ScriptedServer

pytest.importorskip("llama_index.llms.openai_like", reason="the package llama-index-llms-openai-like is missing")

QUESTION = "How long do I have to present a foreign judgment for enforcement in Kazakhstan?"
YES_NO = "Can a Dutch judgment be enforced in Kazakhstan?"
TIME_OUT = 180.0
KEY = "sk-very-secret-key"

Answer = dict[str, Any]
Asked = Callable[..., Answer]


def same_as_quotations(answer: Answer, quoted: Answer) -> bool:
    return (answer["lead"], answer["claims"], answer["verdict"]) == (
        quoted["lead"],
        quoted["claims"],
        quoted["verdict"],
    )


def test_a_perfect_models_answer_passes_unharmed(asked: Asked, ask: Asked) -> None:
    shown: list[Any] = []
    with ScriptedServer("perfect") as server:
        answer = asked(server.url, show=shown.append)
    assert answer["writer"] == "openai-like:scripted"
    assert answer["withheld"] == []
    assert answer["trace"]["writing"]["trouble"] is None
    assert answer["trace"]["writing"]["withheld"] == 0
    assert shown[0].text in answer["lead"]
    quoted = {citation["quote"] for claim in answer["claims"] for citation in claim["citations"]}
    assert all(claim["text"] not in quoted or claim["citations"] for claim in answer["claims"])
    assert any("3 years" in claim["text"] for claim in answer["claims"]), "the model's own wording is shown"
    assert answer["status"] == ask(QUESTION)["status"] == "answered"


def test_the_verdict_of_the_data_stands_whatever_the_model_says(asked: Asked, ask: Asked) -> None:
    quoted = ask(YES_NO)
    with ScriptedServer("perfect") as server:
        answer = asked(server.url, YES_NO)
    assert quoted["verdict"] is not None
    assert answer["verdict"] == quoted["verdict"]
    assert answer["lead"] == quoted["lead"]
    assert answer["writer"] == "openai-like:scripted"
    topics = {claim["topic"] for claim in quoted["claims"]}
    assert ("grounds for refusal" in topics) <= (
        "grounds for refusal" in {claim["topic"] for claim in answer["claims"]}
    )


def test_what_a_server_sees_is_said_and_what_was_used_is_counted(asked: Asked) -> None:
    with ScriptedServer("perfect") as server:
        answer = asked(server.url, llm_price="2/8")
        writing = answer["trace"]["writing"]
        assert server.url.removesuffix("/v1") in answer["notice"]
        assert writing["endpoint"] == server.url.removesuffix("/v1")
        assert writing["counted"] is True
        read, written = len(server.prompts[0]) // 4, writing["tokens_out"]
        assert writing["tokens_in"] == read
        assert writing["cost_usd"] == pytest.approx((2 * read + 8 * written) / 1e6, abs=1e-6)
        assert server.requests[0]["response_format"]["type"] == "json_schema"
        assert QUESTION in server.prompts[0]


def test_a_preface_and_a_code_fence_do_no_harm(asked: Asked) -> None:
    with ScriptedServer("fenced") as server:
        answer = asked(server.url)
    assert answer["writer"] == "openai-like:scripted"
    assert answer["withheld"] == []


def test_one_false_claim_is_withheld_and_the_rest_is_shown(asked: Asked) -> None:
    with ScriptedServer("half-right") as server:
        answer = asked(server.url)
    assert answer["writer"] == "openai-like:scripted"
    assert len(answer["withheld"]) == 1
    assert answer["withheld"][0]["why"]
    false = answer["withheld"][0]["text"]
    assert false not in json.dumps([answer["lead"], answer["claims"]])
    assert "1 statement(s) withheld" in answer["notice"]


@pytest.mark.parametrize("behaviour", ["inventing", "misquoting", "foreign", "obedient", "hostile"])
def test_nothing_of_a_lying_model_is_shown(behaviour: str, asked: Asked, ask: Asked) -> None:
    shown: list[Any] = []
    with ScriptedServer(behaviour) as server:
        answer = asked(server.url, show=shown.append)
    assert shown == []
    assert same_as_quotations(answer, ask(QUESTION))
    assert answer["writer"] == "quotation"
    assert len(answer["withheld"]) >= (4 if behaviour in ("inventing", "misquoting") else 1)
    assert all(item["why"] for item in answer["withheld"])
    assert "did not pass the checks" in answer["notice"]


FAILURE_NOTICES = {
    "401": "refused the key",
    "403": "refused the key",
    "404": "does not know",
    "400": "refused the request",
    "garbage": "nothing that could be read",
    "empty": "nothing that could be read",
    "babbling": "nothing that could be read",
    "endless": "did not pass the checks|answered",
    "not-http": "broke|reached|read",
}


@pytest.mark.parametrize("behaviour", sorted(FAILURE_NOTICES))
def test_a_failure_ends_in_quotations_with_a_notice(behaviour: str, asked: Asked, ask: Asked) -> None:
    with ScriptedServer(behaviour) as server:
        answer = asked(server.url)
    quoted = ask(QUESTION)
    if behaviour == "endless":
        assert answer["status"] == "answered"
        assert len(answer["claims"]) <= 8
        return
    assert same_as_quotations(answer, quoted)
    assert any(part in answer["notice"] for part in FAILURE_NOTICES[behaviour].split("|")), answer["notice"]
    assert quoted["notice"] in answer["notice"]
    assert KEY not in json.dumps(answer)


def test_what_goes_on_for_ever_is_read_no_further_than_needed_to_see_it(asked: Asked) -> None:
    # "and so on " is seen at its fourth time as 20 characters: after 80 characters, 20 tokens at four to a token
    with ScriptedServer("babbling") as server:
        written = asked(server.url)["trace"]["writing"]["tokens_out"]
    assert 20 <= written < 200


@pytest.mark.parametrize("behaviour", ["hang", "hang-midway", "drip"])
def test_a_server_that_takes_its_time_does_not_take_ours(behaviour: str, asked: Asked, ask: Asked) -> None:
    quoted = ask(QUESTION)
    with ScriptedServer(behaviour) as server:
        began = time.monotonic()
        answer = asked(server.url, timeout=1.5)
        took = time.monotonic() - began
    assert same_as_quotations(answer, quoted)
    assert answer["trace"]["writing"]["trouble"] == "slow"
    assert answer["notice"].startswith("openai-like:scripted did not answer in time"), "a setting is told as it is"
    assert answer["trace"]["writing"]["seconds"] < 3.0
    assert took < 60


def test_a_stream_cut_in_the_middle_ends_in_quotations(asked: Asked, ask: Asked) -> None:
    with ScriptedServer("drop") as server:
        answer = asked(server.url)
    assert same_as_quotations(answer, ask(QUESTION))
    assert answer["trace"]["writing"]["trouble"] == "dropped"
    assert answer["trace"]["writing"]["tries"] == 3


@pytest.mark.parametrize("status", ["429", "500", "503"])
def test_a_passing_trouble_is_waited_for(status: str, asked: Asked) -> None:
    with ScriptedServer(status, recover_after=1, headers={"Retry-After": "0.1"}) as server:
        answer = asked(server.url)
    assert answer["writer"] == "openai-like:scripted"
    assert answer["trace"]["writing"]["tries"] == 2


@pytest.mark.parametrize(("status", "trouble"), [("429", "busy"), ("500", "down")])
def test_a_trouble_that_stays_ends_in_quotations(status: str, trouble: str, asked: Asked, ask: Asked) -> None:
    with ScriptedServer(status, headers={"Retry-After": "0.1"}) as server:
        answer = asked(server.url)
    assert same_as_quotations(answer, ask(QUESTION))
    assert answer["trace"]["writing"]["trouble"] == trouble
    assert answer["trace"]["writing"]["tries"] == 3


def test_a_wait_longer_than_the_time_left_is_not_waited_for(asked: Asked) -> None:
    with ScriptedServer("429", headers={"Retry-After": "600"}) as server:
        answer = asked(server.url, timeout=5.0)
    assert answer["trace"]["writing"]["seconds"] < 4.0
    assert answer["trace"]["writing"]["trouble"] == "busy"


def test_a_server_without_structured_output_is_asked_without(asked: Asked) -> None:
    with ScriptedServer("refuses-shape") as server:
        answer = asked(server.url)
        assert answer["writer"] == "openai-like:scripted"
        assert "response_format" not in server.requests[-1]
        before = len(server.requests)
        asked(server.url)
        assert len(server.requests) == before + 1, "it is remembered"


def test_too_much_evidence_is_cut_by_rank_and_said(asked: Asked) -> None:
    with ScriptedServer("small-window") as server:
        answer = asked(server.url)
    writing = answer["trace"]["writing"]
    assert answer["writer"] == "openai-like:scripted"
    assert writing["cut"]
    ranked = [hit["passage_id"] for hit in answer["trace"]["evidence"]]
    cited = {citation["passage_id"] for claim in answer["claims"] for citation in claim["citations"]}
    assert not cited & set(writing["cut"])
    assert [id_ for id_ in ranked if id_ in writing["cut"]] == [id_ for id_ in writing["cut"] if id_ in ranked]


def test_evidence_is_cut_before_it_is_sent_where_the_window_is_known(asked: Asked) -> None:
    with ScriptedServer("perfect") as server:
        answer = asked(server.url, llm_window=2500)
        assert len(server.requests) == 1
        assert len(server.prompts[0]) < 2500 * 3.2
    assert answer["trace"]["writing"]["cut"]


def test_nobody_there_ends_in_quotations(asked: Asked, ask: Asked) -> None:
    answer = asked("http://127.0.0.1:9/v1")
    assert same_as_quotations(answer, ask(QUESTION))
    assert answer["trace"]["writing"]["trouble"] == "down"
    assert_nothing_is_said_to_be_sent(answer)


def test_a_host_that_no_name_service_knows_was_sent_nothing(asked: Asked) -> None:
    answer = asked("http://no-such-host.invalid/v1")
    assert answer["trace"]["writing"]["trouble"] == "down"
    assert_nothing_is_said_to_be_sent(answer)


def test_what_was_sent_once_is_said_to_be_sent_though_later_tries_were_refused(asked: Asked) -> None:
    listening = socket.create_server(("127.0.0.1", 0))

    def fail_once_and_go() -> None:
        connection, _ = listening.accept()
        listening.close()
        with connection:
            connection.recv(1024)
            connection.sendall(b"HTTP/1.1 500 Oh\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    url = f"http://127.0.0.1:{listening.getsockname()[1]}/v1"
    threading.Thread(target=fail_once_and_go, daemon=True).start()
    answer = asked(url)
    assert answer["trace"]["writing"]["tries"] == 3
    assert "were sent to a language model at" in answer["notice"]


def test_a_model_that_keeps_failing_is_left_alone(asked: Asked) -> None:
    with ScriptedServer("401") as server:
        for _ in range(FAILURES):
            asked(server.url)
        before = len(server.requests)
        answer = asked(server.url)
        assert len(server.requests) == before
    assert answer["trace"]["writing"]["trouble"] == "resting"
    assert "left alone" in answer["notice"]
    assert server.url.removesuffix("/v1") not in answer["notice"], "nothing was sent this time"


def assert_nothing_is_said_to_be_sent(answer: Answer) -> None:
    assert "sent to a language model" not in answer["notice"]
    assert "Nothing was sent." in answer["notice"]
    writing = answer["trace"]["writing"]
    assert (writing["sent"], writing["tokens_in"], writing["tokens_out"]) == (False, 0, 0)


def test_a_certificate_that_nobody_vouches_for_ends_in_quotations(asked: Asked, certificate: Any) -> None:
    with ScriptedServer("perfect", certificates=[certificate(10)]) as server:
        answer = asked(server.url)
        assert server.prompts == []
    assert answer["trace"]["writing"]["trouble"] == "tls"
    assert "could not be secured" in answer["notice"]
    assert_nothing_is_said_to_be_sent(answer)


def test_a_clock_that_is_wrong_is_told_from_a_wrong_key(asked: Asked) -> None:
    wrong = format_datetime(datetime.now(UTC) - timedelta(days=3), usegmt=True)
    with ScriptedServer("401", headers={"Date": wrong}) as server:
        answer = asked(server.url)
    assert answer["trace"]["writing"]["trouble"] == "clock"
    assert "clock" in answer["notice"]


@pytest.mark.parametrize("reason", ["certificate has expired", "certificate is not yet valid"])
def test_a_certificate_out_of_its_time_points_at_the_clock(reason: str) -> None:
    from assistant.troubles import Trouble, of_http

    error = ConnectionError("no connection")
    error.__cause__ = ssl.SSLCertVerificationError(1, f"[SSL: CERTIFICATE_VERIFY_FAILED] {reason} (_ssl.c:1006)")
    assert of_http(error).kind is Trouble.CLOCK


def test_the_log_holds_no_text(asked: Asked, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    with ScriptedServer("half-right") as server:
        answer = asked(server.url)
    logged = "\n".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
    assert "foreign judgment for enforcement" not in logged
    assert answer["withheld"][0]["text"] not in logged
    assert KEY not in logged


def test_what_is_declined_is_not_sent(asked: Asked) -> None:
    with ScriptedServer("perfect") as server:
        answer = asked(server.url, "What is the best recipe for borscht?")
        assert server.requests == []
    assert answer["status"] == "declined"


def test_a_question_in_russian_is_worded_in_russian(asked: Asked) -> None:
    with ScriptedServer("perfect") as server:
        answer = asked(server.url, "Какой срок предъявления иностранного решения к исполнению в Казахстане?")
        assert "Write in Russian" in server.prompts[0]
    assert answer["language"] == "ru"
    assert answer["writer"] == "quotation", "the scripted model writes English, which was not asked for"
    assert all(item["why"] == "написано на другом языке" for item in answer["withheld"])
