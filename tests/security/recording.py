"""A server behind nginx that only notes which requests it sees, byte for byte."""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok"


class Recording(socketserver.ThreadingTCPServer):
    """What came, one entry a request: its first line."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.lines: list[bytes] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class Handler(socketserver.StreamRequestHandler):
    timeout = 10

    def handle(self) -> None:
        """Requests until the connection ends; everything that comes is taken for one, the worst that can be."""
        try:
            while line := self.rfile.readline():
                self._answer(line)
        except OSError:
            return

    def _answer(self, line: bytes) -> None:
        self.server.lines.append(line.strip())  # type: ignore[attr-defined]
        length = 0
        while (header := self.rfile.readline().strip()) != b"":
            if found := re.match(rb"content-length:\s*(\d+)", header, re.IGNORECASE):
                length = int(found[1])
        self.rfile.read(length)
        self.wfile.write(ANSWER)


@contextmanager
def recording() -> Iterator[Recording]:
    with Recording() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
