"""Reviewing a draft of a plan through its pages, without a script: each row is a form."""

import io
import re
import zipfile

import pytest

from portal.publishing.audit import AuditEntry
from tests.builders import COMMUNE
from tests.desk.drafting import make_draft, make_row, make_target, put, rows_of
from tests.desk.handing_in import PLACE


@pytest.fixture
def number(twelve, desk):
    """A draft with three targets, the second in doubt, and a task."""
    rows = [
        make_target("Có 70% người dân có tài khoản"),
        make_target("Trên 80% hộ dân, có thể", line=4, value=80, item=2, year=2028, doubts=("weak-match",), score=0.4),
        make_target("Đến 2030 đạt 60%", line=5, value=60, item=3, year=2030),
        make_row("tasks", "Mở lớp học số", line=6, section="I.1", item=4, title="Mở lớp học số"),
    ]
    return put(desk, make_draft(*rows), commune=COMMUNE)


def at(number, row=None):
    return f"{PLACE}/plans/{number}" + (f"/rows/{row}" if row else "")


def decisions(desk, number, table="targets"):
    return [row.decision for row in rows_of(desk, number, table)]


def events(desk, event):
    with desk.reading() as session:
        return [entry.details for entry in session.query(AuditEntry).filter_by(event=event)]


def test_every_row_stands_beside_its_sentence_with_what_is_not_sure_in_words(officer, number):
    page = officer.get(at(number))
    assert "Rà soát kế hoạch thu-nghiem" in page.text
    assert "≥ 70 % · 2027 name of vneid-level2" in page.text
    assert "Mục I.1, ý 1 · trang 1, dòng 3" in page.text
    assert "giống lời văn chỉ số 40 %" in page.text
    assert "Chỉ số gần nhất vẫn chưa đủ gần." in page.text
    assert len(page.find("li", class_="row")) == 3
    assert [p.get("id") for p in page.find("p") if (p.get("id") or "").startswith("line-")] == [
        f"line-{n}" for n in range(1, 7)
    ]
    assert "#line-4" in page.links


def test_the_tabs_count_what_is_decided_and_the_targets_come_first(officer, number):
    tabs = [page_words(tab) for tab in officer.get(at(number)).find("nav", class_="tabs")]
    assert tabs == ["Chỉ tiêu 0/3 Đề mục 0/2 Nhiệm vụ, giải pháp 0/1"]


def page_words(element):
    return " ".join("".join(element.itertext()).split())


def test_accepting_a_row_leads_to_the_accept_button_of_the_next(officer, desk, number):
    first, second, third = rows_of(desk, number)
    answer = officer.post(at(number, first.id), decision="kept")
    assert (answer.status_code, answer.headers["Location"]) == (
        303,
        f"{at(number)}?table=targets&row={second.id}#first-{second.id}",
    )
    assert officer.get(at(number)).find("button", id=f"first-{second.id}")[0].get("value") == "kept"
    officer.post(at(number, second.id), decision="dropped")
    answer = officer.post(at(number, third.id), decision="kept")
    assert answer.headers["Location"].endswith("table=targets#done")
    assert decisions(desk, number) == ["kept", "dropped", "kept"]
    assert [row.decided_by for row in rows_of(desk, number)] == ["can.bo"] * 3


def test_the_last_row_of_a_table_tells_the_audit_log_and_no_other_does(officer, desk, number):
    for row in rows_of(desk, number):
        assert events(desk, "plan-draft.reviewed") == []
        officer.post(at(number, row.id), decision="kept")
    assert events(desk, "plan-draft.reviewed") == [
        {"plan": "thu-nghiem", "table": "targets", "kept": 3, "mended": 0, "dropped": 0}
    ]


