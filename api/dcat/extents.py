"""Where and when the data of a dataset are."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from rdflib import Literal, URIRef

from api.dcat.graph import Graph
from api.dcat.site import Site
from api.dcat.terms import DCAT, DCT, RDFS, SKOS, day, in_both, text, wkt
from portal.clock import VIET_NAM
from portal.domain.boxes import Box
from portal.domain.catalogue import Entry
from portal.domain.harvest import Days
from portal.domain.localities import Locality

VIET_NAM_SIDES: Box = (102.14, 8.18, 109.46, 23.39)
"""Around the mainland and the islands near it, to the hundredth of a degree."""


@dataclass(frozen=True)
class Known:
    """What the store says of many datasets at once, beside their entries.

    :param sides: of communes, by their id.
    :param days: that records are about, by the dataset's slug.
    """

    sides: Mapping[int, Box] = field(default_factory=dict)
    days: Mapping[str, Days] = field(default_factory=dict)


def country(graph: Graph) -> URIRef:
    iri = URIRef("http://publications.europa.eu/resource/authority/country/VNM")
    return graph.add(iri, DCT.Location, (SKOS.prefLabel, in_both("Việt Nam", "Viet Nam")), *_around(VIET_NAM_SIDES))


def place(graph: Graph, site: Site, commune: Locality, sides: Box | None) -> URIRef:
    iri = site.of_commune(commune, "place")
    if iri in graph:
        return iri
    names = in_both(commune.name, commune.name_en)
    return graph.add(
        iri,
        DCT.Location,
        (SKOS.prefLabel, names),
        (RDFS.label, names),
        (DCT.identifier, text(commune.code)),
        *_somewhere(commune, sides),
    )


def _somewhere(commune: Locality, sides: Box | None) -> list[tuple[URIRef, Literal]]:
    if commune.lon is None or commune.lat is None:
        return _around(sides) if sides else []
    centroid = (DCAT.centroid, _point(commune.lon, commune.lat))
    return [centroid, (DCAT.bbox, _box(sides))] if sides else [centroid]


def _around(sides: Box) -> list[tuple[URIRef, Literal]]:
    west, south, east, north = sides
    centre = _point(round((west + east) / 2, 6), round((south + north) / 2, 6))
    return [(DCAT.centroid, centre), (DCAT.bbox, _box(sides))]


def _point(lon: float, lat: float) -> Literal:
    return wkt(f"POINT({lon} {lat})")


def _box(sides: Box) -> Literal:
    west, south, east, north = sides
    corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
    return wkt(f"POLYGON(({', '.join(f'{x} {y}' for x, y in corners)}))")


def period(graph: Graph, site: Site, entry: Entry, known: Known) -> URIRef:
    first, last = days_of(entry, known)
    said = ((DCAT.startDate, day(first)), (DCAT.endDate, day(last)))
    return graph.add(site.of_dataset(entry, "period"), DCT.PeriodOfTime, *said)


def days_of(entry: Entry, known: Known) -> Days:
    """What the figures or records are about; a list without days of its own: from when to when it was kept."""
    if entry.extent is not None:
        return entry.extent.start, entry.extent.end
    return known.days.get(entry.dataset.slug) or (_local_day(entry.issued), _local_day(entry.modified))


def _local_day(at: dt.datetime) -> dt.date:
    return at.astimezone(VIET_NAM).date()
