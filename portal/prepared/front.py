"""The layer before the application: sends what lies ready, and has made what does not.

An answer is kept under the state that it was read from, whatever was published meanwhile. While one is being made,
whoever asks for the same waits for it. What decides about an answer is in its key; the application is shown no other
header of the request, so that none can slip into what others are sent.
"""

import threading
import time
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from flask import Flask

from portal import clock
from portal.db import Store
from portal.prepared.answer import Answer, choose_encoding
from portal.prepared.shelf import Key, Shelf
from portal.prepared.states import States, states_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

STATE = "langso.state"
"""In the environment of a request: the state of the public store that it is answered from."""
KEEP = "langso.keep"
"""Put into it by the application: the answer was read from this state and may be kept; this is the validator of its
body, still uncompressed."""
IN_PORTIONS = "langso.in-portions"
"""Put into it by the application: the answer was read portion by portion, each in a transaction of its own."""
READY = "langso.ready"
"""Put into it by this layer: whether the answer lay ready; what counts and logs requests asks."""
FOR_A_MOMENT = "X-Accel-Expires"
"""To nginx alone: until when it may keep the answer. ``@`` and the present second is to the end of it; ``1`` would be
up to two seconds, as nginx counts whole ones."""
OF_THE_MOMENT = frozenset({"content-length", "etag", "expires"})
"""Headers that each sending has anew, or, where Cache-Control says how long it holds, does not need."""
SEEN = frozenset(
    "HTTP_HOST HTTP_ACCEPT HTTP_ACCEPT_ENCODING HTTP_IF_MATCH HTTP_IF_NONE_MATCH HTTP_IF_MODIFIED_SINCE "
    "HTTP_IF_UNMODIFIED_SINCE HTTP_IF_RANGE HTTP_RANGE".split()
)
"""Headers that the application may see where its answer may be kept: in the key, or only able to make it no 200."""
TOGETHER = 20.0  # seconds that one waits for another to have the same made
MEGABYTE = 1 << 20


