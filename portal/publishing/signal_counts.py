"""Reports of missing signal at the desk: counted by village and day, and published by village and month.

A report is never kept: it adds one to a tally. Repeats of a sender within a day are told by a mark, a keyed hash that
the public application makes of the address and the day; marks are deleted once their day is over. The running day is
not published, so that no single report can be seen to arrive.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Date, String, delete, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.db import DeskBase, PublicStore, Rows, Store
from portal.domain.feedback import day_of
from portal.domain.localities import list_localities_by_code
from portal.domain.signal import Inside, Network, SignalReport, Technology, Told, month_of, tell
from portal.spool import Message


class SignalTally(DeskBase):
    __tablename__ = "signal_tallies"

    locality: Mapped[str] = mapped_column(String(20), primary_key=True)
    day: Mapped[dt.date] = mapped_column(Date, primary_key=True)
    network: Mapped[str] = mapped_column(String(20), primary_key=True)
    technology: Mapped[str] = mapped_column(String(20), primary_key=True)
    inside: Mapped[str] = mapped_column(String(20), primary_key=True)
    count: Mapped[int] = mapped_column(default=0)


class SignalSender(DeskBase):
    """Somebody who reported on a day, by a mark that tells nothing."""

    __tablename__ = "signal_senders"

    day: Mapped[dt.date] = mapped_column(Date, primary_key=True)
    mark: Mapped[str] = mapped_column(String(64), primary_key=True)


def keep_signal(session: Session, message: Message) -> None:
    """Count a message of the kind ``signal``, unless its sender was counted that day.

    :raises ValueError: it is not as the portal writes them.
    """
    said, day = message.content, day_of(message.at)
    locality, mark = str(said["locality"]), str(said["mark"])
    if not (re.fullmatch(r"[0-9A-Za-z-]{1,20}", locality) and re.fullmatch(r"[0-9a-f]{64}", mark)):
        raise ValueError("not a report")
    key = (locality, day, Network(said["network"]), Technology(said["technology"]), Inside(said["inside"]))
    if session.get(SignalSender, (day, mark)) is not None:
        return
    session.add(SignalSender(day=day, mark=mark))
    tally = session.get(SignalTally, key)
    if tally is None:
        names = ("locality", "day", "network", "technology", "inside")
        tally = SignalTally(**dict(zip(names, key, strict=True)), count=0)
        session.add(tally)
    tally.count += 1
    session.flush()


def forget_senders(session: Session, today: dt.date) -> None:
    """Throw away the marks of days that are over; a message on its way from yesterday is counted in any case."""
    session.execute(delete(SignalSender).where(SignalSender.day < today))


def publish_signal(desk: Store, public: PublicStore, *, today: dt.date, k: int, illustrative: bool) -> int:
    """Bring the published counts to the end of yesterday; answers how many villages' months changed.

    :param k: the disclosure threshold.
    """
    with desk.reading() as session:
        counted = _count(session, today)
    with public.reading() as session:
        changed = _list_changed(session, counted, today, k)
    if changed:
        with public.begin() as session:
            for locality_id, month, rows in changed:
                of = (SignalReport.locality_id == locality_id, SignalReport.month == month)
                session.execute(delete(SignalReport).where(*of))
                more = {"locality_id": locality_id, "month": month, "illustrative": illustrative}
                session.execute(insert(SignalReport), [vars(told) | more for told in rows])
    return len(changed)


Counted = dict[tuple[str, str], dict[tuple[str, str], int]]


def _count(session: Session, today: dt.date) -> Counted:
    """Reports by village and month, then by network and technology."""
    query: Rows = select(
        SignalTally.locality, SignalTally.day, SignalTally.network, SignalTally.technology, SignalTally.count
    ).where(SignalTally.day < today)
    counted: Counted = defaultdict(lambda: defaultdict(int))
    for locality, day, network, technology, count in session.execute(query):
        counted[locality, month_of(day)][network, technology] += count
    return counted


def _list_changed(session: Session, counted: Counted, today: dt.date, k: int) -> list[tuple[int, str, list[Told]]]:
    places = list_localities_by_code(session, sorted({code for code, _month in counted}), on=today)
    known: dict[tuple[int, str], set[tuple[str, str, int | None]]] = defaultdict(set)
    for report in session.scalars(select(SignalReport)):
        known[report.locality_id, report.month].add((report.network, report.technology, report.count))
    changed = []
    for (code, month), counts in sorted(counted.items()):
        if code in places:
            told = tell(counts, k)
            if _cells(told) != known.get((places[code].id, month)):
                changed.append((places[code].id, month, list(told)))
    return changed


def _cells(told: Iterable[Told]) -> set[tuple[str, str, int | None]]:
    return {(cell.network, cell.technology, cell.count) for cell in told}
