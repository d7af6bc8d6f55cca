"""Places in which something is made, and lines of clients who wait for one: each in its turn, however much it asks for.

There are two lines. Who waits for an answer goes before who takes a long download; of downloads one portion is made at
a time, while no answers are made, and otherwise four a second.
"""

import threading
from collections import OrderedDict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

PORTION_EVERY = 0.25  # seconds in which a download has its turn, whoever waits for an answer
QUIET = 0.05  # seconds without an answer after which downloads have theirs one after the other
PORTION_PATIENCE = 120.0  # seconds for one that is behind many others; then it is cut, which clients notice


class Crowded(Exception):
    """There is no place: too many of this client's wait already, or nobody left in time."""


class Line:
    """Clients who wait, each with all its tickets; whoever calls holds the lock of the queue."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._clients: OrderedDict[str, deque[threading.Event]] = OrderedDict()

    def __len__(self) -> int:
        return sum(map(len, self._clients.values()))

    def join(self, client: str) -> threading.Event:
        """
        :raises Crowded: too many of this client's wait already.
        """
        tickets = self._clients.setdefault(client, deque())
        if len(tickets) >= self._most:
            raise Crowded
        ticket = threading.Event()
        tickets.append(ticket)
        return ticket

    def leave(self, client: str, ticket: threading.Event) -> None:
        self._clients[client].remove(ticket)
        if not self._clients[client]:
            del self._clients[client]

    def call(self) -> bool:
        """Call the next client, whose turn comes last from now on; whether there was one."""
        if not self._clients:
            return False
        client, tickets = self._clients.popitem(last=False)
        tickets.popleft().set()
        if tickets:
            self._clients[client] = tickets
        return True


class Queue:
    """So many places, and the two lines before them.

    :param waiting: of one client, in each line.
    :param patience: seconds that an answer is waited for.
    """

    def __init__(self, places: int, *, waiting: int, patience: float) -> None:
        self._free, self._patience = places, patience
        self._answers, self._portions = Line(waiting), Line(waiting)
        self._portion_inside, self._portion_at = False, 0.0
        self._answers_inside, self._answer_at = 0, 0.0
        self._lock = threading.Lock()

    def __len__(self) -> int:
        """How many wait."""
        with self._lock:
            return len(self._answers) + len(self._portions)

    @contextmanager
    def place(self, client: str, *, portion: bool = False) -> Iterator[None]:
        """One of the places.

        :param portion: for a part of a long download.
        :raises Crowded: there is none for this client.
        """
        if portion:
            self._enter(client, self._portions, PORTION_PATIENCE, look_every=QUIET)
        else:
            self._enter(client, self._answers, self._patience, look_every=self._patience)
        try:
            yield
        finally:
            with self._lock:
                self._free += 1
                if portion:
                    self._portion_inside = False
                else:
                    self._answers_inside, self._answer_at = self._answers_inside - 1, monotonic()
                self._fill()

    def _enter(self, client: str, line: Line, patience: float, *, look_every: float) -> None:
        with self._lock:
            ticket = line.join(client)
            self._fill()
        until = monotonic() + patience
        while not ticket.wait(look_every):  # that no answer came is told by nobody
            with self._lock:
                self._fill()
                if not ticket.is_set() and monotonic() >= until:
                    line.leave(client, ticket)
                    raise Crowded

    def _fill(self) -> None:
        while self._free and (self._call_portion() or self._call_answer()):
            self._free -= 1

    def _call_answer(self) -> bool:
        if not self._answers.call():
            return False
        self._answers_inside += 1
        return True

    def _call_portion(self) -> bool:
        now = monotonic()
        busy = self._answers_inside or self._answers or now < self._answer_at + QUIET
        if self._portion_inside or (busy and now < self._portion_at + PORTION_EVERY) or not self._portions.call():
            return False
        self._portion_inside, self._portion_at = True, now
        return True
