"""Where in the walk through the catalogue a request stands, and the addresses of the other pages (Hydra)."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

from rdflib import URIRef

from api.dcat.graph import Graph
from api.dcat.terms import HYDRA, whole


@dataclass(frozen=True)
class Walk:
    """:param address: of the representation asked for: a walk stays in one serialisation.
    :param size: datasets a page.
    :param asked: ``modified_since`` as it was asked for, and ``since`` what it means.
    """

    address: str
    page: int
    size: int
    total: int
    asked: str | None = None
    since: dt.datetime | None = None

    @property
    def last(self) -> int:
        """The number of the last page; an empty catalogue has one."""
        return max(1, -(-self.total // self.size))

    def at(self, page: int) -> str:
        kept = {"modified_since": self.asked} if self.asked else {}
        return f"{self.address}?{urlencode(kept | {'page': page})}"

    @property
    def neighbours(self) -> dict[str, str]:
        """The addresses of other pages by what they are to this one."""
        found = {"first": self.at(1), "last": self.at(self.last)}
        if self.page > 1:
            found["previous"] = self.at(self.page - 1)
        if self.page < self.last:
            found["next"] = self.at(self.page + 1)
        return found


def view(graph: Graph, walk: Walk) -> URIRef:
    """This page of the catalogue."""
    pages = [(HYDRA[name], URIRef(address)) for name, address in walk.neighbours.items()]
    counts = ((HYDRA.totalItems, whole(walk.total)), (HYDRA.itemsPerPage, whole(walk.size)))
    return graph.add(URIRef(walk.at(walk.page)), HYDRA.PartialCollectionView, *pages, *counts)
