"""An invented commune's plan with every kind of label, number, table and reporting day, and what is to be read of it.

``SAMPLE`` is the paragraphs in order, ``TABLE`` the rows of the one table, which follows the paragraph at
``TABLE_AFTER``; ``tests.publishing.documents.making`` makes files of them. What is expected is under the columns of
``data/plans/<slug>/*.csv`` that do not depend on a reviewer's wording.
"""

from collections.abc import Mapping, Sequence

COMMUNE = "xã Suối Thơm"

SAMPLE: list[str] = [
    "ỦY BAN NHÂN DÂN",
    "XÃ SUỐI THƠM",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Số: 38/KH-UBND",
    "Suối Thơm, ngày 04 tháng 8 năm 2025",
    "KẾ HOẠCH",
    "Đưa Nghị quyết số 57-NQ/TW vào cuộc sống trên địa bàn xã Suối Thơm giai đoạn 2025 - 2030",
    "Căn cứ Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị;",
    "Căn cứ Kế hoạch số 215/KH-UBND ngày 11/7/2025 của Ủy ban nhân dân tỉnh;",
    "Ủy ban nhân dân xã Suối Thơm ban hành Kế hoạch với các nội dung sau:",
    "I. MỤC ĐÍCH, YÊU CẦU",
    "1. Mục đích",
    "- Làm cho từng thôn, từng nhà hiểu vì sao phải học và dùng công nghệ số.",
    "- Chọn việc vừa sức, làm đến đâu chắc đến đó, có người chịu trách nhiệm.",
    "2. Yêu cầu",
    "- Việc giao phải rõ người, rõ thời hạn và đo đếm được kết quả.",
    "II. MỤC TIÊU",
    "1. Mục tiêu chung",
    "- Suối Thơm thành xã có bộ máy gọn, phục vụ nhanh, dữ liệu được dùng chung.",
    "- Người già, người khuyết tật cũng dùng được các tiện ích số thông thường.",
    "2. Mục tiêu cụ thể",
    "2.1. Đến hết năm 2027",
    "a) Hạ tầng và con người",
    "- Sóng 5G phủ tối thiểu 65% số hộ trong xã.",
    "- Có ≥ 72,5% hộ gia đình có điện thoại thông minh.",
    "- 100% cán bộ, công chức xã được bồi dưỡng kỹ năng số cơ bản.",
    "- Trên 40% người dân trưởng thành có chữ ký số.",
    "b) Phục vụ nhân dân",
    "- Từ 80% đến 90% hồ sơ thủ tục hành chính được xử lý trực tuyến; "
    "hồ sơ, kết quả giải quyết thủ tục hành chính được số hóa đạt 95%.",
    "- Tỷ lệ giao dịch không dùng tiền mặt đạt ít nhất 55%.",
    "- Ít nhất 06 doanh nghiệp khởi nghiệp sáng tạo hoạt động tại xã.",
    "- Mỗi năm có 03 đến 07 dự án khởi nghiệp sáng tạo.",
    "2.2. Đến năm 2030",
    "a) Hạ tầng và con người",
    "- Sóng 5G phủ 100% số hộ trong xã.",
    "- 100% hộ gia đình có khả năng truy cập băng rộng cố định với tốc độ trên 01 Gb/s.",
    "- Dành trên 1,5% tổng chi ngân sách địa phương cho khoa học, công nghệ, đổi mới sáng tạo.",
    "b) Phục vụ nhân dân",
    "- 85 - 95% người trưởng thành thường xuyên sử dụng dịch vụ số.",
    "- Số sáng kiến trong khu vực công được công nhận đạt 12 sáng kiến mỗi năm trở lên.",
    "- Duy trì chỉ số phát triển con người (HDI) trên 0,74.",
    "c) Bảng chỉ tiêu theo năm",
    "III. NHIỆM VỤ VÀ GIẢI PHÁP",
    "1. Học và làm quen với công nghệ",
    "- Mở lớp buổi tối tại nhà văn hóa thôn do Đoàn Thanh niên xã hướng dẫn.",
    "+ Mỗi lớp có tài liệu in chữ to cho người cao tuổi.",
    "+ Người hướng dẫn ghi lại các câu hỏi thường gặp.",
    "- Giao Phòng Văn hóa - Xã hội chủ trì, phối hợp với Công an xã lập danh sách người chưa có tài khoản "
    "định danh điện tử, hoàn thành trước ngày 31/10/2026.",
    "2. Hạ tầng và dữ liệu",
    "- Vận động các doanh nghiệp viễn thông xóa vùng lõm sóng ở thôn Đồi Quế.",
    "- Cài đặt phần mềm phòng chống mã độc cho 100% máy tính của cơ quan xã trong năm 2026.",
    "IV. TỔ CHỨC THỰC HIỆN",
    "1. Phòng Văn hóa - Xã hội",
    "- Chủ trì, phối hợp với Văn phòng HĐND và UBND xã theo dõi, đôn đốc các thôn thực hiện Kế hoạch này.",
    "- Tổng hợp kết quả của các thôn, báo cáo Ủy ban nhân dân xã: hàng tháng trước ngày 18, quý trước ngày 08 "
    "tháng cuối quý, 6 tháng trước ngày 12/6, năm trước ngày 25/11.",
    "2. Phòng Kinh tế",
    "- Tham mưu Ủy ban nhân dân xã bố trí kinh phí hằng năm để thực hiện Kế hoạch.",
    "3. Công an xã",
    "- Chủ trì cấp tài khoản định danh điện tử và bảo đảm an ninh mạng.",
    "4. Các thôn",
    "- Cử người tham gia Tổ công nghệ số cộng đồng và phản ánh kịp thời khó khăn.",
    "Trên đây là Kế hoạch của Ủy ban nhân dân xã Suối Thơm, các đơn vị nghiêm túc thực hiện./.",
    "Nơi nhận:",
    "- UBND tỉnh (b/c);",
    "- Các phòng, các thôn;",
    "- Lưu: VT.",
    "TM. ỦY BAN NHÂN DÂN",
    "CHỦ TỊCH",
    "Lò Thị Mây",
]
"""Paragraphs with typed labels."""

