"""A harvester as they are: rdflib reads a page, and the page says where the next one is."""

import warnings
from collections.abc import Iterator

from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import RDF

DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCT = Namespace("http://purl.org/dc/terms/")
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
FORMATS = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml"}


def walk(start: str, suffix: str = "ttl") -> Iterator[Graph]:
    """Every page from an address on, one request each; the next address is looked up when the next page is wanted."""
    address: str | None = start
    while address:
        page = _parse(suffix, source=address)
        yield page
        address = next_of(page)


def next_of(page: Graph) -> str | None:
    view = page.value(predicate=RDF.type, object=HYDRA.PartialCollectionView)
    following = page.value(view, HYDRA.next)
    return None if following is None else str(following)


def datasets_of(page: Graph) -> list[str]:
    """The identifiers of what the page's catalogue lists."""
    catalogue = page.value(predicate=RDF.type, object=DCAT.Catalog)
    return [str(page.value(dataset, DCT.identifier)) for dataset in page.objects(catalogue, DCAT.dataset)]


def read(content: bytes, suffix: str = "ttl") -> Graph:
    return _parse(suffix, data=content)


def _parse(suffix: str, **given: object) -> Graph:
    with warnings.catch_warnings():  # rdflib's reader of JSON-LD uses a class that rdflib gives up
        warnings.filterwarnings("ignore", "ConjunctiveGraph is deprecated", DeprecationWarning)
        return Graph().parse(format=FORMATS[suffix], **given)  # type: ignore[arg-type]


def without_suffix(graph: Graph, suffix: str) -> Graph:
    """The graph with the addresses of pages as if there were one serialisation."""

    def bare(term: object) -> object:
        return URIRef(term.replace(f"/catalog.{suffix}?", "/catalog?")) if isinstance(term, URIRef) else term

    alike = Graph()
    for triple in graph:
        alike.add(tuple(map(bare, triple)))  # type: ignore[arg-type]
    return alike
