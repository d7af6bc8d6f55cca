"""What SQLite writes by itself is what Python writes of the same rows, byte for byte."""

import datetime as dt
import itertools
from dataclasses import replace

import orjson
import pytest
from sqlalchemy import insert, select

from portal.domain.datasets import Dataset
from portal.domain.localities import Locality
from portal.domain.observation_counts import count_anew
from portal.domain.observations import READING, Observation, Wanted, select_observations
from portal.domain.periods import numbered
from portal.domain.releases import Release
from portal.formats import Table, csv_chunks, json_bytes, ndjson_chunks, rows_json
from tests.builders import AT, make_commune, make_group, make_indicator
from tests.conftest import Installation

VALUES = (
    0.0, 1.0, 100.0, 52.6226, 0.0001, 0.1, 33.3333, 99.9999, 7.5, -1.5, -0.25, 1e-05, 1 / 3, 0.1 + 0.2,
    123456789.1234, 9999999999.5, 12345678901.25, 123456789012345.67, 1e15, 1e16, 1.7976931348623157e308, 5e-324, None,
)  # fmt: skip
END = dt.date(2026, 3, 31)
ASKED = {
    "": Wanted(),
    "within=thu-nghiem": Wanted(within=1),
    "locality=thu-nghiem": Wanted(locality=1),
    "period=2026-01": Wanted(period="2026-01"),
    "indicator=vneid-level2": Wanted(indicator="vneid-level2"),
    "within=thu-nghiem&indicator=coverage-5g": Wanted(within=1, indicator="coverage-5g"),
    "dataset=thu&status=withheld": Wanted(dataset="thu", status="withheld"),
    "from=2025&to=2026-03": Wanted(start=dt.date(2025, 1, 1), end=END),
    "status=estimated": Wanted(status="estimated"),
}


def add_rows(session, *, codes=("vneid-level2", "coverage-5g"), release="thu-nghiem-r1"):
    """Each value once, of each indicator, in each place."""
    session.add(make_group())
    session.add_all(make_indicator(code) for code in codes)
    commune = make_commune(session, villages=2)
    session.flush()
    words = {"title": "x", "title_en": "x", "source": "x", "source_en": "x"}
    roles = {"submitted_by_role": "x", "approved_by_role": "x"}
    session.add(Release(seq=1, id=release, commune_id=commune.id, kind="update", released_at=AT, **words, **roles))
    texts = {"title": "x", "title_en": "x", "description": "", "description_en": ""}
    session.add(Dataset(slug="thu", commune_id=commune.id, group_code="digital-society", illustrative=True, **texts))
    session.flush()
    places = session.scalars(select(Locality.id).order_by(Locality.id)).all()
    session.execute(insert(Observation), [_row(*each) for each in itertools.product(places, codes, enumerate(VALUES))])
    count_anew(session)


def _row(place, code, numbered_value):
    number, value = numbered_value
    period = numbered(2025 * 12 + number, 1)
    return {
        "indicator_code": code,
        "locality_id": place,
        "period": period.text,
        "period_end": period.end,
        "numerator": None if value is None or number % 3 else 10 ** (number % 18),
        "denominator": number if number % 2 else None,
        "value": value,
        "status": "withheld" if value is None else "normal",
        "reported": number or None,
        "expected": 3,
        "dataset_slug": "thu",
        "released_in": 1,
    }


@pytest.fixture
def written(public, desk, tmp_path):
    """What an address answers."""
    app = Installation(public, desk, tmp_path / "files").make_app()
    yield lambda address: app.test_client().get(f"/api/v1/{address}").data
    app.extensions["store"].close()


def table_of(public, wanted):
    """The same rows as Python has them."""
    with public.session() as session:
        found = session.execute(select_observations(wanted).order_by(*READING))
        return Table("", tuple(found.keys()), [tuple(row) for row in found])


@pytest.mark.parametrize("asked", ASKED)
def test_every_kind_of_value_is_written_alike(public, written, asked):
    with public.begin() as session:
        add_rows(session)
    table = table_of(public, ASKED[asked])
    assert written(f"observations.csv?{asked}") == b"".join(csv_chunks(table))
    assert written(f"observations.ndjson?{asked}") == b"".join(ndjson_chunks(table))
    page = {"data": rows_json(table), "next": None, "total": len(table.rows)}
    assert written(f"observations?limit=1000&{asked}") == json_bytes(page)


@pytest.mark.parametrize("text", ["a,b", 'a"b', "a\nb", "a\r", "-a", "=a", "a\\b", "ă", "a b", "?", "{", "+1", "＝1"])
def test_a_text_that_needs_quoting_is_quoted(public, written, text):
    """No code has such a sign; but the writer does not rely on it."""
    with public.begin() as session:
        add_rows(session, codes=("vneid-level2", text), release=f"{text}-r1")
    table = table_of(public, Wanted())
    assert written("observations.csv") == b"".join(csv_chunks(table))
    assert written("observations.ndjson") == b"".join(ndjson_chunks(table))
    page = {"data": rows_json(table), "next": None, "total": len(table.rows)}
    assert written("observations?limit=1000") == json_bytes(page)


def test_a_walk_in_small_pages_and_a_download_from_the_middle_see_every_row_once(public, written):
    with public.begin() as session:
        add_rows(session)
    table = table_of(public, Wanted())
    seen, address = [], "/api/v1/observations?limit=7"
    while address:
        page = orjson.loads(written(address.removeprefix("/api/v1/")))
        seen, address = seen + page["data"], page["next"]
        if len(seen) == 49:
            rest = written(address.removeprefix("/api/v1/").replace("observations?limit=7&", "observations.csv?"))
    assert seen == orjson.loads(json_bytes(rows_json(table)))
    assert rest == b"".join(csv_chunks(replace(table, rows=table.rows[49:])))
