"""Many readers at once over keep-alive connections, each from an address of its own, with pauses as people make them.

What they are told is remembered, so that afterwards it can be said whether any answer mixed two releases.
"""

import asyncio
import hashlib
import json
import random
import ssl
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.against.servers import Server

PAUSE = 0.4  # seconds at most between two questions of one reader
PATIENCE = 30
MONTHS = "/api/v1/observations?"


@dataclass
class Told:
    """What readers were told until now."""

    seconds: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    mixed: list[str] = field(default_factory=list)
    bodies: dict[tuple[str, str], str] = field(default_factory=dict)  # the digest of each (path, ETag)
    missing: dict[str, float] = field(default_factory=dict)  # until when an asker began and was told of no new month

    @property
    def p99(self) -> float:
        return sorted(self.seconds)[int(len(self.seconds) * 0.99)] if self.seconds else 0.0


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


async def read_for(server: Server, readers: int, paths: Sequence[str], seconds: float, whole: int) -> Told:
    """:param whole: how many rows a month of a commune has, once it is out."""
    told, until = Told(), time.monotonic() + seconds
    context = ssl.create_default_context(cafile=str(server.certificate)) if server.certificate else None
    await asyncio.gather(*[_read(server, context, n, paths, until, told, whole) for n in range(readers)])
    return told


async def _read(
    server: Server, context: Any, number: int, paths: Sequence[str], until: float, told: Told, whole: int
) -> None:
    rng = random.Random(number)  # noqa: S311 - pauses
    await asyncio.sleep(rng.uniform(0, PAUSE))
    while time.monotonic() < until:
        try:
            await _converse(server, context, number, paths, until, told, whole, rng)
        except (OSError, EOFError, ValueError, TimeoutError) as error:
            told.failed.append(f"{type(error).__name__}: {error}")
            await asyncio.sleep(PAUSE)


async def _converse(
    server: Server,
    context: Any,
    number: int,
    paths: Sequence[str],
    until: float,
    told: Told,
    whole: int,
    rng: random.Random,
) -> None:
    """One connection, for as long as the server keeps it."""
    name = server.host if context else None
    own = (f"127.0.1.{number + 1}", 0)
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", server.port, ssl=context, server_hostname=name, local_addr=own
    )
    try:
        while time.monotonic() < until:
            path, begun = rng.choice(paths), time.monotonic()
            answer = await asyncio.wait_for(_ask(reader, writer, server.host, path), PATIENCE)
            told.seconds.append(time.monotonic() - begun)
            note(told, path, answer, begun, whole)
            if answer.headers.get("connection", "").lower() == "close":
                return
            await asyncio.sleep(rng.uniform(0, PAUSE))
    finally:
        writer.close()


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str, path: str) -> Answer:
    writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: identity\r\n\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
    return Answer(int(head[0].split()[1]), headers, await _body(reader, headers))


async def _body(reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
    if headers.get("transfer-encoding") != "chunked":
        return await reader.readexactly(int(headers.get("content-length", 0)))
    parts = []
    while length := int(await reader.readline(), 16):
        parts.append(await reader.readexactly(length))
        await reader.readexactly(2)
    await reader.readexactly(2)
    return b"".join(parts)


def note(told: Told, path: str, answer: Answer, begun: float, whole: int) -> None:
    """Remember an answer, and what of it contradicts another one."""
    if answer.status != 200:
        told.failed.append(f"{answer.status} to {path}")
        return
    digest = hashlib.sha256(answer.body).hexdigest()
    if (tag := answer.headers.get("etag")) and told.bodies.setdefault((path, tag), digest) != digest:
        told.mixed.append(f"{path}: one ETag for two bodies")
    if path.startswith(MONTHS):
        _note_month(told, path, json.loads(answer.body), begun, whole)


def _note_month(told: Told, path: str, body: dict[str, Any], begun: float, whole: int) -> None:
    """A month of a commune comes out in one release: either nothing of it or all is told."""
    rows = body["data"]
    if not rows:
        told.missing[path] = max(told.missing.get(path, 0.0), begun)
    elif len(rows) != whole or body["total"] != whole or len({row["release"] for row in rows}) != 1:
        told.mixed.append(f"{path}: {len(rows)} rows of {whole}, total {body['total']}")
