"""A page of the catalogue as a graph."""

import datetime as dt
from collections.abc import Sequence
from urllib.parse import quote

from rdflib import URIRef

from api.dcat import authorities
from api.dcat.authorities import document, refer
from api.dcat.datasets import dataset
from api.dcat.extents import Known, country
from api.dcat.graph import Graph, Said
from api.dcat.people import contact_of_portal, portal_itself
from api.dcat.rights import licence, rights
from api.dcat.services import services
from api.dcat.site import Site
from api.dcat.terms import DCAT, DCT, FOAF, HYDRA, RDFS, in_both, instant, utc, whole
from api.dcat.walk import Walk, view
from portal.domain.catalogue import Entry

TITLE = ("Danh mục dữ liệu mở Làng Số", "Làng Số open data catalogue")
DESCRIPTION = (
    "Số liệu chuyển đổi số của xã, phường, thôn, tổ dân phố, cùng tiến độ nhiệm vụ, kinh phí và báo cáo của từng nơi. "
    "Danh mục đầy đủ: bộ dữ liệu đã rút lại vẫn còn ở đây và có ghi là đã rút lại.",
    "Digital-transformation figures of communes, villages and residential groups, with the tasks, money and reports "
    "of each commune. The catalogue is complete: a withdrawn dataset stays in it and says that it was withdrawn.",
)
Lifetime = tuple[dt.datetime, dt.datetime]


def catalogue_page(site: Site, walk: Walk, entries: Sequence[Entry], known: Known, lifetime: Lifetime | None) -> Graph:
    """:param lifetime: when anything was first published and when last; None before anything was."""
    graph = Graph()
    iri = graph.add(_address(site, walk), (DCAT.Catalog, HYDRA.Collection), *_words(walk), *_times(lifetime))
    graph.add(iri, None, (HYDRA.totalItems, whole(walk.total)), (HYDRA.view, view(graph, walk)), *_about(graph, site))
    datasets = [dataset(graph, site, entry, known) for entry in entries]
    graph.add(iri, None, (DCAT.service, services(graph, site, entries)), (DCAT.dataset, datasets))
    if walk.since:
        graph.add(iri, None, (RDFS.seeAlso, site.catalogue))
    return graph


def _address(site: Site, walk: Walk) -> URIRef:
    """What was asked by date is another, smaller catalogue: nobody may take it for the whole."""
    return URIRef(f"{site.catalogue}?modified_since={quote(utc(walk.since))}") if walk.since else site.catalogue


def _words(walk: Walk) -> Said:
    if walk.since is None:
        return [(DCT.title, in_both(*TITLE)), (DCT.description, in_both(*DESCRIPTION))]
    since = utc(walk.since)
    return [
        (DCT.title, in_both(f"{TITLE[0]}: thay đổi từ {since}", f"{TITLE[1]}: changes since {since}")),
        (
            DCT.description,
            in_both(
                f"Chỉ gồm các bộ dữ liệu thay đổi từ {since}; không phải danh mục đầy đủ.",
                f"Only the datasets that changed since {since}; this is not the whole catalogue.",
            ),
        ),
    ]


def _times(lifetime: Lifetime | None) -> Said:
    if lifetime is None:
        return []
    return [(DCT.issued, instant(lifetime[0])), (DCT.modified, instant(lifetime[1]))]


def _about(graph: Graph, site: Site) -> Said:
    return [
        (DCT.publisher, portal_itself(graph, site)),
        (DCAT.contactPoint, contact_of_portal(graph, site)),
        (DCT.language, [refer(graph, language) for language in authorities.LANGUAGES]),
        (DCT.license, licence(graph)),
        (DCT.rights, rights(graph, site)),
        (DCT.spatial, country(graph)),
        (DCAT.themeTaxonomy, refer(graph, authorities.THEMES_SCHEME)),
        (FOAF.homepage, document(graph, f"{site.base}/")),
    ]
