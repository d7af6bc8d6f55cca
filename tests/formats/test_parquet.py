"""Parquet as DuckDB reads it."""

import datetime as dt
import os
import resource
from concurrent.futures import ThreadPoolExecutor

import duckdb
import pytest

from portal.domain.dictionary import Column, Type
from portal.formats import Table
from portal.formats.parquet import SETTINGS, write_parquet

COLUMNS = [Column(kind.name.lower(), "", "", kind) for kind in Type]
FIELDS = tuple(column.name for column in COLUMNS)
ROW = ("21451", 2**62, 0.1 + 0.2, True, dt.date(2026, 2, 28))


def written(path, *rows, words=None):
    write_parquet(path, Table("test", FIELDS, rows), COLUMNS, words or {"title": "Số liệu"})
    return duckdb.read_parquet(str(path))


def test_every_type_comes_back_as_it_was(tmp_path):
    found = written(tmp_path / "a.parquet", ROW)
    assert [str(kind) for kind in found.types] == ["VARCHAR", "BIGINT", "DOUBLE", "BOOLEAN", "DATE"]
    assert found.fetchall() == [ROW]


@pytest.mark.parametrize("text", ["", "2026", "null", "=1+1", "hai\ndòng", "it's", '"a"', "{}", "đường\t𠀀", "\\"])
def test_a_text_is_a_text_whatever_it_looks_like(tmp_path, text):
    assert written(tmp_path / "a.parquet", (text, *ROW[1:])).fetchall()[0][0] == text


def test_nothing_is_null_and_zero_is_zero(tmp_path):
    rows = [(None,) * 5, ("", 0, 0.0, False, None)]
    assert written(tmp_path / "a.parquet", *rows).fetchall() == rows


def test_a_table_without_rows_keeps_its_types(tmp_path):
    found = written(tmp_path / "a.parquet")
    assert (found.fetchall(), [str(kind) for kind in found.types][1]) == ([], "BIGINT")


def test_the_order_of_the_rows_is_kept_over_many_groups(tmp_path):
    rows = [("x", n, None, None, None) for n in range(60_000)]
    assert [row[1] for row in written(tmp_path / "a.parquet", *rows).fetchall()] == list(range(60_000))


def test_words_about_the_file_are_kept_whatever_they_hold(tmp_path):
    words = {"title": "Số liệu 'minh họa'", "it's": 'a "b" {c}'}
    written(tmp_path / "a.parquet", ROW, words=words)
    query = "select decode(key), decode(value) from parquet_kv_metadata(?)"
    assert dict(duckdb.execute(query, [str(tmp_path / "a.parquet")]).fetchall()) == words


def test_a_path_with_a_quote_in_it_is_a_path(tmp_path):
    folder = tmp_path / "it's"
    folder.mkdir()
    written(folder / "a.parquet", ROW)
    assert [path.name for path in folder.iterdir()] == ["a.parquet"]


def test_the_same_content_is_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        written(tmp_path / f"{name}.parquet", *[ROW] * 5_000)
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()


def test_several_threads_write_at_once(tmp_path):
    def write(number: int) -> None:
        rows = [("x", number, None, None, None)] * 5_000
        write_parquet(tmp_path / f"{number}.parquet", Table("test", FIELDS, rows), COLUMNS, {"title": "x"})

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(12)))
    for number in range(12):
        path = str(tmp_path / f"{number}.parquet")
        assert duckdb.read_parquet(path).aggregate("min(integer), max(integer), count(*)").fetchall() == [
            (number, number, 5_000)
        ]


def test_a_child_that_was_forked_writes_with_a_database_of_its_own(tmp_path):
    written(tmp_path / "parent.parquet", ROW)
    child = os.fork()
    if child == 0:
        status = 1
        try:
            write_parquet(tmp_path / "child.parquet", Table("test", FIELDS, [ROW]), COLUMNS, {"title": "x"})
            status = 0
        finally:
            os._exit(status)
    assert os.waitpid(child, 0)[1] == 0
    assert duckdb.read_parquet(str(tmp_path / "child.parquet")).fetchall() == [ROW]


def test_a_full_disk_is_an_os_error_and_leaves_no_rows_behind(tmp_path):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    rows = [(os.urandom(200).hex(), n, n / 7, None, None) for n in range(3_000)]
    for most in (1_000, 700_000):
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
        try:
            with pytest.raises(OSError, match=r"too large|could not be written"):
                written(tmp_path / "a.parquet", *rows)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert not list(tmp_path.glob("*.rows"))


def test_no_extension_is_fetched_and_nothing_is_spilled(tmp_path):
    with duckdb.connect(":memory:", config=SETTINGS) as database:
        names = ["autoinstall_known_extensions", "autoload_known_extensions", "allow_community_extensions"]
        found = [database.execute(f"select current_setting('{name}')").fetchone()[0] for name in names]
        assert found == [False, False, False]
        with pytest.raises(duckdb.Error):
            database.execute("select * from 'http://127.0.0.1:9/a.parquet'")
