"""What the files of a version say: its rows, and everything beside them, gathered once for all formats."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portal.clock import VIET_NAM
from portal.domain.boundaries import Boundary
from portal.domain.catalogue import publisher_of
from portal.domain.citations import cite, work_of
from portal.domain.datasets import Dataset, DatasetVersion
from portal.domain.dictionary import Column, Dictionary, dictionary_of
from portal.domain.indicators import Indicator
from portal.domain.localities import Locality
from portal.domain.notices import MADE_UP
from portal.domain.releases import Release
from portal.formats import Table


@dataclass(frozen=True)
class Place:
    """A place that rows are about, and its outline where one is kept."""

    locality: Locality
    outline: Boundary | None


@dataclass(frozen=True)
class Edition:
    """A version that is about to be built.

    :param columns: what each field of the table is, in its order.
    :param indicators: that there are rows of, in their order; none for records.
    :param places: that there are rows of, by code, in their order; the commune first.
    :param sources: where the rows come from, in Vietnamese and English, the earliest first.
    :param base_url: the public address of the portal; empty where it is not known.
    """

    dataset: Dataset
    version: DatasetVersion
    table: Table
    columns: tuple[Column, ...]
    dictionary: Dictionary
    indicators: tuple[Indicator, ...]
    places: Mapping[str, Place]
    sources: tuple[tuple[str, str], ...]
    base_url: str = ""

    @property
    def number(self) -> str:
        return self.version.number

    @property
    def release(self) -> Release:
        return self.version.release

    @property
    def stem(self) -> str:
        """How the names of the files begin."""
        return self.table.name

    @property
    def instant(self) -> str:
        """When it is released: ISO 8601, in UTC."""
        return self.release.released_at.astimezone(dt.UTC).isoformat()

    @property
    def day(self) -> dt.date:
        """The day on which it is released, in Việt Nam."""
        return self.release.released_at.astimezone(VIET_NAM).date()

    @property
    def notice(self) -> tuple[str | None, str | None]:
        """What goes with figures made up for demonstration, in Vietnamese and English."""
        return MADE_UP if self.dataset.illustrative else (None, None)

    @property
    def publisher(self) -> tuple[str, str]:
        return publisher_of(self.dataset.commune)

    @property
    def url(self) -> str:
        """The page of this version; by its path alone where the portal's public address is not known."""
        return f"{self.base_url.rstrip('/')}/datasets/{self.dataset.slug}/{self.number}"

    @property
    def citation(self) -> tuple[str, str]:
        """How to name this version in a text, in Vietnamese and English."""
        work = work_of(self.dataset, self.version, self.url)
        return cite(work, "vi"), cite(work, "en")


def prepare_edition(
    public: Session,
    dataset: Dataset,
    version: DatasetVersion,
    fields: Sequence[str],
    rows: Sequence[Sequence[Any]],
    base_url: str = "",
) -> Edition:
    """Gather what the files of a version say, in three queries; the version knows its release."""
    dictionary = dictionary_of(dataset.group_code)
    known = {column.name: column for column in dictionary.columns}
    return Edition(
        dataset,
        version,
        Table(f"{dataset.slug}-{version.number}", tuple(fields), rows),
        tuple(known[name] for name in fields),
        dictionary,
        _indicators(public, _distinct("indicator", fields, rows)),
        _places(public, dataset.commune, _distinct("locality", fields, rows)),
        _sources(public, _distinct("release", fields, rows), version.release),
        base_url,
    )


def _distinct(field: str, fields: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[Any]:
    """What stands in a column, each once; nothing where there is no such column."""
    if field not in fields:
        return []
    at = list(fields).index(field)
    return list(dict.fromkeys(row[at] for row in rows))


def _indicators(public: Session, codes: list[str]) -> tuple[Indicator, ...]:
    query = select(Indicator).where(Indicator.code.in_(codes)).order_by(Indicator.position)
    return tuple(public.scalars(query)) if codes else ()


def _places(public: Session, commune: Locality, codes: list[str]) -> dict[str, Place]:
    """A code alone may have been another unit's before, so only the commune's own are asked for."""
    if not codes:
        return {}
    query = (
        select(Locality, Boundary)
        .outerjoin(Boundary, Boundary.locality_id == Locality.id)
        .where(or_(Locality.id == commune.id, Locality.parent_id == commune.id))
        .order_by(Locality.kind, Locality.position, Locality.code)
    )
    wanted = set(codes)
    return {place.code: Place(place, outline) for place, outline in public.execute(query) if place.code in wanted}


def _sources(public: Session, releases: list[str], newest: Release) -> tuple[tuple[str, str], ...]:
    query = (
        select(Release.source, Release.source_en)
        .where(Release.commune_id == newest.commune_id, Release.id.in_([*releases, newest.id]))
        .order_by(Release.seq)
    )
    return tuple(dict.fromkeys((row[0], row[1]) for row in public.execute(query)))
