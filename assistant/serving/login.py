"""The log-in page, a form and nothing else, and the log-out."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from assistant.serving.door import cookie_line
from assistant.serving.replies import told
from assistant.serving.users import COOKIE, USER, Access, Gate

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Log in · exequatur</title><meta name="robots" content="noindex"><style>
:root {{ color-scheme: light dark; }}
body {{ font: 1rem/1.5 system-ui, sans-serif; display: grid; place-items: center; min-height: 100vh; margin: 0; }}
form {{ width: min(22rem, 90vw); display: grid; gap: .75rem; }}
h1 {{ font-size: 1.4rem; margin: 0; }}
label {{ display: grid; gap: .25rem; }}
input, button {{ font: inherit; padding: .55rem .7rem; border: 1px solid currentColor; border-radius: .4rem; }}
button {{ cursor: pointer; font-weight: 600; }}
:focus-visible {{ outline: 3px solid Highlight; outline-offset: 2px; }}
</style></head><body><main><form method="post" action="/login">
<h1>exequatur</h1><p>Foreign judgments and awards, in Kazakhstan and from it.</p>{problem}
<label>Name <input name="username" autocomplete="username" required autofocus></label>
<label>Password <input name="password" type="password" autocomplete="current-password" required></label>
<button>Log in</button></form></main></body></html>"""
WRONG = '<p role="alert">Name and password do not fit. Try again.</p>'
POLICY = {
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
}


def login(gate: Gate) -> APIRouter:
    """Routes over a gate; where nobody logs in they lead to the page."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/login")
    def ask(request: Request) -> Response:
        if gate.access is not Access.ACCOUNTS or request.scope.get(USER):
            return RedirectResponse("/", 303)
        return HTMLResponse(PAGE.format(problem=""), headers=POLICY)

    @routes.post("/login")
    def begin(
        request: Request,
        username: Annotated[str, Form(max_length=200)],
        password: Annotated[str, Form(max_length=1000)],
    ) -> Response:
        browser = "text/html" in request.headers.get("accept", "")
        if gate.access is not Access.ACCOUNTS:
            return RedirectResponse("/", 303)
        token = gate.log_in(username.strip(), password, request.client.host if request.client else "")
        if token is None and browser:
            return HTMLResponse(PAGE.format(problem=WRONG), 401, headers=POLICY)
        if token is None:
            return told(401, "name and password do not fit", "Ask who runs the server for an account.")
        response = RedirectResponse("/", 303) if browser else JSONResponse({"success": True})
        response.headers.append("set-cookie", cookie_line(token, secure=request.url.scheme == "https"))
        return response

    @routes.get("/logout")
    def end(request: Request) -> Response:
        gate.log_out(request.cookies.get(COOKIE))
        response = RedirectResponse("/login", 303)
        response.headers.append("set-cookie", cookie_line("", secure=request.url.scheme == "https", seconds=0))
        return response

    return routes
