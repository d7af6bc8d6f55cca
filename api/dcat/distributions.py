"""The downloads of a dataset: one distribution a format, the same from version to version."""

from rdflib import URIRef

from api.dcat import authorities
from api.dcat.authorities import refer
from api.dcat.graph import Graph, Said
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
    status = refer(graph, authorities.FILE_WITHDRAWN if entry.is_withdrawn else authorities.FILE_IN_FORCE)
    common: Said = [
        (DCT.modified, instant(entry.modified)),
        (DCAT.accessURL, site.version(entry.version)),
        (DCT.license, licence(graph)),
        (DCT.rights, rights(graph, site)),
        (DCATAP.availability, refer(graph, authorities.STABLE)),
        (ADMS.status, status),
    ]
    said = notices(entry)
    return [
        _distribution(graph, site, entry, file, [*_words(entry, file, said), *common]) for file in entry.version.files
    ]


def _distribution(graph: Graph, site: Site, entry: Entry, file: DatasetFile, said: Said) -> URIRef:
    return graph.add(
        site.of_dataset(entry, file.format),
        DCAT.Distribution,
        *said,
        (DCAT.downloadURL, URIRef(f"{site.version(entry.version)}/{file.name}")),
        (DCAT.byteSize, size(file.bytes)),
        (SPDX.checksum, _checksum(graph, site, entry, file)),
        *_format(graph, file.format),
    )


def _words(entry: Entry, file: DatasetFile, notice: tuple[str, str]) -> Said:
    known = FORMATS.get(file.format)
    vi, en = (known.title, known.title_en) if known else (file.format, file.format)
    dataset, number = entry.dataset, entry.version.number
    return [
        (DCT.title, in_both(f"{dataset.title}: {vi}", f"{dataset.title_en}: {en}")),
        (DCT.description, in_both(f"{vi}, phiên bản {number}.{notice[0]}", f"{en}, version {number}.{notice[1]}")),
    ]


def _format(graph: Graph, code: str) -> Said:
    media = refer(graph, authorities.media_type(media_type(code)))
    known, standard = authorities.FILE_TYPES.get(code), authorities.STANDARDS.get(code)
    said: Said = [
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
