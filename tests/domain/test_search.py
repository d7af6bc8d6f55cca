"""Finding things as people type them."""

import pytest
from sqlalchemy import select

from portal.domain.search import list_entries, match, search, variants
from portal.domain.search_index import (
    Entry,
    EntryKind,
    SearchEntry,
    SearchTerm,
    add_entries,
    marked,
    numbers_of,
    rebuild_index,
    remove_below,
)
from tests.stores import asked

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


MANY = [
    Entry(EntryKind.COMMUNE, "an-lac-thon", "Xã An Lạc Thôn", "An Lac Thon Commune"),
    *[Entry(EntryKind.VILLAGE, f"a/thon-{n}", f"Thôn {n}", f"Village {n}", "Phường Trà Câu") for n in range(1, 100)],
    Entry(EntryKind.ANSWER, "1", "Vì sao số của thôn 7 giảm?", "Why did village 7 fall?"),
]


@pytest.fixture
def many(public):
    with public.begin() as session:
        rebuild_index(session, MANY)
    with public.session() as session:
        yield session


def test_the_whole_word_comes_before_words_that_begin_with_it(many):
    assert refs(many, "thon 7")[:2] == ["a/thon-7", "1"]
    assert {"a/thon-70", "a/thon-79"} < set(refs(many, "thon 7"))


def test_words_of_the_title_count_more_than_those_beside_it(session):
    assert refs(session, "duong")[-1] == "a/hoa-binh"


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("tra caau", "a letter too many"),
        ("tra ca", "a beginning, no mistake"),
        ("tra cua", "two letters that changed places"),
        ("tra cat", "another letter"),
        ("trà cẩu", "another mark, no mistake"),
        ("phung tra cau", "a letter too few"),
    ],
)
def test_one_wrong_letter_is_forgiven(many, text, mistake):
    found = search(many, text)
    assert found.counts[EntryKind.VILLAGE] == 99
    assert found.corrected is ("no mistake" not in mistake)


def test_two_wrong_letters_and_numbers_are_not(many):
    assert search(many, "tra cxxu").total == 0
    assert search(many, "thon 700").total == 0


def test_nothing_is_corrected_where_the_words_are_there(many):
    assert not search(many, "thon 7").corrected


def test_of_two_words_as_few_as_possible_are_corrected(public):
    with public.begin() as session:
        titles = ["Phường Tân Lập", "Phường Tân Lạp", "Phường Tấn Lập Đông"]
        rebuild_index(session, [Entry(EntryKind.COMMUNE, t, t, t) for t in titles])
        assert {e.title for e in search(session, "phường tân lậpp").entries} == set(titles)
        assert search(session, "phuong tam lap").corrected


def test_variants_are_all_words_at_one_letter():
    assert {"b", "ba", "aab", "ac", "abc", "xab"} <= set(variants("ab"))
    assert "ab" not in variants("ab")


def test_facets_count_every_kind(many):
    assert match(many, "thon 7").counts == {EntryKind.VILLAGE: 11, EntryKind.ANSWER: 1}


def test_a_kind_lists_only_its_own(many):
    found = match(many, "thon")
    assert {e.kind for e in list_entries(many, found.of(EntryKind.VILLAGE), 500)} == {"village"}
    assert len(list_entries(many, found.of(EntryKind.VILLAGE), 500)) == 99


@pytest.mark.parametrize(("one", "other"), [("hoà", "hòa"), ("thuỷ", "thủy"), ("HOÀ", "hòa")])
def test_the_place_of_the_tone_makes_no_difference(one, other):
    assert marked(one) == marked(other) != ""


def test_words_with_other_marks_differ_as_written():
    assert len({marked(word) for word in ("hòa", "hóa", "hoa", "hoả", "hoá", "hoã")}) == 5


def test_entries_come_and_go_without_the_index_being_written_again(many):
    add_entries(many, [Entry(EntryKind.VILLAGE, "b/thon-7", "Thôn 7", "Village 7", "Xã Đông")])
    assert "b/thon-7" in refs(many, "thon 7 dong")
    remove_below(many, EntryKind.VILLAGE, "a")
    assert refs(many, "thon 7") == ["b/thon-7", "1"]
    assert search(many, "tra cau").total == 0


def test_taking_all_out_leaves_no_number_behind(many):
    remove_below(many, EntryKind.VILLAGE, "a")
    held = {number for term in many.scalars(select(SearchTerm)) for number in numbers_of(term.titled + term.told)}
    assert held == set(many.scalars(select(SearchEntry.id)))


def test_a_search_asks_few_times_however_many_there_are(public):
    with public.begin() as session:
        rebuild_index(session, MANY * 20)
    with asked(public.engine) as statements, public.session() as session:
        assert search(session, "to thon 7").total == 0
        assert search(session, "thon 7").total
    assert len(statements) < 16