def test_a_row_is_opened_again_as_it_was_read(officer, desk, number):
    row = rows_of(desk, number)[0]
    officer.post(at(number, row.id), **mended(row, value="75"))
    assert rows_of(desk, number)[0].cells["value"] == "75"
    answer = officer.post(at(number, row.id), decision="open")
    assert answer.headers["Location"].endswith(f"#first-{row.id}")
    assert (rows_of(desk, number)[0].cells["value"], decisions(desk, number)[0]) == ("70", "")


def mended(row, **cells):
    return {"decision": "mended"} | row.cells | cells


def test_mending_shows_the_cells_as_fields_and_keeps_what_was_typed(officer, desk, number):
    row = rows_of(desk, number)[0]
    page = officer.get(f"{at(number)}?table=targets&mend={row.id}")
    assert page.find("input", name="value")[0].get("value") == "70"
    chosen = [option for option in page.find("option") if option.get("selected") is not None]
    assert [option.get("value") for option in chosen] == ["vneid-level2", ">="]
    assert officer.post(at(number, row.id), **mended(row, value="72.5", year="2028")).status_code == 303
    row = rows_of(desk, number)[0]
    assert (row.decision, row.cells["value"], row.read["value"]) == ("mended", "72.5", "70")


def test_mending_nothing_accepts_the_row(officer, desk, number):
    row = rows_of(desk, number)[0]
    officer.post(at(number, row.id), **mended(row))
    assert decisions(desk, number)[0] == "kept"


WRONG = {
    "indicator": ("no-such", "Không có"),
    "comparator": ("about", "phép so sánh"),
    "value": ("bảy mươi", "Không đọc được"),
    "value_high": ("90", "khoảng (range)"),
    "year": ("hai nghìn", "Không đọc được"),
    "section": ("IX.9", "Không có 'IX.9'"),
    "item": ("12345678901", "Dài quá 10 ký tự"),
}


@pytest.mark.parametrize("column", WRONG)
def test_what_cannot_be_is_told_at_its_field_and_nothing_is_kept(officer, desk, number, column):
    row, (typed, said) = rows_of(desk, number)[0], WRONG[column]
    answer = officer.post(at(number, row.id), **mended(row, **{column: typed}))
    assert answer.status_code == 422
    field = re.search(rf'<div class="field field-{column} field-wrong">.*?</div>', answer.text, re.DOTALL).group()
    assert said in field.replace("&#39;", "'")
    assert 'aria-invalid="true"' in field
    assert answer.text.count("field-wrong") == 1
    assert rows_of(desk, number)[0].decision == ""


def test_a_script_gets_the_row_and_what_is_left(officer, desk, number):
    row = rows_of(desk, number)[0]
    token = re.search(r'name="csrf_token" value="([^"]+)"', officer.client.get(at(number)).text).group(1)
    wish = {"csrf_token": token, "decision": "kept"}
    answer = officer.client.post(at(number, row.id), data=wish, headers={"Accept": "application/json"})
    assert answer.json["left"] == {"targets": 2, "outline": 2, "tasks": 1}
    assert answer.json["summary"] == "còn 5 trong 6 dòng chưa quyết định"
    assert answer.json["sure"] == "Nhận một lần 1 dòng chắc chắn của bảng này…"
    assert "đã nhận" in answer.json["html"]
    wish = {"csrf_token": token} | mended(row, value="x")
    answer = officer.client.post(at(number, row.id), data=wish, headers={"Accept": "application/json"})
    assert (answer.status_code, "Không đọc được" in answer.json["html"]) == (422, True)
    assert 'value="x"' in answer.json["html"]
    alone = officer.client.get(f"{at(number, row.id)}?mend=1").text
    assert 'name="value"' in alone
    assert "<html" not in alone


