"""Tasks and responsibilities: one row for each place where something is asked for."""

from portal.publishing.documents.document import Line
from portal.publishing.plan_drafts.draft import Doubt
from portal.publishing.plan_reading.outline import list_pieces
from portal.publishing.plan_reading.paragraphs import join_lines
from portal.publishing.plan_reading.tasks import read_tasks
from portal.publishing.plan_reading.titling import TITLE, list_sentences, title_of
from tests.publishing.plan_reading.building import make_lines, make_pieces

PLAN = (
    "KẾ HOẠCH",
    "III. NHIỆM VỤ",
    "1. Học và dạy",
    "- Mở lớp buổi tối ở nhà văn hóa. Mời người lớn tuổi tới học.",
    "- Lập các tổ đi từng nhà:",
    "+ Tổ của Đoàn Thanh niên xã.",
    "+ Tổ của các thôn.",
    "2. Công an xã chủ trì cấp tài khoản cho người chưa có, xong trước ngày 30/6/2026.",
    "3. Nâng cấp đường truyền",
    "Kéo cáp tới mọi thôn trong năm 2027; thường xuyên kiểm tra.",
    "IV. TỔ CHỨC THỰC HIỆN",
    "1. Trạm Y tế xã có nhiệm vụ:",
    "- Lập sổ sức khỏe điện tử.",
    "- Phối hợp với các thôn đến từng nhà.",
    "2. Phòng Kinh tế",
    "Bố trí kinh phí hằng năm.",
    "Trên đây là Kế hoạch; yêu cầu các thôn thực hiện, có vướng mắc thì phản ánh về Ủy ban nhân dân xã./.",
    "Nơi nhận:",
    "- Các thôn;",
    "TM. ỦY BAN NHÂN DÂN",
    "CHỦ TỊCH",
)


def places(rows):
    return [(row.cells["section"], row.cells["item"]) for row in rows]


def test_every_place_has_one_row_and_headings_and_introductions_have_none():
    tasks, duties = read_tasks(make_pieces(*PLAN))
    assert places(tasks) == [("III.1", "1"), ("III.1", "2.1"), ("III.1", "2.2"), ("III.2", ""), ("III.3", "")]
    assert places(duties) == [("IV.1", "1"), ("IV.1", "2"), ("IV.2", ""), ("IV", "")]


def test_a_row_has_who_leads_who_takes_part_by_when_and_how_often():
    tasks, duties = read_tasks(make_pieces(*PLAN))
    told = {place: row.cells for place, row in zip(places(tasks + duties), tasks + duties, strict=True)}
    assert told["III.2", ""]["lead"] == "Công an xã"
    assert told["III.2", ""]["due"] == "2026-06-30"
    assert (told["III.3", ""]["due"], told["III.3", ""]["due_note"]) == ("2027-12-31", "thường xuyên")
    assert (told["IV.1", "2"]["lead"], told["IV.1", "2"]["partners"]) == ("Trạm Y tế xã", "Các thôn")
    assert (told["IV.2", ""]["lead"], told["IV.2", ""]["due_note_en"]) == ("Phòng Kinh tế", "yearly")
    assert told["IV", ""]["lead"] == "Các thôn"


def test_a_row_cites_its_line_and_its_words():
    task = read_tasks(make_pieces(*PLAN))[0][0]
    assert task.source.line == 4
    assert task.source.path == "III.1"
    assert task.source.text.endswith("tới học.")
    assert task.cells["title"] == "Mở lớp buổi tối ở nhà văn hóa"


def test_a_bare_closing_formula_asks_for_nothing_of_its_own():
    closing = "Trên đây là Kế hoạch, yêu cầu các thôn nghiêm túc thực hiện./."
    duties = read_tasks(make_pieces(*PLAN[:16], closing))[1]
    assert places(duties) == [("IV.1", "1"), ("IV.1", "2"), ("IV.2", "")]


def test_a_table_of_tasks_has_a_row_for_each():
    table = (
        ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành"),
        ("I", "Việc chung", "", "", ""),
        ("1", "Lắp biển chỉ dẫn ở chợ", "Phòng VH-XH", "Công an xã; các thôn", "Quý II/2026"),
        ("2", "Dạy học buổi tối", "Câu lạc bộ Sóng Xanh", "", "Thường xuyên"),
        ("1", "Sơn lại trạm truyền thanh", "Phòng Kinh tế", "", "2027"),
    )
    above = make_lines(*PLAN[:16], "PHỤ LỤC I. DANH MỤC NHIỆM VỤ", whole=True)
    rows = [Line(" | ".join(cells), 20 + n, whole=True, cells=cells) for n, cells in enumerate(table)]
    found = read_tasks(list_pieces(join_lines([*above, *rows])))[0][5:]
    assert [list(row.cells.values()) for row in found] == [
        [
            *("PLI", "1", "Lắp biển chỉ dẫn ở chợ", "", "Phòng Văn hóa - Xã hội", "Công an xã; Các thôn"),
            *("2026-06-30", "", ""),
        ],
        ["PLI", "2", "Dạy học buổi tối", "", "Câu lạc bộ Sóng Xanh", "", "", "thường xuyên", "regularly"],
        ["PLI", "3", "Sơn lại trạm truyền thanh", "", "Phòng Kinh tế", "", "2027-12-31", "", ""],
    ]


def test_a_long_sentence_is_cut_at_a_clause_and_says_so():
    text = "Mở lớp cho người lớn tuổi" + ", người bán hàng" * 8 + "; đưa máy đi" + ", tới từng xóm" * 20 + "."
    title, shortened = title_of(text)
    assert shortened
    assert len(title) <= TITLE
    assert title.endswith("người bán hàng")
    row = read_tasks(make_pieces("KẾ HOẠCH", "I. NHIỆM VỤ", "1. Việc", f"- {text}"))[0][0]
    assert row.doubts == (Doubt.SHORTENED,)


def test_a_sentence_without_any_sign_is_cut_between_words():
    title, shortened = title_of("xóm " * 100)
    assert shortened
    assert len(title) <= TITLE
    assert title.endswith("xóm")


def test_sentences_end_before_a_capital_and_not_within_a_number_or_an_abbreviation():
    text = "Cài 2.500 máy. Ưu tiên TT. Bàu Sen và trường học (lớp, thư viện…). Mở tối."
    assert list_sentences(text) == [
        "Cài 2.500 máy.",
        "Ưu tiên TT. Bàu Sen và trường học (lớp, thư viện…).",
        "Mở tối.",
    ]
