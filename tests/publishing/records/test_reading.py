"""From an officer's workbook to records, with every mistake and its cell in one pass."""

import datetime as dt

import pytest

from portal.domain.folding import fold
from portal.domain.localities import get_commune, list_villages
from portal.domain.records import list_live
from portal.publishing.intake import Severity
from portal.publishing.records import KINDS, Context, Understood, is_of_records, records_template, understand_records
from portal.publishing.records.catalogue import CATALOGUE
from portal.publishing.records.telephones import find_mobile
from portal.publishing.workbooks import Workbook, read_workbook
from tests.builders import make_installation
from tests.records import (
    TODAY,
    budget_line,
    context_for,
    receipt,
    release_records,
    task_record,
    team,
    workbook,
)

TASKS = ("Xóa", "Mã nhiệm vụ", "Tình trạng", "Tính đến ngày", "Minh chứng")
MONEY = ("Dòng tổng", "Năm", "Chương trình", "Nguồn", "Được giao (đồng)", "Đã giải ngân (đồng)")
TEAMS = ("Thôn, tổ dân phố", "Tên tổ", "Số thành viên", "Điện thoại", "Địa điểm")
DONE, DAY = "tra-cau-iii-5-3", dt.date(2026, 10, 31)
COMMUNE = "ngân sách xã, phường"


@pytest.fixture(scope="module")
def context(demo) -> Context:
    with demo.public.session() as session:
        return context_for(session)


def with_live(context: Context, *records) -> Context:
    live = {kind: dict(keys) for kind, keys in context.live.items()}
    for record in records:
        live[record.kind][record.key] = record.content
    return Context(**(vars(context) | {"live": live}))


def empty(context: Context) -> Context:
    return Context(**(vars(context) | {"live": {kind: {} for kind in KINDS}}))


def found(understood: Understood) -> list[tuple[str, str | None]]:
    return [(f.code, f.cell) for f in understood.findings]


def read(context: Context, *rows, sheet: str = "Nhiệm vụ") -> Understood:
    return understand_records(workbook(sheet, *rows), empty(context))


def test_rows_become_records_wherever_the_headings_stand_and_however_they_are_written(context):
    head = ("xoa", "MA NHIEM VU", "Tinh trang", "tính đến ngày", "Minh  chứng")
    title = (("Tiến độ nhiệm vụ quý III",), ())
    row = ("", DONE, "da xong", "31/10/2026", "https://example.vn/kq")
    understood = read(context, *title, head, row, sheet="Trang tính 1")
    assert understood.findings == ()
    (record,) = (r.record for r in understood.records)
    assert (record.kind, record.key, record.withdrawn) == ("task-progress", DONE, False)
    assert record.content == {"state": "done", "state_on": "2026-10-31", "evidence": "https://example.vn/kq"}


def test_every_mistake_of_a_sheet_is_named_with_its_cell_in_one_pass(context):
    understood = read(
        context,
        TASKS,
        ("", "tra-cau-khong-co", "Đang làm", DAY, ""),
        ("", DONE, "gần xong", DAY, ""),
        ("", "tra-cau-iii-1-1", "Đang làm", dt.date(2027, 1, 1), ""),
        ("", "tra-cau-iii-1-2", "Đang làm", "31/02/2026", ""),
        ("", "tra-cau-iii-2-1", "Đang làm", "", ""),
        ("", "tra-cau-iii-2-1-1", "Đã xong", DAY, ""),
        ("có thể", "tra-cau-iii-2-2", "Đang làm", DAY, ""),
        ("x", "tra-cau-iii-2-3", "", "", ""),
        ("", "tra-cau-iii-2-1-1", "Đang làm", DAY, "x" * 1001),
    )
    assert found(understood) == [
        ("task.unknown", "B2"),
        ("records.not-understood", "C3"),
        ("records.future", "D4"),
        ("records.not-understood", "D5"),
        ("records.empty", "D6"),
        ("task.done-without-evidence", "E7"),
        ("records.not-understood", "A8"),
        ("records.nothing-to-withdraw", "B9"),
        ("records.too-long", "E10"),
    ]
    assert [r.record.key for r in understood.records] == ["tra-cau-iii-2-1-1"], "only what has no error is taken"


