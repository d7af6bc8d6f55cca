"""``datapackage.json``: the tables and the newest version of every dataset as one Frictionless Data Package.

Written a resource at a time: a country has 30,000 datasets.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from portal.domain.catalogue import LICENCE_TITLE, LICENCE_URL, RIGHTS
from portal.domain.datasets import LICENCE
from portal.export.released import Released
from portal.export.sums import sha256_of
from portal.export.tables import TABLES, CopiedTable

NAME = "datapackage.json"
TYPES: Mapping[str, Mapping[str, Any]] = {
    "whole number": {"type": "integer"},
    "number": {"type": "number"},
    "true or false": {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
    "date": {"type": "date"},
    "instant": {"type": "datetime", "format": "any"},
}
"""What the API calls a type, as a Table Schema does; everything else is text in a CSV file."""


def write_package(
    copy: Path, facts: Mapping[str, Any], tables: Sequence[CopiedTable], datasets: Iterable[Released]
) -> None:
    """Write it into the folder of the copy.

    :param facts: what is said of the whole.
    :param datasets: the CSV file of the newest version of each dataset.
    """
    head = orjson.dumps({**_about(facts), "resources": []}).removesuffix(b"]}")
    with (copy / NAME).open("wb") as file:
        file.write(head)
        for number, resource in enumerate(_resources(copy, tables, datasets)):
            file.write(b"," if number else b"")
            file.write(orjson.dumps(resource))
        file.write(b"]}\n")


def _about(facts: Mapping[str, Any]) -> dict[str, Any]:
    told = {
        "profile": "tabular-data-package",
        "name": facts["name"],
        "title": facts["title"],
        "title_en": facts["title_en"],
        "created": facts["released_at"],
        "homepage": facts["base_url"],
        "licenses": [{"name": LICENCE, "title": LICENCE_TITLE, "path": LICENCE_URL}],
        "rights": RIGHTS[0],
        "rights_en": RIGHTS[1],
        "illustrative": facts["illustrative"],
        "notice": facts["notice"],
        "notice_en": facts["notice_en"],
    }
    return {name: value for name, value in told.items() if value is not None}


def _resources(copy: Path, tables: Sequence[CopiedTable], datasets: Iterable[Released]) -> Iterator[dict[str, Any]]:
    for table in tables:
        yield _of_table(copy, table)
    for file in datasets:
        yield _of_dataset(copy, file)


def _of_table(copy: Path, table: CopiedTable) -> dict[str, Any]:
    path = f"{TABLES}/{table.name}.csv"
    known = {field["name"]: field for field in table.fields}
    with (copy / path).open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    schema = {"fields": [_field(name, known.get(name)) for name in columns], "missingValues": [""]}
    told = _file(copy, path, sha256_of(copy / path))
    return {"name": f"table-{table.name}", "description": table.about, **told, "schema": schema}


def _field(name: str, known: Mapping[str, Any] | None) -> dict[str, Any]:
    """A column; one of an object within a row is text that the API's description tells more of."""
    if known is None:
        return {"name": name, "type": "any"}
    return {"name": name, "description": known["about"], **TYPES.get(known["type"], {"type": "string"})}


def _of_dataset(copy: Path, file: Released) -> dict[str, Any]:
    path = f"data/{file.place}"
    return {"name": file.dataset, **_file(copy, path, file.sha256), **_as_released(copy / path)}


def _as_released(path: Path) -> dict[str, Any]:
    """Title and schema, from the description that was released with the file."""
    released = path.parent / NAME
    if not released.is_file():
        return {}
    package = orjson.loads(released.read_bytes())
    own = next(r for r in package["resources"] if r["path"] == path.name)
    titles = {name: package[name] for name in ("title", "title_en", "version") if name in package}
    return titles | {name: own[name] for name in ("schema", "dialect") if name in own}


def _file(copy: Path, path: str, sha256: str) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": (copy / path).stat().st_size,
        "hash": f"sha256:{sha256}",
    }
