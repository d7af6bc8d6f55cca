import io
import re
import zipfile
from dataclasses import replace

import pytest
import xlsxwriter

from portal.publishing.plan_drafts.draft import TABLES, Decision, Draft
from portal.publishing.plan_drafts.workbook import DECISION, GUIDE, SIGNS, draft_workbook, read_draft_workbook
from portal.publishing.plan_reading.reading import read_plan, read_wordings
from portal.publishing.plans import COLUMNS
from portal.publishing.problems import Refused
from portal.publishing.workbooks.grid import address
from portal.publishing.workbooks.reading import read_workbook
from tests.publishing.plan_reading import sample
from tests.publishing.plan_reading.building import DATA, make_document


@pytest.fixture
def draft():
    return read_plan(make_document(*sample.SAMPLE), read_wordings(DATA))


def changed(content: bytes, table: str, row: int, column: str, value: str) -> bytes:
    """The workbook with one cell written anew, as a person does it."""
    cell = address(row - 1, (DECISION, *COLUMNS[table]).index(column))
    written = f'<c r="{cell}" t="inlineStr"><is><t>{value}</t></is></c>'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(out, "w") as taken:
        sheets = re.findall(r'<sheet name="([^"]+)"', given.read("xl/workbook.xml").decode())
        part = f"xl/worksheets/sheet{sheets.index(table) + 1}.xml"
        for name in given.namelist():
            text = given.read(name)
            if name == part:
                new, times = re.subn(rf'<c r="{cell}"[^>]*?(?:/>|>.*?</c>)', written, text.decode(), count=1)
                assert times == 1
                text = new.encode()
            taken.writestr(name, text)
    return out.getvalue()


def test_a_draft_comes_back_as_it_was(draft):
    again = read_draft_workbook(draft_workbook(draft), "nhap.xlsx")
    for table in TABLES:
        assert [(r.cells, r.key, r.source, r.decision) for r in again.rows[table]] == [
            (r.cells, r.key, r.source, r.decision) for r in draft.rows[table]
        ]
    assert (again.name, again.sha256) == (draft.name, draft.sha256)


def test_the_guide_names_pages_that_are_pictures_and_they_come_back(draft):
    content = draft_workbook(replace(draft, pages=9, scans=(3, 7)))
    guide = next(sheet for sheet in read_workbook(content, "nhap.xlsx").sheets if sheet.name == GUIDE)
    assert "Pages 3, 7 are pictures without text: not read." in [row[0] for row in guide.rows if row]
    again = read_draft_workbook(content, "nhap.xlsx")
    assert (again.pages, again.scans) == (9, (3, 7))
    assert read_draft_workbook(draft_workbook(draft), "nhap.xlsx").scans == ()


def test_equal_drafts_are_equal_bytes(draft):
    assert draft_workbook(draft) == draft_workbook(draft)


def test_what_a_person_wrote_is_a_decision(draft):
    content = changed(draft_workbook(draft), "targets", 2, DECISION, "x")
    content = changed(content, "targets", 3, DECISION, "bỏ")
    rows = read_draft_workbook(content, "nhap.xlsx").rows["targets"]
    assert [row.decision for row in rows[:3]] == [Decision.KEPT, Decision.DROPPED, Decision.OPEN]


def test_a_changed_cell_makes_its_row_a_mended_one_that_remembers_what_was_read(draft):
    row = read_draft_workbook(changed(draft_workbook(draft), "targets", 2, "value", "77"), "nhap.xlsx").rows["targets"][
        0
    ]
    assert (row.decision, row.cells["value"]) == (Decision.MENDED, "77")
    assert row.read == draft.rows["targets"][0].cells
    assert row.key == draft.rows["targets"][0].key


def test_a_decision_that_is_none_is_told_with_its_row(draft):
    with pytest.raises(Refused) as refused:
        read_draft_workbook(changed(draft_workbook(draft), "targets", 4, DECISION, "có lẽ"), "nhap.xlsx")
    (problem,) = refused.value.problems
    assert (problem.code, problem.where) == ("unclear-decision", "nhap.xlsx, targets, dòng 4")


def test_another_workbook_is_refused():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("So lieu").write_string(0, 0, "x")
    with pytest.raises(Refused) as refused:
        read_draft_workbook(out.getvalue(), "khac.xlsx")
    assert refused.value.problems[0].code == "not-a-draft"


def test_an_empty_draft_has_every_sheet():
    again = read_draft_workbook(draft_workbook(Draft("a.txt", "0", "txt", "utf-8", None)), "a.xlsx")
    assert all(again.rows[table] == [] for table in TABLES)


def test_each_decision_has_a_sign():
    assert set(SIGNS) == set(Decision)
