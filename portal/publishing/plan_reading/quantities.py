"""Numbers in a sentence that may be asked for: ``≥ 85%``, ``trên 0,7``, ``02 đến 05 dự án``, with their comparators.

A number with a decimal comma or points between thousands is read as Vietnamese writes it (``2,5``; ``42.875``).
Numbers of documents, dates, years, spans of time, generations of networks and speeds are none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from portal.domain.plans import Comparator
from portal.publishing.plan_reading.years import without_dates

PERCENT, COUNT, BARE = "percent", "count", "bare"


@dataclass(frozen=True)
class Quantity:
    """:param start: where it begins in the sentence, its comparator included; :param end: where it ends.

    :param kind: ``percent``, ``count`` (a noun follows) or ``bare`` (neither); :param high: of a range, else None.
    :param relative: a rise or fall by so much; :param rough: about so much; :param said: as it is written.
    """

    start: int
    end: int
    kind: str
    comparator: Comparator
    value: Decimal
    high: Decimal | None
    said: str
    relative: bool = False
    rough: bool = False


_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_PERCENT = r"\s*(?:%|phần\s+trăm)"
_BETWEEN = r"(?:\s*(?:đạt|là|phải\s+đạt|mức|ở\s+mức|khoảng|từ|được|có))*\s*$"
_COMPARATORS = [
    (sign, re.compile(rf"(?:{signs}|(?<![^\s(“,:])(?:{words})(?=\s)){_BETWEEN}", re.IGNORECASE))
    for sign, signs, words in (
        (
            Comparator.AT_MOST,
            "≤|⩽|<=|=<",
            r"không\s+(?:quá|vượt\s+quá|hơn|cao\s+hơn|nhiều\s+hơn)|tối\s+đa|nhiều\s+nhất|cao\s+nhất",
        ),
        (
            Comparator.AT_LEAST,
            "≥|⩾|>=|=>",
            r"không\s+(?:dưới|thấp\s+hơn|ít\s+hơn|nhỏ\s+hơn)|tối\s+thiểu|ít\s+nhất|thấp\s+nhất"
            r"|(?:trên|lớn\s+hơn|cao\s+hơn)\s+hoặc\s+bằng",
        ),
        (Comparator.ABOVE, ">", r"(?:cao|lớn|nhiều)\s+hơn|hơn|trên|vượt(?:\s+mức)?(?:\s+quá)?"),
        (Comparator.BELOW, "<", r"(?:thấp|nhỏ|ít)\s+hơn|dưới|chưa\s+đến"),
    )
]
_AFTER = re.compile(r"(?P<noun>(?:\s+[^\W\d_]+){0,5}?)\s*(?:(?P<up>trở\s+lên)|(?P<down>trở\s+xuống))", re.IGNORECASE)
_TO = r"\s*(?:[-–—]|đến|tới)\s*"
_RANGE = re.compile(
    rf"(?<![\w.,/])(?P<low>{_NUMBER})(?:{_PERCENT})?{_TO}(?P<high>{_NUMBER})(?P<percent>{_PERCENT})?(?![\d/])"
)
_SINGLE = re.compile(rf"(?<![\w.,/\-–])(?P<low>{_NUMBER})(?P<percent>{_PERCENT})?(?!\d)")
_FROM = re.compile(r"(?:^|\s)từ\s*$", re.IGNORECASE)
_ROUGH = re.compile(r"(?:khoảng|xấp\s+xỉ|gần|chừng)\s*(?:đạt\s*)?$", re.IGNORECASE)
_RELATIVE = re.compile(
    r"(?:tăng|giảm|gấp)(?:\s+(?:thêm|ít\s+nhất|tối\s+thiểu|bình\s+quân|trung\s+bình|trên|dưới|khoảng))*\s*$", re.I
)
_RELATIVE_AFTER = re.compile(r"\s*(?:lần|điểm\s+phần\s+trăm|so\s+với|/\s*năm)\b", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:số|mức|cấp|độ|điều|khoản|điểm|mục|phụ\s+lục|đề\s+án|nghị\s+quyết|kế\s+hoạch|chương\s+trình|thứ|lần|phiên\s+bản"
    r"|quý|tháng|ngày|(?<!mỗi )(?<!hằng )(?<!hàng )(?<!một )năm|khóa|kỳ|giai\s+đoạn|công\s+nghiệp|trang|chỉ\s+đạo"
    r"|thôn|ấp|bản|buôn|làng|phố|đường|tổ|nghị\s+định|thông\s+tư|quyết\s+định|luật)\s*$",
    re.IGNORECASE,
)
_NO_COUNT = re.compile(
    r"\s*(?:giờ|phút|giây|ngày|tuần|tháng|quý|năm|tuổi|rõ|G\b|g\b|[kKmMgG]?b(?:it)?ps|[kKMG]b/?s|[KMGT]B\b|km|m2|m²|ha\b|/)",
)
_LIFTED = re.compile(r"[^,.;%]{0,25}(?<!trở )\b(?:lên|xuống)\b", re.IGNORECASE)
_MONEY = re.compile(r"\s*(?:(?:nghìn|ngàn|triệu|tỷ|tỉ)\s+)*(?:đồng|VNĐ|VND|USD|đ\b)", re.IGNORECASE)
_MULTIPLE = re.compile(r"\s+(?P<word>nghìn|ngàn|triệu|tỷ|tỉ)\b", re.IGNORECASE)
_TIMES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_QUOTED = re.compile(r"[“\"'‘]\s*$")
_DIGITS_BESIDE = (re.compile(r"\d\s$"), re.compile(r"\s\d{2,}"))
_NOUN = re.compile(r"\s+[^\W\d_]{2,}")


def list_quantities(sentence: str) -> list[Quantity]:
    """The quantities of a sentence in its order; percentages, counts with what is counted, and bare numbers that a
    comparator stands before.
    """
    text = without_dates(sentence)
    found: list[Quantity] = []
    for match in _matches(text):
        quantity = _quantity(text, sentence, match)
        if quantity is not None:
            found.append(quantity)
    return found


def read_number(written: str) -> Decimal:
    """``1.234`` has a point between thousands, ``2,5`` and ``2.5`` a decimal sign."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", written) and not written.startswith("0"):
        written = written.replace(".", "")
    return Decimal(written.replace(",", "."))


