"""schema.org descriptions for search engines (Google Dataset Search among them), in the language of the page.

They say what the page says. They stand in a data block, ``<script type="application/ld+json">``, which browsers do not
run and the content policy therefore lets be; nothing in it can end the block.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from flask import current_app
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from portal.addresses import public_url
from portal.domain.catalogue import KEYWORDS, LICENCE_URL, RIGHTS, Entry, publisher_of
from portal.domain.citations import ILLUSTRATIVE, PUBLISHER, cite, work_of
from portal.domain.datasets import DatasetFile, DatasetVersion
from portal.domain.extents import Extent
from portal.domain.indicators import Indicator
from portal.domain.localities import Locality
from portal.domain.periods import Period
from portal.formats.mediatypes import media_type
from portal.i18n import gettext as _
from portal.i18n import language, localized
from portal.i18n.wording import unit_name
from portal.pages.context import address
from portal.pages.dataset_links import path_of, path_of_file
from portal.pages.dataset_words import format_name

LEAST, MOST = 50, 5000  # characters that Google takes as a description
COUNTRY = {"vi": "Việt Nam", "en": "Viet Nam"}

Node = dict[str, Any]


def data_block(node: Node) -> Markup:
    """The description as it stands in a page."""
    text = htmlsafe_json_dumps(node, dumps=lambda value, **_options: orjson.dumps(value).decode())
    return Markup('<script type="application/ld+json">{}</script>').format(text)


def dataset_node(entry: Entry, version: DatasetVersion, extent: Extent | None, *, of_version: bool) -> Node:
    """A dataset in its newest version, or a version by itself.

    :param extent: of the version.
    """
    dataset, commune, title = entry.dataset, entry.dataset.commune, localized(entry.dataset, "title")
    whole, own = path_of(dataset), path_of(dataset, version)
    numbered = _("%(title)s, phiên bản %(number)s", title=title, number=version.number)
    return _kept(
        {
            "@context": "https://schema.org",
            "@type": "Dataset",
            "@id": _id(own if of_version else whole),
            "url": _page(own if of_version else whole),
            "name": numbered if of_version else title,
            "description": _description(entry, extent),
            "identifier": [_id(own)] if of_version else [_id(whole), f"urn:uuid:{entry.id}"],
            "version": version.number,
            "keywords": [word[_english()] for word in entry.keywords],
            "inLanguage": ["vi", "en"],
            "license": LICENCE_URL,
            "conditionsOfAccess": RIGHTS[_english()],
            "isAccessibleForFree": True,
            "creativeWorkStatus": ILLUSTRATIVE[language()] if dataset.illustrative else None,
            "creator": _body(commune),
            "publisher": _body(commune),
            "includedInDataCatalog": _catalogue(),
            "spatialCoverage": _place(commune),
            "temporalCoverage": f"{extent.start}/{extent.end}" if extent else None,
            "datePublished": version.released_at if of_version else entry.issued,
            "dateModified": version.released_at,
            "measurementTechnique": [localized(i, "method") for i in extent.indicators] if extent else None,
            "variableMeasured": [_variable(i) for i in extent.indicators] if extent else None,
            "distribution": [_download(entry, file) for file in version.files],
            "creditText": cite(work_of(dataset, version, _id(own)), language()),
            "exampleOfWork": {"@id": _id(whole)} if of_version else None,
            "workExample": None if of_version else {"@id": _id(own)},
        }
    )


def indicator_node(
    indicator: Indicator, communes: Sequence[Locality], periods: Sequence[Period], *, illustrative: bool
) -> Node:
    """What an indicator's page compares, as a dataset of its own.

    :param communes: that have published it.
    :param periods: of their figures, at least one.
    """
    path = f"/indicators/{indicator.code}"
    whole = {"@type": "Organization", "name": PUBLISHER, "url": _page("/")}
    made_up = [f"{ILLUSTRATIVE[language()]}."] if illustrative else []
    span = f"{min(period.start for period in periods)}/{max(period.end for period in periods)}"
    return _kept(
        {
            "@context": "https://schema.org",
            "@type": "Dataset",
            "@id": _id(path),
            "url": _page(path),
            "name": localized(indicator),
            "description": _long_enough([*made_up, localized(indicator, "definition"), localized(indicator, "method")]),
            "identifier": [_id(path), indicator.code],
            "keywords": [localized(indicator, "short"), localized(indicator.group, "title"), *_general_keywords()],
            "inLanguage": ["vi", "en"],
            "license": LICENCE_URL,
            "conditionsOfAccess": RIGHTS[_english()],
            "isAccessibleForFree": True,
            "creativeWorkStatus": ILLUSTRATIVE[language()] if illustrative else None,
            "creator": [_body(commune) for commune in communes[:20]],
            "publisher": whole,
            "includedInDataCatalog": _catalogue(),
            "spatialCoverage": [_place(commune) for commune in communes[:20]],
            "temporalCoverage": span,
            "measurementTechnique": localized(indicator, "method"),
            "variableMeasured": [_variable(indicator)],
            "distribution": [_rows_of(indicator, suffix) for suffix in ("csv", "json")],
        }
    )


def catalogue_node() -> Node:
    """The list of all datasets."""
    return _catalogue() | {
        "@context": "https://schema.org",
        "description": _("Các bộ dữ liệu mở của xã, phường: tải về, xem phiên bản và cách trích dẫn."),
        "inLanguage": ["vi", "en"],
        "license": LICENCE_URL,
        "isAccessibleForFree": True,
        "publisher": {"@type": "Organization", "name": PUBLISHER, "url": _page("/")},
    }


def _kept(node: Mapping[str, Any]) -> Node:
    """Without what there is nothing to say of; instants and days as ISO 8601."""
    return {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in node.items()
        if value not in (None, [], "")
    }


def _description(entry: Entry, extent: Extent | None) -> str:
    dataset = entry.dataset
    made_up = [f"{ILLUSTRATIVE[language()]}."] if dataset.illustrative else []
    measured = ", ".join(localized(i, "short") for i in extent.indicators) if extent else ""
    counted = [_("Chỉ số: %(indicators)s.", indicators=measured)] if measured else []
    place = _("Nơi công bố: %(commune)s.", commune=localized(dataset.commune))
    return _long_enough([*made_up, localized(dataset, "description"), *counted, place, RIGHTS[_english()]])


def _long_enough(sentences: Sequence[str]) -> str:
    """As many as search engines ask for at least, cut where they stop reading."""
    text = " ".join(sentence for sentence in sentences if sentence)
    return (text if len(text) >= LEAST else f"{text} {RIGHTS[_english()]}")[:MOST]


def _body(commune: Locality) -> Node:
    """The committee that answers for the figures."""
    address_ = current_app.config["CONTACT_EMAIL"]
    contact = {"@type": "ContactPoint", "contactType": _("góp ý về dữ liệu"), "email": address_} if address_ else None
    return _kept(
        {
            "@type": "GovernmentOrganization",
            "name": publisher_of(commune)[_english()],
            "url": _page(f"/localities/{commune.slug}"),
            "contactPoint": contact,
        }
    )


def _place(commune: Locality) -> Node:
    within = {"@type": "AdministrativeArea", "name": localized(commune.parent)} if commune.parent else None
    located = commune.lat is not None and commune.lon is not None
    return _kept(
        {
            "@type": "AdministrativeArea",
            "name": ", ".join(
                [localized(commune), *([localized(commune.parent)] if commune.parent else []), COUNTRY[language()]]
            ),
            "identifier": commune.code,
            "geo": {"@type": "GeoCoordinates", "latitude": commune.lat, "longitude": commune.lon} if located else None,
            "containedInPlace": within,
        }
    )


def _variable(indicator: Indicator) -> Node:
    return {
        "@type": "PropertyValue",
        "name": localized(indicator),
        "alternateName": localized(indicator, "short"),
        "propertyID": indicator.code,
        "description": localized(indicator, "definition"),
        "unitText": unit_name(indicator.unit),
        "url": _page(f"/indicators/{indicator.code}"),
    }


def _download(entry: Entry, file: DatasetFile) -> Node:
    return {
        "@type": "DataDownload",
        "name": format_name(file),
        "identifier": entry.file_id(file),
        "contentUrl": _id(path_of_file(file)),
        "encodingFormat": media_type(file.format),
        "contentSize": f"{file.bytes} B",
        "sha256": file.sha256,
        "version": file.version.number,
        "dateModified": file.version.released_at.isoformat(),
    }


def _rows_of(indicator: Indicator, suffix: str) -> Node:
    return {
        "@type": "DataDownload",
        "name": suffix.upper(),
        "contentUrl": _page(f"/indicators/{indicator.code}.{suffix}"),
        "encodingFormat": media_type(suffix),
    }


def _catalogue() -> Node:
    name = _("Dữ liệu mở – Làng Số")
    return {"@type": "DataCatalog", "@id": _id("/datasets"), "name": name, "url": _page("/datasets")}


def _general_keywords() -> list[str]:
    return [word[_english()] for word in KEYWORDS]


def _id(path: str) -> str:
    """The absolute address that a thing has in every language."""
    return public_url(path)


def _page(path: str) -> str:
    """The absolute address of a page in its language."""
    return public_url(address(path))


def _english() -> int:
    """Which of a pair of words the page says."""
    return int(language() == "en")
