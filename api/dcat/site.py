"""The addresses of what is described, and what is known of the portal itself.

Stable: they follow from a dataset's UUID, a slug, a version's number or a format, which never change; with the setting
``BASE_URL`` they are the same whatever name the portal is asked under.
"""

from dataclasses import dataclass

from rdflib import URIRef

from portal.domain.catalogue import Entry
from portal.domain.datasets import DatasetVersion
from portal.domain.localities import Locality


@dataclass(frozen=True)
class Site:
    """:param base: the public address without a slash at the end.
    :param contact_email: whom readers write to; empty: nobody.
    """

    base: str
    contact_email: str = ""

    def at(self, path: str) -> URIRef:
        return URIRef(self.base + path)

    @property
    def catalogue(self) -> URIRef:
        return self.at("/catalog")

    def of_catalogue(self, part: str) -> URIRef:
        return self.at(f"/catalog#{part}")

    def dataset(self, entry: Entry) -> URIRef:
        return self.at(f"/dataset/{entry.id}")

    def of_dataset(self, entry: Entry, part: str) -> URIRef:
        """A part of a dataset's description; a distribution is named by its format."""
        return self.at(f"/dataset/{entry.id}#{part}")

    def landing_page(self, entry: Entry) -> str:
        return f"{self.base}/datasets/{entry.dataset.slug}"

    def version(self, version: DatasetVersion) -> URIRef:
        return self.at(f"/datasets/{version.dataset_slug}/{version.number}")

    def commune_page(self, commune: Locality) -> str:
        return f"{self.base}/localities/{commune.slug}"

    def of_commune(self, commune: Locality, part: str) -> URIRef:
        return URIRef(f"{self.commune_page(commune)}#{part}")
