"""From a submission on the desk to a release that can be read at any state."""

import datetime as dt
import json
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from portal.domain.datasets import get_dataset
from portal.domain.localities import get_commune, get_village
from portal.domain.observations import Observation, get_observation, list_versions
from portal.domain.releases import list_releases, resolve_as_of
from portal.domain.search import search
from portal.publishing.audit import AuditEntry, find_break
from portal.publishing.problems import PublishingError
from portal.publishing.publisher import Publisher
from portal.publishing.submissions import Cell, Submission
from tests.builders import AT, COMMUNE, make_indicator, make_installation, make_submission, observation_of

DAY = dt.timedelta(days=1)
ONE, TWO, THREE = (f"{COMMUNE}-0{n}" for n in (1, 2, 3))


def cell(locality: str, numerator: int, denominator: int = 100, period: str = "2026-09", **more: object) -> Cell:
    return Cell("vneid-level2", locality, period, numerator, denominator, **more)  # type: ignore[arg-type]


@pytest.fixture
def publisher(public, desk, tmp_path) -> Publisher:
    make_installation(public)
    return Publisher(desk, public, tmp_path / "files", illustrative=True)


def publish(publisher: Publisher, *cells: Cell, at: dt.datetime = AT, **more: str) -> str:
    return publisher.publish(make_submission(publisher.desk, cells, at=at, **more), at=at)


def test_the_commune_is_the_sum_of_numerators_over_the_sum_of_denominators(publisher, public):
    publish(publisher, cell(ONE, 50, 100), cell(TWO, 890, 900), cell(THREE, 6, 12))
    with public.session() as session:
        commune = observation_of(session, COMMUNE, "2026-09")
        assert (commune.numerator, commune.denominator, commune.value) == (946, 1012, 93.4783)
        assert (commune.reported, commune.expected) == (3, 3)


def test_a_village_that_did_not_report_is_missing_and_the_commune_says_how_many_did(publisher, public):
    publish(publisher, cell(ONE, 50), cell(TWO, 40))
    with public.session() as session:
        assert observation_of(session, THREE, "2026-09").status == "missing"
        commune = observation_of(session, COMMUNE, "2026-09")
        assert (commune.reported, commune.expected, commune.numerator) == (2, 3, 90)


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [(4, 100, None), (96, 100, None), (0, 100, None), (100, 100, None), (5, 100, 100), (95, 100, 100), (3, 4, None)],
)
def test_a_small_village_count_its_complement_and_all_that_goes_with_it_are_withheld(
    publisher, public, numerator, denominator, shown
):
    publish(publisher, cell(ONE, numerator, denominator), cell(TWO, 50))
    with public.session() as session:
        village = observation_of(session, ONE, "2026-09")
        if shown:
            assert (village.status, village.numerator) == ("normal", numerator)
        else:
            assert (village.status, village.numerator, village.value) == ("withheld", None, None)
            assert village.denominator == (None if denominator < 5 else denominator)


def test_a_withheld_number_is_in_no_file_of_the_version(publisher, public):
    publish(publisher, cell(ONE, 3, 987), cell(TWO, 50))
    with public.session() as session:
        dataset = get_dataset(session, "thu-nghiem-digital-society")
        folder = publisher.files / dataset.slug / dataset.latest.number
        content = json.loads((folder / f"{dataset.slug}-1.0.0.json").read_text())
        row = next(r for r in content["data"] if r["locality"] == ONE)
    assert (row["numerator"], row["value"], row["status"]) == (None, None, "withheld")


def test_what_is_about_infrastructure_is_never_withheld(public, desk, tmp_path):
    make_installation(public, indicators=[make_indicator("coverage-5g", subject="infrastructure")])
    publisher = Publisher(desk, public, tmp_path)
    publish(publisher, Cell("coverage-5g", ONE, "2026-09", 0, 3))
    with public.session() as session:
        village = observation_of(session, ONE, "2026-09", "coverage-5g")
        assert (village.status, village.value) == ("normal", 0.0)


def test_zero_missing_withheld_and_not_applicable_are_four_things(public, desk, tmp_path):
    make_installation(public, indicators=[make_indicator("share", level="commune", subject="organisation")])
    publisher = Publisher(desk, public, tmp_path)
    publish(publisher, Cell("share", COMMUNE, "2026-Q1", 0, 10), Cell("share", COMMUNE, "2026-Q2", 0, 0))
    with public.session() as session:
        zero, none = (observation_of(session, COMMUNE, p, "share") for p in ("2026-Q1", "2026-Q2"))
        assert (zero.status, zero.value) == ("normal", 0.0)
        assert (none.status, none.value) == ("not-applicable", None)