def test_sure_rows_are_accepted_together_only_after_their_number_was_shown(officer, desk, number):
    page = officer.get(at(number))
    assert "Nhận một lần 2 dòng chắc chắn của bảng này…" in page.text
    page = officer.get(f"{at(number)}?table=targets&sure=1")
    assert "Nhận một lần 2 dòng chắc chắn?" in page.text
    assert page.find("input", name="seen")[0].get("value") == "2"
    assert officer.post(f"{at(number)}/sure", table="targets", seen="3").status_code == 409
    assert decisions(desk, number) == ["", "", ""]
    answer = officer.post(f"{at(number)}/sure", table="targets", seen="2")
    assert answer.headers["Location"].endswith(f"#first-{rows_of(desk, number)[1].id}")
    assert decisions(desk, number) == ["kept", "", "kept"]


def test_contradictions_are_listed_with_the_rows_and_a_dropped_row_says_nothing(officer, desk, number):
    page = officer.get(at(number))
    third = rows_of(desk, number)[2]
    assert "1 chỗ kế hoạch chưa thống nhất" in page.text
    assert "Chỉ tiêu sau thấp hơn chỉ tiêu trước." in page.text
    assert f"#row-{third.id}" in page.links
    officer.post(at(number, third.id), decision="dropped")
    assert "chưa thống nhất" not in officer.get(at(number)).text


def test_pages_that_are_pictures_are_named_above_the_rows(officer, desk):
    draft = make_draft(make_target())
    draft.scans = (3, 7)
    number = put(desk, draft, commune=COMMUNE)
    assert "Trang 3, 7 chỉ có hình, không có chữ" in officer.get(at(number)).text


def test_only_officers_decide_and_others_of_the_commune_read(approver, desk, number):
    row = rows_of(desk, number)[0]
    page = approver.get(at(number))
    assert page.find("button", value="kept") == []
    assert page.find("script") == []
    assert approver.post(at(number, row.id), decision="kept").status_code == 403
    assert decisions(desk, number) == ["", "", ""]


def test_a_draft_or_row_of_elsewhere_is_not_there(officer, desk, number):
    other = put(desk, make_draft(make_target()), commune="99002")
    row = rows_of(desk, other)[0]
    assert officer.client.get(at(other)).status_code == 404
    assert officer.post(at(number, row.id), decision="kept").status_code == 404
    assert officer.client.get(at(2**40)).status_code == 404
    assert officer.post(at(number, rows_of(desk, number)[0].id), decision="well").status_code == 400


def test_reading_again_keeps_what_was_decided_and_lists_what_vanished(officer, desk, number):
    first, second, third = rows_of(desk, number)
    officer.post(at(number, first.id), **mended(first, value="72"))
    officer.post(at(number, second.id), decision="dropped")
    officer.post(at(number, third.id), decision="kept")
    rows = [
        make_target("Câu mới, ít nhất 10%", line=3, value=10, item=1),
        make_target("Có 70% người  dân có tài khoản", line=8, item=2),
        make_target("Trên 80% hộ dân, có thể", line=9, value=80, item=3, year=2028),
    ]
    again = put(desk, make_draft(*rows, sha256="6" * 64), commune=COMMUNE, by="nguoi.khac")
    assert decisions(desk, again) == ["", "mended", "dropped", "kept"]
    new = rows_of(desk, again)
    assert (new[1].cells["value"], new[1].cells["item"], new[1].decided_by) == ("72", "2", "can.bo")
    page = officer.get(at(again))
    assert "Không còn trong văn bản" in page.text
    assert "Đến 2030 đạt 60%" in page.text
    assert "2/3" in page.text
    assert "Đã có lần đọc mới" in officer.get(at(number)).text
    assert officer.post(at(number, first.id), decision="open").status_code == 409


def test_the_files_hold_what_was_kept_or_mended_and_nothing_else(officer, desk, number):
    first, second, _third = rows_of(desk, number)
    officer.post(at(number, first.id), **mended(first, value="72"))
    officer.post(at(number, second.id), decision="dropped")
    answer = officer.client.get(f"{at(number)}/files.zip")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert len(archive.namelist()) == 8
        targets = archive.read("thu-nghiem/targets.csv").decode().splitlines()
    assert targets == [
        "indicator,comparator,value,value_high,year,section,item,note,note_en,amends",
        "vneid-level2,>=,72,,2027,I.1,1,,,",
    ]


