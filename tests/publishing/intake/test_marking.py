"""The officer's own workbook with the cells marked."""

import io
import zipfile
from xml.etree import ElementTree as ET  # our own output, not an upload

import pytest

from portal.publishing.intake import Intake, marked_workbook, understand
from portal.publishing.workbooks import Sheet, Workbook, read_workbook
from tests.publishing.intake.places import make_context
from tests.publishing.intake.planted import SOCIETY, mended_workbook, planted_workbook
from tests.publishing.intake.sheets import make_sheet, make_workbook

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def planted() -> tuple[Workbook, Intake]:
    workbook = read_workbook(planted_workbook()[0], "bao-cao.xlsx")
    return workbook, understand(workbook, make_context())


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def parts(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.namelist()


def test_the_officers_cells_come_back_as_they_were(planted):
    workbook, intake = planted
    again = read_workbook(marked_workbook(workbook, intake.findings, "vi"), "again.xlsx")
    assert [sheet.name for sheet in again.sheets[1:]] == [sheet.name for sheet in workbook.sheets]
    for before, after in zip(workbook.sheets, again.sheets[1:], strict=True):
        assert after.rows == before.rows
        assert sorted(after.merged) == sorted(before.merged)


def test_a_marked_workbook_can_be_handed_in_again(planted):
    workbook, intake = planted
    again = read_workbook(marked_workbook(workbook, intake.findings, "vi"), "again.xlsx")
    assert understand(again, make_context()).findings == intake.findings
    twice = read_workbook(marked_workbook(again, intake.findings, "en"), "twice.xlsx")
    assert len(twice.sheets) == len(workbook.sheets) + 1
    mended = read_workbook(mended_workbook(), "m.xlsx")
    nothing = understand(mended, make_context()).findings
    assert understand(read_workbook(marked_workbook(mended, nothing, "vi"), "m.xlsx"), make_context()).findings == ()


def test_every_finding_is_on_the_first_sheet_with_a_link_to_its_cell(planted):
    workbook, intake = planted
    content = marked_workbook(workbook, intake.findings, "vi")
    listed = read_workbook(content, "again.xlsx").sheets[0]
    assert [row[4] for row in listed.rows[3:]] == [finding.message for finding in intake.findings]
    links = ET.fromstring(part(content, "xl/worksheets/sheet1.xml")).iter(f"{MAIN}hyperlink")  # noqa: S314
    cells = [link.attrib["location"] for link in links]
    assert cells == [f"'{finding.sheet}'!{finding.cell}" for finding in intake.findings]


def test_every_cell_with_a_finding_has_a_comment_and_a_colour(planted):
    workbook, intake = planted
    content = marked_workbook(workbook, intake.findings, "en")
    names = [name for name in parts(content) if name.startswith("xl/comments")]
    comments = [c for n in sorted(names) for c in ET.fromstring(part(content, n)).iter(f"{MAIN}comment")]  # noqa: S314
    assert sorted(c.attrib["ref"] for c in comments) == sorted(f.cell or "" for f in intake.findings)
    texts = ["".join(comment.itertext()) for comment in comments]
    assert any("is more than the denominator" in text for text in texts)
    styles = part(content, "xl/styles.xml")
    assert "FFFFC7CE" in styles
    assert "FFFFEB9C" in styles


def test_nothing_in_it_runs_and_nobody_is_named(planted):
    tricky = make_sheet(['=HYPERLINK("x")', "+1+1", "@SUM(A1)", "https://example.org"], name="Bảng 1")
    content = marked_workbook(make_workbook(tricky), (), "vi")
    assert "<f>" not in part(content, "xl/worksheets/sheet2.xml")
    assert not [name for name in parts(content) if "externalLink" in name or "vba" in name.lower()]
    assert "hyperlink" not in part(content, "xl/worksheets/sheet2.xml")
    assert "<dc:creator></dc:creator>" in part(content, "docProps/core.xml")
    assert content == marked_workbook(make_workbook(tricky), (), "vi")


def test_names_and_joined_cells_that_a_spreadsheet_refuses_are_mended():
    odd = Sheet("a/b:[c]?*" + "d" * 40, (("x", "y"), ("z", None)), ((0, 0, 1, 0), (0, 0, 0, 1), (1, 1, 1, 1)))
    content = marked_workbook(make_workbook(odd, make_sheet(["x"], name="Kết quả kiểm tra")), (), "vi")
    again = read_workbook(content, "again.xlsx")
    assert [sheet.name for sheet in again.sheets] == [
        "Kết quả kiểm tra",
        "a_b__c___" + "d" * 22,
        "Kết quả kiểm tra (2)",
    ]
    assert again.sheets[1].value(0, 0) == "x"


def test_a_comma_separated_file_comes_back_as_a_workbook():
    rows = "Thôn;VNeID mức 2 - tử số;VNeID mức 2 - mẫu số\nTổ dân phố 1;x1;100\n"
    workbook = read_workbook(rows.encode(), "so-lieu.csv")
    intake = understand(workbook, make_context())
    again = read_workbook(marked_workbook(workbook, intake.findings, "vi"), "again.xlsx")
    assert again.sheets[1].rows == workbook.sheets[0].rows
    assert SOCIETY not in [sheet.name for sheet in again.sheets]
