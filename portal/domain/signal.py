"""Reports of missing signal: how many readers told of a village in a month. They are no statistics.

Only counts are ever public, each of at least the disclosure threshold k, or said to be fewer than k without the number.
Beside the whole of a village's month stand the counts by network, and those by what they get; never both at once. They
are only told where each of them is at least k, so that no small number follows by subtraction: ``split_told``.
"""

import datetime as dt
import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from portal.db import PublicBase, Rows
from portal.domain.localities import Locality

ALL = ""
"""The value of ``network`` or ``technology`` that stands for every one."""


class Technology(enum.StrEnum):
    """What the reader gets at best."""

    NONE = "none"
    CALLS = "calls"  # 2G or 3G: calls, hardly data
    LTE = "4g"
    WEAK = "weak-5g"  # 5G that comes and goes


class Network(enum.StrEnum):
    VIETTEL = "viettel"
    VINAPHONE = "vinaphone"
    MOBIFONE = "mobifone"
    VIETNAMOBILE = "vietnamobile"
    OTHER = "other"
    UNSAID = "unsaid"


class Inside(enum.StrEnum):
    INDOORS = "indoors"
    OUTDOORS = "outdoors"
    BOTH = "both"


class SignalReport(PublicBase):
    """How many reports; ``count`` None: at least one, and fewer than the threshold."""

    __tablename__ = "signal_reports"
    __table_args__ = (
        CheckConstraint("network = '' or technology = ''", name="one_way_at_a_time"),
        CheckConstraint("count is null or count >= 3", name="count_of_several"),
        Index("uq_signal_reports_cell", "locality_id", "month", "network", "technology", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    locality_id: Mapped[int] = mapped_column(ForeignKey("localities.id"))
    month: Mapped[str] = mapped_column(String(7))
    network: Mapped[str] = mapped_column(String(20))
    technology: Mapped[str] = mapped_column(String(20))
    count: Mapped[int | None]
    illustrative: Mapped[bool] = mapped_column(default=False)

    locality: Mapped[Locality] = relationship()


@dataclass(frozen=True)
class Told:
    """A cell as it may be published; ``count`` None: fewer than the threshold."""

    network: str
    technology: str
    count: int | None


def tell(counts: Mapping[tuple[str, str], int], k: int) -> list[Told]:
    """What may be published of a village's month.

    :param counts: reports by network and technology.
    """
    whole = sum(counts.values())
    if not whole:
        return []
    if whole < k:
        return [Told(ALL, ALL, None)]
    networks, technologies = _summed(counts, 0), _summed(counts, 1)
    return [
        Told(ALL, ALL, whole),
        *(Told(name, ALL, count) for name, count in sorted(split_told(networks, k).items())),
        *(Told(ALL, name, count) for name, count in sorted(split_told(technologies, k).items())),
    ]


def split_told(parts: Mapping[str, int], k: int) -> dict[str, int]:
    """The parts of a known whole; none of them where one is small, since hiding that one alone would not hide it."""
    there = {name: count for name, count in parts.items() if count}
    return there if all(count >= k for count in there.values()) else {}


def _summed(counts: Mapping[tuple[str, str], int], part: int) -> dict[str, int]:
    sums: dict[str, int] = {}
    for key, count in counts.items():
        sums[key[part]] = sums.get(key[part], 0) + count
    return sums


@dataclass(frozen=True)
class VillageMonth:
    """A village's reports of a month, the whole and its parts."""

    village: Locality
    month: str
    cells: tuple[SignalReport, ...]

    @property
    def whole(self) -> SignalReport:
        return next(cell for cell in self.cells if cell.network == cell.technology == ALL)

    @property
    def technologies(self) -> list[SignalReport]:
        return [cell for cell in self.cells if cell.technology]

    @property
    def networks(self) -> list[SignalReport]:
        return [cell for cell in self.cells if cell.network]


def list_signal_months(session: Session, commune: Locality) -> list[str]:
    """The months in which a commune's villages were reported, the newest first."""
    query: Rows = select(SignalReport.month).join(SignalReport.locality).where(Locality.parent_id == commune.id)
    return sorted({row[0] for row in session.execute(query.distinct())}, reverse=True)


def list_village_months(session: Session, commune: Locality, month: str) -> list[VillageMonth]:
    """The villages of a commune that were reported in a month, in their order."""
    query = (
        select(SignalReport)
        .join(SignalReport.locality)
        .where(Locality.parent_id == commune.id, SignalReport.month == month)
        .order_by(Locality.position, Locality.code, SignalReport.network, SignalReport.technology)
    )
    cells: dict[int, list[SignalReport]] = {}
    for cell in session.scalars(query):
        cells.setdefault(cell.locality_id, []).append(cell)
    places = {p.id: p for p in session.scalars(select(Locality).where(Locality.parent_id == commune.id))}
    return [VillageMonth(places[id_], month, tuple(found)) for id_, found in cells.items()]


def list_signal_communes(session: Session) -> list[tuple[Locality, int]]:
    """The communes with reports, in their order, and how many villages were reported."""
    village = func.count(SignalReport.locality_id.distinct())
    query: Rows = select(Locality.parent_id, village).join(SignalReport.locality).group_by(Locality.parent_id)
    counts = {row[0]: row[1] for row in session.execute(query)}
    communes = session.scalars(select(Locality).where(Locality.id.in_(counts)))
    return [(place, counts[place.id]) for place in sorted(communes, key=lambda place: (place.position, place.code))]


def select_signal(commune: Locality, month: str | None = None) -> Rows:
    """Rows under the public field names; an empty network or technology is every one."""
    query: Rows = (
        select(
            Locality.code.label("locality"),
            Locality.name,
            SignalReport.month,
            SignalReport.network,
            SignalReport.technology,
            SignalReport.count.label("reports"),
            SignalReport.illustrative,
        )
        .join(SignalReport.locality)
        .where(Locality.parent_id == commune.id)
    )
    if month is not None:
        query = query.where(SignalReport.month == month)
    return query.order_by(SignalReport.month.desc(), Locality.position, SignalReport.network, SignalReport.technology)


def month_of(day: dt.date) -> str:
    return f"{day:%Y-%m}"


def has_illustrative(reports: Sequence[VillageMonth]) -> bool:
    return any(cell.illustrative for month in reports for cell in month.cells)