def test_the_same_thing_twice_is_named_with_the_other_row(context):
    row = ("", DONE, "Đang làm", DAY, "")
    understood = read(context, TASKS, row, row)
    (wrong,) = understood.findings
    assert (wrong.code, wrong.cell) == ("records.twice", "B3")
    assert "B2" in wrong.message


def test_a_task_that_was_done_and_is_no_more_has_to_be_explained(context):
    live = with_live(empty(context), task_record(DONE, "done", evidence="văn bản"))
    understood = understand_records(workbook("Nhiệm vụ", TASKS, ("", DONE, "Đang làm", DAY, "")), live)
    assert found(understood) == [("task.went-back", "C2")]
    assert understood.findings[0].severity is Severity.WARNING


def test_what_is_published_already_is_no_change_and_what_is_marked_is_withdrawn(context):
    live = with_live(empty(context), task_record(DONE, "in-progress", evidence="a"), task_record("tra-cau-iii-1-1"))
    rows = (("", DONE, "Đang làm", DAY, "a"), ("x", "tra-cau-iii-1-1", "", "", ""))
    understood = understand_records(workbook("Nhiệm vụ", TASKS, *rows), live)
    assert understood.findings == ()
    assert understood.unchanged == 1
    assert [(r.record.key, r.record.withdrawn) for r in understood.records] == [("tra-cau-iii-1-1", True)]


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_no_two_columns_of_a_kind_share_a_heading(kind):
    for column in kind.all_columns:
        assert {kind.headings[fold(text)] for text in (column.header, column.header_en)} == {column.name}


def test_a_missing_column_is_named_once_instead_of_every_row(context):
    understood = read(context, ("Mã nhiệm vụ", "Tình trạng"), (DONE, "Đang làm"), sheet="Nhiệm vụ")
    assert found(understood) == [("records.missing-column", "A1")]
    assert "Tính đến ngày" in understood.findings[0].message


def test_a_stated_total_that_does_not_add_up_says_where_and_by_how_much(context):
    understood = read(
        context,
        MONEY,
        ("", 2026, "Hạ tầng số", COMMUNE, "1.500.000.000", "400.000.000 đồng"),
        ("", "Năm 2026", "Kỹ năng số", "Xã hội hóa", 500_000_000, 600_000_000),
        ("x", 2026, "", "", 2_100_000_000, 1_000_000_000),
        ("x", "", "", "", 2_000_000_000, ""),
        ("x", 2027, "", "", 7_000_000, ""),
        sheet="Kinh phí",
    )
    assert found(understood) == [
        ("money.overspent", "F3"),
        ("money.does-not-add-up", "E4"),
        ("money.total-without-lines", "E6"),
    ]
    assert "2.100.000.000" in understood.findings[1].message
    assert "100.000.000" in understood.findings[1].message_en
    assert len(understood.records) == 5, "a warning keeps nothing back"


def test_a_total_counts_the_lines_that_were_published_before(context):
    line = budget_line("tra-cau-2026-ha-tang-so-commune", allocated=900_000, disbursed=None)
    rows = (("", 2026, "Kỹ năng số", "Nguồn khác", 100_000, ""), ("x", 2026, "", "", 1_000_000, ""))
    assert understand_records(workbook("Kinh phí", MONEY, *rows), with_live(empty(context), line)).findings == ()


def test_a_published_total_that_stops_adding_up_is_named_too(context):
    total = budget_line(
        "tra-cau-total-2026-all-all", is_total=True, programme=None, source=None, allocated=100_000, disbursed=None
    )
    row = ("", 2026, "Kỹ năng số", "Nguồn khác", 200_000, "")
    understood = understand_records(workbook("Kinh phí", MONEY, row), with_live(empty(context), total))
    assert found(understood) == [("money.does-not-add-up", None)]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("", 2026, "", COMMUNE, 100_000, ""), [("records.empty", "C2")]),
        (("", 2026, "A", "ngân sách nhà chú Ba", 100_000, ""), [("records.not-understood", "D2")]),
        (("", 2026, "A", COMMUNE, -5, ""), [("records.not-understood", "E2")]),
        (("", 2026, "A", COMMUNE, 1.5, ""), [("records.not-understood", "E2")]),
        (("", 2026, "A", COMMUNE, "1.5 tỷ", ""), [("records.not-understood", "E2")]),
        (("", "hai nghìn", "A", COMMUNE, 100_000, ""), [("records.not-understood", "B2")]),
        (("", 2026, "A", COMMUNE, 1500, ""), [("money.small", "E2")]),
        (("", 2026, "A", COMMUNE, 0, 0), []),
    ],
)
def test_a_line_of_money(context, cells, expected):
    assert found(read(context, MONEY, cells, sheet="Kinh phí")) == expected


