"""What stands around a served application and watches: one line in the log and one count for every answer.

Neither tells who asked or what was asked for: the route is the rule of an address, the request's number is made here
and never taken from outside. Around all other layers, so that no answer escapes it.
"""

import secrets
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from time import perf_counter
from typing import TYPE_CHECKING, Any

import structlog
from flask import Flask, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map

from portal import logs, metrics
from portal.logs import asked
from portal.operators import PASSED_ON
from portal.prepared.front import FOR_A_MOMENT, READY
from portal.routing import ENGLISH

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

NUMBER = "X-Request-Id"


def init_app(app: Flask) -> None:
    """Have an application say which of its rules answers."""
    app.before_request_funcs.setdefault(None, []).insert(0, _note_route)


def watch(app: Flask, application: str) -> Flask:
    """The application, watched under a name: ``public`` or ``desk``."""
    if not structlog.is_configured():  # the server was started without portal.gunicorn_hooks
        logs.configure()
    app.wsgi_app = Watched(app.wsgi_app, application, app.url_map)  # type: ignore[method-assign]
    return app


def _note_route() -> None:
    if request.url_rule is not None:
        request.environ[asked.ROUTE] = bare(request.url_rule.rule)
    asked.begin(request.environ)  # a layer may have shown the application a copy of what came


@lru_cache(maxsize=2048)
def bare(rule: str) -> str:
    """A rule without the language before it."""
    return rule.removeprefix(ENGLISH) or "/"


def rules_of(rules: Map) -> Callable[[str], str]:
    """Finds the rule of a path; of an answer that lay ready Flask was not asked."""
    matching = rules.bind("localhost")

    @lru_cache(maxsize=4096)
    def find(path: str) -> str:
        try:
            return bare(matching.match(path, "GET", return_rule=True)[0].rule)
        except HTTPException:
            return metrics.UNKNOWN

    return find


class Watched:
    """A WSGI application whose every answer is told when it has been handed over."""

    def __init__(self, wrapped: "WSGIApplication", application: str, rules: Map) -> None:
        self._wrapped, self._application, self._find = wrapped, application, rules_of(rules)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        answer = Answer(self._application, environ, self._find)
        environ[PASSED_ON] = "HTTP_X_FORWARDED_FOR" in environ

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            answer.status = int(status[:3])
            return start_response(status, [*headers, *answer.numbered(headers)], exc_info)

        try:
            body = self._wrapped(environ, start)
        except BaseException:
            answer.status = 500
            answer.tell()
            raise
        if isinstance(body, (list, tuple)):
            answer.sent = sum(map(len, body))
            answer.tell()
            return body
        return Sending(body, answer)


class Answer:
    """One answer on its way."""

    __slots__ = ("application", "began", "environ", "find", "number", "sent", "status")

    def __init__(self, application: str, environ: "WSGIEnvironment", find: Callable[[str], str]) -> None:
        self.began = perf_counter()
        self.application, self.environ, self.find = application, environ, find
        self.number = environ[asked.NUMBER] = secrets.token_hex(8)
        asked.begin(environ)
        self.status = self.sent = 0

    def numbered(self, headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """The request's number for the reader; none where a proxy of ours may send the answer to others too."""
        return [] if any(name == FOR_A_MOMENT for name, _ in headers) else [(NUMBER, self.number)]

    def tell(self) -> None:
        seconds = perf_counter() - self.began
        ready = self.environ.get(READY, False)
        kind = metrics.PREPARED if ready else metrics.MADE
        route = self.find(self.environ["PATH_INFO"]) if ready else self.environ.get(asked.ROUTE, metrics.UNKNOWN)
        method = metrics.known_method(self.environ["REQUEST_METHOD"])
        metrics.add_answer(self.application, route, method, self.status, kind, seconds)
        logs.told.info(
            "answer",
            application=self.application,
            method=method,
            route=route,
            status=self.status,
            bytes=self.sent,
            ms=round(seconds * 1000, 2),
            kind=kind,
            request=self.number,
        )
        asked.end()


class Sending:
    """The blocks of an answer, counted as they are sent; long ones are streams under way meanwhile."""

    def __init__(self, body: Iterable[bytes], answer: Answer) -> None:
        self._body, self._blocks, self._answer = body, iter(body), answer
        self._number = 0

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        block = next(self._blocks)
        self._answer.sent += len(block)
        self._number += 1
        if self._number == 2:  # an answer in one block is no stream
            metrics.STREAMS.labels(self._answer.application).inc()
        return block

    def close(self) -> None:
        try:
            if hasattr(self._body, "close"):
                self._body.close()
        finally:
            if self._number >= 2:
                metrics.STREAMS.labels(self._answer.application).dec()
            self._answer.tell()
