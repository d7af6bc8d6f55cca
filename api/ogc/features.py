"""Features as GeoJSON (RFC 7946), made a portion at a time: a long page takes no more memory than a short one."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy.orm import Session

from api.ogc.collections import Collection
from api.ogc.links import Link
from api.ogc.properties import is_illustrative, values_of
from portal import per_state
from portal.db import Store, portions
from portal.domain.feature_places import Place, feature_id
from portal.domain.features import PORTION, Wanted, list_features


@dataclass(frozen=True)
class Page:
    """A page of features, of which only the keys are had yet."""

    collection: Collection
    wanted: Wanted
    keys: Sequence[int]
    matched: int
    links: Sequence[Link]
    base: str

    def head(self) -> dict[str, Any]:
        return {
            "type": "FeatureCollection",
            "title": self.collection.title,
            "links": self.links,
            "numberMatched": self.matched,
            "numberReturned": len(self.keys),
        }

    def places(self, session: Session) -> Iterator[Place]:
        """All of the page, held by one session."""
        for keys in portions(self.keys, PORTION):
            yield from list_features(session, self.wanted, keys)

    def streamed(self, store: Store) -> Iterator[tuple[bytes, bool]]:
        """The features of a long page and whether each is made up; each portion is read in a session of its own, so
        that a slow reader holds no transaction open.
        """
        for keys in portions(self.keys, PORTION):
            with store.session() as session:
                found = list_features(session, self.wanted, keys)
            yield from map(self._written, found)

    def feature(self, place: Place) -> dict[str, Any]:
        return {
            "type": "Feature",
            "id": feature_id(place.locality, self.wanted.today),
            "geometry": None if place.geometry is None else orjson.Fragment(place.geometry),
            "properties": values_of(place, self.collection.indicator, self.base),
        }

    def rows(self, places: Iterable[Place]) -> list[tuple[str, dict[str, Any]]]:
        """The id and the properties of each."""
        indicator, base = self.collection.indicator, self.base
        return [(feature_id(p.locality, self.wanted.today), values_of(p, indicator, base)) for p in places]

    def is_illustrative(self, places: Iterable[Place]) -> bool:
        return any(map(is_illustrative, places))

    def whole(self, session: Session) -> tuple[bytes, bytes, bytes]:
        """A short page, in three parts, of which the second is when it was made; each feature is written once for a
        state.
        """
        asked = self.wanted
        name = ("features", self.collection.indicator and self.collection.indicator.code, self.base)
        name += (asked.span, asked.as_of, asked.today)
        found = per_state.held_each(name, self.keys, lambda some: self._write(session, some), shelf=per_state.FEATURES)
        features = [found[key] for key in self.keys if key in found]
        made_up = any(illustrative for _, illustrative in features)
        return self._head(), orjson.dumps(now()), MARK + b",".join([f for f, _ in features]) + _end(made_up)

    def _write(self, session: Session, keys: Sequence[int]) -> dict[int, tuple[bytes, bool]]:
        places = list_features(session, self.wanted, keys)
        return {place.locality.id: self._written(place) for place in places}

    def _written(self, place: Place) -> tuple[bytes, bool]:
        return orjson.dumps(self.feature(place)), is_illustrative(place)

    def chunks(self, features: Iterable[tuple[bytes, bool]]) -> Iterator[bytes]:
        """The collection: its head, each feature, and at last whether anything in it is made up."""
        yield self._head() + orjson.dumps(now()) + MARK
        illustrative, before = False, b""
        for feature, made_up in features:
            illustrative = illustrative or made_up
            yield before + feature
            before = b","
        yield _end(illustrative)

    def _head(self) -> bytes:
        return orjson.dumps(self.head())[:-1] + b',"timeStamp":'


MARK = b',"features":['


def _end(illustrative: bool) -> bytes:
    return b'],"illustrative":' + orjson.dumps(illustrative) + b"}\n"


def now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
