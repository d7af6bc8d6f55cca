"""What the portal offers to be mended comes back without a change."""

import csv
import io

import pytest

from portal.domain.localities import get_commune, list_communes
from portal.publishing.places import export_csv, export_xlsx
from portal.publishing.places.importing import apply_list
from portal.publishing.places.problems import Report
from portal.publishing.workbooks import read_workbook
from tests.builders import COMMUNE
from tests.conftest import NOW
from tests.publishing.places.lists import state, stored, take, village

WRITERS = {"csv": export_csv, "xlsx": export_xlsx}


@pytest.fixture
def storied(register, listed):
    """A commune with a merger, a split in halves that no decimal tells, a gap, and texts a spreadsheet would run."""
    third = f"{COMMUNE}-02=33.3333%"
    rows = [
        village(4, "Thôn 4", valid_from="01/01/2026", predecessors=f"{COMMUNE}-01; {third} hộ", lat=15.01, lon=108.5),
        village(5, "Thôn 5", valid_from="01/01/2026", predecessors=f"{COMMUNE}-02=66.6%", basis="hộ", decision="QĐ 1"),
        village(6, "Thôn 3", valid_from="01/02/2026", predecessors=f"{COMMUNE}-03", area_km2="0,00001", source="-1+2"),
        village(7, "Thôn 7", valid_from="01/02/2026", predecessors=f"{COMMUNE}-08", population=10, households=3),
        village(8, "Thôn 8", valid_to="30/11/2025"),
        village(9, "Thôn 9", valid_from="01/03/2026", predecessors=f"{COMMUNE}-10=50% hộ; {COMMUNE}-11=50% người"),
        village(10, "Thôn 10"),
        village(11, "Thôn 11"),
    ]
    take(register, listed(*rows))
    return register


@pytest.mark.parametrize("kind", WRITERS)
def test_what_was_exported_changes_nothing_when_imported(storied, tmp_path, kind):
    before = state(storied)
    with storied[0].session() as session:
        content = WRITERS[kind](session, get_commune(session, COMMUNE, on=NOW))
    path = tmp_path / f"thon.{kind}"
    path.write_bytes(content)
    done = take(storied, path, None)
    assert (done.is_nothing, done.rows, done.notices) == (True, 11, ())
    assert state(storied) == before


@pytest.mark.parametrize("kind", WRITERS)
def test_the_demonstrations_communes_come_back_as_they_were(demo, kind):
    with demo.public.session() as session:
        for commune in list_communes(session, on=NOW):
            workbook = read_workbook(WRITERS[kind](session, commune), f"{commune.slug}.{kind}")
            report = Report(workbook.name)
            register, rows = apply_list(session, workbook, None, report, today=NOW)
            assert len(rows) >= 24
            assert not [entry.code for entry in register.entries.values() if entry.changes or entry.place is None]
            assert not [link for link in register.links.values() if link.is_changed]
            assert report.notices == []


def test_an_exported_list_is_mended_and_taken_in_again(storied, tmp_path):
    with storied[0].session() as session:
        content = export_csv(session, get_commune(session, COMMUNE, on=NOW)).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert [row["Mã"] for row in rows if row["Tên"] == "Thôn 7"] == [f"{COMMUNE}-07"]
    path = tmp_path / "mended.csv"
    path.write_text(content.replace("Thôn 7,", "Thôn Bảy,"), encoding="utf-8")
    (changed,) = take(storied, path, None).changed
    assert changed.values["name"] == ("Thôn 7", "Thôn Bảy")
    assert stored(storied, "07").slug == "thon-7"


def test_the_same_state_gives_the_same_bytes(storied):
    with storied[0].session() as session:
        commune = get_commune(session, COMMUNE, on=NOW)
        assert [write(session, commune) for write in WRITERS.values()] == [
            write(session, commune) for write in WRITERS.values()
        ]


def test_the_template_explains_every_column_and_names_what_is_known(storied):
    with storied[0].session() as session:
        book = read_workbook(export_xlsx(session, get_commune(session, COMMUNE, on=NOW)), "mau.xlsx")
    listed, guide = book.sheets
    assert [row[2] for row in listed.rows[4:]] == [
        "Thôn 1", "Thôn 2", "Thôn 3", "Thôn 3", "Thôn 4", "Thôn 5", "Thôn 7", "Thôn 8", "Thôn 9", "Thôn 10", "Thôn 11"
    ]  # fmt: skip
    assert [row[0] for row in guide.rows[3:]] == list(listed.rows[3])
    assert all(len(row) == 4 for row in guide.rows[3:])


def test_made_up_villages_are_marked_in_the_workbook(demo):
    with demo.public.session() as session:
        commune = get_commune(session, "tra-cau", on=NOW)
        book = read_workbook(export_xlsx(session, commune), "mau.xlsx")
    assert "Số liệu minh họa" in str(book.sheets[0].rows[1][0])
