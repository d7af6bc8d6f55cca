"""The programming interfaces that serve the same data."""

from collections.abc import Sequence
from dataclasses import dataclass

from rdflib import URIRef

from api.dcat import authorities
from api.dcat.authorities import Authority, document, refer
from api.dcat.graph import Graph
from api.dcat.people import contact_of_portal, portal_itself
from api.dcat.rights import licence
from api.dcat.site import Site
from api.dcat.terms import DCAT, DCT, in_both
from portal.domain.catalogue import KEYWORDS, Entry


@dataclass(frozen=True)
class Service:
    """:param figures: whether it serves figures alone, and no records."""

    code: str
    endpoint: str
    described_at: str
    standard: Authority
    title: tuple[str, str]
    description: tuple[str, str]
    figures: bool = False


SERVICES = (
    Service(
        "api",
        "/api/v1",
        "/api/v1/openapi.json",
        authorities.OPENAPI,
        ("API JSON của Làng Số, phiên bản 1", "JSON API of Làng Số, version 1"),
        ("Mọi số liệu và danh mục, dạng JSON, CSV và NDJSON.", "All figures and lists as JSON, CSV and NDJSON."),
    ),
    Service(
        "ckan",
        "/api/3/action",
        "/api/3/action/help_show?name=package_search",
        authorities.CKAN_API,
        ("API đọc theo CKAN", "CKAN read API"),
        ("Danh mục cho các chương trình đã dùng CKAN.", "The catalogue for programs that speak CKAN."),
    ),
    Service(
        "ogc",
        "/ogc",
        "/ogc/api",
        authorities.OGC_FEATURES,
        ("Đối tượng địa lý theo OGC API – Features", "OGC API – Features"),
        (
            "Xã, phường, thôn, tổ dân phố và số liệu mới nhất của từng nơi, cho phần mềm bản đồ.",
            "Communes, villages and the newest figure of each, for mapping software.",
        ),
        figures=True,
    ),
)


def services(graph: Graph, site: Site, entries: Sequence[Entry]) -> list[URIRef]:
    """Each with those of these datasets that it serves; one for figures is not offered where there are none."""
    figures = [site.dataset(entry) for entry in entries if entry.extent is not None]
    all_ = [site.dataset(entry) for entry in entries]
    offered = [service for service in SERVICES if figures or not service.figures]
    return [_service(graph, site, service, figures if service.figures else all_) for service in offered]


def _service(graph: Graph, site: Site, service: Service, served: list[URIRef]) -> URIRef:
    return graph.add(
        site.of_catalogue(service.code),
        DCAT.DataService,
        (DCT.title, in_both(*service.title)),
        (DCT.description, in_both(*service.description)),
        (DCAT.keyword, [word for pair in KEYWORDS for word in in_both(*pair)]),
        (DCAT.theme, refer(graph, authorities.GOVERNMENT)),
        (DCT.publisher, portal_itself(graph, site)),
        (DCAT.contactPoint, contact_of_portal(graph, site)),
        (DCT.license, licence(graph)),
        (DCT.accessRights, refer(graph, authorities.PUBLIC)),
        (DCT.conformsTo, refer(graph, service.standard)),
        (DCAT.endpointURL, site.at(service.endpoint)),
        (DCAT.endpointDescription, site.at(service.described_at)),
        (DCAT.landingPage, document(graph, f"{site.base}/developers")),
        (DCAT.servesDataset, served),
    )
