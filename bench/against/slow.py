"""Readers with a weak signal: eight who take a long CSV at 300 kB/s, and what the others get meanwhile."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bench.against import addresses
from bench.against.asking import Addresses, measure
from bench.against.contenders import Field
from bench.against.downloads import OURS
from bench.against.plan import Plan
from bench.against.ratios import Goal, ratios, spread
from bench.against.rounds import Report
from bench.against.servers import Server
from bench.against.stores import list_indicators

READERS, SPEED = 8, 300_000
SIP = SPEED // 10
SETTLE = 1.0


@contextmanager
def slow_readers(server: Server) -> Iterator[list[int]]:
    """They read until the end of the block; the list holds how many bytes each has had."""
    stop, had = threading.Event(), [0] * READERS
    threads = [threading.Thread(target=_sip, args=(server, stop, had, n), daemon=True) for n in range(READERS)]
    for thread in threads:
        thread.start()
    time.sleep(SETTLE)
    try:
        yield had
    finally:
        stop.set()
        for thread in threads:
            thread.join(10)


def _sip(server: Server, stop: threading.Event, had: list[int], number: int) -> None:
    with _connect(server, number) as connection:
        connection.sendall(f"GET {OURS} HTTP/1.1\r\nHost: {server.host}\r\nConnection: close\r\n\r\n".encode())
        while not stop.wait(SIP / SPEED):
            got = len(connection.recv(SIP))
            if not got:
                return
            had[number] += got


def _connect(server: Server, number: int) -> socket.socket:
    plain = socket.socket()
    plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)  # a phone's, not this machine's megabytes
    plain.bind((f"127.0.4.{number + 1}", 0))  # each a client of its own
    plain.settimeout(30)
    plain.connect(("127.0.0.1", server.port))
    if server.certificate is None:
        return plain
    return ssl.create_default_context(cafile=str(server.certificate)).wrap_socket(plain, server_hostname=server.host)


def slow_reading(report: Report, field: Field, plan: Plan) -> None:
    fresh = [q.ours for q in addresses.questions(list_indicators(field.store), field.scale.codes, [None])]
    page = addresses.pages(field.scale)[0]
    mixed = [path for question in fresh for path in (page, question)]
    for server, where in ((field.ours, "without nginx"), (field.site, "through nginx")):
        asked, quiet, beside, had = Addresses(mixed, fresh=True), [], [], 0
        measure(server, asked, plan.seconds)  # what is made at the first answer is not counted
        for _ in range(plan.rounds):
            quiet.append(measure(server, asked, plan.seconds).rate)
            with slow_readers(server) as got:
                beside.append(measure(server, asked, plan.seconds).rate)
                had = max(had, *got)
        told = f"{spread(quiet)} requests a second alone, {spread(beside)} beside them; one of them had {had:,} bytes"
        report.say(f"\n### Eight slow readers of the CSV, {where}\n", told)
        report.judge(Goal(f"eight slow readers, {where}: left of the rest", "at least", 0.8), ratios(beside, quiet))
