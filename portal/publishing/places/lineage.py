"""What each village was made of: the rows' predecessors as links, with the shares that are told or follow.

A predecessor ends on the day before its successor begins. One that has a single successor from the very next day went
there whole; else its share is what the row says, or not known.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from portal.domain.lineage import ROUNDING
from portal.domain.localities import Basis
from portal.publishing.places.problems import MOST_TOLD, Report
from portal.publishing.places.register import Entry, Link, Register
from portal.publishing.places.rows import Row
from portal.publishing.places.shares import Ref
from portal.publishing.places.values import say

DAY = dt.timedelta(days=1)


class Lineage:
    """Adds the predecessors of a file's rows to a register, and checks the whole."""

    def __init__(self, register: Register, report: Report) -> None:
        self._register, self._report = register, report

    def add(self, spoken_of: Collection[str]) -> None:
        """:param spoken_of: codes that stand in the file; what is wrong with their own rows is not said twice."""
        for entry in list(self._register.entries.values()):
            if entry.row is not None and entry.row.clears:
                self._cut(entry, entry.row)
            if entry.row is not None and entry.row.refs:
                self._add_row(entry, entry.row, spoken_of)
        self._tell_kept()
        circular = self._check_circles()
        self._close()
        touched = [link for link in self._register.links.values() if _is_touched(link)]
        for link in touched:
            if link not in circular:
                self._check_days(link)
        for links in _by_predecessor(self._register, touched):
            _weigh(links)
            self._check_shares(links)

    def _cut(self, entry: Entry, row: Row) -> None:
        """Take a village's predecessors away; the days of these stay as they are."""
        keys = sorted(key for key, link in self._register.links.items() if link.successor is entry)
        if keys:
            entry.lost = tuple(self._register.links.pop(key) for key in keys)
            self._report.note("link-cut", row.line, "predecessors", code=entry.code, codes=entry.lost_codes)

    def _add_row(self, entry: Entry, row: Row, spoken_of: Collection[str]) -> None:
        if entry.valid_from is None:
            self._report.add("successor-without-day", row.line, "valid_from")
        for ref in row.refs:
            predecessor = self._register.entries.get(ref.code)
            if predecessor is None:
                if ref.code not in spoken_of:
                    self._report.add("no-predecessor", row.line, "predecessors", code=ref.code)
            elif self._may_precede(predecessor, entry, row):
                self._link(predecessor, entry, row, ref)

    def _tell_kept(self) -> None:
        """Links that the store has, of a row that names other predecessors."""
        kept: dict[Entry, list[str]] = defaultdict(list)
        for (before, _), link in self._register.links.items():
            if not link.named and link.successor.row is not None and link.successor.row.refs:
                kept[link.successor].append(before)
        for entry, codes in kept.items():
            if entry.row is not None:
                told = {"code": entry.code, "codes": ", ".join(sorted(codes))}
                self._report.note("link-kept", entry.row.line, "predecessors", **told)

    def _may_precede(self, predecessor: Entry, entry: Entry, row: Row) -> bool:
        if predecessor is entry:
            self._report.add("itself", row.line, "predecessors", code=entry.code)
            return False
        near = {entry.commune.id} | self._register.predecessors.get(entry.commune.id, set())
        if predecessor.commune.id not in near:
            told = {"commune": predecessor.commune.name, "commune_en": predecessor.commune.name_en}
            self._report.add("foreign-predecessor", row.line, "predecessors", code=predecessor.code, **told)
            return False
        return True

    def _link(self, predecessor: Entry, entry: Entry, row: Row, ref: Ref) -> None:
        key = predecessor.code, entry.code
        link = self._register.links.setdefault(key, Link(predecessor, entry))
        link.named = True
        link.source = row.decision or link.source
        if ref.share is not None:
            link.weight, link.basis, link.shared = ref.weight, ref.basis, True

    def _check_circles(self) -> set[Link]:
        """Report each circle once, at a link of the file that is in it; answers the links of all circles."""
        links = dict(self._register.links)
        circular: set[Link] = set()
        while len(circular) < MOST_TOLD and (circle := _find_circle(links)):
            steps = [links[pair] for pair in pairwise(circle)]
            circular |= set(steps)
            named = [link for link in steps if link.named and link.successor.row is not None]
            for link in named[-1:]:
                if link.successor.row is not None:
                    self._report.add("circle", link.successor.row.line, "predecessors", codes=" → ".join(circle))
            for link in named or steps:
                links.pop((link.predecessor.code, link.successor.code))
        return circular

    def _close(self) -> None:
        """Give predecessors that are still there their last day."""
        ends: dict[str, Link] = {}
        for link in self._register.links.values():
            if link.named and link.predecessor.valid_to is None and link.successor.valid_from is not None:
                known = ends.get(link.predecessor.code)
                if known is None or link.successor.valid_from < (known.successor.valid_from or dt.date.max):
                    ends[link.predecessor.code] = link
        for code, link in ends.items():
            entry, begins = link.predecessor, link.successor.valid_from
            if begins is not None and (entry.valid_from is None or entry.valid_from < begins):
                entry.values["valid_to"], entry.closed_by = begins - DAY, link.successor.code
                self._register.entries[code] = entry

    def _check_days(self, link: Link) -> None:
        before, after = link.predecessor, link.successor
        row = after.row or before.row
        if row is None or after.valid_from is None:
            return
        told = {"code": after.code, "predecessor": before.code, "start": say(after.valid_from)}
        column = "valid_from" if row is after.row else "valid_to"
        if before.valid_from is not None and before.valid_from >= after.valid_from:
            self._report.add("too-early", row.line, column, begun=say(before.valid_from), **told)
        elif before.valid_to is None or before.valid_to >= after.valid_from:
            self._report.add("overlap", row.line, column, end=say(before.valid_to), **told)
        elif link.named and not _adjoins(link) and link.weight is None and link.is_changed:
            self._report.note("gap", row.line, column, end=say(before.valid_to), **told)

    def _check_shares(self, links: list[Link]) -> None:
        """The parts of one predecessor: at most the whole, counted in one way."""
        row = next((link.successor.row for link in reversed(links) if link.named and link.successor.row), None)
        known = [link for link in links if link.weight is not None]
        if row is None or not known:
            return
        code, total = links[0].predecessor.code, sum(link.weight or 0.0 for link in known)
        over_full = total >= 1 - ROUNDING and len(known) < len(links)  # the whole, and something more
        if total > 1 + ROUNDING or over_full:
            told = {"successors": ", ".join(link.successor.code for link in links), "sum": _percent(total)}
            told["sum"] += " + ?" if over_full else ""
            self._report.add("weights-over", row.line, "predecessors", code=code, **told)
        elif len({link.basis for link in known} - {Basis.WHOLE}) > 1:
            self._report.add("basis-differs", row.line, "basis", code=code)


