"""Addresses for places that come by the thousand: all provinces and communes share one flat space."""

from collections import Counter
from collections.abc import Iterable

from portal.domain.folding import slugify
from portal.publishing.national.table import Unit


class Slugs:
    """Gives out slugs, no one twice. What a slug is depends on the table and on what is taken, not on any order."""

    def __init__(self, taken: Iterable[str], units: Iterable[Unit]) -> None:
        """:param units: all that bear a name, those that have their slug included."""
        self.taken = set(taken)
        self._bearers = Counter(slugify(unit.short) for unit in units)

    def of_province(self, unit: Unit) -> str:
        plain = slugify(unit.short)
        return self._first_free(plain, f"{plain}-{unit.code}")

    def of_communes(self, units: list[Unit], provinces: dict[str, Unit]) -> dict[str, str]:
        """By code: the plain name where one commune alone bears it, else with its province, else with its code."""
        alone = [unit for unit in units if self._bearers[slugify(unit.short)] == 1]
        given = {unit.code: slugify(unit.short) for unit in alone if slugify(unit.short) not in self.taken}
        self.taken |= set(given.values())
        for unit in sorted((u for u in units if u.code not in given), key=lambda u: u.code):
            plain = slugify(unit.short)
            above = slugify(provinces[unit.above].short) if unit.above else ""
            given[unit.code] = self._first_free(f"{plain}-{above}", f"{plain}-{unit.code}")
        return given

    def of_former(self, unit: Unit) -> str:
        """A unit that is no more leaves the plain name to those that are."""
        plain = slugify(unit.short)
        end = unit.code if unit.above else "truoc-2025"
        return self._first_free(f"{plain}-{end}", f"{plain}-{unit.code}-truoc-2025")

    def _first_free(self, *wanted: str) -> str:
        free = next(slug for slug in wanted if slug not in self.taken)
        self.taken.add(free)
        return free
