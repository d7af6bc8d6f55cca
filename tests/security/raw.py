"""Requests written by hand, byte for byte, and what comes back on the connection."""

import re
import socket
from dataclasses import dataclass


@dataclass(frozen=True)
class Reply:
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key.lower() == name.lower()]

    def first(self, name: str) -> str:
        return next(iter(self.all(name)), "")


def send(connection: socket.socket, request: bytes, *, most: int = 4 << 20) -> bytes:
    """Everything that is answered until the other side closes, or says nothing for two seconds."""
    connection.settimeout(0.7)
    received = bytearray()
    try:
        connection.sendall(request)
        while len(received) < most and (portion := connection.recv(65536)):
            received += portion
    except OSError:  # closed on us, or silent
        pass
    finally:
        connection.close()
    return bytes(received)


def get(target: bytes, host: str, headers: dict[str, str] | None = None, method: str = "GET") -> bytes:
    """A request without a body, after which the connection ends."""
    lines = [f"{method} ".encode() + target + b" HTTP/1.1", f"Host: {host}".encode(), b"Connection: close"]
    lines += [f"{name}: {value}".encode() for name, value in (headers or {}).items()]
    return b"\r\n".join(lines) + b"\r\n\r\n"


def replies(received: bytes) -> list[Reply]:
    """The answers on one connection, one after the other."""
    found = []
    while received.startswith(b"HTTP/1."):
        head, parted, rest = received.partition(b"\r\n\r\n")
        if not parted:
            break
        reply = _head(head.decode("latin-1"))
        if reply.status >= 200:
            body, rest = _body(reply, rest)
            reply = Reply(reply.status, reply.headers, body)
        found.append(reply)
        received = rest
    return found


def _head(text: str) -> Reply:
    status, *lines = text.split("\r\n")
    pairs = [line.partition(":") for line in lines]
    return Reply(int(status.split()[1]), [(name, value.strip()) for name, _, value in pairs], b"")


def _body(reply: Reply, rest: bytes) -> tuple[bytes, bytes]:
    if reply.status in {204, 304}:
        return b"", rest
    if reply.first("Transfer-Encoding").lower() == "chunked":
        return _chunks(rest)
    length = reply.first("Content-Length")
    return (rest[: int(length)], rest[int(length) :]) if length else (rest, b"")


def _chunks(rest: bytes) -> tuple[bytes, bytes]:
    body = bytearray()
    while found := re.match(rb"([0-9a-fA-F]+)[^\r\n]*\r\n", rest):
        size, at = int(found[1], 16), found.end()
        body += rest[at : at + size]
        rest = rest[at + size + 2 :]
        if size == 0:
            break
    return bytes(body), rest