def _is_touched(link: Link) -> bool:
    ends = (link.predecessor, link.successor)
    return link.named or any(end.row is not None or end.closed_by for end in ends)


def _find_circle(links: dict[tuple[str, str], Link]) -> list[str]:
    """Codes that each come before the next, the last being the first again; empty when there is no circle."""
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for before, after in links:
        sorter.add(after, before)
    try:
        sorter.prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def _by_predecessor(register: Register, touched: Iterable[Link]) -> Iterator[list[Link]]:
    """All links of each predecessor of which one is touched."""
    wanted = {link.predecessor.code for link in touched}
    found: dict[str, list[Link]] = defaultdict(list)
    for link in register.links.values():
        if link.predecessor.code in wanted:
            found[link.predecessor.code].append(link)
    yield from found.values()


def _weigh(links: list[Link]) -> None:
    """Shares that follow from the days: the whole where there is one successor, from the day after; else unknown."""
    for link in links:
        if link.named and not link.shared and link.basis in (None, Basis.WHOLE):
            link.weight, link.basis = share_by_days(link, links)


def share_by_days(link: Link, links: Sequence[Link]) -> tuple[float | None, Basis | None]:
    """Weight and basis of a link of which nothing is told.

    :param links: all of its predecessor.
    """
    return (1.0, Basis.WHOLE) if len(links) == 1 and _adjoins(link) else (None, None)


def _adjoins(link: Link) -> bool:
    ends, begins = link.predecessor.valid_to, link.successor.valid_from
    return ends is not None and begins is not None and ends + DAY == begins


def _percent(share: float) -> str:
    return f"{round(100 * share, 2):g}%"
