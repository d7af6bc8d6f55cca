"""Under which licence, and what the law says beside it."""

from rdflib import URIRef

from api.dcat.authorities import ATTRIBUTION, refer
from api.dcat.graph import Graph
from api.dcat.site import Site
from api.dcat.terms import DCT, RDFS, in_both, text
from portal.domain.catalogue import LICENCE_TITLE, LICENCE_URL, RIGHTS


def licence(graph: Graph) -> URIRef:
    iri = URIRef(LICENCE_URL)
    if iri in graph:
        return iri
    name = (DCT.title, text(LICENCE_TITLE, "en"))
    return graph.add(iri, DCT.LicenseDocument, name, (DCT.type, refer(graph, ATTRIBUTION)))


def rights(graph: Graph, site: Site) -> URIRef:
    iri = site.of_catalogue("rights")
    return iri if iri in graph else graph.add(iri, DCT.RightsStatement, (RDFS.label, in_both(*RIGHTS)))
