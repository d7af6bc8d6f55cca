"""What a plan says of itself, and what it leaves blank."""

from portal.publishing.documents.document import Line
from portal.publishing.plan_drafts.draft import Doubt, field_of
from portal.publishing.plan_reading.outline import list_pieces
from portal.publishing.plan_reading.paragraphs import join_lines
from portal.publishing.plan_reading.particulars import FIELDS, commune_of, place_of_issue, read_particulars, recipients
from tests.publishing.plan_reading.building import make_lines, make_pieces

HEAD = (
    "ỦY BAN NHÂN DÂN",
    "PHƯỜNG BÀU SEN",
    "Số: 47/KH-UBND",
    "Bàu Sen, ngày 03 tháng 10 năm 2025",
    "KẾ HOẠCH",
    "Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về khoa học trên địa bàn phường Bàu Sen",
    "Căn cứ Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ; Luật số 20/2023/QH15;",
    "Thực hiện Kế hoạch số 05-KH/ĐU ngày 11/8/2025 của Đảng ủy phường,",
    "UBND phường ban hành Kế hoạch như sau:",
)
BODY = (
    "I. MỤC TIÊU",
    "1. Đến năm 2030",
    "- Sóng 5G phủ tới mọi nhà vào năm 2035.",
    "II. NHIỆM VỤ",
    "1. Mở lớp ở phường Bàu Sen.",
)
TAIL = (
    "Trên đây là Kế hoạch./.",
    "Nơi nhận:",
    "- UBND tỉnh (b/c);",
    "- TT Đảng ủy; TT HĐND phường;",
    "- Lưu: VT.",
    "KT. CHỦ TỊCH",
    "PHÓ CHỦ TỊCH",
    "Lò Văn Sương",
)
PLAN = (*HEAD, *BODY, *TAIL)


def read(*texts):
    return read_particulars(make_pieces(*texts), name="ke-hoach.docx")


def values(*texts):
    return {row.cells["field"]: row.cells["value"] for row in read(*texts)}


def test_a_complete_head_gives_every_field():
    assert values(*PLAN) == {
        "title": "Kế hoạch thực hiện Nghị quyết số 57-NQ/TW của phường Bàu Sen",
        "issuer": "Ủy ban nhân dân phường Bàu Sen",
        "number": "47/KH-UBND",
        "issued_on": "2025-10-03",
        "year": "2025",
        "period_from": "2025",
        "period_to": "2035",
        "basis": "71/NQ-CP; 20/2023/QH15; 05-KH/ĐU",
        "signed_by_role": "Phó Chủ tịch (ký thay Chủ tịch)",
        "note": "",
    }
    assert tuple(values(*PLAN)) == FIELDS


def test_numbers_and_years_are_the_same_in_english_and_words_are_left_to_the_reviewer():
    english = {row.cells["field"]: row.cells["value_en"] for row in read(*PLAN)}
    assert (english["number"], english["year"], english["title"], english["issuer"]) == ("47/KH-UBND", "2025", "", "")


def test_a_field_cites_the_line_it_is_from():
    rows = {row.cells["field"]: row for row in read(*PLAN)}
    assert rows["number"].source.line == 3
    assert rows["issued_on"].source.line == 4
    assert rows["note"].source is None
    assert not any(row.doubts for row in rows.values())


def test_a_blank_number_and_a_blank_day_stay_empty_with_a_doubt():
    blank = [*PLAN]
    blank[2:4] = ["Số:      /KH-UBND", "Bàu Sen, ngày     tháng     năm 2026"]
    rows = read(*blank)
    assert (field_of(rows, "number"), field_of(rows, "issued_on"), field_of(rows, "year")) == ("", "", "2026")
    assert [row.cells["field"] for row in rows if Doubt.NO_DAY in row.doubts] == ["issued_on", "year"]


def test_without_a_day_the_year_is_that_of_the_newest_document_it_rests_on():
    assert values(*HEAD[4:], *BODY)["year"] == "2025"


def test_a_title_may_name_the_years_of_the_plan():
    told = values("KẾ HOẠCH", "Phát triển công dân số giai đoạn 2026 - 2031", *HEAD[6:], *BODY)
    assert (told["period_from"], told["period_to"]) == ("2026", "2031")
    assert told["title"] == "Kế hoạch phát triển công dân số giai đoạn 2026 - 2031 của phường Bàu Sen"


def test_a_party_committees_plan_without_a_letterhead_is_named_by_its_preamble():
    told = values(
        "Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị, Ban Thường vụ Đảng ủy ban hành Kế hoạch:",
        *BODY,
        "T/M BAN THƯỜNG VỤ",
        "BÍ THƯ",
    )
    assert told["issuer"] == "Ban Thường vụ Đảng ủy phường Bàu Sen"
    assert told["title"] == "Kế hoạch thực hiện Nghị quyết số 57-NQ/TW của phường Bàu Sen"


def test_a_document_that_says_nothing_of_itself_has_the_files_name():
    told = values("I. NHIỆM VỤ", "1. Mở lớp.")
    assert told["title"] == "ke-hoach.docx"
    assert told["issuer"] == told["number"] == told["basis"] == told["signed_by_role"] == ""


def test_an_action_plan_says_that_it_is_one():
    told = values("KẾ HOẠCH HÀNH ĐỘNG", "Về công dân số ở phường Bàu Sen", *HEAD[6:], *BODY)
    assert told["title"] == "Kế hoạch hành động về công dân số ở phường Bàu Sen"


def test_a_letterhead_and_a_signature_in_a_table_are_read_as_well():
    rows = (
        ("ỦY BAN NHÂN DÂN PHƯỜNG BÀU SEN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc"),
        ("Số: 47/KH-UBND", "Bàu Sen, ngày 03 tháng 10 năm 2025"),
        ("Nơi nhận: - UBND tỉnh (b/c); - Lưu: VT.", "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Lò Văn Sương"),
    )
    first, second, last = (Line(" | ".join(cells), 1, whole=True, cells=cells) for cells in rows)
    pieces = list_pieces(join_lines([first, second, *make_lines(*HEAD[4:], *BODY, TAIL[0], whole=True), last]))
    told = {row.cells["field"]: row.cells["value"] for row in read_particulars(pieces, name="ke-hoach.docx")}
    assert (told["number"], told["issued_on"], told["signed_by_role"]) == ("47/KH-UBND", "2025-10-03", "Chủ tịch")
    assert recipients(pieces) == ["UBND tỉnh (b/c)", "Lưu: VT"]


def test_recipients_and_the_place_of_issue_are_kept_apart():
    pieces = make_pieces(*PLAN)
    assert recipients(pieces) == ["UBND tỉnh (b/c)", "TT Đảng ủy", "TT HĐND phường", "Lưu: VT"]
    assert place_of_issue(pieces) == "Bàu Sen"
    assert commune_of(pieces) == "phường Bàu Sen"
    assert (recipients([]), place_of_issue([]), commune_of([])) == ([], "", "")


def test_an_issuer_in_one_line_of_capitals_is_known_and_one_that_is_not_said_is_marked():
    assert values("ỦY BAN NHÂN DÂN PHƯỜNG BÀU SEN", *BODY)["issuer"] == "Ủy ban nhân dân phường Bàu Sen"
    rows = {row.cells["field"]: row for row in read(*BODY)}
    assert (rows["issuer"].cells["value"], rows["issuer"].doubts) == ("", (Doubt.NOT_FOUND,))
