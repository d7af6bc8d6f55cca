"""Zero, withheld, missing and not applicable are four things in every format, and a withheld number is in none."""

import csv
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from python_calamine import CalamineWorkbook

from portal.publishing.publisher import Publisher
from portal.publishing.submissions import Cell
from tests.builders import AT, COMMUNE, make_indicator, make_installation, make_submission

NAME = "thu-nghiem-digital-society"
STEM = f"{NAME}-1.0.0"
WITHHELD, ZERO, NONE, ABSENT = (f"{COMMUNE}-0{n}" for n in (1, 2, 3, 4))
States = dict[tuple[str, str], tuple[object, str]]


@pytest.fixture
def folder(public, desk, tmp_path) -> Path:
    indicators = [make_indicator(), make_indicator("coverage-5g", subject="infrastructure", position=1)]
    make_installation(public, villages=4, indicators=indicators)
    cells = [
        Cell("vneid-level2", WITHHELD, "2026-09", 4, 7919),
        Cell("vneid-level2", ZERO, "2026-09", 400, 800),
        Cell("vneid-level2", NONE, "2026-09", 300, 600),
        Cell("coverage-5g", WITHHELD, "2026-09", 50, 100),
        Cell("coverage-5g", ZERO, "2026-09", 0, 100),
        Cell("coverage-5g", NONE, "2026-09", 0, 0),
    ]
    publisher = Publisher(desk, public, tmp_path / "files")
    publisher.publish(make_submission(desk, cells), at=AT)
    return publisher.files / NAME / "1.0.0"


def of_csv(folder: Path, ending: str = ".csv") -> States:
    with (folder / f"{STEM}{ending}").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return {(r["indicator"], r["locality"]): (float(r["value"]) if r["value"] else None, r["status"]) for r in rows}


def of_excel_csv(folder: Path) -> States:
    return of_csv(folder, "-excel.csv")


def of_json(folder: Path) -> States:
    rows = json.loads((folder / f"{STEM}.json").read_bytes())["data"]
    return {(r["indicator"], r["locality"]): (r["value"], r["status"]) for r in rows}


def of_xlsx(folder: Path) -> States:
    names, *rows = CalamineWorkbook.from_path(folder / f"{STEM}.xlsx").get_sheet_by_index(0).to_python()
    found = [dict(zip(names, row, strict=True)) for row in rows]
    return {(r["indicator"], r["locality"]): (None if r["value"] == "" else r["value"], r["status"]) for r in found}


def of_parquet(folder: Path) -> States:
    rows = duckdb.read_parquet(str(folder / f"{STEM}.parquet")).select("indicator", "locality", "value", "status")
    return {(row[0], row[1]): (row[2], row[3]) for row in rows.fetchall()}


def of_geojson(folder: Path) -> States:
    found: States = {}
    for feature in json.loads((folder / f"{STEM}.geojson").read_bytes())["features"]:
        said = feature["properties"]
        for code in ("vneid-level2", "coverage-5g"):
            found[code, feature["id"]] = (said[code], said[f"{code}_status"])
    return found


@pytest.mark.parametrize("read", [of_csv, of_excel_csv, of_json, of_xlsx, of_parquet, of_geojson])
def test_the_four_are_told_apart(folder, read: Callable[[Path], States]) -> None:
    states = read(folder)
    assert states["vneid-level2", WITHHELD] == (None, "withheld")
    assert states["vneid-level2", ABSENT] == (None, "missing")
    assert states["coverage-5g", NONE] == (None, "not-applicable")
    assert states["coverage-5g", ZERO] == (0.0, "normal")


def test_a_denominator_stands_beside_a_withheld_value_and_is_zero_where_nothing_is_counted(folder) -> None:
    rows = json.loads((folder / f"{STEM}.json").read_bytes())["data"]
    held = {(r["indicator"], r["locality"]): (r["numerator"], r["denominator"]) for r in rows}
    assert held["vneid-level2", WITHHELD] == (None, 7919)
    assert held["vneid-level2", ABSENT] == (None, None)
    assert held["coverage-5g", NONE] == (None, 0)


def test_the_rate_of_a_withheld_count_is_in_no_file(folder) -> None:
    rate = f"{100 * 4 / 7919:.4f}".encode()
    with zipfile.ZipFile(folder / f"{STEM}.zip") as archive:
        texts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(folder / f"{STEM}.xlsx") as book:
        texts |= {name: book.read(name) for name in book.namelist()}
    assert len(texts) > 15
    assert not [name for name, content in texts.items() if rate in content]
