"""Rows of a list of villages, each cell understood by itself; what needs the register comes after."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.domain.folding import fold
from portal.publishing.boundaries.systems import EAST, NORTH, SOUTH, WEST
from portal.publishing.places.problems import Report
from portal.publishing.places.shares import CODE, Ref, read_refs, says_none
from portal.publishing.places.table import Line
from portal.publishing.places.units import UNITS, full_name, split_name, unit_of
from portal.publishing.places.values import read_day, read_decimal, read_text, read_whole, text_in

NAME_LENGTH = 150  # with its unit before it within the 200 that the register holds
TEXT_LENGTH = 500
MADE_UP = "so lieu minh hoa"
"""In the source of every village that a demonstration made up, folded."""


@dataclass(frozen=True, eq=False)
class Row:
    """What one row says; None where it says nothing. ``fields`` are those of a locality that it gives.

    ``code`` is in the form of a code; ``valid_to`` among the fields may be ``values.OPEN``.
    """

    line: Line
    code: str | None
    commune: str | None
    fields: Mapping[str, object] = field(repr=False)
    refs: tuple[Ref, ...] = ()
    decision: str | None = None
    clears: bool = False  # it says that there are no predecessors

    @property
    def valid_from(self) -> dt.date | None:
        day = self.fields.get("valid_from")
        return day if isinstance(day, dt.date) else None

    @property
    def is_made_up(self) -> bool:
        return MADE_UP in fold(str(self.fields.get("source", "")))

    @property
    def valid_to(self) -> dt.date | None:
        day = self.fields.get("valid_to")
        return day if isinstance(day, dt.date) else None


def read_row(line: Line, report: Report) -> Row:
    fields: dict[str, object | None] = {
        **_read_names(line, report),
        "valid_from": read_day(line, "valid_from", report),
        "valid_to": read_day(line, "valid_to", report, opens=True),
        "population": read_whole(line, "population", report),
        "households": read_whole(line, "households", report),
        "area_km2": read_decimal(line, "area_km2", report),
        **_read_point(line, report),
        "source": read_text(line, "source", report, TEXT_LENGTH),
    }
    return Row(
        line,
        _read_code(line, report),
        text_in(line.cells.get("commune")) or None,
        {name: value for name, value in fields.items() if value is not None},
        read_refs(line, report),
        read_text(line, "decision", report, TEXT_LENGTH),
        says_none(line),
    )


def _read_code(line: Line, report: Report) -> str | None:
    value = line.cells.get("code")
    if isinstance(value, dt.date):
        report.add("code-is-date", line, "code", day=text_in(value))
        return None
    code = text_in(value).replace(" ", "").replace("–", "-")
    if code and not CODE.fullmatch(code):
        report.add("code-form", line, "code", code=code, commune="21451")
        return None
    return code or None


def _read_names(line: Line, report: Report) -> dict[str, str | None]:
    name = read_text(line, "name", report, NAME_LENGTH)
    if name is None:
        if not report.is_wrong(line):
            report.add("no-name", line, "name")
        return {}
    if not fold(name):
        report.add("name-unreadable", line, "name", name=name)
        return {}
    unit = _read_unit(line, name, report)
    if unit is None:
        return {}
    english = read_text(line, "name_en", report, NAME_LENGTH)
    return {"unit": unit, "name": full_name(name, unit), "name_en": english}


def _read_unit(line: Line, name: str, report: Report) -> str | None:
    text = text_in(line.cells.get("unit"))
    unit = unit_of(text) if text else split_name(name)[0]
    if text and unit is None:
        report.add("unknown-unit", line, "unit", unit=text, known=", ".join(UNITS))
    elif unit is None:
        report.add("no-unit", line, "name", name=name)
    return unit


def _read_point(line: Line, report: Report) -> dict[str, float | None]:
    lat, lon = read_decimal(line, "lat", report), read_decimal(line, "lon", report)
    if lat is None and lon is None:
        return {}
    if lat is None or lon is None:
        if not report.is_wrong(line):
            report.add("half-point", line, "lat" if lat is None else "lon")
        return {}
    if SOUTH <= lat <= NORTH and WEST <= lon <= EAST:
        return {"lat": lat, "lon": lon}
    if SOUTH <= lon <= NORTH and WEST <= lat <= EAST:
        report.add("swapped", line, "lat", lat=lat, lon=lon)
    else:
        report.add("outside", line, "lat", lat=lat, lon=lon, south=SOUTH, north=NORTH, west=WEST, east=EAST)
    return {}
