"""The words that names of bodies begin with, and those after which a name has ended."""

import re

from portal.publishing.plan_reading.capitals import CAPITALS as C


def _any(words: str) -> str:
    return "|".join(part.strip() for line in words.strip().splitlines() for part in line.strip().split(" / "))


GROUP = _any("""
    phòng / ban / ngành / cơ quan / đơn vị / bộ phận / trung tâm / trạm / tổ / đội / lực lượng / sở / xã / phường
    thôn / buôn / làng / bản / ấp / khóm / khu phố / tổ dân phố / khu dân cư / hộ gia đình / người dân / nhân dân
    cá nhân /     doanh nghiệp / hợp tác xã / cơ sở / ngân hàng / nhà mạng / trường / nhà trường
    tổ chức / đoàn thể / hội / cấp ủy / chi ủy / chi bộ / chi, / đảng bộ / đảng ủy
    đồng chí / công chức / thành viên / ủy viên
""")
"""What stands after ``các``; a pattern."""

PROPER = _any(rf"""
    [Ủủ]y ban (?:nhân dân|[Mm]ặt trận|[Kk]iểm tra) / Mặt trận(?: Tổ quốc)? / [Hh]ội đồng nhân dân
    Đảng ủy(?: viên)? / Tỉnh ủy / Thành ủy / Ủy viên / Thường trực / Cấp ủy / [Cc]hi bộ
    Ban (?!hành)[{C}]\w+ / [Bb]an (?:[Cc]hỉ đạo|[Tt]hường vụ|[Cc]hỉ huy|[Cc]hấp hành)
    [Vv]ăn phòng (?:[{C}]|đảng ủy|thống kê) / [Pp]hòng [{C}] / [Ss]ở [{C}] / Bộ [{C}] / Trung tâm / trung tâm [{C}]
    Công an / công an (?:phường|xã|tỉnh) / [Qq]uân sự / [Tt]rạm [Yy] tế / Trường / Bưu điện / Kho bạc / Thuế\s
    [Đđ]oàn [Tt]hanh niên / Đoàn TNCS / Hội [{C}] / Liên đoàn / Đài [{C}] / Hợp tác xã
    [Tt]ổ (?:[Cc]ông nghệ số|[Cc]huyển đổi số|[Gg]iúp việc|[Đđ]ề án) / Đội ngũ / đội ngũ chuyên trách
    VNPT / Viettel / MobiFone / Ngân hàng / [Dd]oanh nghiệp / Thôn\b / Cộng đồng dân cư
    [Tt]hủ trưởng / Trưởng (?:các )?(?:phòng|ban|thôn) / Chủ tịch / Bí thư
    Cơ quan / cơ quan (?:[Tt]hường trực|nhà nước|chuyên môn|đầu mối|tham mưu)
""")
"""What a name of one body begins with; a pattern."""

_VERBS = _any("""
    chủ trì / phối hợp / tham mưu(?!,? giúp việc) / xây dựng / triển khai / thực hiện / làm / chịu / có(?! thẩm quyền)
    căn cứ / chủ động / tích cực / tập trung / chỉ đạo / hướng dẫn / theo / lồng ghép / thường xuyên / định kỳ / là
    nghiêm túc / rà soát / đẩy mạnh / tăng cường / khẩn trương / kịp thời / báo cáo / gửi / đề xuất / cung cấp / bố trí
    bảo đảm / đảm bảo / quán triệt / tuyên truyền / vận động / phổ biến / kiểm tra / giám sát / đôn đốc / tổng hợp
    ban hành / cụ thể hóa / hỗ trợ / phát động / phát huy / tham gia / cập nhật / sơ kết / lập / trong / để / nhằm / khi
    trên cơ sở / hằng / hàng / tại / tiếp tục / phản ánh / nghiên cứu / ứng dụng / hoàn thành / đưa / xem xét
    quyết định / trình / giúp(?! việc) / cùng / với / đã / sẽ / phải / cần / được / đăng ký / sử dụng / khai thác
    nâng cao / mở
    huy động / xử lý / tiếp nhận / chuẩn bị / thông qua / qua / đồng gửi / ghi / cử / giải quyết / số hóa / tiến hành
    trực tiếp / chọn / hợp tác / duy trì / đồng thời / từ / đến / tới / nếu / ở / trước / chậm nhất
    muộn nhất / vào / ngày / (?:0?[136]|12) tháng / kết quả / đột xuất
    về(?! (?:phát triển|chuyển đổi|khoa học|công tác|cải cách|thực hiện|an toàn|an ninh|đổi mới|phòng|đảm bảo|bảo đảm))
""")
"""What no name has, but for ``Ban Chỉ đạo về phát triển …``; a pattern."""
_ORGANISED = _any("""
    triển khai / thực hiện / tuyên truyền / quán triệt / kiểm tra / sơ kết / tổng kết / tập huấn / học tập / các lớp
    phổ biến / xây dựng / hội nghị / đánh giá / đào tạo / bồi dưỡng / vận động / rà soát / hướng dẫn / phát động
    lấy / ký / diễn tập / cho
""")
_ENDS = rf"{_VERBS}|tổ chức(?= (?:{_ORGANISED}))"
VERB = re.compile(rf"(?<!\b[Bb]an )(?<!\b[Tt]ổ )(?<!\bBAN )(?<!\bTỔ )\b(?:{_ENDS}|{_ENDS.upper()})(?!\w)")
"""Where a name has ended, also in capitals; ``tổ chức`` is a verb only before what is organised."""

START = re.compile(rf"(?:(?:[Cc]ác|[Tt]ừng|[Mm]ỗi|[Mm]ột số)\s+(?:đồng chí\s+)?(?:(?:{GROUP})\b|{PROPER})|{PROPER})")
BARE_GROUP = re.compile(rf"(?:{GROUP})\b")
MENTION = re.compile(rf"(?<![^\s(“])(?:{PROPER})")
