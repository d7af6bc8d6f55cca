"""Annexes after the signature: sections of their own, with their titles, targets and tasks."""

from dataclasses import replace

import pytest

from portal.publishing.documents.document import Line
from portal.publishing.plan_reading.labels import read_label
from portal.publishing.plan_reading.outline import list_sections
from portal.publishing.plan_reading.piece import Part
from portal.publishing.plan_reading.reading import read_plan, read_wordings
from tests.publishing.plan_reading.building import DATA, make_document, make_lines, make_pieces

BODY = [
    "I. MỤC TIÊU", "- Đạt các chỉ tiêu của Phụ lục I.", "II. NHIỆM VỤ", "- Làm các việc của Phụ lục II.",
    "Trên đây là Kế hoạch của xã./.", "Nơi nhận:", "- Như trên;", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lò Thị Mận",
]  # fmt: skip
TARGETS = [("TT", "Chỉ tiêu", "Đơn vị", "Năm 2030"), ("1", "Hồ sơ nộp trực tuyến", "%", "≥ 85")]
TASKS = [("TT", "Nội dung công việc", "Chủ trì", "Thời gian"), ("1", "Mở lớp ở thôn", "Công an xã", "30/6/2027")]


def sections(*texts):
    return {row.cells["section"]: row.cells["title"] for row in list_sections(make_pieces(*BODY, *texts))}


def table(rows, after):
    return [Line(" | ".join(row), after + at, whole=True, cells=row) for at, row in enumerate(rows, start=1)]


def test_an_annex_ends_the_signature_and_its_tables_are_read():
    lines = make_lines(*BODY, "PHỤ LỤC I", "CÁC CHỈ TIÊU CỦA XÃ", whole=True)
    lines += table(TARGETS, len(lines))
    lines += [replace(line, number=50 + line.number) for line in make_lines("PHỤ LỤC II", "VIỆC CỦA CÁC THÔN")]
    lines += table(TASKS, 60)
    draft = read_plan(make_document(lines=lines), read_wordings(DATA))
    target = draft.rows["targets"][0].cells
    assert (target["section"], target["indicator"], target["value"], target["year"]) == (
        "PLI", "services-online-use", "85", "2030",
    )  # fmt: skip
    task = draft.rows["tasks"][-1].cells
    assert (task["section"], task["title"], task["lead"], task["due"]) == (
        "PLII", "Mở lớp ở thôn", "Công an xã", "2027-06-30",
    )  # fmt: skip
    assert [row.cells["title"] for row in draft.rows["outline"]][-2:] == ["Các chỉ tiêu của xã", "Việc của các thôn"]


@pytest.mark.parametrize(
    ("heading", "path"),
    [("PHỤ LỤC", "PL"), ("Phụ lục số 1", "PL1"), ("PHỤ LỤC 02", "PL2"), ("PHỤ LỤC III", "PLIII")],
)
def test_an_annex_has_its_title_on_the_next_line(heading, path):
    assert sections(heading, "Việc của các thôn", "- Mở lớp.")[path] == "Việc của các thôn"


def test_which_plan_an_annex_is_of_stands_before_or_after_its_title():
    aside = "(Kèm theo Kế hoạch số 7/KH-UBND ngày 3/2/2026 của UBND xã)"
    titles = ["VIỆC CỦA CÁC THÔN", "TRONG NĂM"]
    for texts in ([aside, *titles], [*titles, aside]):
        assert sections("PHỤ LỤC I", *texts, "- Mở lớp.")["PLI"] == "Việc của các thôn trong năm"


def test_an_annex_without_title_is_called_by_its_label():
    assert sections("PHỤ LỤC I", "- Mở lớp.", "PHỤ LỤC", "- In sách.", "PHỤ LỤC", "- Thi.") == {
        "I": "Mục tiêu", "II": "Nhiệm vụ", "PLI": "Phụ lục I", "PL": "Phụ lục", "PLbis": "Phụ lục",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("PHỤ LỤC I CÁC CHỈ TIÊU", "CÁC CHỈ TIÊU"),
        ("PHỤ LỤC I - CÁC CHỈ TIÊU", "CÁC CHỈ TIÊU"),
        ("Phụ lục I: Các chỉ tiêu", "Các chỉ tiêu"),
        ("Phụ lục I (Kèm theo Kế hoạch)", "(Kèm theo Kế hoạch)"),
    ],
)
def test_the_title_may_stand_beside_the_label(text, rest):
    label = read_label(text)
    assert label is not None
    assert (label.name, label.rest) == ("PLI", rest)


@pytest.mark.parametrize("text", ["Phụ lục I đính kèm", "Phụ lục 1 kèm theo).", "Phụ lục 1)."])
def test_a_sentence_that_speaks_of_an_annex_begins_none(text):
    assert read_label(text) is None


def test_headings_of_groups_do_not_change_what_an_annex_is():
    pieces = make_pieces(*BODY, "PHỤ LỤC I", "DANH MỤC NHIỆM VỤ", "I. HẠ TẦNG", "- Kéo cáp.", "Nơi nhận:", "- Lưu.")
    assert [piece.part for piece in pieces[-4:]] == [Part.TASKS, Part.TASKS, Part.TAIL, Part.TAIL]


def test_an_annex_that_names_no_part_is_one_of_its_own():
    pieces = make_pieces(*BODY, "PHỤ LỤC I", "DANH SÁCH THÔN", "I. VÙNG CAO", "- Thôn Nà Pó.")
    assert {piece.part for piece in pieces[-3:]} == {Part.ANNEX}
