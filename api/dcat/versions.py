"""The immutable versions of a dataset, each with the release that made it.

They are resources of their own and not ``dcat:Dataset``: a harvester makes one entry of its own of each dataset it
finds, and a version is none.
"""

from rdflib import URIRef

from api.dcat.graph import Graph, Objects
from api.dcat.site import Site
from api.dcat.terms import ADMS, DCAT, DCT, RDFS, in_both, instant, text
from portal.domain.catalogue import Entry
from portal.domain.datasets import DatasetVersion


def newest_version(graph: Graph, site: Site, entry: Entry) -> URIRef:
    older = entry.versions[1] if len(entry.versions) > 1 else None
    return _version(graph, site, entry, entry.version, older)


def all_versions(graph: Graph, site: Site, entry: Entry) -> list[URIRef]:
    """The newest first."""
    older = (*entry.versions[1:], None)
    return [_version(graph, site, entry, *pair) for pair in zip(entry.versions, older, strict=True)]


def _version(graph: Graph, site: Site, entry: Entry, version: DatasetVersion, older: DatasetVersion | None) -> URIRef:
    dataset, number = entry.dataset, version.number
    return graph.add(
        site.version(version),
        DCAT.Resource,
        (DCT.title, in_both(f"{dataset.title}, phiên bản {number}", f"{dataset.title_en}, version {number}")),
        (DCAT.version, text(number)),
        (DCT.issued, instant(version.released_at)),
        (DCAT.isVersionOf, site.dataset(entry)),
        (DCAT.previousVersion, site.version(older) if older else None),
        version_notes(version),
    )


def version_notes(version: DatasetVersion) -> tuple[URIRef, Objects]:
    """What the release says of itself, and why where it says that."""
    release = version.release
    vi = _sentences(release.title, release.reason)
    return ADMS.versionNotes, in_both(vi, _sentences(release.title_en, release.reason_en))


def _sentences(*texts: str | None) -> str:
    return " ".join(f"{text.rstrip('.')}." for text in texts if text)


def provenance(graph: Graph, site: Site, version: DatasetVersion) -> URIRef:
    """Where its newest data came from, and which release brought them."""
    release = version.release
    label = in_both(
        f"Nguồn: {release.source}. Đợt công bố: {release.id}.", f"Source: {release.source_en}. Release: {release.id}."
    )
    return graph.add(URIRef(f"{site.version(version)}#provenance"), DCT.ProvenanceStatement, (RDFS.label, label))
