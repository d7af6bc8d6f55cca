"""``datapackage.json``: the version as a Frictionless Data Package (version 1, profile ``tabular-data-package``).

Its resources are the two CSV files, since that profile takes tables only; the other files of the folder are named
beside them with size and checksum. Paths are names in the same folder, so that it holds wherever the folder lies.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from portal.domain.catalogue import LICENCE_TITLE, LICENCE_URL, RIGHTS
from portal.domain.dictionary import Column, Type, unit_of
from portal.domain.indicators import Indicator
from portal.formats.mediatypes import FORMATS
from portal.publishing.exports.edition import Edition
from portal.publishing.exports.folder import BuiltFile

TABULAR = {"csv": "data", "csv-excel": "data-for-excel"}
"""The formats that are resources, and their names there."""


def data_package(edition: Edition, files: Sequence[BuiltFile]) -> Iterator[bytes]:
    """:param files: what the folder holds beside it."""
    dataset, release = edition.dataset, edition.release
    schema = _schema(edition)
    package = {
        "profile": "tabular-data-package",
        "name": dataset.slug,
        "title": dataset.title,
        "title_en": dataset.title_en,
        "description": _both(dataset.description, dataset.description_en),
        "description_en": dataset.description_en,
        "homepage": edition.url if edition.base_url else None,  # the standard takes absolute ones only
        "version": edition.number,
        "created": edition.instant,
        "release": release.id,
        "licenses": [{"name": dataset.licence, "title": LICENCE_TITLE, "path": LICENCE_URL}],
        "rights": RIGHTS[0],
        "rights_en": RIGHTS[1],
        "sources": [{"title": source, "title_en": source_en} for source, source_en in edition.sources],
        "contributors": [
            {"title": edition.publisher[0], "title_en": edition.publisher[1], "role": "publisher"},
        ],
        "keywords": [dataset.group.title, dataset.group.title_en, dataset.commune.name],
        "citation": edition.citation[0],
        "citation_en": edition.citation[1],
        "illustrative": dataset.illustrative,
        "notice": edition.notice[0],
        "notice_en": edition.notice[1],
        "indicators": [_indicator(indicator) for indicator in edition.indicators],
        "resources": [_resource(edition, file, schema) for file in files if file.format in TABULAR],
        "files": [_file(file) for file in files if file.format not in TABULAR],
    }
    yield orjson.dumps(
        {name: value for name, value in package.items() if value not in (None, [])},
        option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE,
    )


def _resource(edition: Edition, file: BuiltFile, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": TABULAR[file.format],
        **_file(file),
        "format": "csv",
        "encoding": "utf-8-sig" if file.format == "csv-excel" else "utf-8",
        "description": _both(edition.dictionary.row, edition.dictionary.row_en),
        "dialect": {"delimiter": ",", "doubleQuote": True, "lineTerminator": "\r\n", "quoteChar": '"', "header": True},
        "schema": schema,
    }


def _file(file: BuiltFile) -> dict[str, Any]:
    format_ = FORMATS[file.format]
    return {
        "path": file.name,
        "title": format_.title,
        "title_en": format_.title_en,
        "format": file.format,
        "mediatype": format_.media_type,
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
    }


def _schema(edition: Edition) -> dict[str, Any]:
    """A Table Schema. Empty is the only missing-value code: ``status`` says why a value is not there."""
    return {
        "fields": [_field(column) for column in edition.columns],
        "missingValues": [""],
        "primaryKey": list(edition.dictionary.key),
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": column.type.value,
        "description": column.meaning,
        "description_en": column.meaning_en,
    }
    if column.type is Type.BOOLEAN:
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    if column.unit:
        field["unit"], field["unit_en"] = unit_of(column.unit)
    if constraints := _constraints(column):
        field["constraints"] = constraints
    if column.words:
        field["categories"] = [
            {"value": word.code, "label": word.meaning, "label_en": word.meaning_en} for word in column.words
        ]
    return field


def _constraints(column: Column) -> dict[str, Any]:
    found = {
        "required": column.required,
        "enum": [word.code for word in column.words],
        "pattern": column.pattern,
    }
    return {name: value for name, value in found.items() if value}


def _indicator(indicator: Indicator) -> dict[str, Any]:
    """What the values of an indicator are: its unit and definition."""
    unit, unit_en = unit_of(indicator.unit)
    words = ("name", "definition", "method", "numerator", "denominator")
    texts = {key: getattr(indicator, key) for word in words for key in (word, f"{word}_en")}
    return {"code": indicator.code, "unit": unit, "unit_en": unit_en, **texts}


def _both(text: str, text_en: str) -> str:
    return f"{text}\n\n{text_en}"
