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
        """As ``written`` of a long page, each portion in a session of its own, so that a slow reader holds no
        transaction open.
        """
        for keys in portions(self.keys, PORTION):
            with store.session() as session:
                found = list_features(session, self.wanted, keys)
            for place in found:
                yield orjson.dumps(self.feature(place)), is_illustrative(place)

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

    def written(self, session: Session) -> Iterator[tuple[bytes, bool]]:
        """Each feature of a short page, written once for a state, and whether anything in it is made up."""
        asked = self.wanted
        name = ("features", self.collection.indicator and self.collection.indicator.code, self.base)
        keys = [(key, asked.span, asked.as_of, asked.today) for key in self.keys]
        found = per_state.held_each(name, keys, lambda missing: self._write(session, missing), shelf=per_state.FEATURES)
        return (found[key] for key in keys if key in found)

    def _write(self, session: Session, keys: Sequence[tuple[int, *tuple[Any, ...]]]) -> dict[Any, tuple[bytes, bool]]:
        places = list_features(session, self.wanted, [key for key, *_ in keys])
        made = {place.locality.id: (orjson.dumps(self.feature(place)), is_illustrative(place)) for place in places}
        return {key: made[key[0]] for key in keys if key[0] in made}

    def chunks(self, features: Iterable[tuple[bytes, bool]]) -> Iterator[bytes]:
        """The collection: its head, each feature, and at last whether anything in it is made up."""
        yield orjson.dumps(self.head())[:-1] + b',"timeStamp":'
        yield orjson.dumps(now())
        illustrative, mark = False, b',"features":['
        for feature, made_up in features:
            illustrative = illustrative or made_up
            yield mark + feature
            mark = b","
        yield (mark if mark != b"," else b"") + b'],"illustrative":' + orjson.dumps(illustrative) + b"}\n"


def now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
