"""What must be said wherever data are shown or described: that they are made up, or that they were taken back.

In Vietnamese and English.
"""

from portal.domain.catalogue import Entry

ILLUSTRATIVE = ("Số liệu minh họa", "Illustrative data")
MADE_UP = (
    f"{ILLUSTRATIVE[0]}: thôn, tổ dân phố và số liệu là giả định.",
    f"{ILLUSTRATIVE[1]}: the villages and figures are made up.",
)
MADE_UP_BUT_PLANS = (
    f"{ILLUSTRATIVE[0]}: thôn, tổ dân phố và số liệu là giả định; kế hoạch và chỉ tiêu là thật.",
    f"{ILLUSTRATIVE[1]}: the villages and figures are made up; plans and targets are real.",
)
"""Of the whole portal."""

TAKEN_BACK = (
    "Đã rút lại: toàn bộ số liệu của bộ dữ liệu này không còn giá trị sử dụng.",
    "Withdrawn: all data of this dataset were taken back and must no longer be used.",
)


def notices_of(entry: Entry) -> list[tuple[str, str]]:
    """What must be said of a dataset; nothing of most."""
    made_up = [MADE_UP] if entry.dataset.illustrative else []
    return [*made_up, TAKEN_BACK] if entry.is_withdrawn else made_up
