"""The bodies of a plan have one name each, however short it is said."""

from portal.publishing.plan_reading.directory import Directory
from tests.publishing.plan_reading.building import make_pieces

PLAN = (
    "KẾ HOẠCH",
    "III. NHIỆM VỤ",
    "1. Việc chung",
    "- Ban Chỉ đạo 57 xã họp mỗi quý; Phòng Kinh tế xã là Cơ quan Thường trực của Ban Chỉ đạo.",
    "- Ủy ban MTTQ Việt Nam xã vận động người dân của xã.",
    "IV. TỔ CHỨC THỰC HIỆN",
    "1. Các thôn",
    "- Họp dân ở xã.",
)


def test_a_short_name_is_that_of_the_full_one_the_plan_has():
    directory = Directory.of(make_pieces(*PLAN))
    assert directory.name("Ban Chỉ đạo") == "Ban Chỉ đạo 57 xã"
    assert directory.name("Phòng Kinh tế") == "Phòng Kinh tế xã"
    assert directory.name("Mặt trận Tổ quốc") == "Ủy ban Mặt trận Tổ quốc Việt Nam xã"


def test_the_standing_body_is_the_one_the_plan_says_it_is():
    assert Directory.of(make_pieces(*PLAN)).name("Cơ quan thường trực Ban Chỉ đạo") == "Phòng Kinh tế xã"


def test_a_body_of_every_level_is_the_communes_own_and_another_levels_stays():
    directory = Directory.of(make_pieces(*PLAN))
    assert directory.name("Ủy ban nhân dân") == "Ủy ban nhân dân xã"
    assert directory.name("Ủy ban nhân dân tỉnh") == "Ủy ban nhân dân tỉnh"


def test_an_unknown_name_stays_as_it_is():
    assert Directory.of([]).name("Câu lạc bộ Sóng Xanh") == "Câu lạc bộ Sóng Xanh"
