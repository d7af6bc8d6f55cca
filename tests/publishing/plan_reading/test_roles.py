"""Who leads, and who takes part."""

import pytest

from portal.publishing.plan_reading.directory import Directory
from portal.publishing.plan_reading.roles import read_roles

NOBODY = Directory([])


def roles(text, *titles, intro=""):
    found = read_roles(text, titles, NOBODY, intro)
    return list(found.lead), list(found.partners)


@pytest.mark.parametrize(
    ("text", "lead", "partners"),
    [
        ("Phòng Kinh tế chủ trì, phối hợp với Công an xã lắp biển", ["Phòng Kinh tế"], ["Công an xã"]),
        ("Giao Phòng Kinh tế lắp biển chỉ dẫn", ["Phòng Kinh tế"], []),
        ("Trạm Y tế xã: phối hợp với các thôn lập sổ", ["Trạm Y tế xã"], ["Các thôn"]),
        ("Hằng năm, Công an xã mở lớp", ["Công an xã"], []),
        ("Tập huấn: Hằng năm, Công an xã mở lớp", ["Công an xã"], []),
        ("Lắp biển chỉ dẫn, Công an xã chủ trì", ["Công an xã"], []),
        ("Mở lớp cùng với Đoàn Thanh niên", [], ["Đoàn Thanh niên"]),
        ("Phát huy vai trò của Tổ công nghệ số cộng đồng ở thôn", [], ["Tổ công nghệ số cộng đồng"]),
        ("Giao trách nhiệm người đứng đầu", [], []),
        ("Sơn lại nhà văn hóa", [], []),
    ],
)
def test_a_sentence_says_who(text, lead, partners):
    assert roles(text) == (lead, partners)


def test_the_nearest_heading_of_bodies_leads_what_stands_below():
    assert roles("Mở lớp buổi tối", "TỔ CHỨC THỰC HIỆN", "Trách nhiệm của Công an xã")[0] == ["Công an xã"]
    assert roles("Mở lớp buổi tối", "TỔ CHỨC THỰC HIỆN", "Kinh phí")[0] == []


def test_the_words_before_a_list_lead_it():
    assert roles("Mở lớp buổi tối", "Cơ quan giúp việc", intro="Trạm Y tế xã có trách nhiệm:")[0] == ["Trạm Y tế xã"]


def test_a_group_does_not_lead_in_the_place_of_the_heading_but_a_named_body_does():
    assert roles("Các thôn cử người đi học", "Công an xã")[0] == ["Công an xã"]
    assert roles("Trạm Y tế xã cử người đi học", "Các đơn vị")[0] == ["Trạm Y tế xã"]


def test_who_leads_does_not_take_part_as_well():
    assert roles("Phòng Kinh tế phối hợp với Phòng Kinh tế, Công an xã") == (["Phòng Kinh tế"], ["Công an xã"])
