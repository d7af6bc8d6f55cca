"""Names of bodies: where they end, how a list of them is split, in which spelling and under which English name."""

import pytest

from portal.publishing.plan_drafts.draft import DraftRow
from portal.publishing.plan_reading.bodies import is_names_only, leading_names, list_bodies, mentioned_names
from portal.publishing.plan_reading.body_names import english_of, spell, tidy


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Trách nhiệm của UBND phường", ["Ủy ban nhân dân phường"]),
        ("UBND xã (qua Phòng VH-XH) để tổng hợp", ["Ủy ban nhân dân xã"]),
        ("Công an xã Bàu Sen hướng dẫn người dân", ["Công an xã"]),
        ("Phòng Văn hoá – xã hội là đầu mối", ["Phòng Văn hóa - Xã hội"]),
        ("Phòng Kinh tế, Hạ tầng và Đô thị phường bố trí vốn", ["Phòng Kinh tế, Hạ tầng và Đô thị phường"]),
        ("Trung tâm văn hoá thể thao và truyền thông xã viết bài", ["Trung tâm Văn hóa, Thể thao và Truyền thông xã"]),
        ("Văn phòng HĐND và UBND xã theo dõi", ["Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã"]),
        ("Các phòng, ban, đơn vị có liên quan thực hiện", ["Các phòng, ban, đơn vị liên quan"]),
        ("các phòng, ban, Công an xã, các đơn vị liên quan làm", ["Các phòng, ban, đơn vị liên quan", "Công an xã"]),
        ("MTTQ Việt Nam và các đoàn thể xã vận động", ["Mặt trận Tổ quốc Việt Nam xã", "Các đoàn thể xã"]),
        ("Phòng Kinh tế; Công an xã và các thôn cùng làm", ["Phòng Kinh tế", "Công an xã", "Các thôn"]),
        ("Ban Chỉ đạo xã chỉ đạo chung", ["Ban Chỉ đạo xã"]),
        ("Các tổ chức chính trị-xã hội tổ chức tập huấn", ["Các tổ chức chính trị - xã hội"]),
        ("Đoàn thanh niên, các hội,... dạy kỹ năng", ["Đoàn Thanh niên", "Các hội"]),
        ("Đề nghị Hội Nông dân xã vận động hội viên", ["Hội Nông dân xã"]),
        ("Công an xã 6 tháng một lần", ["Công an xã"]),
        ("Công an xã về số liệu", ["Công an xã"]),
        ("Ban Chỉ đạo về chuyển đổi số xã họp", ["Ban Chỉ đạo về chuyển đổi số xã"]),
        ("UBND xã ĐỊNH KỲ HẰNG QUÝ", ["Ủy ban nhân dân xã"]),
        ("Công an xã TRƯỚC NGÀY 19", ["Công an xã"]),
        ("PHÒNG VĂN HÓA - XÃ HỘI VÀ CÔNG AN XÃ ĐỂ TỔNG HỢP", ["Phòng Văn hóa - Xã hội xã", "Công an xã"]),
    ],
)
def test_a_sentence_begins_with_its_bodies(text, names):
    assert leading_names(text) == names


@pytest.mark.parametrize("text", ["Tổ chức lớp học buổi tối", "Báo cáo kết quả", "Thông tin kịp thời", "Nâng cao", ""])
def test_other_words_are_no_bodies(text):
    assert leading_names(text) == []


def test_a_heading_may_be_nothing_but_bodies():
    assert is_names_only("Trách nhiệm của Công an xã")
    assert is_names_only("Đề nghị Mặt trận Tổ quốc Việt Nam và các đoàn thể xã:")
    assert not is_names_only("Công an xã chủ trì việc cấp tài khoản")
    assert not is_names_only("Kinh phí thực hiện")


def test_bodies_are_found_within_a_sentence():
    assert mentioned_names("Gửi danh sách về Công an xã và Trạm Y tế xã") == [
        "Công an xã",
        "Trạm Y tế xã",
        "Trạm Y tế xã",
    ]


def test_a_name_is_spelled_in_one_way():
    assert spell("phòng Văn hoá – xã hội phường Bàu Sen").full == "Phòng Văn hóa - Xã hội phường"
    assert spell("Văn phòng Đảng uỷ phường").full == "Văn phòng Đảng ủy"
    assert spell("Các phòng, ban, ngành của xã").full == "Các phòng, ban, ngành của xã"
    assert tidy("VĂN PHÒNG UBND XÃ VÀ CÁC THÔN HỌP DÂN") == "Văn phòng Ủy ban nhân dân xã và Các thôn họp dân"
    assert tidy("UBND, quý, quỹ, thuỷ sản, hoà, hoàn") == "Ủy ban nhân dân, quý, quỹ, thủy sản, hòa, hoàn"


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("Ủy ban nhân dân xã", "Commune People's Committee"),
        ("Ủy ban nhân dân tỉnh", "Provincial People's Committee"),
        ("Văn phòng Ủy ban nhân dân phường", "Office of the ward People's Committee"),
        ("Phòng Kinh tế phường", "Division of Economy of the ward"),
        ("Ban Thường vụ Đảng ủy", "Standing Committee of the Party Committee"),
        ("Các thôn", "Villages"),
        ("Câu lạc bộ Sóng Xanh", ""),
    ],
)
def test_official_names_have_their_english(name, english):
    assert english_of(name) == english


def test_the_table_of_bodies_has_each_once_in_the_order_in_which_they_are_named():
    rows = [
        DraftRow("tasks", {"lead": "Công an xã", "partners": "Các thôn; Phòng Kinh tế"}),
        DraftRow("obligations", {"reporter": "Các thôn", "recipient": "Ủy ban nhân dân xã"}),
    ]
    told = [(row.cells["name"], row.cells["name_en"], row.part) for row in list_bodies(rows)]
    assert told == [
        ("Công an xã", "Commune Police", "Công an xã"),
        ("Các thôn", "Villages", "Các thôn"),
        ("Phòng Kinh tế", "Division of Economy", "Phòng Kinh tế"),
        ("Ủy ban nhân dân xã", "Commune People's Committee", "Ủy ban nhân dân xã"),
    ]
