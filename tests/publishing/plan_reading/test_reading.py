from dataclasses import replace

import pytest

from portal.publishing.plan_drafts.draft import TABLES
from portal.publishing.plan_reading.reading import read_plan, read_wordings
from portal.publishing.problems import Refused
from tests.publishing.plan_reading import sample
from tests.publishing.plan_reading.building import DATA, make_document


@pytest.fixture(scope="module")
def wordings():
    return read_wordings(DATA)


def test_a_plan_has_rows_in_every_table(wordings):
    draft = read_plan(make_document(*sample.SAMPLE), wordings)
    assert [table for table in TABLES if not draft.rows[table]] == []
    assert [row.cells["section"] for row in draft.rows["outline"]] == sample.EXPECTED_SECTIONS


def test_every_row_is_beside_a_line_of_the_text(wordings):
    draft = read_plan(make_document(*sample.SAMPLE), wordings)
    lines = {line for line, _page, _words in draft.text}
    assert {row.source.line for row in draft.every_row() if row.source} <= lines


@pytest.mark.parametrize(
    "texts", [sample.NOT_A_PLAN, ["I. THỰC ĐƠN", "- Cơm.", "II. GIỜ ĂN", "- 11 giờ."][:1], ["1. Một", "2. Hai"]]
)
def test_what_is_no_plan_is_refused_in_words(wordings, texts):
    with pytest.raises(Refused) as refused:
        read_plan(make_document(*texts), wordings)
    (problem,) = refused.value.problems
    assert problem.code == "not-a-plan"
    assert problem.fix


def test_keys_do_not_depend_on_where_lines_break(wordings):
    whole = read_plan(make_document(*sample.SAMPLE), wordings)
    wrapped = read_plan(make_document(*sample.SAMPLE, whole=False), wordings)
    assert [row.key for row in whole.rows["targets"]] == [row.key for row in wrapped.rows["targets"]]


def test_pages_that_are_pictures_are_remembered(wordings):
    document = replace(make_document(*sample.SAMPLE), kind="pdf", pages=4, scans=(2, 4))
    assert read_plan(document, wordings).scans == (2, 4)
