import csv
import datetime as dt
import io
import json

import pytest

from portal.formats import Table, csv_chunks, json_bytes


def as_csv(*rows, fields=("a",)):
    return b"".join(csv_chunks(Table("test", fields, rows))).decode()


def cell_of(value):
    return next(csv.DictReader(io.StringIO(as_csv((value,)), newline="")))["a"]


@pytest.mark.parametrize("text", ["=1+1", "+84", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "=cmd|' /C calc'!A0"])
def test_what_a_spreadsheet_would_run_begins_with_an_apostrophe(text):
    assert cell_of(text) == "'" + text


@pytest.mark.parametrize("text", ["=", ">=", "Phường Trà Câu", "a=1", "", "1-2"])
def test_a_lone_sign_and_plain_text_stay_as_they_are(text):
    assert cell_of(text) == text


def test_a_list_that_would_run_is_made_harmless_too():
    assert cell_of(["=1+1", "b"]) == "'=1+1; b"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (0, "0"),
        (0.0, "0"),
        (-3, "-3"),
        (84.9123, "84.9123"),
        (85.0, "85"),
        (True, "true"),
        (False, "false"),
        (dt.date(2026, 10, 5), "2026-10-05"),
        (dt.datetime(2026, 10, 15, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=7))), "2026-10-15T02:00:00Z"),
        ([], ""),
        (["a", "b"], "a; b"),
        ([{"name": "a"}], '[{"name":"a"}]'),
    ],
)
def test_values_are_written_for_machines(value, written):
    assert cell_of(value) == written


def test_rows_end_as_rfc_4180_wants_and_many_come_in_portions():
    assert as_csv(("x", 1), ("y", 2), fields=("a", "b")) == "a,b\r\nx,1\r\ny,2\r\n"
    chunks = list(csv_chunks(Table("test", ("a",), [(n,) for n in range(1200)])))
    assert len(chunks) == 3
    assert b"".join(chunks).count(b"\r\n") == 1201


def test_json_keeps_the_order_and_writes_instants_in_utc():
    content = {"b": dt.datetime(2026, 10, 15, 2, 0, tzinfo=dt.UTC), "a": None}
    assert json_bytes(content) == b'{"b":"2026-10-15T02:00:00Z","a":null}\n'
    assert list(json.loads(json_bytes(content))) == ["b", "a"]
