"""Records from release to release: written, read as of one, differing, brought back."""

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from portal.domain.datasets import Change, get_dataset
from portal.domain.localities import Locality, get_commune
from portal.domain.money import BudgetLine
from portal.domain.records import RecordChange, list_gone, list_live, list_record_changes
from portal.domain.releases import list_release_ids
from portal.publishing.records import (
    records_as_of,
    records_to_restore,
    records_to_take_back,
)
from portal.publishing.release import dataset_rows
from tests.builders import COMMUNE, make_installation
from tests.records import TODAY, budget_line, make_release, receipt, release_records, withdrawn, write

ONE, TWO = budget_line("a"), budget_line("b", allocated=7)


@pytest.fixture
def session(public):
    make_installation(public)
    with public.begin() as session:
        yield session


@pytest.fixture
def commune(session) -> Locality:
    return get_commune(session, COMMUNE, on=TODAY)


def keys(session, commune, as_of=None) -> dict[str, int]:
    return {key: row.allocated for key, row in list_live(session, "budget", commune, as_of=as_of).items()}


def test_any_state_can_be_read_as_of_its_release(session, commune):
    first = release_records(session, commune, ONE, TWO)
    second = release_records(session, commune, budget_line("a", allocated=600))
    third = release_records(session, commune, withdrawn(TWO))
    assert keys(session, commune, as_of=first) == {"a": 500_000_000, "b": 7}
    assert keys(session, commune, as_of=second) == {"a": 600, "b": 7}
    assert keys(session, commune, as_of=third) == keys(session, commune) == {"a": 600}


def test_only_what_differs_is_written_and_what_disappears_is_a_major_change(session, commune):
    assert write(session, commune, ONE, TWO, receipt("r-2026-09", "2026-10-01")) == {
        "thu-nghiem-budget": Change.MINOR,
        "thu-nghiem-reports": Change.MINOR,
    }
    assert write(session, commune, ONE) == {}
    assert write(session, commune, budget_line("a", note="thêm")) == {"thu-nghiem-budget": Change.MINOR}
    assert write(session, commune, ONE, withdrawn(TWO)) == {"thu-nghiem-budget": Change.MAJOR}
    assert write(session, commune, withdrawn(TWO)) == {}
    assert len(session.scalars(select(BudgetLine)).all()) == 4


def test_a_release_says_every_cell_that_it_changed(session, commune):
    release_records(session, commune, ONE, TWO)
    second = release_records(session, commune, budget_line("a", allocated=600, disbursed=None), withdrawn(TWO))
    assert list_record_changes(session, second)[:3] == [
        RecordChange("budget", "a", "allocated", 500_000_000, 600),
        RecordChange("budget", "a", "disbursed", 200_000_000, None),
        RecordChange("budget", "b", "year", 2026, None),
    ]


def test_a_release_is_gone_when_none_of_its_records_is_shown(session, commune):
    release_records(session, commune, ONE, TWO)
    names = list_release_ids(session, commune)
    release_records(session, commune, withdrawn(ONE))
    assert list_gone(session, names) == set()
    release_records(session, commune, withdrawn(TWO))
    assert list_gone(session, names) == set(names)


def test_the_state_of_an_earlier_release_can_be_brought_back_whole(session, commune):
    first = release_records(session, commune, ONE, receipt("r-2026-09", "2026-10-01"))
    before = records_as_of(session, commune, first)
    release_records(session, commune, budget_line("a", allocated=1), TWO, withdrawn(receipt("r-2026-09", "2026-10-01")))
    restored = release_records(session, commune, *records_to_restore(session, commune, first))
    assert records_as_of(session, commune, restored) == before
    assert records_to_restore(session, commune, first) == [], "and once more changes nothing"


def test_taking_a_release_back_undoes_what_it_still_shows_and_leaves_what_came_after(session, commune):
    release_records(session, commune, ONE, TWO, budget_line("e", allocated=5))
    gone = withdrawn(budget_line("e"))
    wrong = release_records(session, commune, budget_line("a", allocated=1), budget_line("c"), budget_line("d"), gone)
    release_records(session, commune, budget_line("d", allocated=9))
    release_records(session, commune, *records_to_take_back(session, commune, wrong))
    assert keys(session, commune) == {"a": 500_000_000, "b": 7, "d": 9, "e": 5}


def test_two_live_rows_of_one_key_are_refused_by_the_database(session, commune):
    release_records(session, commune, ONE)
    row = list_live(session, "budget", commune)["a"]
    again = {name: getattr(row, name) for name in (*row.FIELDS, "commune_id", "key", "dataset_slug")}
    seq = make_release(session, commune)
    with pytest.raises(IntegrityError):
        session.execute(insert(BudgetLine), [again | {"released_in": seq}])
    session.rollback()


def test_the_files_of_a_version_have_the_rows_as_of_their_release_under_public_names(session, commune):
    first = release_records(session, commune, ONE, budget_line("t", is_total=True, allocated=3, disbursed=None))
    release_records(session, commune, withdrawn(ONE))
    dataset = get_dataset(session, "thu-nghiem-budget")
    fields, rows = dataset_rows(session, dataset, first)
    found = [dict(zip(fields, row, strict=True)) for row in rows]
    assert [row["id"] for row in found] == ["a", "t"]
    assert found[0]["adds_up"] is None
    assert (found[1]["sum_allocated"], found[1]["adds_up"]) == (500_000_000, False)
    assert found[0]["release"] == f"thu-nghiem-r{first}"
