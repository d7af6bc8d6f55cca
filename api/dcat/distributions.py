"""The downloads of a dataset: one distribution a format, the same from version to version."""

from rdflib import URIRef

from api.dcat import authorities
from api.dcat.authorities import refer
from api.dcat.graph import Graph, Objects
from api.dcat.notices import notices
from api.dcat.rights import licence, rights
from api.dcat.site import Site
from api.dcat.terms import ADMS, DCAT, DCATAP, DCT, SPDX, hexadecimal, in_both, instant, size
from portal.domain.catalogue import Entry
from portal.domain.datasets import DatasetFile
from portal.formats.mediatypes import FORMATS, media_type

PACKED = {"zip"}


def distributions(graph: Graph, site: Site, entry: Entry) -> list[URIRef]:
    """Those of the newest version's files."""
    return [_distribution(graph, site, entry, file) for file in entry.version.files]


def _distribution(graph: Graph, site: Site, entry: Entry, file: DatasetFile) -> URIRef:
    version = site.version(entry.version)
    return graph.add(
        site.of_dataset(entry, file.format),
        DCAT.Distribution,
        *_words(entry, file),
        (DCT.modified, instant(entry.modified)),
        (DCAT.accessURL, version),
        (DCAT.downloadURL, URIRef(f"{version}/{file.name}")),
        (DCAT.byteSize, size(file.bytes)),
        (SPDX.checksum, _checksum(graph, site, entry, file)),
        (DCT.license, licence(graph)),
        (DCT.rights, rights(graph, site)),
        (DCATAP.availability, refer(graph, authorities.STABLE)),
        (ADMS.status, refer(graph, _status(entry))),
        *_format(graph, file.format),
    )


def _words(entry: Entry, file: DatasetFile) -> list[tuple[URIRef, Objects]]:
    known = FORMATS.get(file.format)
    vi, en = (known.title, known.title_en) if known else (file.format, file.format)
    dataset, number, (made_up, made_up_en) = entry.dataset, entry.version.number, notices(entry)
    return [
        (DCT.title, in_both(f"{dataset.title}: {vi}", f"{dataset.title_en}: {en}")),
        (DCT.description, in_both(f"{vi}, phiên bản {number}.{made_up}", f"{en}, version {number}.{made_up_en}")),
    ]


def _format(graph: Graph, code: str) -> list[tuple[URIRef, Objects]]:
    media = refer(graph, authorities.media_type(media_type(code)))
    known, standard = authorities.FILE_TYPES.get(code), authorities.STANDARDS.get(code)
    said: list[tuple[URIRef, Objects]] = [
        (DCT["format"], refer(graph, known) if known else None),
        (DCAT.mediaType, media),
        (DCT.conformsTo, refer(graph, standard) if standard else None),
    ]
    return [*said, (DCAT.packageFormat, media), (DCAT.compressFormat, media)] if code in PACKED else said


def _checksum(graph: Graph, site: Site, entry: Entry, file: DatasetFile) -> URIRef:
    return graph.add(
        site.of_dataset(entry, f"{file.format}-sha256"),
        SPDX.Checksum,
        (SPDX.algorithm, SPDX.checksumAlgorithm_sha256),
        (SPDX.checksumValue, hexadecimal(file.sha256)),
    )


def _status(entry: Entry) -> authorities.Authority:
    return authorities.FILE_WITHDRAWN if entry.is_withdrawn else authorities.FILE_IN_FORCE