@pytest.mark.parametrize("name", ["Tổ dân phố 7", "to dan pho 7", "TDP 7", "Tổ DP 7", "21451-07"])
def test_a_village_is_known_by_its_name_written_as_officers_do(context, name):
    expected = next(v.code for v in context.villages if v.name == "Tổ dân phố 7")
    name = expected if name == "21451-07" else name
    understood = read(context, TEAMS, (name, "Tổ công nghệ số", 5, "", "Nhà văn hóa"), sheet="Tổ công nghệ số")
    assert understood.findings == ()
    assert understood.records[0].content["locality"] == expected


def test_a_team_has_a_place_of_the_commune_people_and_no_private_number(context):
    understood = read(
        context,
        TEAMS,
        ("Thôn Không Có", "Tổ A", 5, "", "Nhà văn hóa"),
        ("Phường Trà Câu", "Tổ B", 0, "", "Trụ sở"),
        ("Phường Trà Câu", "Tổ C", 5, "0912 345 678", "Trụ sở"),
        ("Phường Trà Câu", "Tổ D", 5, "", ""),
        ("Phường Trà Câu", "Tổ E", 5, "0255 3850 123", ""),
        sheet="Tổ công nghệ số",
    )
    assert found(understood) == [
        ("records.unknown-place", "A2"),
        ("team.empty", "C3"),
        ("records.personal-phone", "D4"),
        ("team.nowhere", "E5"),
    ]


def test_a_village_that_is_no_more_gets_no_new_team_and_keeps_or_loses_the_one_it_has(demo):
    with demo.public.session() as session:
        context = context_for(session, "phuoc-binh")
        commune = get_commune(session, "phuoc-binh", on=TODAY)
        (gone,) = (v for v in list_villages(session, commune) if v.name == "Thôn 13")
    new = ("", "Thôn 13", "Tổ mới", 5, "Nhà văn hóa"), ("", gone.code, "Tổ mới", 5, "Nhà văn hóa")
    known = team(f"{gone.code}-to-cong-nghe-so", gone.code)
    heads = ("Xóa", "Thôn, tổ dân phố", "Tên tổ", "Số thành viên", "Địa điểm")
    assert found(read(context, heads, *new, sheet="Tổ công nghệ số")) == [
        ("records.unknown-place", "B2"),
        ("records.unknown-place", "B3"),
    ]
    context = with_live(empty(context), known)
    sheet = workbook("Tổ công nghệ số", heads, *new, ("x", gone.code, "Tổ công nghệ số", "", ""))
    understood = understand_records(sheet, context)
    assert found(understood) == [("records.unknown-place", "B2"), ("records.unknown-place", "B3")]
    assert [(row.record.key, row.record.withdrawn) for row in understood.records] == [(known.key, True)]
    unchanged = understand_records(read_template("community-teams", context), context)
    assert (unchanged.findings, unchanged.records, unchanged.unchanged) == ((), (), 1)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0912345678", "0912345678"),
        ("gọi anh Ba +84 90 123 45 67 nhé", "+84 90 123 45 67"),
        ("0255.385.0123", None),
        ("1900 1234", None),
        ("số 12/QĐ-UBND", None),
        ("ngày 20/10/2026", None),
    ],
)
def test_a_mobile_number_is_told_from_an_offices(text, number):
    assert find_mobile(text) == number


def test_a_report_without_a_day_is_known_by_its_period(context):
    head = ("Mã báo cáo", "Ngày nhận")
    rows = (
        ("tra-cau-iv-6-monthly-2026-09", "05/10/2026"),
        ("tra-cau-iv-6-monthly-2026-Q3", DAY),
        ("tra-cau-iv-6-quarterly-2026-Q3", "01/02/2026"),
    )
    understood = read(context, head, *rows, sheet="Báo cáo")
    assert found(understood) == [("report.unknown", "A3"), ("report.before-period", "B4")]
    assert understood.records[0].record == receipt("tra-cau-iv-6-monthly-2026-09", "2026-10-05")


