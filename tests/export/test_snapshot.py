"""The store as it was at a release, whatever came out later."""

import pytest
from sqlalchemy import select

from portal.db import PublicBase
from portal.domain.localities import get_commune
from portal.domain.releases import get_release, list_releases
from portal.export.snapshot import LEFT_OUT, take_snapshot
from tests.builders import AT, COMMUNE, make_commune

UNLIKE = LEFT_OUT | {"revision"}  # how often the store was written is no part of its state


def rows_of(store):
    tables = [table for table in PublicBase.metadata.sorted_tables if table.name not in UNLIKE]
    with store.reading() as session:
        return {table.name: sorted(map(repr, session.execute(select(table)))) for table in tables}


def snapshot(portal, path, *, release=None, commune=None):
    with portal.source.public.reading() as session:
        found = get_release(session, release) if release else next(iter(list_releases(session)), None)
        place = get_commune(session, commune, on=AT.date()) if commune else None
    store = take_snapshot(portal.source.public, path, commune=place, release=found)
    try:
        return rows_of(store)
    finally:
        store.close()


@pytest.mark.parametrize("commune", [None, COMMUNE])
def test_of_an_earlier_release_it_is_what_it_was_then(portal, tmp_path, commune):
    before = snapshot(portal, tmp_path / "before.sqlite", commune=commune)
    reason = {"reason": "đếm lại", "reason_en": "counted again"}
    portal.publish(41, 50, 60, kind="correction", **reason)
    portal.publish(2, 50, 60)
    after = snapshot(portal, tmp_path / "after.sqlite", release="thu-nghiem-r1", commune=commune)
    assert after == before
    assert snapshot(portal, tmp_path / "now.sqlite", commune=commune) != before


def test_the_newest_is_the_store_as_it_is(portal, tmp_path):
    portal.publish(41, 50, 60)
    assert snapshot(portal, tmp_path / "copy.sqlite") == rows_of(portal.source.public)


def test_of_a_commune_it_names_no_other(portal, tmp_path):
    with portal.source.public.begin() as session:
        make_commune(session, code="99002", slug="xa-khac")
    own = snapshot(portal, tmp_path / "own.sqlite", commune=COMMUNE)
    assert not [row for row in own["localities"] if "99002" in row]
    assert [row for row in own["localities"] if "tinh-thu" in row]
    assert [row for row in snapshot(portal, tmp_path / "all.sqlite")["localities"] if "99002" in row]