class Front:
    """The layer.

    :param megabytes: of answers that are held.
    :param proxied: whether a proxy of ours stands before, which may keep the answer to the end of this second.
    """

    def __init__(
        self,
        application: "WSGIApplication",
        states: States,
        *,
        megabytes: int,
        today: str = "",
        proxied: bool = False,
    ) -> None:
        self._application, self._states, self._today = application, states, today
        self._shelf, self._proxied = Shelf(megabytes * MEGABYTE), proxied
        self._making = Making()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        moment = self._moment(environ)
        if moment is None:
            return self._application(environ, start_response)
        key = _key(environ)
        found = self._find(moment, key, environ)
        environ[READY] = found is not None
        if found is None:
            with self._making.alone(key):
                found = self._find(moment, key, environ) or self._make(moment, key, environ)
        if isinstance(found, Unkept):
            return found.send(start_response)
        return self._send(moment, key, found, environ, start_response)

    def _moment(self, environ: "WSGIEnvironment") -> str | None:
        """The state and day whose answers may be sent; None where no answer that is kept would do."""
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or _has_body(environ):
            return None
        state = self._states.now()
        if state is None:
            return None
        environ[STATE] = state
        return f"{state} {clock.today(self._today)}"

    def _find(self, moment: str, key: Key, environ: "WSGIEnvironment") -> Answer | None:
        found = self._shelf.find(moment, key)
        return found or self._shelf.find(moment, (*key, environ.get("HTTP_ACCEPT", "")))

    def _make(self, moment: str, key: Key, environ: "WSGIEnvironment") -> "Answer | Unkept":
        shown = {name: value for name, value in environ.items() if not name.startswith("HTTP_") or name in SEEN}
        made = Unkept()
        made.body = self._application(shown, made.begin)
        tag = shown.get(KEEP)
        environ.update({name: value for name, value in shown.items() if name.startswith("langso.")})
        if tag is None or environ["REQUEST_METHOD"] != "GET":
            return made
        answer = made.kept(tag, choose_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")))
        if IN_PORTIONS not in shown or self._is_still(moment, environ):
            self._shelf.put(moment, _full_key(key, made.headers, environ), answer)
        return answer

    def _is_still(self, moment: str, environ: "WSGIEnvironment") -> bool:
        self._states.ask_again()
        return self._moment(environ) == moment

    def _send(
        self, moment: str, key: Key, answer: Answer, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        encoding = choose_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if answer.is_held(environ.get("HTTP_IF_NONE_MATCH", "")):
            start_response("304 NOT MODIFIED", answer.unchanged(encoding) + self._mark())
            return []
        before = len(answer)
        body, headers = answer.body(encoding)
        if len(answer) != before:
            self._shelf.put(moment, _full_key(key, headers, environ), answer)
        start_response("200 OK", headers + self._mark())
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _mark(self) -> list[tuple[str, str]]:
        return [(FOR_A_MOMENT, f"@{int(time.time())}")] if self._proxied else []


class Unkept:
    """What the application began to answer, to be sent as it is or taken whole."""

    def __init__(self) -> None:
        self.body: Iterable[bytes] = ()
        self._begun: tuple[Any, ...] = ()

    def begin(self, *status_and_headers: Any) -> Callable[[bytes], object]:
        self._begun = status_and_headers
        return _refuse_to_write

    @property
    def headers(self) -> list[tuple[str, str]]:
        return list(self._begun[1])

    def send(self, start_response: "StartResponse") -> Iterable[bytes]:
        start_response(*self._begun)
        return self.body

    def kept(self, tag: str, encoding: str) -> Answer:
        try:
            body = b"".join(self.body)
        finally:
            close = getattr(self.body, "close", None)
            if close is not None:
                close()
        headers = [pair for pair in self.headers if pair[0].lower() not in OF_THE_MOMENT]
        compressible = "accept-encoding" in _varies(headers)
        return Answer(headers, tag, body, encoding, compressible=compressible)


class Making:
    """Lets one at a time have the answer to a key made; the others wait, but not for ever."""

    def __init__(self) -> None:
        self._locks: dict[Key, tuple[threading.Lock, list[None]]] = {}
        self._lock = threading.Lock()

    @contextmanager
    def alone(self, key: Key) -> "Iterator[None]":
        with self._lock:
            lock, waiting = self._locks.setdefault(key, (threading.Lock(), []))
            waiting.append(None)
        held = lock.acquire(timeout=TOGETHER)
        try:
            yield
        finally:
            if held:
                lock.release()
            with self._lock:
                waiting.pop()
                if not waiting:
                    self._locks.pop(key, None)


def init_app(app: Flask) -> None:
    """The layer around an application, as its settings want it."""
    megabytes = int(app.config["PREPARED_MB"])
    if not megabytes:
        return
    store: Store = app.extensions["store"]
    proxied = app.config["PROXIES"] != "0"
    states = app.extensions["states"] = states_of(store, app.config["REDIS_URL"])
    front = Front(app.wsgi_app, states, megabytes=megabytes, today=app.config["TODAY"], proxied=proxied)
    app.wsgi_app = front  # type: ignore[method-assign]


def _key(environ: "WSGIEnvironment") -> Key:
    host = environ.get("HTTP_HOST", "")
    return environ["wsgi.url_scheme"], host, environ["PATH_INFO"], environ.get("QUERY_STRING", "")


def _full_key(key: Key, headers: Iterable[tuple[str, str]], environ: "WSGIEnvironment") -> Key:
    return (*key, environ.get("HTTP_ACCEPT", "")) if "accept" in _varies(headers) else key


def _varies(headers: Iterable[tuple[str, str]]) -> set[str]:
    named = (value for name, value in headers if name.lower() == "vary")
    return {part.strip().lower() for value in named for part in value.split(",")}


def _has_body(environ: "WSGIEnvironment") -> bool:
    return environ.get("CONTENT_LENGTH") not in {None, "", "0"} or "HTTP_TRANSFER_ENCODING" in environ


def _refuse_to_write(_data: bytes) -> object:
    raise NotImplementedError("answers are given as iterables, never written")
