"""What must hold of the register as an import would leave it; every problem is told at the row that makes it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyproj import Geod
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from portal.db import portions
from portal.domain.observations import Observation, Status, alive
from portal.domain.periods import parse_period
from portal.publishing.places.problems import Report
from portal.publishing.places.register import Entry, Register
from portal.publishing.places.units import name_key
from portal.publishing.places.values import interval, say
from portal.publishing.stores import holds_made_up

FAR = 30.0  # km from a commune's centre: farther than the widest commune reaches
MOST_PERIODS = 6  # named in one sentence
_EARTH = Geod(ellps="WGS84")
_NO_FIGURES = (Status.MISSING, Status.NOT_APPLICABLE)


def check_entries(register: Register, report: Report) -> None:
    """Each village by itself: its days, its numbers, where it lies."""
    for entry in register.touched:
        if entry.row is not None:
            _check_days(entry, report)
            _check_numbers(entry, report)
            _check_point(entry, report)


def _check_days(entry: Entry, report: Report) -> None:
    row, commune = entry.row, entry.commune
    if row is None:
        return
    first, last = entry.valid_from, entry.valid_to
    column = "valid_to" if "valid_to" in row.fields else "valid_from"
    if first is not None and last is not None and last < first:
        report.add("backwards", row.line, column, start=say(first), end=say(last))
    elif (entry.place is None or {"valid_from", "valid_to"} & entry.changes.keys()) and not _is_within(entry):
        told = {"commune": commune.name, "commune_en": commune.name_en}
        theirs = interval(commune.valid_from, commune.valid_to)
        report.add("outside-commune", row.line, column, interval=interval(first, last), theirs=theirs, **told)


def _is_within(entry: Entry) -> bool:
    commune = entry.commune
    begins = commune.valid_from is None or (entry.valid_from is not None and entry.valid_from >= commune.valid_from)
    ends = commune.valid_to is None or (entry.valid_to is not None and entry.valid_to <= commune.valid_to)
    return begins and ends


def _check_numbers(entry: Entry, report: Report) -> None:
    people, households = entry.values["population"], entry.values["households"]
    if entry.row is not None and None not in (people, households) and households > people:
        column = "households" if "households" in entry.row.fields else "population"
        report.add("households-over-people", entry.row.line, column, households=households, population=people)


def _check_point(entry: Entry, report: Report) -> None:
    row, commune = entry.row, entry.commune
    if row is None or "lat" not in row.fields or commune.lat is None or commune.lon is None:
        return
    lat, lon = entry.values["lat"], entry.values["lon"]
    km = _EARTH.inv(commune.lon, commune.lat, lon, lat)[2] / 1000
    if km > FAR:
        told = {"commune": commune.name, "commune_en": commune.name_en, "km": round(km)}
        report.add("far", row.line, "lat", lat=lat, lon=lon, **told)


def check_names(register: Register, report: Report) -> None:
    """No two villages of one name in one commune at one time; told of those that the file speaks of."""
    groups: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for entry in register.entries.values():
        groups[entry.commune.id, *name_key(entry.name, str(entry.values["unit"]))].append(entry)
    for group in groups.values():
        for one, other in _pairs(group):
            if one.row is not None and one.overlaps(other.valid_from, other.valid_to):
                _tell_same(one, other, report)


def _pairs(group: list[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Each two of a group, the one that a row spoke of last first."""
    ordered = sorted(group, key=lambda entry: -1 if entry.row is None else entry.row.line.row, reverse=True)
    for number, one in enumerate(ordered):
        for other in ordered[number + 1 :]:
            yield one, other


def _tell_same(one: Entry, other: Entry, report: Report) -> None:
    if one.row is None:
        return
    if other.row is not None:
        said, said_en = f"dòng {other.row.line.number}", f"row {other.row.line.number}"
    else:
        said = said_en = f"{other.code} ({other.name})"
    told = {"commune": one.commune.name, "commune_en": one.commune.name_en}
    report.add("same-name", one.row.line, "name", name=one.name, other=said, other_en=said_en, **told)


def check_origin(session: Session, register: Register, report: Report) -> None:
    """Nothing that a demonstration made up comes into the register of a real installation."""
    made_up = [entry.row for entry in register.entries.values() if entry.row and entry.row.is_made_up]
    if made_up and not holds_made_up(session):
        for row in made_up:
            report.add("made-up", row.line, "source", name=str(row.fields["name"]))


def check_figures(session: Session, register: Register, report: Report, *, mends_names: bool = False) -> None:
    """What is published of a village stays true of it: its days, and its name.

    :param mends_names: a name that differs was misspelt; the village never was renamed.
    """
    known = {e.place.id: e for e in register.touched if e.place and e.changes}
    for place, periods in _published(session, sorted(known)).items():
        _check_periods(known[place], periods, register, report)
        if not mends_names:
            _check_name(known[place], periods, report)


def _check_name(entry: Entry, periods: list[str], report: Report) -> None:
    """Another name under a code is a slip of a row, or a renaming, which has a day."""
    place, row = entry.place, entry.row
    if place and row and name_key(place.name, place.unit) != name_key(entry.name, str(entry.values["unit"])):
        told = {"code": entry.code, "old": place.name, "periods": _listed(periods)}
        report.add("renamed", row.line, "name", name=entry.name, **told)


def _check_periods(entry: Entry, periods: list[str], register: Register, report: Report) -> None:
    """No village is ended before the end of, or begun after, periods of which figures of it are published.

    A period belongs to the villages of its last day: with figures of one that was not there then, nothing of the
    period could be corrected any more, and those of its successor could be reckoned against them.
    """
    if {"valid_from", "valid_to"} & entry.changes.keys():
        last, first = entry.valid_to or dt.date.max, entry.valid_from or dt.date.min
        later = [text for text in periods if parse_period(text).end > last]
        earlier = [text for text in periods if parse_period(text).end < first]
        _tell_periods("ends-before-figures", "valid_to", entry, entry.valid_to, later, register, report)
        _tell_periods("begins-after-figures", "valid_from", entry, entry.valid_from, earlier, register, report)


def _published(session: Session, places: list[int]) -> dict[int, list[str]]:
    """The periods of which figures of each place are published, or one was ever withheld, in their order.

    What was withheld once stays so when all is taken back: a successor's figure of the same period, less what its other
    predecessors published then, would tell it.
    """
    found: dict[int, list[str]] = defaultdict(list)
    for portion in portions(places):
        query = select(Observation.locality_id, Observation.period).where(
            Observation.locality_id.in_(portion),
            Observation.status.not_in(_NO_FIGURES),
            or_(and_(*alive()), Observation.status == Status.WITHHELD),
        )
        for place, period in session.execute(query.distinct()):
            found[place].append(period)
    return {place: sorted(periods, key=parse_period) for place, periods in found.items()}


def _tell_periods(  # what is wrong, of whom, and where it is told
    code: str,
    column: str,
    entry: Entry,
    day: dt.date | None,
    periods: list[str],
    register: Register,
    report: Report,
) -> None:
    row = entry.row or (register.entries[entry.closed_by].row if entry.closed_by else None)
    if not periods or row is None:
        return
    column = column if row is entry.row and column in row.fields else "predecessors"
    report.add(code, row.line, column, code=entry.code, day=say(day), periods=_listed(periods))


def _listed(texts: Iterable[str]) -> str:
    """The texts, the first of them where there are many."""
    texts = list(texts)
    more = f", … ({len(texts)})" if len(texts) > MOST_PERIODS else ""
    return ", ".join(texts[:MOST_PERIODS]) + more
