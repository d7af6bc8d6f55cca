"""Checking a log from its lines alone, and naming the first entry that does not fit.

An entry that was changed no longer has its own hash. One that was changed and hashed anew no longer has the hash that
the next was chained to. What the log cannot show by itself is a change of everything after it too: an end cut off, or
the whole rewritten. That shows against a head that somebody kept.
"""

import enum
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from portal.domain.audit.chain import FIRST, Head, LogLine, parse_line


class Kind(enum.StrEnum):
    ALTERED = "altered"
    MISSING = "missing"
    REORDERED = "reordered"
    REPEATED = "repeated"
    REWRITTEN = "rewritten"  # hashed anew after it was changed
    UNKNOWN = "unknown"  # after what should be the last
    UNFOUNDED = "unfounded"  # an entry and what it tells of do not agree


@dataclass(frozen=True)
class Finding:
    """What does not fit. ``seq`` is the entry; None where it is about no entry."""

    seq: int | None
    kind: Kind
    message: str

    def __str__(self) -> str:
        return self.message


Lines = Callable[[], Iterable[bytes]]
"""Gives the lines of a log from its beginning, each time it is called."""


@dataclass(frozen=True)
class Checked:
    """What a log holds as far as it fits, and the first thing that does not."""

    entries: int
    head: Head | None
    finding: Finding | None


def check_log(lines: Lines, *, known: Sequence[Head] = (), ends_at: Head | None = None) -> Checked:
    """Check a log from its first entry to its end.

    :param known: heads kept from earlier, which the log must extend.
    :param ends_at: the head that the log must end with.
    """
    return _Check(lines, [*known, *([ends_at] if ends_at else [])], ends_at).run()


class _Check:
    """One reading of a log; ``last`` is the newest entry that fits."""

    def __init__(self, lines: Lines, kept: Sequence[Head], ends_at: Head | None) -> None:
        self._lines, self._ends_at = lines, ends_at
        self._kept: dict[int, set[str]] = {}
        for head in kept:
            self._kept.setdefault(head.seq, set()).add(head.hash)
        self._last: LogLine | None = None

    def run(self) -> Checked:
        finding = next((f for f in self._findings() if f), None) or self._check_end()
        head = Head(self._last.seq, self._last.hash) if self._last else None
        return Checked(head.seq if head else 0, head, finding)

    def _findings(self) -> Iterator[Finding | None]:
        for number, content in enumerate(self._lines(), start=1):
            try:
                line = parse_line(content)
            except ValueError as error:
                yield Finding(number, Kind.ALTERED, f"entry {number} is altered: line {number} {error}")
                return
            yield self._check_next(number, line)
            self._last = line

    def _check_next(self, number: int, line: LogLine) -> Finding | None:
        """Why the entry on line ``number`` does not fit after the last one."""
        if line.rehash() != line.hash:
            return Finding(number, Kind.ALTERED, f"entry {number} is altered: its content does not have its hash")
        if line.seq != number:
            return self._out_of_place(number, line)
        if line.previous != (self._last.hash if self._last else FIRST):
            return self._broken_link(line)
        if self._kept.get(number, {line.hash}) != {line.hash}:
            return self._not_the_kept(number)
        return None

    def _out_of_place(self, number: int, line: LogLine) -> Finding:
        if line.seq < number:
            told = f"entry {line.seq} stands again on line {number}, where entry {number} should be"
            return Finding(line.seq, Kind.REPEATED, told)
        places = {seq: place for place, seq in self._places() if place > number}
        if number not in places:
            told = f"entry {number} is missing: entry {line.seq} stands in its place"
            return Finding(number, Kind.MISSING, told)
        if line.seq in places:
            told = f"entry {line.seq} stands on line {number} and again on line {places[line.seq]}"
            return Finding(line.seq, Kind.REPEATED, told)
        told = f"entry {number} is out of order: it stands on line {places[number]}, after entry {line.seq}"
        return Finding(number, Kind.REORDERED, told)

    def _places(self) -> Iterator[tuple[int, int]]:
        for place, content in enumerate(self._lines(), start=1):
            with suppress(ValueError):
                yield place, parse_line(content).seq

    def _broken_link(self, line: LogLine) -> Finding:
        """Two whole entries in order that are not chained: the entry after both tells which was hashed anew."""
        seq, known = line.seq, line.seq - 1 in self._kept
        if seq == 1 or known or self._is_denied_by_next(line):
            told = f"entry {seq} is rewritten: it was hashed anew, after another entry than the one before it"
            return Finding(seq, Kind.REWRITTEN, told)
        told = f"entry {seq - 1} is rewritten: entry {seq} was chained to another hash than the one it has"
        return Finding(seq - 1, Kind.REWRITTEN, told)

    def _is_denied_by_next(self, line: LogLine) -> bool:
        after = next((content for place, content in enumerate(self._lines(), start=1) if place == line.seq + 1), None)
        try:
            return after is not None and parse_line(after).previous != line.hash
        except ValueError:
            return False  # the next was changed too, and says nothing

    def _not_the_kept(self, seq: int) -> Finding:
        before = max((kept for kept in self._kept if kept < seq), default=0)
        told = f"entry {seq} is not the one of the head that was kept: the log was rewritten after entry {before}"
        return Finding(seq, Kind.REWRITTEN, told)

    def _check_end(self) -> Finding | None:
        end, farthest = self._last.seq if self._last else 0, max(self._kept, default=0)
        if farthest > end:
            told = f"entry {end + 1} is missing: the log ends at entry {end}, and entry {farthest} is known"
            return Finding(end + 1, Kind.MISSING, told)
        if self._ends_at is not None and end > self._ends_at.seq:
            told = f"entry {self._ends_at.seq + 1} is not known: the log should end at entry {self._ends_at.seq}"
            return Finding(self._ends_at.seq + 1, Kind.UNKNOWN, told)
        return None
