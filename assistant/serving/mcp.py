"""The Model Context Protocol: three tools for programs that converse. Nothing is remembered between two calls."""

from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from typing import Annotated, Any

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import Field
from starlette.applications import Starlette

from assistant.contract import AnswerJson
from assistant.keeping.desk import Desk
from assistant.serving.limits import BODY_AT_MOST
from assistant.serving.lookups import Lookups
from assistant.serving.schemas import ID, AreaIn, FactsIn, RouteOut, SourceWholeOut
from assistant.serving.users import USER
from corpus.errors import ExequaturError

PATH = "/mcp"
ABOUT = (
    "Cited answers on the recognition and enforcement of foreign judgments and arbitral awards, centred on Kazakhstan. "
    "Every claim quotes a passage word for word; cite authority, pinpoint and address. Status declined means that the "
    "corpus does not say; do not fill the gap. Information, not legal advice."
)
READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)
NO_FACTS = FactsIn()
Day = Annotated[date | None, Field(description="ISO date, such as 2026-11-22")]


def server(desk: Desk, look: Lookups) -> MCPServer:
    """The tools over a desk and what can be looked up."""
    served = MCPServer("exequatur", instructions=ABOUT, version=version("exequatur"), log_level="WARNING")

    @served.tool(annotations=READS)
    def ask(
        context: Context[Any, Any],
        question: Annotated[
            str, Field(description="the question, in English, Russian, Kazakh, Chinese, Turkish, German or French")
        ],
        earlier: Annotated[list[str], Field(description="the user's turns before it, oldest first")] = [],  # noqa: B006
        conversation: Annotated[
            str | None,
            Field(pattern=ID, description="a kept conversation to ask in, with its turns, facts and documents"),
        ] = None,
        facts: Annotated[
            FactsIn, Field(description="facts of the case; they win over what the words say")
        ] = NO_FACTS,
        as_of: Annotated[date | None, Field(description="the day the law is asked for; today if left out")] = None,
        language: Annotated[str | None, Field(pattern="^[a-z]{2}$", description="language of the frame")] = None,
        register: Annotated[str | None, Field(pattern="^(plain|lawyer)$", description="plain or lawyer")] = None,
        area: Annotated[AreaIn | None, Field(description="area of law to search in; everywhere if left out")] = None,
    ) -> AnswerJson:
        """Answer a question on foreign judgments or awards from the corpus, with citations; ask back; or decline."""
        request = context.request_context.request
        assert request is not None  # the tools are reached over HTTP only
        user = str(request.scope[USER])
        return AnswerJson.model_validate(
            _explained(
                lambda: desk.ask(
                    user,
                    question,
                    earlier=earlier,
                    conversation=conversation,
                    facts=facts.model_dump(exclude_none=True),
                    as_of=as_of,
                    language=language,
                    register=register,
                    area=area,
                )
            )
        )

    @served.tool(annotations=READS)
    def find_route(
        origin: Annotated[str, Field(description="State of origin: a code such as NL, or a name")],
        requested: Annotated[str, Field(description="State where it is to be enforced")] = "KZ",
        kind: Annotated[str, Field(description="judgment, award, settlement, …")] = "judgment",
        begun: Day = None,
        given: Day = None,
        as_of: Day = None,
        instrument: Annotated[str | None, Field(description="only this one, by id or name")] = None,
    ) -> RouteOut:
        """Every instrument that could carry a decision from State to State on a day, and why each does or does not."""
        return RouteOut.model_validate(
            _explained(lambda: look.route(origin, requested, kind, begun, given, as_of, instrument))
        )

    @served.tool(annotations=READS)
    def read_source(
        id: Annotated[str, Field(description="the id of a source or of a passage, as an answer cites it")],
    ) -> SourceWholeOut:
        """A source of the corpus whole, or one passage of it, with authority, standing and address."""
        return SourceWholeOut.model_validate(_explained(lambda: look.source(id)))

    return served


def app(served: MCPServer) -> Starlette:
    """The tools as an application that answers at `/mcp` with JSON, one request at a time."""
    # The door has looked at host and origin already.
    return served.streamable_http_app(
        streamable_http_path=PATH,
        stateless_http=True,
        json_response=True,
        max_request_body_size=BODY_AT_MOST,
        host="0.0.0.0",
    )


def _explained(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    try:
        return work()
    except ExequaturError as error:
        raise ToolError(str(error)) from error
