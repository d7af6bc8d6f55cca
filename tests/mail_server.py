"""A mail server on loopback that takes letters, or refuses and hangs up as a test tells it."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class MailServer:
    """:param codes: what it answers to a recipient, by address; 250 unless told.
    :param hang_ups: how many letters it takes without a word, closing the line instead.
    :param says: what it offers after EHLO.
    """

    codes: dict[str, int] = field(default_factory=dict)
    hang_ups: int = 0
    data_code: int = 250
    sender_code: int = 250
    says: tuple[str, ...] = ("8BITMIME",)
    letters: list[EmailMessage] = field(default_factory=list)
    contents: list[bytes] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    connections: int = 0
    port: int = 0

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"


@contextmanager
def running(**more: object) -> Iterator[MailServer]:
    state = MailServer(**more)  # type: ignore[arg-type]

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            state.connections += 1
            _talk(state, self)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        state.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield state
        finally:
            server.shutdown()
            thread.join()


def _talk(state: MailServer, line: socketserver.StreamRequestHandler) -> None:
    _say(line, "220 test")
    while words := line.rfile.readline().decode().strip():
        if words.upper() == "QUIT" or (words.upper() == "DATA" and not _take(state, line)):
            return
        if words.upper() != "DATA":
            _say(line, *_answers(state, words))


def _answers(state: MailServer, words: str) -> list[str]:
    if words.upper().startswith("EHLO"):
        return [*(f"250-{offer}" for offer in ("test", *state.says)), "250 ENHANCEDSTATUSCODES"]
    if words.upper().startswith("MAIL"):
        return [f"{state.sender_code} sender"]
    if words.upper().startswith("RCPT"):
        address = words.partition("<")[2].partition(">")[0]
        state.recipients.append(address)
        return [f"{state.codes.get(address, 250)} recipient"]
    return ["250 fine"]


def _take(state: MailServer, line: socketserver.StreamRequestHandler) -> bool:
    """A letter; False where the line is closed instead."""
    if state.hang_ups:
        state.hang_ups -= 1
        return False
    _say(line, "354 go on")
    content = b"".join(iter(line.rfile.readline, b".\r\n"))
    if state.data_code == 250:
        state.contents.append(content)
        state.letters.append(message_from_bytes(content.replace(b"\r\n", b"\n"), policy=policy.default))  # type: ignore[arg-type]
    _say(line, f"{state.data_code} taken")
    return True


def _say(line: socketserver.StreamRequestHandler, *texts: str) -> None:
    line.wfile.write("".join(f"{text}\r\n" for text in texts).encode())