def _matches(text: str) -> Iterator["re.Match[str]"]:
    position = 0
    while position < len(text):
        single = _SINGLE.search(text, position)
        if single is None:
            return
        span = _RANGE.match(text, single.start())
        match = span if span and _is_range(text, span) else single
        yield match
        position = match.end()


def _is_range(text: str, span: "re.Match[str]") -> bool:
    """``2025 - 2045`` is a span of years, ``2.1 - 3`` falls; a range rises and is of one kind."""
    if read_number(span["low"]) >= read_number(span["high"]):
        return False
    return bool(span["percent"]) or "%" not in span.group()


def _quantity(text: str, sentence: str, match: "re.Match[str]") -> Quantity | None:
    before, after = text[: match.start()], text[match.end() :]
    percent = bool(match["percent"])
    sign, start = _comparator(before, match.start())
    if not percent and _is_no_count(before, after):
        return None
    if _FROM.search(before) and _LIFTED.match(after):
        return None  # from so much to what is asked for
    high = match.groupdict().get("high")
    kind = PERCENT if percent else COUNT if _NOUN.match(after) else BARE
    if kind == BARE and sign is None and high is None:
        return None
    end, times = match.end(), 1
    if kind == COUNT and (multiple := _MULTIPLE.match(after)):
        end, times = end + multiple.end(), _TIMES[multiple["word"].lower()]
        after = text[end:]
    if turned := _AFTER.match(after):
        sign = Comparator.AT_LEAST if turned["up"] else Comparator.AT_MOST
        end += 0 if turned["noun"] else turned.end()
    if high is not None:
        sign = Comparator.RANGE
    return Quantity(
        start=start,
        end=end,
        kind=kind,
        comparator=sign or Comparator.EXACTLY,
        value=read_number(match["low"]) * times,
        high=read_number(high) * times if high is not None else None,
        said=" ".join(sentence[start:end].split()),
        relative=bool(_RELATIVE.search(before[:start]) or _RELATIVE_AFTER.match(after)),
        rough=bool(_ROUGH.search(before)),
    )


def _is_no_count(before: str, after: str) -> bool:
    """Numbers of documents, spans of time, sums of money, telephone numbers, names in quotes."""
    left, right = _DIGITS_BESIDE
    return bool(
        _NAMED.search(before)
        or _NO_COUNT.match(after)
        or _MONEY.match(after)
        or _QUOTED.search(before)
        or left.search(before)
        or right.match(after)
    )


def _comparator(before: str, start: int) -> tuple[Comparator | None, int]:
    """What stands before the number, and where it begins."""
    for sign, words in _COMPARATORS:
        if match := words.search(before):
            return sign, match.start()
    from_here = _FROM.search(before)
    return None, from_here.start() if from_here else start
