"""What a release changed, as its page shows it: corrections first, then the commune, then the villages."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from portal.domain.changes import ChangeKind, change_of, count_kinds, list_change_rows
from portal.domain.indicators import Indicator, list_indicators
from portal.domain.localities import Locality, LocalityKind, list_villages
from portal.domain.releases import Release
from portal.i18n import gettext as _
from portal.i18n import localized
from portal.i18n.release_words import Line, change_name
from portal.pages.facets import Facet, Narrowed, narrow
from portal.pages.paging import Pager, asked_page
from portal.web import session

SIZE = 100  # a page of it is still read on a phone
Row = tuple[Any, ...]  # of list_change_rows


class Part(enum.IntEnum):
    """In the order in which they are shown."""

    CORRECTED = 1  # a value that stood in public was changed or taken away
    COMMUNE = 2
    VILLAGES = 3


@dataclass(frozen=True)
class Changes:
    """The changes that the address asks for.

    :param counts: how many cells the release changed, by kind, whatever the address asks for.
    :param narrowed: all of them, as rows, with the links that narrow.
    """

    release: Release
    counts: dict[ChangeKind, int]
    narrowed: Narrowed[Row]
    pager: Pager
    indicators: dict[str, Indicator]
    places: dict[str, Locality]

    @cached_property
    def parts(self) -> list[tuple[Part, list[tuple[Indicator | None, list[Line]]]]]:
        """This page's cells: by part, and within it by indicator; the commune's new figures in one table."""
        ordered = sorted(self.narrowed.things, key=_part)[self.pager.first : self.pager.last]
        return [(part, self._tables(part, list(rows))) for part, rows in groupby(ordered, key=_part)]

    def _tables(self, part: Part, rows: Sequence[Row]) -> list[tuple[Indicator | None, list[Line]]]:
        if part is Part.COMMUNE:
            return [(None, [self._line(row) for row in rows])]
        by_indicator = groupby(rows, key=lambda row: row[0])
        return [(self.indicators[code], [self._line(row) for row in of]) for code, of in by_indicator]

    def _line(self, row: Row) -> Line:
        indicator, place = self.indicators[row[0]], self.places[row[1]]
        path = f"/localities/{self.release.commune.slug}"
        if place.kind == LocalityKind.VILLAGE:
            path += f"/{place.slug}"
        return Line(change_of(row, indicator, place), path)


def find_changes(release: Release) -> Changes:
    """What the release changed, narrowed and paged as the address asks.

    :raises Refusal: there is no such page.
    """
    rows, indicators, places = _loaded(release)
    narrowed = narrow(rows, _facets(indicators, places))
    return Changes(release, count_kinds(rows), narrowed, asked_page(len(narrowed.things), SIZE), indicators, places)


def list_asked_rows(release: Release) -> list[Row]:
    """The same for a download: every row, in the order of the cells."""
    rows, indicators, places = _loaded(release)
    return narrow(rows, _facets(indicators, places)).things


def _loaded(release: Release) -> tuple[list[Row], dict[str, Indicator], dict[str, Locality]]:
    places = [release.commune, *list_villages(session(), release.commune)]
    return (
        list_change_rows(session(), release),
        {indicator.code: indicator for indicator in list_indicators(session())},
        {place.code: place for place in places},
    )


def _part(row: Row) -> Part:
    if row[6] is not None:
        return Part.CORRECTED
    return Part.VILLAGES if "-" in row[1] else Part.COMMUNE


def _facets(indicators: dict[str, Indicator], places: dict[str, Locality]) -> list[Facet[Row]]:
    def indicator_name(code: str) -> str:
        return localized(indicators[code], "short") if code in indicators else code

    def place_name(code: str) -> str:
        return localized(places[code]) if code in places else code

    return [
        Facet("change", _("Loại thay đổi"), lambda row: [row[3]], change_name, tuple(ChangeKind)),
        Facet("indicator", _("Chỉ số"), lambda row: [row[0]], indicator_name),
        Facet("place", _("Nơi"), lambda row: [row[1]], place_name),
    ]
