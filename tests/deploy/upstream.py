"""A small application behind the site: it answers what the address asks for, and remembers what it was asked."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from portal.headers import HEADERS, POLICY, whose


@dataclass
class Upstream:
    """``asked`` are the request lines and headers that came, in their order."""

    port: int = 0
    ended: bool = False
    asked: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)

    def count(self, path: str) -> int:
        return sum(line.split()[1] == path for line, _headers in self.asked)


@contextmanager
def running_upstream() -> Iterator[Upstream]:
    """``?keep=1`` marks an answer, ``?cookie=1`` sets a cookie, ``?bytes=…`` makes it long, ``?status=…`` fails."""
    upstream = Upstream()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if upstream.ended:  # on a connection that nginx keeps: nobody answers there any more
                self.close_connection = True
                return
            upstream.asked.append((self.requestline, self.headers.items()))
            asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
            length = int(self.headers.get("Content-Length", 0))
            told = {"number": len(upstream.asked), "sent": len(self.rfile.read(length)), "line": self.requestline}
            body = b"x" * int(asked["bytes"]) if "bytes" in asked else json.dumps(told).encode()
            self.send_response(int(asked.get("status", 200)))
            for name, value in _headers_for(asked, body).items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_HEAD = do_POST = do_GET  # noqa: N815 - so the library names them

        def log_message(self, *_parts: object) -> None:
            """Tests say what they need to."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    upstream.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield upstream
    finally:
        upstream.ended = True
        server.shutdown()
        server.server_close()
        thread.join(30)


def _headers_for(asked: dict[str, str], body: bytes) -> dict[str, str]:
    headers = HEADERS | whose(POLICY, "application/json")
    headers |= {"Content-Type": "application/json", "Content-Length": str(len(body)), "Vary": "*"}
    headers["Cache-Control"] = asked.get("control", "public, max-age=600")
    headers["ETag"] = '"tag"'
    if "keep" in asked:
        headers["X-Accel-Expires"] = asked["keep"]
    if "cookie" in asked:
        headers["Set-Cookie"] = "a=b"
    return headers
