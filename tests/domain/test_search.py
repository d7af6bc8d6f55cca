"""Finding things as people type them."""

import pytest

from portal.domain.search import Entry, EntryKind, rebuild_index, search

ENTRIES = [
    Entry(EntryKind.VILLAGE, "a/hoa-binh", "Thôn Hoà Bình", "Hoa Binh Village", "Xã Đường Hoa"),
    Entry(EntryKind.TASK, "t1", "Sửa đường vào thôn", "Mend the road"),
    Entry(EntryKind.TASK, "t2", "Dương tính giả", "False positive"),
    Entry(EntryKind.COMMUNE, "hoa-binh", "Phường Hòa Bình", "Hoa Binh Ward"),
]


@pytest.fixture
def session(public):
    with public.begin() as session:
        rebuild_index(session, ENTRIES)
    with public.session() as session:
        yield session


def refs(session, text: str) -> list[str]:
    return [entry.ref for entry in search(session, text).entries]


@pytest.mark.parametrize("text", ["duong", "đường", "Đường"])
def test_with_and_without_marks_the_same_are_found(session, text):
    assert set(refs(session, text)) == {"a/hoa-binh", "t1", "t2"}


def test_what_has_the_marks_as_typed_comes_first(session):
    assert refs(session, "đường")[0] == "t1"


@pytest.mark.parametrize("text", ["hoa binh", "Hoà Bình", "Hòa Bình", "hòa bi"])
def test_both_places_of_the_tone_and_a_beginning_are_found(session, text):
    assert set(refs(session, text)) == {"a/hoa-binh", "hoa-binh"}


def test_all_words_must_be_there(session):
    assert refs(session, "hoà bình phường") == ["hoa-binh"]
    assert refs(session, "hoà bình huyện") == []


@pytest.mark.parametrize("text", ["", "   ", "!!!", "%", "_", "'; drop table search_words; --"])
def test_nothing_to_look_for_finds_nothing(session, text):
    assert search(session, text).total == 0


def test_the_total_counts_more_than_is_shown(session):
    results = search(session, "duong", limit=1)
    assert (results.total, len(results.entries)) == (3, 1)


def test_a_new_index_takes_the_place_of_the_old(public, session):
    session.close()
    with public.begin() as again:
        assert rebuild_index(again, ENTRIES[:1]) == 1
    with public.session() as again:
        assert refs(again, "duong") == ["a/hoa-binh"]
