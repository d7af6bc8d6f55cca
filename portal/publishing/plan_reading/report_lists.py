"""Reports of several cadences told one after another: whatever stands between the parts, they are one list."""

import re
from collections.abc import Iterable

_CADENCE = (
    r"(?:(?:hàng|hằng|mỗi|từng|theo|một|0?1|12|0?[36]|sáu|ba)\s+)?(?:tháng|quý|năm)\b(?:\s+một\s+lần|/lần)?"
    r"|nửa\s+năm\b|bán\s+niên\b|cuối\s+năm\b"
)
_DAY = (
    r"(?:trước|chậm\s+nhất(?:\s+(?:là|vào))?|muộn\s+nhất(?:\s+(?:là|vào))?)\s+(?:ngày\s+)?"
    r"\d{1,2}(?:\s*(?:/|-|\s+tháng\s+)\s*\d{1,2})?(?!\s*[/-]\s*\d)"
    r"(?:\s+(?:của\s+)?tháng\s+(?:cuối|đầu|giữa|thứ\s+\w+)(?:\s+của)?(?:\s+(?:mỗi|từng|hàng|hằng))?\s+(?:quý|kỳ))?"
)
_WHEN = rf"(?:(?:và|hoặc|(?:đối\s+)?với|(?:gửi\s+)?báo\s+cáo|định\s+kỳ|kỳ)\s+)*(?:{_CADENCE}|{_DAY})"
_MORE = r"(?:về|gửi|đột\s+xuất|khi\s+có|theo\s+(?:yêu\s+cầu|quy\s+định)|để\s+(?:tổng\s+hợp|theo\s+dõi|báo\s+cáo))\b"
_PART = rf"{_WHEN}(?:[\s,:()]*{_WHEN})*(?=\s*\)*\s*(?:[.;]|$|[-+]\s|,?\s*(?:và\s+)?{_MORE}))"
_BEFORE_PART = re.compile(rf"(?:[;.](?=\s)|(?<=\s)[-+])(?=\s+{_PART})", re.IGNORECASE)
_REPORT = re.compile(r"(?:gửi\s+)?báo\s+cáo", re.IGNORECASE)
_ONLY_WHEN = re.compile(_PART, re.IGNORECASE)


def as_one_list(text: str) -> str:
    """A text in which each part that says nothing but when is set off by a comma, whatever sign stood before it.

    As long as the text itself, so that every place in it stays.
    """
    return _BEFORE_PART.sub(",", text)


def says_only_when(text: str) -> bool:
    """Whether a part of a list has nothing but cadences and days, perhaps to whom; what is reported stands above."""
    return bool(_ONLY_WHEN.match(text)) and not _REPORT.match(text)


def with_their_lists(sentences: Iterable[str]) -> list[str]:
    """Sentences, each with those after it that say nothing but when."""
    whole: list[str] = []
    for sentence in sentences:
        if whole and says_only_when(sentence):
            whole[-1] = f"{whole[-1]} {sentence}"
        else:
            whole.append(sentence)
    return whole
