"""What Prometheus is told: counts and times, by names of our own making; nothing of who asked or what."""

import hmac
import logging
import re
from collections.abc import Callable, Iterable
from importlib.metadata import version

from fastapi import APIRouter, HTTPException, Request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.responses import Response

from assistant.logs import given

SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
NOT_DESCRIBED = ("/login", "/logout", "/mcp", "/metrics", "/a/{id}", "/a/{id}/memo.{form}", "/api/v1/openapi.json")
ANSWERS = "assistant.pipeline"
"""The logger that says of each answer what it was and how long it took."""


class Endpoints:
    """Names of endpoints in as many words as there are endpoints: never a path that somebody made up.

    Args:
        paths: those of the OpenAPI description, such as `/api/v1/answers/{id}`.
    """

    def __init__(self, paths: Iterable[str]) -> None:
        forms = ((re.sub(r"\{[^}]*\}", "[^/]+", path), path) for path in (*paths, *NOT_DESCRIBED))
        self._forms = [(re.compile(form), path) for form, path in forms]

    def name(self, path: str) -> str:
        """The endpoint of a path; all of the page is one."""
        found = next((name for form, name in self._forms if form.fullmatch(path)), None)
        return found or ("none" if path.startswith("/api/") else "the page")


class Metrics(logging.Handler):
    """Counts requests, which the door tells of, and answers, which their log tells of, whoever asked them."""

    def __init__(self, in_flight: Callable[[], int], corpus: str) -> None:
        super().__init__(logging.INFO)
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._requests = Histogram(
            "exequatur_request_seconds",
            "Requests by endpoint, method and status, and how long they took.",
            ("endpoint", "method", "status"),
            buckets=SECONDS,
            registry=registry,
        )
        self._answers = Histogram(
            "exequatur_answer_seconds",
            "Answers by status (answered, clarify, declined), and how long they took.",
            ("status",),
            buckets=SECONDS,
            registry=registry,
        )
        self._steps = Counter(
            "exequatur_step_seconds", "Seconds that each step of the line took.", ("step",), registry=registry
        )
        self._withheld = Counter(
            "exequatur_claims_withheld", "Claims that did not pass their check.", registry=registry
        )
        Gauge("exequatur_requests_in_flight", "Requests that are being answered.", registry=registry).set_function(
            in_flight
        )
        Gauge("exequatur_build", "Version and corpus; always 1.", ("version", "corpus"), registry=registry).labels(
            version("exequatur"), corpus
        ).set(1)

    def emit(self, record: logging.LogRecord) -> None:
        """Count an answer."""
        told = given(record)
        if record.msg == "answered" and "steps_ms" in told:
            self._answers.labels(told["status"]).observe(told["ms"] / 1000)
            self._withheld.inc(told["withheld"])
            for step, taken in told["steps_ms"].items():
                self._steps.labels(step).inc(taken / 1000)

    def request(self, endpoint: str, method: str, status: int, seconds: float) -> None:
        """Count a request."""
        self._requests.labels(endpoint, method, str(status)).observe(seconds)

    def listen(self) -> None:
        """Hear of answers."""
        log = logging.getLogger(ANSWERS)
        log.addHandler(self)
        if not log.isEnabledFor(logging.INFO):
            log.setLevel(logging.INFO)

    def close(self) -> None:
        """Hear no more."""
        logging.getLogger(ANSWERS).removeHandler(self)
        super().close()


def metrics_route(metrics: Metrics, alone: bool, token: str) -> APIRouter:
    """The endpoint for Prometheus.

    Args:
        alone: whether only this machine reaches the server, so that nobody has to prove anything.
        token: what a scraper sends as `Authorization: Bearer …`; where it is empty and others reach it, there is no endpoint.
    """
    routes = APIRouter(tags=["health"])

    @routes.get("/metrics", include_in_schema=False)
    def told(request: Request) -> Response:
        """Counts and times in Prometheus' text form."""
        sent = request.headers.get("authorization", "").removeprefix("Bearer ")
        known = bool(token) and hmac.compare_digest(sent.encode(), token.encode())
        if not known and not (alone and not token):
            raise HTTPException(404, "there is no such endpoint")
        return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)

    return routes
