"""The dictionary of a dataset's files: what each column and each status means."""

from portal.domain.observations import Status
from portal.i18n import gettext as _


def columns() -> list[tuple[str, str]]:
    """The columns of a released file, in their order, each with its meaning."""
    return [
        ("indicator", _("Mã chỉ số; định nghĩa và cách tính ở trang của chỉ số.")),
        ("locality", _("Mã xã, phường hoặc thôn, tổ dân phố. Mã thôn là mã xã, dấu gạch và số thứ tự.")),
        ("locality_name", _("Tên nơi đó.")),
        ("period", _("Kỳ: 2026 (năm), 2026-H1 (nửa năm), 2026-Q3 (quý), 2026-10 (tháng).")),
        ("numerator", _("Tử số: số đếm được. Trống khi giá trị không được nêu.")),
        ("denominator", _("Mẫu số: đếm trên bao nhiêu. Trống khi chỉ số không có mẫu số hoặc giá trị không được nêu.")),
        (
            "value",
            _("Tỷ lệ phần trăm đến bốn chữ số thập phân, hoặc số lượng. Trống khi không nêu; 0 là một giá trị."),
        ),
        ("status", _("Tình trạng của giá trị, hoặc lý do không có giá trị; xem bảng dưới.")),
        ("reported", _("Với số của cả xã, phường: số thôn, tổ dân phố đã báo cáo.")),
        ("expected", _("Với số của cả xã, phường: số thôn, tổ dân phố phải báo cáo.")),
        ("release", _("Đợt công bố đã đưa dòng này ra.")),
        ("illustrative", _("true: số liệu minh họa, không có thật.")),
    ]


def statuses() -> list[tuple[str, str]]:
    """Each status with its meaning."""
    return [
        (Status.NORMAL, _("Chính thức.")),
        (Status.PROVISIONAL, _("Sơ bộ: có thể còn được chỉnh.")),
        (Status.ESTIMATED, _("Ước tính: không đếm đủ mà suy ra.")),
        (Status.WITHHELD, _("Không công bố để bảo vệ riêng tư: số quá nhỏ, nêu ra sẽ lộ chuyện từng nhà.")),
        (Status.MISSING, _("Chưa có số liệu: lẽ ra phải có nhưng chưa báo cáo, hoặc đã rút lại.")),
        (Status.NOT_APPLICABLE, _("Không áp dụng: chỉ số không có ý nghĩa ở nơi này.")),
    ]
