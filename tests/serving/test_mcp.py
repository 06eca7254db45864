"""The tools over the Model Context Protocol, asked by a real client of it."""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from serving_fakes import ANN, AS_OF, QUESTION, waited

from assistant.contract import AnswerJson

pytestmark = pytest.mark.filterwarnings("default")


def with_client(address: str, use: Callable[[Any], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        async with (
            httpx2.AsyncClient(auth=ANN, timeout=60) as http,
            Client(streamable_http_client(f"{address}/mcp", http_client=http)) as client,
        ):
            return await use(client)

    return waited(run())


def call(address: str, tool: str, **arguments: Any) -> Any:
    return with_client(address, lambda client: client.call_tool(tool, arguments))


def test_three_tools_are_offered_with_what_they_take(address: str) -> None:
    tools = {tool.name: tool for tool in with_client(address, lambda client: client.list_tools()).tools}
    assert set(tools) == {"ask", "find_route", "read_source"}
    assert "context" not in tools["ask"].input_schema["properties"]
    assert tools["ask"].input_schema["required"] == ["question"]
    for tool in tools.values():
        assert tool.description and tool.output_schema
        assert all("description" in field or "$ref" in field for field in tool.input_schema["properties"].values())


def test_ask_gives_the_answer_object(address: str, keeper: Any) -> None:
    found = call(address, "ask", question=QUESTION, as_of=AS_OF).structured_content
    AnswerJson.model_validate(found)
    assert found["status"] == "answered" and found["claims"]
    assert keeper.answers.opened("ann", found["receipt"]).answer == found


def test_turns_before_it_are_no_longer_than_a_question_may_be(address: str) -> None:
    refused = call(address, "ask", question=QUESTION, earlier=["court " * 20_000])
    assert refused.is_error and "too long" in refused.content[0].text


def test_facts_and_earlier_turns_are_arguments(address: str) -> None:
    found = call(
        address,
        "ask",
        question="And how long do I have?",
        earlier=["Which court decides?"],
        facts={"state_of_origin": "CN", "kind": "judgment"},
        language="ru",
    ).structured_content
    assert (found["case_facts"]["state_of_origin"], found["language"]) == ("CN", "ru")
    after = call(address, "ask", question="And how long do I have?").structured_content
    assert after["case_facts"]["state_of_origin"] is None


def test_a_kept_conversation_is_asked_on_with_its_documents_by_its_user_alone(
    address: str, ann: httpx.Client, bob: httpx.Client
) -> None:
    anns, bobs = (who.post("/api/v1/conversations", json={}).json()["id"] for who in (ann, bob))
    said = b"The court orders the defendant to pay the claimant EUR 1,250,000 with interest at eight percent."
    ann.post(f"/api/v1/conversations/{anns}/documents", params={"name": "judgment.txt"}, content=said)
    asked = "What sum does my judgment order the defendant to pay?"
    heard = call(address, "ask", question=asked, conversation=anns).structured_content
    assert "EUR 1,250,000" in heard["lead"]
    assert len(ann.get(f"/api/v1/conversations/{anns}").json()["turns"]) == 1
    assert call(address, "ask", question=asked, conversation=bobs).is_error


def test_a_route_and_a_source_can_be_read(address: str) -> None:
    route = call(address, "find_route", origin="China", as_of=AS_OF).structured_content
    assert (route["origin"], route["requested"]) == ("CN", "KZ") and route["options"]
    passage = next(id_ for option in route["options"] for id_ in option["passage_ids"])
    source = call(address, "read_source", id=passage).structured_content
    assert [found["id"] for found in source["passages"]] == [passage]


@pytest.mark.parametrize(
    ("tool", "arguments", "says"),
    [
        ("ask", {"question": " "}, "empty"),
        ("ask", {}, "question"),
        ("ask", {"question": QUESTION, "facts": {"state_of_origin": "XX"}}, "XX"),
        ("ask", {"question": QUESTION, "facts": {"colour": "red"}}, "colour"),
        ("find_route", {"origin": "Atlantis"}, "Atlantis"),
        ("read_source", {"id": "none"}, "none"),
    ],
)
def test_what_cannot_be_done_is_an_error_that_says_so(
    address: str, tool: str, arguments: dict[str, Any], says: str
) -> None:
    found = call(address, tool, **arguments)
    assert found.is_error
    assert says in found.content[0].text