def test_a_correction_supersedes_only_what_changed_and_the_old_state_can_still_be_read(publisher, public, now):
    first = publish(publisher, cell(ONE, 50), cell(TWO, 60), cell(THREE, 70))
    second = publish(publisher, cell(ONE, 55), at=AT + DAY, kind="correction", reason="đếm lại", reason_en="recounted")
    with public.session() as session:
        commune = get_commune(session, COMMUNE, on=now)
        village = get_village(session, commune, ONE)
        versions = [o.numerator for o in list_versions(session, "vneid-level2", village, "2026-09")]
        as_first = resolve_as_of(session, first)
        then = get_observation(session, "vneid-level2", village, "2026-09", as_of=as_first)
        untouched = list_versions(session, "vneid-level2", get_village(session, commune, TWO), "2026-09")
        total = get_observation(session, "vneid-level2", commune, "2026-09")
        dataset = get_dataset(session, "thu-nghiem-digital-society")
        assert (first, second) == ("thu-nghiem-r1", "thu-nghiem-r2")
        assert versions == [50, 55]
        assert then.numerator == 50
        assert len(untouched) == 1
        assert total.numerator == 185
        assert [v.number for v in dataset.versions] == ["1.1.0", "1.0.0"]
        assert resolve_as_of(session, "2026-10-15") == as_first
        assert resolve_as_of(session, "2026-10-01") == 0


def test_taking_a_month_back_leaves_it_missing_and_makes_a_major_version(publisher, public):
    publish(publisher, cell(ONE, 50), cell(TWO, 60), cell(THREE, 70))
    back = [Cell("vneid-level2", code, "2026-09", withdrawn=True) for code in (ONE, TWO, THREE)]
    publish(publisher, *back, at=AT + DAY, kind="retraction", reason="sai mẫu", reason_en="wrong form")
    with public.session() as session:
        assert {observation_of(session, c, "2026-09").status for c in (ONE, TWO, THREE, COMMUNE)} == {"missing"}
        assert get_dataset(session, "thu-nghiem-digital-society").latest.number == "2.0.0"


def test_a_correction_without_a_reason_is_refused_by_the_database(publisher, public):
    number = make_submission(publisher.desk, [cell(ONE, 50)], kind="correction")
    with pytest.raises(Exception, match="reason_given"):
        publisher.publish(number, at=AT)
    with public.session() as session:
        assert list_releases(session) == []


def test_publishing_twice_is_publishing_once(publisher, public, desk):
    number = make_submission(desk, [cell(ONE, 50)])
    assert publisher.publish(number, at=AT) == publisher.publish(number, at=AT)
    with public.session() as session, desk.session() as officers:
        assert len(list_releases(session)) == 1
        assert len(officers.scalars(select(AuditEntry)).all()) == 2


def test_a_crash_after_the_public_store_was_written_is_finished_by_publishing_again(publisher, public, desk):
    number = make_submission(desk, [cell(ONE, 50)])
    publisher.publish(number, at=AT)
    with desk.begin() as session:
        session.get_one(Submission, number).state = "approved"
    publisher.publish(number, at=AT)
    with public.session() as session, desk.session() as officers:
        assert len(list_releases(session)) == 1
        assert officers.get_one(Submission, number).state == "published"


def test_two_who_publish_the_same_submission_at_once_make_one_release(publisher, public, desk):
    number = make_submission(desk, [cell(ONE, 50)])
    with ThreadPoolExecutor(2) as both:
        names = list(both.map(lambda _: publisher.publish(number, at=AT), range(2)))
    assert names == ["thu-nghiem-r1"] * 2
    with public.session() as session, desk.session() as officers:
        assert len(list_releases(session)) == 1
        assert find_break(officers) is None


def test_many_who_publish_at_once_lose_nothing(publisher, public, desk):
    months = [f"2026-{month:02}" for month in range(1, 9)]
    numbers = [make_submission(desk, [cell(ONE, 40 + n, period=month)]) for n, month in enumerate(months)]
    with ThreadPoolExecutor(4) as officers:
        names = list(officers.map(lambda number: publisher.publish(number, at=AT), numbers))
    with public.session() as session, desk.session() as log:
        assert sorted(release.id for release in list_releases(session)) == sorted(names)
        assert len(set(names)) == len(months)
        assert [observation_of(session, ONE, month).numerator for month in months] == list(range(40, 48))
        versions = [version.number for version in get_dataset(session, "thu-nghiem-digital-society").versions]
        assert len(versions) == len(months)
        assert find_break(log) is None


def test_villages_of_one_month_published_at_once_are_all_there(publisher, public, desk):
    cells = [cell(ONE, 40), cell(TWO, 50), cell(THREE, 60)]
    numbers = [make_submission(desk, [one]) for one in cells]
    with ThreadPoolExecutor(3) as officers:
        list(officers.map(publisher.publish, numbers))
    with public.session() as session:
        assert [observation_of(session, code, "2026-09").numerator for code in (ONE, TWO, THREE, COMMUNE)] == [
            40,
            50,
            60,
            150,
        ]


