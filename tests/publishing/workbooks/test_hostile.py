"""Every hostile upload gets its own clear refusal, in both languages, and never another exception."""

import pytest

from portal.publishing.problems import Refused
from portal.publishing.workbooks import LIMITS, read_workbook
from portal.publishing.workbooks.sentences import CATALOGUE
from tests.publishing import hostile

DEATHS = {"reader-failed", "too-slow", "too-much-memory"}
"""What the process says when its own checks did not."""


@pytest.mark.parametrize("name", hostile.CASES)
def test_a_hostile_file_is_refused_for_what_it_is(name):
    case = hostile.CASES[name]
    with pytest.raises(Refused) as refused:
        read_workbook(case.make(), case.file)
    problem = refused.value.problems[0]
    assert problem.code == case.code
    assert problem.where.startswith(case.file)
    assert all([problem.message, problem.message_en, problem.fix, problem.fix_en])


def test_every_refusal_in_the_catalogue_is_reached_by_a_hostile_file():
    elsewhere = DEATHS | {"more-problems", "decomposed", "hidden-sheet", "sheet-twice"}
    assert set(CATALOGUE) == {case.code for case in hostile.CASES.values()} | elsewhere


def test_two_hundred_disturbed_workbooks_are_each_read_or_refused():
    good, codes = hostile.good(), set()
    for seed in range(200):
        try:
            codes.add(read_workbook(hostile.mutate(good, seed), "so-lieu.xlsx").kind)
        except Refused as refused:
            codes.add(refused.problems[0].code)
    assert {"xlsx", "damaged", "cell-order"} <= codes
    assert not codes & DEATHS


def test_a_file_name_is_repeated_without_its_path_and_without_what_nobody_sees():
    with pytest.raises(Refused) as refused:
        read_workbook(b"", "..\\..\\C:/so\u202elieu\n<b>.xlsx" + "x" * 500)
    where = refused.value.problems[0].where
    assert where.startswith("so�lieu�<b>.xlsx")
    assert len(where) == 120


def test_nothing_of_a_hidden_sheet_or_the_document_s_author_is_kept():
    book = read_workbook(hostile.good(), "so-lieu.xlsx")
    assert [sheet.name for sheet in book.sheets] == ["Số liệu"]
    assert [(note.code, note.where) for note in book.notes] == [("hidden-sheet", "so-lieu.xlsx, Nháp")]
    assert "Riêng Tư" not in repr(book)
    assert "điều không ai nên thấy" not in repr(book)


def test_the_size_of_a_sheet_is_not_believed_when_it_claims_too_much():
    book = read_workbook(hostile.claimed_dimension(), "so-lieu.xlsx")
    assert book.sheets[0].rows == (("Thôn",),)


def test_a_file_at_the_limits_is_read():
    content = hostile.many_cells(LIMITS.cells // 20, 20)
    sheet = read_workbook(content, "so-lieu.xlsx").sheets[0]
    assert (len(sheet.rows), len(sheet.rows[-1])) == (LIMITS.cells // 20, 20)