def test_programmes_end_after_they_begin_and_say_where_to_go(context):
    head = ("Tên chương trình", "Ai được hỗ trợ", "Hỗ trợ gì", "Cách đăng ký", "Từ ngày", "Đến ngày", "Nơi nộp")
    rows = (
        ("Lớp tối", "Mọi người", "Học", "Ghi tên", "01/09/2026", "31/08/2026", "Trụ sở"),
        ("Lớp sáng", "Mọi người", "Học", "Ghi tên", "", "", ""),
        ("Lớp trưa", "Mọi người", "Học", "Gọi 0987654321", "", "", "Trụ sở"),
    )
    assert found(read(context, head, *rows, sheet="Chương trình hỗ trợ")) == [
        ("programme.turned-round", "F2"),
        ("programme.nowhere", "G3"),
        ("records.personal-phone", "D4"),
    ]


def test_a_workbook_of_figures_is_none_of_records():
    figures = workbook(
        "Số liệu", ("Thôn", "Chỉ số", "Kỳ", "Tử số", "Mẫu số"), ("Tổ 1", "vneid-level2", "2026-10", 1, 2)
    )
    assert not any(map(is_of_records, figures.sheets))


def test_invisible_letters_are_left_out_of_texts(context):
    row = ("", DONE, "Đã\u200b xong", DAY, "văn\u202e bản  số 5")
    understood = read(context, TASKS, row)
    assert understood.records[0].content["evidence"] == "văn bản số 5"


def read_template(kind: str, context: Context) -> Workbook:
    return read_workbook(records_template(KINDS[kind], context), "mau.xlsx")


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_comes_back_in_without_a_single_message(context, kind):
    understood = understand_records(read_template(kind, context), context)
    assert [f for f in understood.findings if f.code != "records.no-rows"] == []
    assert understood.records == ()
    assert understood.unchanged == len(context.live[kind])
    assert understood.kinds == (kind,)


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_is_the_same_bytes_for_the_same_state(context, kind):
    assert records_template(KINDS[kind], context) == records_template(KINDS[kind], context)


def test_a_template_lists_what_is_live_as_officers_write_it(context):
    line = budget_line("tra-cau-2026-ha-tang-so-commune-5-qd", decision_number="5/QĐ", decided_on="2026-01-12")
    sheet = read_template("budget", with_live(empty(context), line)).sheets[0]
    assert [sheet.value(4, column) for column in (2, 3, 5, 6, 7, 8)] == [
        2026,
        "Hạ tầng số",
        "Ngân sách xã, phường",
        500_000_000,
        200_000_000,
        "5/QĐ",
    ]
    assert str(sheet.value(4, 9))[:10] == "2026-01-12"


def test_every_finding_speaks_both_languages():
    for code, entry in CATALOGUE.items():
        texts = [entry.message, entry.message_en, entry.rule, entry.rule_en, entry.fix, entry.fix_en]
        assert all(texts), code


def test_a_workbook_may_hold_several_kinds(context):
    both = Workbook(
        "a.xlsx",
        "xlsx",
        (
            *workbook("Nhiệm vụ", TASKS, ("", DONE, "sai", DAY, "")).sheets,
            *workbook("Kinh phí", MONEY, ("", 2026, "A", COMMUNE, "x", "")).sheets,
            *workbook("Ghi chú", ("Xin chào",)).sheets,
        ),
        "0" * 64,
    )
    understood = understand_records(both, empty(context))
    assert [is_of_records(sheet) for sheet in both.sheets] == [True, True, False]
    assert understood.kinds == ("task-progress", "budget")
    assert [f.sheet for f in understood.findings] == ["Nhiệm vụ", "Kinh phí"]


def test_what_was_read_can_be_published(public, context):
    make_installation(public)
    understood = read(context, MONEY, ("", 2026, "Hạ tầng số", COMMUNE, 100_000, ""), sheet="Kinh phí")
    with public.begin() as session:
        commune = get_commune(session, "99001", on=DAY)
        release_records(session, commune, *(r.record for r in understood.records))
        assert [row.content for row in list_live(session, "budget", commune).values()] == [
            dict(understood.records[0].content)
        ]