def test_a_draft_can_be_put_aside(officer, desk, number):
    assert officer.post(f"{at(number)}/discard").status_code == 303
    assert "Đã bỏ" in officer.get(at(number)).text
    assert len(events(desk, "plan-draft.discarded")) == 1
    again = put(desk, make_draft(make_target("Có 70% người dân có tài khoản")), commune=COMMUNE)
    assert decisions(desk, again) == [""]


def test_the_same_document_as_another_plan_is_told(officer, desk, number):
    assert "Có vẻ văn bản này đã là kế hoạch" not in officer.get(at(number)).text
    other = put(desk, make_draft(make_target()), commune=COMMUNE, slug="thu-nghiem-2027")
    assert "Có vẻ văn bản này đã là kế hoạch thu-nghiem:" in officer.get(at(other)).text
    named = make_row("plan", "Số: 12/KH-UBND", line=7, field="number", value="12/KH-UBND")
    put(desk, make_draft(make_target(), named, sha256="7" * 64), commune=COMMUNE, slug="thu-nghiem-2025")
    last = put(desk, make_draft(make_target(), named, sha256="8" * 64), commune=COMMUNE, slug="thu-nghiem-2026")
    assert "Có vẻ văn bản này đã là kế hoạch thu-nghiem-2025:" in officer.get(at(last)).text


@pytest.mark.parametrize("seen", ["9" * 5000, "", "-1", "hai", "٢"])
def test_a_number_of_rows_that_is_none_is_refused_in_words(officer, desk, number, seen):
    answer = officer.post(f"{at(number)}/sure", table="targets", seen=seen)
    assert answer.status_code == 422
    assert "Số dòng gửi kèm không đúng." in answer.text
    assert decisions(desk, number) == ["", "", ""]


@pytest.mark.parametrize("column", ["indicator", "value"])
def test_a_target_without_what_it_needs_is_not_accepted_and_its_field_says_why(officer, desk, twelve, column):
    number = put(desk, make_draft(make_target(**{column: ""})), commune=COMMUNE)
    (row,) = rows_of(desk, number)
    answer = officer.post(at(number, row.id), decision="kept")
    assert answer.status_code == 422
    assert f"field-{column} field-wrong" in answer.text
    assert answer.text.count("field-wrong") == 1
    assert "Ô để trống." in answer.text
    assert decisions(desk, number) == [""]
    assert "chắc chắn" not in officer.get(at(number)).text


NO_NUMBERS = {"-5": "từ 0 đến 100", "150": "từ 0 đến 100", "٣": "Không đọc được", "1_0": "Không đọc được"}


@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_a_percentage_is_from_nothing_to_the_whole_in_plain_digits(officer, desk, number, typed):
    row = rows_of(desk, number)[0]
    answer = officer.post(at(number, row.id), **mended(row, value=typed))
    assert (answer.status_code, NO_NUMBERS[typed] in answer.text) == (422, True)
    assert decisions(desk, number)[0] == ""


def test_control_characters_are_not_kept(officer, desk, number):
    row = rows_of(desk, number)[0]
    officer.post(at(number, row.id), **mended(row, note="Tính\x07 cả\x00 hộ\x1b mới"))
    assert rows_of(desk, number)[0].cells["note"] == "Tính cả hộ mới"


def test_what_no_plan_can_be_without_has_to_be_filled_in(officer, desk, twelve):
    number = put(desk, make_draft(make_row("plan", "Kế hoạch", field="issuer")), commune=COMMUNE)
    (row,) = rows_of(desk, number, "plan")
    answer = officer.post(at(number, row.id), decision="kept")
    assert (answer.status_code, "Điền ô này." in answer.text) == (422, True)
    assert decisions(desk, number, "plan") == [""]
