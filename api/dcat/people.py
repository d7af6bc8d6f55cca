"""Who publishes, and whom to write to."""

from urllib.parse import quote

from rdflib import URIRef

from api.dcat.authorities import LOCAL_AUTHORITY, document, refer
from api.dcat.graph import Graph
from api.dcat.site import Site
from api.dcat.terms import DCT, FOAF, VCARD, in_both
from portal.domain.catalogue import publisher_of
from portal.domain.localities import Locality

PORTAL = ("Làng Số", "Làng Số (Digital Village)")


def committee(graph: Graph, site: Site, commune: Locality) -> URIRef:
    """The People's Committee of a commune."""
    iri = site.of_commune(commune, "publisher")
    return iri if iri in graph else _agent(graph, iri, publisher_of(commune), site.commune_page(commune))


def portal_itself(graph: Graph, site: Site) -> URIRef:
    iri = site.of_catalogue("publisher")
    return iri if iri in graph else _agent(graph, iri, PORTAL, f"{site.base}/")


def _agent(graph: Graph, iri: URIRef, names: tuple[str, str], page: str) -> URIRef:
    kind = (DCT.type, refer(graph, LOCAL_AUTHORITY))
    return graph.add(iri, FOAF.Agent, (FOAF.name, in_both(*names)), kind, (FOAF.homepage, document(graph, page)))


def contact_of_committee(graph: Graph, site: Site, commune: Locality) -> URIRef:
    iri = site.of_commune(commune, "contact")
    return iri if iri in graph else _contact(graph, site, iri, publisher_of(commune), site.commune_page(commune))


def contact_of_portal(graph: Graph, site: Site) -> URIRef:
    iri = site.of_catalogue("contact")
    return iri if iri in graph else _contact(graph, site, iri, PORTAL, f"{site.base}/")


def _contact(graph: Graph, site: Site, iri: URIRef, names: tuple[str, str], page: str) -> URIRef:
    mail = URIRef("mailto:" + quote(site.contact_email, safe="@+")) if site.contact_email else None
    return graph.add(
        iri,
        (VCARD.Kind, VCARD.Organization),
        (VCARD.fn, in_both(*names)),
        (VCARD.hasEmail, mail),
        (VCARD.hasURL, URIRef(page)),
    )