TABLE_AFTER = SAMPLE.index("c) Bảng chỉ tiêu theo năm")
TABLE: list[list[str]] = [
    ["TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2026", "Năm 2028", "Năm 2030"],
    ["1", "Người dân có tài khoản định danh điện tử mức 2, dùng VNeID", "%", "70", "85", "≥ 98"],
    ["2", "Trường tiểu học, THCS dạy STEM và kỹ năng số", "%", "50", "75", "100"],
    ["3", "Doanh nghiệp nhỏ và vừa ứng dụng công nghệ số", "%", "> 20", "35", "60"],
]
TABLES: Mapping[int, Sequence[Sequence[str]]] = {TABLE_AFTER: TABLE}
FLAT_TABLE = [" ".join(row) for row in TABLE]
"""The table as converters of PDF leave it: a line a row, without its rules."""

TARGET_COLUMNS = ("indicator", "comparator", "value", "value_high", "year", "section", "item")
EXPECTED_TARGETS: list[tuple[str, ...]] = [
    ("coverage-5g", ">=", "65", "", "2027", "II.2.1.a", "1"),
    ("smartphone-households", ">=", "72.5", "", "2027", "II.2.1.a", "2"),
    ("staff-skills-trained", "=", "100", "", "2027", "II.2.1.a", "3"),
    ("digital-signature", ">", "40", "", "2027", "II.2.1.a", "4"),
    ("dossiers-online", "range", "80", "90", "2027", "II.2.1.b", "1"),
    ("dossiers-digitised", "=", "95", "", "2027", "II.2.1.b", "1"),
    ("cashless-transactions", ">=", "55", "", "2027", "II.2.1.b", "2"),
    ("startups", ">=", "6", "", "2027", "II.2.1.b", "3"),
    ("startup-projects", "range", "3", "7", "2027", "II.2.1.b", "4"),
    ("coverage-5g", "=", "100", "", "2030", "II.2.2.a", "1"),
    ("broadband-1g", "=", "100", "", "2030", "II.2.2.a", "2"),
    ("sti-budget-share", ">", "1.5", "", "2030", "II.2.2.a", "3"),
    ("adults-regular-digital-use", "range", "85", "95", "2030", "II.2.2.b", "1"),
    ("public-initiatives", ">=", "12", "", "2030", "II.2.2.b", "2"),
    ("hdi", ">", "0.74", "", "2030", "II.2.2.b", "3"),
    ("computers-malware-protected", "=", "100", "", "2026", "III.2", "2"),
]
"""Of the paragraphs, under ``TARGET_COLUMNS``; numbers as text without closing zeros."""

