"""Who is answered next, where answers have to be made: each client in its turn, however many requests it sends.

What lies ready (``portal.prepared``) never waits here. Of the rest a process makes only a few at once, since more would
only make each slower. A crawler that asks for a hundred things has one made, then everybody else who waits has one,
then the crawler its next. A long download takes a turn for every portion, behind those who wait for an answer
(``portal.queueing``).
"""

import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from flask import Flask

from portal.bare import refuse
from portal.clients import client_at
from portal.i18n import gettext
from portal.queueing import Crowded, Queue
from portal.time_limits import seconds_for, within

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

AT_ONCE = 2  # made at once by one process: Python works at one, a database at another
WAITING = 12  # of one client; whoever has more under way is a program that does not wait for its answers
PATIENCE = 20.0  # seconds in which everybody has had a turn, or the portal is too busy
DOWNLOADS = 8  # long ones of one client at once: map programs ask for several tables together
UNQUEUED = ("/healthz", "/readyz", "/metrics", "/static/")
STREAM = "langso.stream"
"""In the environment of a request whose answer is made while it is sent."""


class Fair:
    """The layer: what an application makes takes turns."""

    def __init__(self, application: "WSGIApplication", queue: Queue, *, downloads: int = DOWNLOADS) -> None:
        self._application, self._queue, self._most = application, queue, downloads
        self._downloads: Counter[str] = Counter()
        self._lock = threading.Lock()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if environ["PATH_INFO"].startswith(UNQUEUED):
            return self._application(environ, start_response)
        client, seconds = client_at(environ.get("REMOTE_ADDR", "")), seconds_for(environ["PATH_INFO"])
        begun: list[Any] = []
        try:
            with self._queue.place(client), within(seconds):
                answer = self._application(environ, lambda *begin: begun.append(begin))  # type: ignore[arg-type,return-value]
        except Crowded:
            return _refuse(environ, start_response)
        if environ.get(STREAM):
            if not self._begin_download(client):
                answer.close()  # type: ignore[attr-defined]
                return _refuse(environ, start_response)
            answer = Download(answer, self, client, seconds)
        start_response(*begun[-1])
        return answer

    def _begin_download(self, client: str) -> bool:
        with self._lock:
            if self._downloads[client] >= self._most:
                return False
            self._downloads[client] += 1
        return True

    def end_download(self, client: str) -> None:
        with self._lock:
            self._downloads[client] -= 1
            if not self._downloads[client]:
                del self._downloads[client]

    @contextmanager
    def turn(self, client: str, seconds: float) -> Iterator[None]:
        """A turn for one portion of a download; who waits too long has it cut, which clients notice."""
        with self._queue.place(client, portion=True), within(seconds):
            yield


class Download:
    """An answer that is made while it is sent, a turn for each portion."""

    def __init__(self, answer: Iterable[bytes], fair: Fair, client: str, seconds: float) -> None:
        self._answer, self._portions = answer, iter(answer)
        self._fair, self._client, self._seconds = fair, client, seconds
        self._open = True

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            with self._fair.turn(self._client, self._seconds):
                return next(self._portions)
        except StopIteration:
            self._end()
            raise

    def close(self) -> None:
        self._end()
        self._answer.close()  # type: ignore[attr-defined]

    def __del__(self) -> None:
        """A server that loses the answer without closing it loses no place by that."""
        self._end()

    def _end(self) -> None:
        if self._open:
            self._open = False
            self._fair.end_download(self._client)


def init_app(app: Flask) -> None:
    app.wsgi_app = Fair(app.wsgi_app, Queue(AT_ONCE, waiting=WAITING, patience=PATIENCE))  # type: ignore[method-assign]


def _refuse(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    def words() -> tuple[str, str]:
        return gettext("Máy chủ đang bận"), gettext(
            "Từ nơi bạn đang dùng có quá nhiều yêu cầu cùng lúc. Xin đợi vài giây rồi tải lại; chương trình thì đợi "
            "từng câu trả lời rồi mới hỏi tiếp."
        )

    return refuse(environ, start_response, 429, "too-many-at-once", words, wait=2)
