"""The catalogue entry of a dataset, from which every dialect is made."""

import datetime as dt
from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from portal.domain.catalogue import Entry, get_entry, list_entries, publisher_of, slug_of
from portal.domain.catalogue_search import list_found
from portal.domain.datasets import Dataset
from portal.domain.identifiers import identify, of_format
from portal.domain.localities import Locality
from portal.publishing.submissions import Cell
from tests.builders import COMMUNE, make_press
from tests.stores import asked

SLUG = "tra-cau-digital-society"
OWN = "thu-nghiem-digital-society"


@pytest.fixture
def session(demo) -> Iterator[Session]:
    with demo.public.session() as session:
        yield session


def test_an_entry_says_what_a_dataset_covers_and_how_often_it_is_renewed(session, now):
    entry = get_entry(session, SLUG, today=now)
    assert (entry.extent.start, entry.extent.end) == (dt.date(2025, 1, 1), dt.date(2026, 10, 31))
    assert entry.extent.villages == 36
    assert "vneid-level2" in [indicator.code for indicator in entry.extent.indicators]
    assert entry.frequency.cadence == "month"
    assert entry.frequency.next_due > now
    assert entry.publisher == ("Ủy ban nhân dân phường Trà Câu", "People's Committee of Tra Cau Ward")
    assert entry.issued < entry.modified == entry.version.released_at
    assert not entry.is_withdrawn


def test_every_row_of_a_version_is_counted_under_one_status(session, now):
    entries = [e for e in list_entries(session, slugs(session), today=now) if e.extent]
    assert len(entries) >= 20
    for entry in entries:
        assert sum(entry.extent.statuses.values()) == entry.version.rows
        assert 0 < entry.extent.shown <= entry.extent.asked <= entry.version.rows


def slugs(session: Session) -> list[str]:
    return list_found(session, [], by=[Dataset.slug])


def test_records_have_an_entry_without_extent_and_rhythm(session, now):
    entry = get_entry(session, "tra-cau-budget", today=now)
    assert (entry.extent, entry.frequency, entry.is_withdrawn) == (None, None, False)
    assert ("Phường Trà Câu", "Tra Cau Ward") in entry.keywords


def test_an_entry_is_found_by_slug_uuid_and_the_uuid_of_a_download(session, now):
    identifier = identify("dataset", SLUG)
    for ref in (SLUG, identifier, of_format(identifier, "parquet")):
        assert get_entry(session, ref, today=now).dataset.slug == SLUG
    for ref in ("nothing", "", identify("dataset", "nothing"), identify("commune", "tra-cau"), "\u0661" * 32):
        assert slug_of(session, ref) is None
        assert get_entry(session, ref, today=now) is None


def test_entries_come_in_the_order_asked_for_and_the_unknown_lack(session, now):
    wanted = ["tra-cau-society", "nothing", "dak-cam-budget", SLUG]
    found = list_entries(session, wanted, today=now)
    assert [entry.dataset.slug for entry in found] == ["tra-cau-society", "dak-cam-budget", SLUG]


def test_many_entries_cost_as_many_queries_as_one(demo, now):
    costs = []
    with demo.public.session() as session:
        wanted = slugs(session)
    for refs in (wanted[:1], wanted):
        with demo.public.session() as session, asked(session.get_bind()) as statements:
            entries = list_entries(session, refs, today=now)
            assert all(e.publisher and e.keywords and e.dataset.commune.parent.name for e in entries)
            assert all(e.version.files and v.release.title for e in entries for v in e.versions)
        costs.append(sum(told.startswith("SELECT") for told in statements))
    assert len(wanted) > 40
    assert costs[1] <= costs[0] <= 7


def test_each_version_has_every_earlier_one_behind_it(session, now):
    entry = get_entry(session, SLUG, today=now)
    instants = [version.released_at for version in entry.versions]
    assert instants == sorted(instants, reverse=True)
    assert len(instants) > 2
    assert [entry.file_id(f) for f in entry.versions[0].files][:3] == [
        entry.file_id(f) for f in entry.versions[-1].files
    ][:3]


def test_the_publisher_is_the_peoples_committee_with_a_small_letter():
    commune = Locality(name="Xã Thượng Hồng", name_en="Thuong Hong Commune")
    assert publisher_of(commune) == ("Ủy ban nhân dân xã Thượng Hồng", "People's Committee of Thuong Hong Commune")


@pytest.fixture
def publish(public, desk, tmp_path):
    """Publishes cells of one month after another."""
    return make_press(public, desk, tmp_path / "files")


def entry_of(public, now) -> Entry:
    with public.session() as session:
        return get_entry(session, OWN, today=now)


BACK = {"kind": "retraction", "reason": "nhầm", "reason_en": "wrong"}


def test_a_dataset_from_which_all_was_taken_back_stays_as_withdrawn(publish, public, now):
    first = publish(Cell("vneid-level2", COMMUNE, "2026-08", 7, 10), Cell("vneid-level2", COMMUNE, "2026-09", 8, 10))
    assert not entry_of(public, now).is_withdrawn
    before = entry_of(public, now).modified
    cells = [Cell("vneid-level2", COMMUNE, period, withdrawn=True) for period in ("2026-08", "2026-09")]
    publish(*cells, takes_back=first, **BACK)
    gone = entry_of(public, now)
    assert gone.is_withdrawn
    assert gone.modified > before, "harvesters see that something changed"
    assert [version.number for version in gone.versions] == ["2.0.0", "1.0.0"]
    publish(Cell("vneid-level2", COMMUNE, "2026-09", 9, 10))
    assert not entry_of(public, now).is_withdrawn, "it came back"


def test_taking_back_a_part_withdraws_no_dataset(publish, public, now):
    publish(Cell("vneid-level2", COMMUNE, "2026-08", 7, 10))
    second = publish(Cell("vneid-level2", COMMUNE, "2026-09", 8, 10))
    publish(Cell("vneid-level2", COMMUNE, "2026-09", withdrawn=True), takes_back=second, **BACK)
    entry = entry_of(public, now)
    assert entry.version.release.kind == "retraction"
    assert not entry.is_withdrawn
    assert entry.extent.shown == 1
