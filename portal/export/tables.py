"""Every collection of the API whole, as CSV and as NDJSON, and what describes the data to programs."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask

from portal.export.site import NotAnswered

TABLES, CATALOGUE = "tables", "catalogue"
INDEX = "/api/v1/"
NEXT = re.compile(r'<([^<>]*)>[^,<]*;\s*rel="?next"?')
DESCRIPTIONS = {
    "/api/v1/": "api.json",
    "/api/v1/openapi.json": "openapi.json",
    "/catalog.ttl": "catalog.ttl",
    "/catalog.jsonld": "catalog.jsonld",
    "/catalog.rdf": "catalog.rdf",
}
"""Addresses that describe the data, and their files in a copy."""


@dataclass(frozen=True)
class CopiedTable:
    """A collection in files.

    :param about: what it holds, in words.
    :param fields: what each of its fields is, as the API describes it.
    :param rows: how many there are.
    """

    name: str
    about: str
    fields: tuple[dict[str, Any], ...]
    rows: int


class Asking:
    """Asks the composed application from inside, a few kilobytes of an answer at a time."""

    def __init__(self, app: Flask, base: str) -> None:
        self._client, self._base = app.test_client(), base
        self.next: str | None = None

    def object(self, address: str) -> Any:
        answer = self._client.get(address, base_url=self._base)
        if answer.status_code != 200:
            raise NotAnswered(f"{address} was answered with {answer.status}")
        return answer.get_json()

    def write(self, address: str, target: Path) -> bool:
        """Write what an address answers; False when there is nothing there. ``next`` is then what it says follows it.

        :raises NotAnswered: the portal failed.
        """
        answer = self._client.get(address, base_url=self._base, buffered=False)
        try:
            if answer.status_code == 404:
                return False
            if answer.status_code != 200:
                raise NotAnswered(f"{address} was answered with {answer.status}")
            self.next = _next_of(answer.headers.get("Link", ""))
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as file:
                for chunk in answer.iter_encoded():
                    file.write(chunk)
            return True
        finally:
            answer.close()


def _next_of(link: str) -> str | None:
    found = NEXT.search(link)
    return urlsplit(found[1])._replace(scheme="", netloc="").geturl() if found else None


def copy_tables(app: Flask, base: str, copy: Path, tell: Callable[[str], object]) -> list[CopiedTable]:
    """Write every collection that the API lists into the folder ``tables``.

    :raises NotAnswered: the portal failed at one.
    """
    asking = Asking(app, base)
    copied = []
    for resource in asking.object(INDEX)["resources"]:
        name, address = resource["name"], resource["address"]
        for suffix in ("csv", "ndjson"):
            if not asking.write(f"{address}.{suffix}", copy / TABLES / f"{name}.{suffix}"):
                raise NotAnswered(f"{address}.{suffix} is not there")
        rows = sum(1 for _ in _lines(copy / TABLES / f"{name}.ndjson")) - 1  # the last line is the proof of the end
        tell(f"tables: {name}, {rows} rows")
        copied.append(CopiedTable(name, resource["about"], tuple(resource["fields"]), rows))
    return copied


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from file


def copy_descriptions(app: Flask, base: str, copy: Path) -> list[str]:
    """Write what describes the data to programs, as far as the portal has it; answers the names of the files.

    What comes in pages is followed to its last: ``catalog.ttl``, ``catalog-2.ttl`` and so on.
    """
    asking = Asking(app, base)
    names = []
    for beginning, name in DESCRIPTIONS.items():
        address: str | None = beginning
        stem, _, ending = name.rpartition(".")
        for page in count(1):
            paged = name if page == 1 else f"{stem}-{page}.{ending}"
            if address is None or not asking.write(address, copy / CATALOGUE / paged):
                break
            names.append(paged)
            address = asking.next
    return names
