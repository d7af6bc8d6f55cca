"""The dictionary of observations."""

from portal.domain.dictionary.columns import RELEASE, Column, Dictionary, Type, Word
from portal.domain.observations import Status

STATUSES = (
    Word(Status.NORMAL, "Chính thức.", "Final."),
    Word(Status.PROVISIONAL, "Sơ bộ: có thể còn được chỉnh.", "Provisional: may still be revised."),
    Word(Status.ESTIMATED, "Ước tính: không đếm đủ mà suy ra.", "Estimated: not fully counted but inferred."),
    Word(
        Status.WITHHELD,
        "Không công bố để bảo vệ riêng tư: số quá nhỏ, nêu ra sẽ lộ chuyện từng nhà.",
        "Withheld to protect privacy: the count is so small that showing it would tell about single families.",
    ),
    Word(
        Status.MISSING,
        "Chưa có số liệu: lẽ ra phải có nhưng chưa báo cáo, hoặc đã rút lại.",
        "Missing: should be there but was not reported, or was taken back.",
    ),
    Word(
        Status.NOT_APPLICABLE,
        "Không áp dụng: chỉ số không có ý nghĩa ở nơi này.",
        "Not applicable: the indicator has no meaning in this place.",
    ),
)
"""The first three have a value, zero included; the others have none, and the status says why."""

UNITS = {
    "percent": ("%", "%"),
    "count": ("số lượng", "count"),
    "count-per-year": ("số lượng mỗi năm", "count per year"),
    "index": ("chỉ số", "index"),
    "VND": ("đồng", "Vietnamese đồng"),
    "village": ("thôn, tổ dân phố", "villages"),
    "person": ("người", "people"),
    "of-indicator": ("theo chỉ số", "of the indicator"),
}
"""In Vietnamese and English."""


def unit_of(code: str) -> tuple[str, str]:
    """A unit's name in Vietnamese and English."""
    return UNITS[code]


FIGURES = Dictionary(
    "Mỗi dòng của tệp là giá trị của một chỉ số ở một nơi trong một kỳ.",
    "Each row of the file is an indicator's value in one place and period.",
    ("indicator", "locality", "period"),
    (
        Column(
            "indicator",
            "Mã chỉ số; định nghĩa và cách tính ở trang của chỉ số.",
            "Code of the indicator; its page has the definition and the method.",
            required=True,
        ),
        Column(
            "locality",
            "Mã xã, phường hoặc thôn, tổ dân phố. Mã thôn là mã xã, dấu gạch và số thứ tự.",
            "Code of the commune or village. A village's code is the commune's, a hyphen and a number.",
            required=True,
        ),
        Column("locality_name", "Tên nơi đó.", "Name of that place.", required=True),
        Column(
            "period",
            "Kỳ: 2026 (năm), 2026-H1 (nửa năm), 2026-Q3 (quý), 2026-10 (tháng).",
            "Period: 2026 (year), 2026-H1 (half-year), 2026-Q3 (quarter), 2026-10 (month).",
            required=True,
            pattern=r"20\d\d(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?",
        ),
        Column(
            "numerator",
            "Tử số: số đếm được. Trống khi không nêu giá trị, hoặc giá trị không tính từ số đếm.",
            "Numerator: what was counted. Empty where no value is shown or it does not come from a count.",
            Type.INTEGER,
            unit="count",
        ),
        Column(
            "denominator",
            "Mẫu số: đếm trên bao nhiêu. Khi giá trị không công bố (withheld), mẫu số vẫn được nêu nếu không làm lộ "
            "gì; là 0 khi không có gì để đếm (not-applicable). Trống khi chưa có số liệu (missing), khi mẫu số cũng "
            "không công bố, hoặc khi chỉ số không có mẫu số.",
            "Denominator: among how many. It stands beside a withheld value where it gives nothing away, and is 0 "
            "where there is nothing to count (not-applicable). Empty where there is no figure (missing), where it is "
            "withheld too, and where the indicator has none.",
            Type.INTEGER,
            unit="count",
        ),
        Column(
            "value",
            "Tỷ lệ phần trăm đến bốn chữ số thập phân, hoặc số lượng. Trống khi không nêu; 0 là một giá trị.",
            "The rate in percent to four decimals, or the count. Empty where it is not shown; 0 is a value.",
            Type.NUMBER,
            unit="of-indicator",
        ),
        Column(
            "status",
            "Tình trạng của giá trị, hoặc lý do không có giá trị; xem bảng dưới.",
            "What kind of value it is, or why there is none; see the table below.",
            required=True,
            words=STATUSES,
        ),
        Column(
            "reported",
            "Với số của cả xã, phường: số thôn, tổ dân phố đã báo cáo.",
            "Of a commune's figure: villages that reported.",
            Type.INTEGER,
            unit="village",
        ),
        Column(
            "expected",
            "Với số của cả xã, phường: số thôn, tổ dân phố phải báo cáo.",
            "Of a commune's figure: villages that should report.",
            Type.INTEGER,
            unit="village",
        ),
        RELEASE,
        Column(
            "illustrative",
            "true: số liệu minh họa, không có thật.",
            "true: illustrative figures, made up.",
            Type.BOOLEAN,
            required=True,
        ),
    ),
)
