"""What else there is of a dataset, said in the head of the answer: links (RFC 8288) and the choice by ``Accept``.

Relations are registered ones: ``cite-as`` (RFC 8574), ``latest-version``, ``predecessor-version``,
``successor-version`` and ``version-history`` (RFC 5829), ``describedby``, ``license``, ``alternate``, ``collection``.
"""

from collections.abc import Callable, Iterable, Mapping

from flask import Response

from portal.addresses import public_url
from portal.domain.catalogue import LICENCE_URL, Entry
from portal.domain.datasets import Dataset, DatasetFile, DatasetVersion
from portal.formats.mediatypes import media_type
from portal.i18n import language
from portal.routing import HTML, in_language, preferred_form

GRAPHS = {"text/turtle": "ttl", "application/ld+json": "jsonld", "application/rdf+xml": "rdf"}
ROWS = {"application/json": "json", "text/csv": "csv"}
BIBLIOGRAPHY = {"application/x-bibtex": "citation.bib", "application/vnd.citationstyles.csl+json": "citation.json"}

Link = tuple[str, str, str]
"""A path, its relation and its media type, empty where that says nothing."""


def path_of(dataset: Dataset, version: DatasetVersion | None = None) -> str:
    """The path of a dataset's page, or of a version's, without a language."""
    end = f"/{version.number}" if version else ""
    return f"/datasets/{dataset.slug}{end}"


def forms_of_dataset(dataset: Dataset) -> dict[str, str]:
    """Paths at which programs read what the page says, by media type."""
    described = {mimetype: f"{path_of(dataset)}.{suffix}" for mimetype, suffix in ROWS.items()}
    return described | _graphs(dataset)


def forms_of_version(dataset: Dataset, version: DatasetVersion) -> dict[str, str]:
    """Paths of a version's data and of what describes it, by media type."""
    files = {media_type(f.format): path_of_file(f) for f in reversed(version.files)}  # of two CSV the plain one
    cited = {mimetype: f"{path_of(dataset, version)}/{name}" for mimetype, name in BIBLIOGRAPHY.items()}
    return files | cited | _graphs(dataset)


def path_of_file(file: DatasetFile) -> str:
    return f"/datasets/{file.version.dataset_slug}/{file.version.number}/{file.name}"


def _graphs(dataset: Dataset) -> dict[str, str]:
    return {mimetype: f"/dataset/{dataset.uuid}.{suffix}" for mimetype, suffix in GRAPHS.items()}


def choose(forms: Mapping[str, str], make: Callable[[], Response]) -> Response:
    """The page, or the way to the form that a program prefers to it."""
    best = preferred_form(forms)
    response = make() if best == HTML else Response(status=303)
    if best != HTML:
        response.location = public_url(forms[best])
    response.vary.add("Accept")
    return response


def linked(response: Response, links: Iterable[Link]) -> Response:
    """The answer with links to absolute addresses, in one header: nginx hands on one of each name with a file."""
    written = [
        f'<{path if "://" in path else public_url(path)}>; rel="{relation}"'
        + (f'; type="{mimetype}"' if mimetype else "")
        for path, relation, mimetype in links
    ]
    response.headers["Link"] = ", ".join([*response.headers.getlist("Link"), *written])
    return response


def links_of_dataset(entry: Entry) -> list[Link]:
    dataset = entry.dataset
    return [
        (LICENCE_URL, "license", ""),
        (path_of(dataset, entry.version), "cite-as", ""),
        (address_of(dataset, entry.version), "latest-version", HTML),
        *_described(dataset),
        *((path, "alternate", mimetype) for mimetype, path in forms_of_dataset(dataset).items() if mimetype in ROWS),
        (address_of(dataset) + ".atom", "alternate", "application/atom+xml"),
    ]


def links_of_version(entry: Entry, version: DatasetVersion) -> list[Link]:
    dataset = entry.dataset
    return [
        (LICENCE_URL, "license", ""),
        (path_of(dataset, version), "cite-as", ""),
        (address_of(dataset), "collection", HTML),
        (address_of(dataset) + "#versions", "version-history", HTML),
        *_neighbours(entry, version),
        *_described(dataset),
        *((path_of_file(file), "item", media_type(file.format)) for file in version.files),
    ]


def links_of_file(file: DatasetFile) -> list[Link]:
    """Of a download: what it belongs to, what describes it and under which terms it is."""
    version = file.version
    return [
        (LICENCE_URL, "license", ""),
        (path_of(version.dataset, version), "cite-as", ""),
        (address_of(version.dataset, version), "collection", HTML),
        *_described(version.dataset),
        *((path_of_file(f), "describedby", media_type(f.format)) for f in version.files if _describes(f, file)),
    ]


def address_of(dataset: Dataset, version: DatasetVersion | None = None) -> str:
    """The path in the language of this answer, below where the portal stands."""
    return in_language(path_of(dataset, version), language())


def _describes(file: DatasetFile, other: DatasetFile) -> bool:
    return file.format == "datapackage" != other.format


def _described(dataset: Dataset) -> list[Link]:
    return [(path, "describedby", mimetype) for mimetype, path in _graphs(dataset).items()]


def _neighbours(entry: Entry, version: DatasetVersion) -> Iterable[Link]:
    """Newest, next and previous version, as far as there are."""
    at = entry.versions.index(version)
    yield address_of(entry.dataset, entry.version), "latest-version", HTML
    if at > 0:
        yield address_of(entry.dataset, entry.versions[at - 1]), "successor-version", HTML
    if at + 1 < len(entry.versions):
        yield address_of(entry.dataset, entry.versions[at + 1]), "predecessor-version", HTML