def test_what_is_out_stays_out_when_the_desk_was_killed_before_its_mark(publisher, public, desk):
    first = make_submission(desk, [cell(ONE, 50)])
    publisher.publish(first, at=AT)
    with desk.begin() as session:
        session.get_one(Submission, first).state = "approved"
    publish(publisher, cell(TWO, 60), at=AT + DAY)
    publisher.publish(first, at=AT + DAY)
    with public.session() as session:
        assert [observation_of(session, code, "2026-09").numerator for code in (ONE, TWO, COMMUNE)] == [50, 60, 110]


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (Cell("vneid-level2", ONE, "2026-09", 120, 100), "120 is more than 100"),
        (Cell("vneid-level2", ONE, "2026-09", -1, 100), "less than nothing"),
        (Cell("vneid-level2", ONE, "2026-09", 12), "needs its numerator and its denominator"),
        (Cell("vneid-level2", COMMUNE, "2026-09", 12, 100), "village level"),
    ],
)
def test_what_no_count_can_be_is_refused_by_name(publisher, public, figure, words):
    number = make_submission(publisher.desk, [figure])
    with pytest.raises(PublishingError, match=words):
        publisher.publish(number, at=AT)
    with public.session() as session:
        assert list_releases(session) == []


def test_a_new_dataset_can_be_found(publisher, public):
    publish(publisher, cell(ONE, 50))
    publish(publisher, cell(ONE, 51), at=AT + DAY)
    with public.session() as session:
        assert [entry.ref for entry in search(session, "thu nghiem").entries] == ["thu-nghiem-digital-society"]


def test_the_commune_is_the_one_of_the_day_in_viet_nam(publisher):
    just_after_midnight = dt.datetime(2025, 6, 30, 17, 30, tzinfo=dt.UTC)
    assert publish(publisher, cell(ONE, 50, period="2025-07"), at=just_after_midnight) == "thu-nghiem-r1"


def test_what_is_not_published_yet_counts_for_nobody(publisher, public, desk):
    make_submission(desk, [cell(ONE, 99)])
    publish(publisher, cell(TWO, 60))
    with public.session() as session:
        assert observation_of(session, ONE, "2026-09").status == "missing"


def test_an_older_submission_published_later_does_not_undo_a_newer_one(publisher, public, desk):
    older = make_submission(desk, [cell(ONE, 40), cell(TWO, 41)])
    publish(publisher, cell(ONE, 50))
    publisher.publish(older, at=AT + DAY)
    with public.session() as session:
        assert [observation_of(session, code, "2026-09").numerator for code in (ONE, TWO)] == [50, 41]


def test_files_that_cannot_be_written_leave_no_release(publisher, public):
    publisher.files.write_text("a file stands where the folder should be")
    number = make_submission(publisher.desk, [cell(ONE, 50)])
    with pytest.raises(OSError, match=r"exists|directory"):
        publisher.publish(number, at=AT)
    with public.session() as session:
        assert list_releases(session) == []
        assert session.scalars(select(Observation)).all() == []


def test_a_release_before_the_newest_one_is_refused(publisher):
    publish(publisher, cell(ONE, 50))
    number = make_submission(publisher.desk, [cell(ONE, 51)])
    with pytest.raises(PublishingError, match="before the newest release"):
        publisher.publish(number, at=AT - DAY)


def test_a_place_of_another_commune_is_refused_by_name(publisher):
    number = make_submission(publisher.desk, [cell("12345-01", 50)])
    with pytest.raises(PublishingError, match="12345-01"):
        publisher.publish(number, at=AT)


def test_the_checksum_and_size_of_a_file_are_those_of_its_bytes(publisher, public):
    publish(publisher, cell(ONE, 50))
    with public.session() as session:
        version = get_dataset(session, "thu-nghiem-digital-society").latest
        for file in version.files:
            content = (publisher.files / version.dataset_slug / version.number / file.name).read_bytes()
            assert (len(content), sha256(content).hexdigest()) == (file.bytes, file.sha256)
        formats = ["csv", "csv-excel", "xlsx", "json", "geojson", "parquet", "datapackage", "zip"]
        assert [file.format for file in version.files] == formats


def test_every_act_of_the_desk_is_in_the_audit_chain_and_no_entry_can_be_changed(publisher, desk):
    publish(publisher, cell(ONE, 50))
    publish(publisher, cell(ONE, 51), at=AT + DAY)
    with desk.begin() as session:
        events = [entry.event for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.seq))]
        assert events == ["submission.approved", "release.published", "submission.approved", "release.published"]
        assert find_break(session) is None
    with pytest.raises(DBAPIError, match="append-only"), desk.begin() as session:
        session.get_one(AuditEntry, 2).role = "somebody else"


def test_the_file_for_excel_is_the_csv_with_a_mark_before_it(publisher):
    publish(publisher, cell(ONE, 50), cell(TWO, 60), cell(THREE, 70))
    folder = publisher.files / "thu-nghiem-digital-society" / "1.0.0"
    plain, excel = (folder / f"thu-nghiem-digital-society-1.0.0{end}.csv" for end in ("", "-excel"))
    assert excel.read_bytes() == b"\xef\xbb\xbf" + plain.read_bytes()
