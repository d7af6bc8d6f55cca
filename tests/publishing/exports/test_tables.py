"""The formats that are tables: every reader gets the same values from each."""

import datetime as dt
import json
import math

import duckdb
import pandas
import pytest

from tests.compatibility import record

PANDAS = {"string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean", "date": "string"}
DUCKDB = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}


@pytest.fixture(scope="module")
def database():
    with duckdb.connect(":memory:") as connection:
        yield connection


def plain(value):
    """As JSON has it."""
    if value is None or value is pandas.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    return value.isoformat() if isinstance(value, dt.date) else value


EQUAL = "the values that were released, cell by cell"


def plain_rows(rows) -> list[tuple]:
    return [tuple(plain(value) for value in row) for row in rows]


@pytest.mark.parametrize("ending", [".csv", "-excel.csv"])
def test_pandas_reads_every_csv_by_its_schema_to_the_values_released(versions, ending) -> None:
    for version in versions:
        types = {field["name"]: PANDAS[field["type"]] for field in version.fields}
        frame = pandas.read_csv(version.path(ending), dtype=types, keep_default_na=False, na_values=[""])
        assert list(frame.columns) == version.names
        assert plain_rows(frame.itertuples(index=False, name=None)) == version.rows, version.stem
    record(
        client="pandas", version=pandas.__version__, did=f"read the newest `{ending}` of every dataset", result=EQUAL
    )


@pytest.mark.parametrize("ending", [".csv", "-excel.csv"])
def test_duckdb_reads_every_csv_by_its_schema_to_the_values_released(versions, database, ending) -> None:
    for version in versions:
        types = {field["name"]: DUCKDB[field["type"]] for field in version.fields}
        rows = database.read_csv(str(version.path(ending)), header=True, columns=types).fetchall()
        assert plain_rows(rows) == version.rows, version.stem
    record(
        client="DuckDB", version=duckdb.__version__, did=f"read the newest `{ending}` of every dataset", result=EQUAL
    )


def test_duckdb_reads_every_parquet_typed_and_without_being_told_how(versions, database) -> None:
    for version in versions:
        relation = database.read_parquet(str(version.path(".parquet")))
        assert relation.columns == version.names
        assert [str(kind) for kind in relation.types] == [DUCKDB[field["type"]] for field in version.fields]
        assert plain_rows(relation.fetchall()) == version.rows, version.stem
    record(client="DuckDB", version=duckdb.__version__, did="read the newest Parquet of every dataset", result=EQUAL)


def test_pandas_gets_from_duckdb_what_the_parquet_holds(versions, database) -> None:
    """pandas reads Parquet through a library of its own choice; none is among ours."""
    for version in versions:
        frame = database.read_parquet(str(version.path(".parquet"))).df()
        assert list(frame.columns) == version.names
        assert len(frame) == len(version.rows)
        numbers = [i for i, field in enumerate(version.fields) if field["type"] in {"integer", "number"}]
        for at in numbers:
            held = [plain(value) for value in frame.iloc[:, at].astype(object).where(frame.iloc[:, at].notna(), None)]
            assert held == [row[at] for row in version.rows], (version.stem, version.names[at])
    did = "took the newest Parquet of every dataset from DuckDB"
    record(client="pandas", version=pandas.__version__, did=did, result="the same number of rows and the same numbers")


def test_a_parquet_file_says_what_it_is_and_that_it_is_illustrative(versions, database) -> None:
    version = next(v for v in versions if v.folder.parent.name == "tra-cau-digital-society")
    query = "select decode(key), decode(value) from parquet_kv_metadata(?)"
    said = dict(database.execute(query, [str(version.path(".parquet"))]).fetchall())
    assert said["title"] == "Xã hội số - Phường Trà Câu"
    assert said["title_en"] == "Digital society - Tra Cau Ward"
    assert (said["version"], said["licence"], said["illustrative"]) == (version.folder.name, "CC-BY-4.0", "true")
    assert said["notice"].startswith("Số liệu minh họa")
    assert said["notice_en"].startswith("Illustrative")


def test_a_json_file_says_what_it_is_before_its_rows(versions) -> None:
    for version in versions:
        content = json.loads(version.path(".json").read_bytes())
        assert content["dataset"] == version.folder.parent.name
        assert content["version"] == version.folder.name
        assert content["illustrative"] is True
        assert content["notice"].startswith("Số liệu minh họa")
