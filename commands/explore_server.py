"""The page served to one planner on this machine: it answers only those who know its address, from its own page.

Bound to the loopback interface on a port of the system's choice; every path begins with a token that nobody can guess. A
request whose Host is another name (a name that was made to point here) or that another site's page sends is refused.
"""

import hmac
import json
import secrets
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from common.errors import UserError
from scenarios.reading.yaml_text import MAX_BYTES

HOST = "127.0.0.1"
SECONDS = 15
"""How long a connection may keep the server waiting."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
Answer = Callable[[dict], dict]


class PageServer(ThreadingHTTPServer):
    """Serves one page and the questions that it may ask.

    Args:
        page: gives the page as text, and its Content-Security-Policy.
        asks: what GET requests are answered with, by the last part of their path.
        tasks: the same for POST requests, which send JSON.
        lang: the language of messages.
    """

    daemon_threads = True

    def __init__(self, page: Callable[[], str], asks: dict[str, Answer], tasks: dict[str, Answer], lang: str):
        super().__init__((HOST, 0), _Handler)
        self.page, self.asks, self.tasks, self.lang = page, asks, tasks, lang
        self.token = secrets.token_urlsafe(24)
        self.own = {f"{name}:{self.server_address[1]}" for name in (HOST, "localhost")}

    @property
    def address(self) -> str:
        """Where the page is; who does not know it gets nothing."""
        return f"http://{HOST}:{self.server_address[1]}/{self.token}/"


class _Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    server: PageServer  # ty: ignore[incompatible-mutable-override]  # who made this handler
    timeout = SECONDS
    server_version, sys_version = "explore", ""

    def log_message(self, format: str, *_: object) -> None:
        """Say nothing: the address with its token is for nobody's log."""

    def do_GET(self) -> None:
        """The page, or how far a simulation has come."""
        path = self._allowed()
        if path == "":
            self._send(HTTPStatus.OK, self.server.page().encode("utf-8"), "text/html; charset=utf-8")
        elif path is not None and path in self.server.asks:
            self._answer(self.server.asks[path], {})
        elif path is not None:
            self._refuse(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        """Something to do, from the page itself."""
        path = self._allowed()
        if path is None:
            return
        if path not in self.server.tasks:
            self._refuse(HTTPStatus.NOT_FOUND)
        elif self.headers.get("Origin", "").removeprefix("http://") not in self.server.own:
            self._refuse(HTTPStatus.FORBIDDEN)
        elif self.headers.get_content_type() != "application/json":
            self._refuse(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        elif not (length := self.headers.get("Content-Length", "")).isdigit():
            self._refuse(HTTPStatus.LENGTH_REQUIRED)
        elif int(length) > MAX_BYTES:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        else:
            self._do(self.server.tasks[path], self.rfile.read(int(length)))

    def _do(self, task: Answer, body: bytes) -> None:
        try:
            sent = json.loads(body)
        except (ValueError, RecursionError):
            sent = None
        if isinstance(sent, dict):
            self._answer(task, sent)
        else:
            self._refuse(HTTPStatus.BAD_REQUEST)

    def _allowed(self) -> str | None:
        """The path behind the token; None where the request was refused."""
        origin = self.headers.get("Origin")
        foreign = origin is not None and origin.removeprefix("http://") not in self.server.own
        elsewhere = self.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin")
        token, slash, path = self.path.partition("?")[0].removeprefix("/").partition("/")
        if self.headers.get("Host") not in self.server.own or foreign or elsewhere:
            self._refuse(HTTPStatus.FORBIDDEN)
        elif not slash or not hmac.compare_digest(token.encode(), self.server.token.encode()):
            self._refuse(HTTPStatus.NOT_FOUND)
        else:
            return path
        return None

    def _answer(self, answer: Answer, sent: dict) -> None:
        try:
            found, status = answer(sent), HTTPStatus.OK
        except UserError as error:
            found, status = {"error": error.render(self.server.lang)}, HTTPStatus.CONFLICT
        self._send(status, json.dumps(found, ensure_ascii=False).encode("utf-8"), "application/json")

    def _refuse(self, status: HTTPStatus) -> None:
        self.close_connection = True
        self._send(status, status.phrase.encode(), "text/plain; charset=utf-8")

    def _send(self, status: HTTPStatus, content: bytes, kind: str) -> None:
        self.send_response(status)
        for name, value in {**HEADERS, "Content-Type": kind, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)
