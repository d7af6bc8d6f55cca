"""What must be said wherever a dataset is described: that its data are made up, or that they were taken back."""

from portal.domain.catalogue import Entry

MADE_UP = (
    " Số liệu minh họa: thôn, tổ dân phố và số liệu là giả định.",
    " Illustrative data: the villages and figures are made up.",
)
TAKEN_BACK = (
    " Đã rút lại: toàn bộ số liệu của tập này không còn giá trị sử dụng.",
    " Withdrawn: all data of this dataset were taken back and must no longer be used.",
)


def notices(entry: Entry) -> tuple[str, str]:
    """In Vietnamese and English, to be put behind a description; empty where there is nothing to say."""
    said = [MADE_UP] if entry.dataset.illustrative else []
    if entry.is_withdrawn:
        said.append(TAKEN_BACK)
    return "".join(vi for vi, _ in said), "".join(en for _, en in said)