TABLE_TARGETS: list[tuple[str, ...]] = [
    ("vneid-level2", "=", "70", "", "2026", "II.2.2.c"),
    ("vneid-level2", "=", "85", "", "2028", "II.2.2.c"),
    ("vneid-level2", ">=", "98", "", "2030", "II.2.2.c"),
    ("schools-stem", "=", "50", "", "2026", "II.2.2.c"),
    ("schools-stem", "=", "75", "", "2028", "II.2.2.c"),
    ("schools-stem", "=", "100", "", "2030", "II.2.2.c"),
    ("sme-digital", ">", "20", "", "2026", "II.2.2.c"),
    ("sme-digital", "=", "35", "", "2028", "II.2.2.c"),
    ("sme-digital", "=", "60", "", "2030", "II.2.2.c"),
]
"""Of the table, under ``TARGET_COLUMNS`` without the item."""

EXPECTED_SECTIONS = [
    *("I", "I.1", "I.2", "II", "II.1", "II.2", "II.2.1", "II.2.1.a", "II.2.1.b", "II.2.2", "II.2.2.a", "II.2.2.b"),
    *("II.2.2.c", "III", "III.1", "III.2", "IV", "IV.1", "IV.2", "IV.3", "IV.4"),
]

EXPECTED_GOALS: list[tuple[str, str]] = [("II.1", "1"), ("II.1", "2")]
"""(section, item)"""

EXPECTED_TASKS: list[tuple[str, str]] = [
    *(("III.1", "1"), ("III.1", "1.1"), ("III.1", "1.2"), ("III.1", "2"), ("III.2", "1"), ("III.2", "2")),
]
"""(section, item)"""

EXPECTED_RESPONSIBILITIES: list[tuple[str, str, str]] = [
    ("IV.1", "1", "Phòng Văn hóa - Xã hội"),
    ("IV.1", "2", "Phòng Văn hóa - Xã hội"),
    ("IV.2", "1", "Phòng Kinh tế"),
    ("IV.3", "1", "Công an xã"),
    ("IV.4", "1", "Các thôn"),
]
"""(section, item, lead)"""

OBLIGATION_COLUMNS = ("section", "item", "cadence", "due_day", "due_month")
EXPECTED_OBLIGATIONS: list[tuple[str, ...]] = [
    ("IV.1", "2", "monthly", "18", ""),
    ("IV.1", "2", "quarterly", "8", "3"),
    ("IV.1", "2", "half-yearly", "12", "6"),
    ("IV.1", "2", "yearly", "25", "11"),
]

EXPECTED_PLAN = {
    "issuer": "Ủy ban nhân dân xã Suối Thơm",
    "number": "38/KH-UBND",
    "issued_on": "2025-08-04",
    "year": "2025",
    "period_from": "2025",
    "period_to": "2030",
    "basis": "57-NQ/TW; 215/KH-UBND",
    "signed_by_role": "Chủ tịch",
}

NOT_A_PLAN: list[str] = [
    "Thực đơn bữa trưa của trường mầm non",
    "Thứ hai: cơm, canh bí đỏ, thịt kho trứng.",
    "Thứ ba: bún, rau sống, chả cá.",
    "Phụ huynh đón cháu trước 17 giờ.",
]
"""What someone uploads by mistake."""
