"""What an import tells its operator: lines to read, and the same for programs."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from portal.publishing.boundaries.comparing import UNLIKE, Area, Comparison
from portal.publishing.boundaries.importing import Imported

MOST_LINES = 10  # of one kind; the report as JSON has them all


def make_report(done: Imported) -> dict[str, Any]:
    """The whole report, to be written as JSON: areas in km², overlaps and gaps in m²."""
    compared = done.comparison
    return {
        "file_sha256": done.sha256,
        "count": done.count,
        "replaced": done.replaced,
        "simplified": done.simplified,
        "crs": done.crs,
        "source": done.source,
        "notes": done.notes,
        "areas": [asdict(area) | {"percent": area.percent} for area in compared.areas],
        "overlaps": [asdict(overlap) for overlap in compared.overlaps],
        "gaps": [asdict(gap) for gap in compared.gaps],
        "outside": [asdict(outside) for outside in compared.outside],
    }


def report_lines(done: Imported) -> Iterator[str]:
    """What the operator should look at, the largest first, in English as all commands speak."""
    yield from (f"note: {note}" for note in done.notes)
    compared = done.comparison
    for lines in (_areas(compared), _overlaps(compared), _gaps(compared), _outside(compared)):
        told = list(lines)
        yield from (f"warning: {line}" for line in told[:MOST_LINES])
        if len(told) > MOST_LINES:
            yield f"warning: … and {len(told) - MOST_LINES} more such; see --report"


def _areas(compared: Comparison) -> Iterator[str]:
    unlike = [area for area in compared.areas if area.percent is not None and abs(area.percent) > UNLIKE]
    for area in sorted(unlike, key=_strayed, reverse=True):
        yield (
            f"area: {area.code} {area.name} measures {area.measured_km2:.3f} km², {area.declared_km2:g} km² are "
            f"declared ({area.percent:+.1f} %)"
        )


def _strayed(area: Area) -> float:
    return abs(area.percent or 0)


def _overlaps(compared: Comparison) -> Iterator[str]:
    for one in sorted(compared.overlaps, key=lambda overlap: -overlap.area_m2):
        stored = ", stored before" if one.stored else ""
        yield (
            f"overlap: {one.code} {one.name} and {one.other} {one.other_name}{stored}: {one.area_m2:,.0f} m² "
            f"({one.share:.1f} % of the smaller)"
        )


def _gaps(compared: Comparison) -> Iterator[str]:
    for gap in compared.gaps:
        place = f"{gap.commune} {gap.name}"
        yield f"gap: {gap.area_m2:,.0f} m² of {place} are no village's, at {gap.lon:.5f}, {gap.lat:.5f}"


def _outside(compared: Comparison) -> Iterator[str]:
    for one in sorted(compared.outside, key=lambda outside: -outside.area_m2):
        yield f"outside: {one.area_m2:,.0f} m² of {one.code} {one.name} lie outside {one.commune}"
