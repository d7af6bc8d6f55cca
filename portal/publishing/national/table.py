"""The table of administrative units in the package ``vietnamadminunits``, read as a file.

The package itself is never imported: it would bring a geocoder that asks a server. Its table names the 34 provinces
and 3,321 communes since 1 July 2025, and the 63 and 10,035 before it; a second file says which became which.
"""

import hashlib
import json
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from portal.domain.folding import without_marks
from portal.domain.localities import LocalityKind

PACKAGE = "vietnamadminunits"
TABLE = f"{PACKAGE}/data/dataset.db"
CONVERSION = f"{PACKAGE}/data/converter_2025.json"
ENGLISH = {
    "tỉnh": "Province",
    "thành phố": "City",
    "phường": "Ward",
    "thị trấn": "Township",
    "xã": "Commune",
    "đặc khu": "Special Zone",
}


class TableMissing(Exception):
    """The package, or its table, is not where the portal is installed."""


@dataclass(frozen=True)
class Unit:
    """A province or a commune of the table.

    :param key: what the package's own files call it by.
    :param short: the name without the type: ``Trà Câu``.
    :param above: the code of its province; None of a province.
    :param area_km2: None where the table has none, or nought.
    """

    key: str
    code: str
    kind: LocalityKind
    unit: str
    short: str
    above: str | None
    lat: float | None
    lon: float | None
    area_km2: float | None

    @property
    def name(self) -> str:
        return f"{self.unit.capitalize()} {self.short}"

    @property
    def name_en(self) -> str:
        return f"{without_marks(self.short)} {ENGLISH[self.unit]}"


@dataclass(frozen=True)
class Table:
    """Units since July 2025 and before.

    :param sha256: of the package's file.
    :param became: the keys of what each former unit, by its key, went into.
    """

    version: str
    sha256: str
    provinces: list[Unit]
    communes: list[Unit]
    former_provinces: list[Unit]
    former_communes: list[Unit]
    became: dict[str, list[str]]

    @property
    def source(self) -> str:
        return f"Danh mục đơn vị hành chính từ 01/7/2025, theo gói {PACKAGE} {self.version} (MIT)"

    @property
    def former_source(self) -> str:
        return f"Danh mục trước 01/7/2025, theo gói {PACKAGE} {self.version} (MIT)"

    @cached_property
    def unmerged(self) -> set[str]:
        """The codes of the provinces that July 2025 left as they were."""
        taken: dict[str, list[str]] = defaultdict(list)
        for former in self.former_provinces:
            for key in self.became[former.key]:
                taken[key].append(former.key)
        return {p.code for p in self.provinces if taken[p.key] == [p.key]}


def read_table() -> Table:
    """:raises TableMissing: the package is not installed, or came without its table."""
    try:
        package = distribution(PACKAGE)
    except PackageNotFoundError:
        raise TableMissing(f"the package {PACKAGE} is not installed") from None
    table, conversion = (Path(str(package.locate_file(name))) for name in (TABLE, CONVERSION))
    for file in (table, conversion):
        if not file.is_file():
            raise TableMissing(f"the package {PACKAGE} {package.version} has no file {file.name}")
    with closing(sqlite3.connect(f"{table.as_uri()}?mode=ro", uri=True)) as database:
        database.row_factory = sqlite3.Row
        now = list(database.execute("select *, null as districtKey from admin_units"))
        before = list(database.execute("select *, null as wardAreaKm2 from admin_units_legacy"))
    became = _conversion(json.loads(conversion.read_text(encoding="utf-8")))
    former = [row for row in before if row["ward"]]  # five island districts had no communes
    digest = hashlib.sha256(table.read_bytes()).hexdigest()
    units = (_provinces(now), _communes(now), _provinces(before), _communes(former))
    return Table(package.version, digest, *units, became)


def _provinces(rows: list[sqlite3.Row]) -> list[Unit]:
    """Each province once, in the order of the table."""
    return list({row["provinceCode"]: _province(row) for row in rows}.values())


def _province(row: sqlite3.Row) -> Unit:
    short = _text(row["provinceShort"])
    unit = _text(row["province"]).removesuffix(f" {short}").lower()
    place = (row["provinceLat"], row["provinceLon"])
    return Unit(row["provinceKey"], row["provinceCode"], LocalityKind.PROVINCE, unit, short, None, *place, None)


def _communes(rows: list[sqlite3.Row]) -> list[Unit]:
    return [
        Unit(
            "_".join(row[part] for part in ("provinceKey", "districtKey", "wardKey") if row[part]),
            row["wardCode"],
            LocalityKind.COMMUNE,
            row["wardType"].lower(),
            _text(row["wardShort"]),
            row["provinceCode"],
            row["wardLat"],
            row["wardLon"],
            row["wardAreaKm2"] or None,
        )
        for row in rows
    ]


def _text(value: str) -> str:
    return unicodedata.normalize("NFC", value).strip()


def _conversion(found: dict[str, Any]) -> dict[str, list[str]]:
    became: dict[str, list[str]] = defaultdict(list)
    for former, successor in _pairs(found):
        became[former].append(successor)
    return became


def _pairs(found: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Former key and successor's key: provinces, communes that went whole, communes that were divided."""
    for province, formers in found["DICT_PROVINCE"].items():
        yield from ((former, province) for former in formers)
    for province, wards in found["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        yield from ((former, f"{province}_{ward}") for ward, formers in wards.items() for former in formers)
    for province, divided in found["DICT_PROVINCE_WARD_DIVIDED"].items():
        for former, parts in divided.items():
            yield from ((former, f"{province}_{part['newWardKey']}") for part in parts)
