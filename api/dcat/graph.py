"""What is said of things, kept in the order in which it was said, so that equal states make equal bytes.

rdflib's own graph keeps no order, and two of its three writers follow the order of a set, which differs from process
to process; how they compare in speed is in ``docs/dcat.md``.
"""

from collections.abc import Iterable

from rdflib import Literal, URIRef
from rdflib.namespace import RDF

Term = URIRef | Literal
Objects = Term | Iterable[Term] | None
Said = list[tuple[URIRef, Objects]]


class Graph:
    """Triples by subject and predicate, each once. There are no blank nodes: everything has an address of its own."""

    def __init__(self) -> None:
        self.nodes: dict[URIRef, dict[URIRef, dict[Term, None]]] = {}

    def add(self, subject: URIRef, kinds: Objects, *said: tuple[URIRef, Objects]) -> URIRef:
        """Say of a subject what kinds of thing it is and more; None says nothing."""
        of_subject = self.nodes.setdefault(subject, {})
        for predicate, objects in ((RDF.type, kinds), *said):
            found = listed(objects)
            if found:
                of_subject.setdefault(predicate, {}).update(dict.fromkeys(found))
        return subject

    def __contains__(self, subject: URIRef) -> bool:
        return subject in self.nodes


def listed(objects: Objects) -> list[Term]:
    if objects is None:
        return []
    return [objects] if isinstance(objects, URIRef | Literal) else list(objects)
