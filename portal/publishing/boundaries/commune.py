"""One commune and its villages, to be found as officers write them."""

import datetime as dt

from sqlalchemy.orm import Session

from portal.domain.localities import Locality, get_commune, list_villages
from portal.publishing.intake import context
from portal.publishing.intake.names import Place, VillageNames


class Commune:
    """The villages of a day, by whole code, by number, and by name as in an uploaded workbook."""

    def __init__(self, locality: Locality, villages: list[Locality], day: dt.date) -> None:
        self.locality = locality
        self._places = {place.code: place for place in (locality, *villages)}
        known = tuple(context.Village(v.code, v.slug, v.name, v.unit) for v in villages)
        told = context.Commune(locality.code, locality.slug, locality.name, locality.unit, locality.valid_from)
        self._names = VillageNames(context.Context(told, known, {}, {}, day))

    def has(self, place: Locality) -> bool:
        return place.code in self._places

    def with_code(self, text: str) -> Locality | None:
        """By the last part of a code alone: ``07`` or ``7``."""
        return self._place(self._names.find(text, code=True))

    def named(self, text: str) -> Locality | None:
        return self._place(self._names.find(text))

    def suggest(self, text: str) -> str | None:
        village = self._names.suggest(text)
        return village.name if village else None

    def _place(self, found: Place) -> Locality | None:
        if found.village:
            return self._places[found.village.code]
        return self.locality if found.is_commune else None


def load_commune(session: Session, ref: str, day: dt.date) -> Commune | None:
    """The commune with this slug or code on a day; None when there is none."""
    locality = get_commune(session, ref, on=day)
    return Commune(locality, list_villages(session, locality, on=day), day) if locality else None
