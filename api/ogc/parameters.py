"""What the dialect can be asked. Any other parameter is refused, and so is a value that cannot be read."""

import datetime as dt
import math
import re
from collections.abc import Mapping
from typing import Any

from marshmallow import Schema

from api.parameters import AsOf, Parameter
from portal.clock import VIET_NAM
from portal.domain.features import Box, Span
from portal.i18n import gettext as _

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
TEXT = {"type": "string"}
ONLY_CRS = TEXT | {"enum": [CRS84], "default": CRS84}
USUAL = 10
MOST = 10_000
FURTHEST = 999_999_999
FORMATS = ("json", "html", "geojson")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
OPEN = ("", "..")


class Asked(Parameter):
    """A parameter that also says what it is in the language of the answer, and in JSON Schema.

    :param shape: the JSON Schema of its value.
    :param name: as it stands in the address, where Python cannot call it so (``bbox-crs``).
    """

    def __init__(self, shape: Mapping[str, Any] = TEXT, *, name: str | None = None) -> None:
        super().__init__("", name=name)
        self.shape = shape

    def about(self) -> str:
        raise NotImplementedError


class Format(Asked):
    def read(self, text: str) -> str:
        if text not in FORMATS:
            raise ValueError(text)
        return text

    def allowed(self) -> str:
        return ", ".join(FORMATS)

    def about(self) -> str:
        return _("Dạng trả lời; không ghi thì theo tiêu đề Accept của yêu cầu.")


class Limit(Asked):
    def read(self, text: str) -> int:
        if not re.fullmatch("[0-9]{1,18}", text) or int(text) == 0:
            raise ValueError(text)
        return min(int(text), MOST)

    def allowed(self) -> str:
        return _("số nguyên từ 1; lớn hơn %(most)s thì tính là %(most)s", most=MOST)

    def about(self) -> str:
        return _("Số đối tượng trong một trang, nhiều nhất %(most)s.", most=MOST)


class Offset(Asked):
    def read(self, text: str) -> int:
        if not re.fullmatch("[0-9]{1,9}", text):
            raise ValueError(text)
        return int(text)

    def allowed(self) -> str:
        return _("số nguyên từ 0 đến %(most)s", most=FURTHEST)

    def about(self) -> str:
        return _("Số đối tượng bỏ qua trước trang này; đi tiếp thì theo liên kết “next”.")


class Bbox(Asked):
    def read(self, text: str) -> Box:
        numbers = [_number(part) for part in text.split(",")]
        if len(numbers) not in {4, 6}:
            raise ValueError(text)
        half = len(numbers) // 2
        box = Box(numbers[0], numbers[1], numbers[half], numbers[half + 1])
        heights_fit = half == 2 or numbers[2] <= numbers[5]
        if not (heights_fit and box.south <= box.north and _on_earth(box)):
            raise ValueError(text)
        return box

    def allowed(self) -> str:
        return _(
            "bốn số tây,nam,đông,bắc, hoặc sáu số tây,nam,thấp,đông,bắc,cao; kinh độ từ -180 đến 180, vĩ độ từ -90 "
            "đến 90"
        )

    def about(self) -> str:
        return _(
            "Chỉ những đối tượng có hình chạm khung này (WGS 84, kinh độ trước; độ cao không xét). Đối tượng không có "
            "hình thì khung nào cũng có. Tây lớn hơn đông nghĩa là khung đi qua kinh tuyến 180."
        )


class When(Asked):
    """``datetime``: an instant or a span. An instant counts as its day in Viet Nam."""

    def read(self, text: str) -> Span:
        start, slash, end = text.partition("/")
        if not slash:
            day = read_day(text)
            return Span(day, day)
        span = Span(None if start in OPEN else read_day(start), None if end in OPEN else read_day(end))
        if span.start and span.end and span.start > span.end:
            raise ValueError(text)
        return span

    def allowed(self) -> str:
        return _(
            "một thời điểm (2026-10-31 hoặc 2026-10-31T00:00:00Z; dấu + viết là %(plus)s) hoặc một khoảng: a/b, ../b, "
            "a/..",
            plus="%2B",
        )

    def about(self) -> str:
        return _(
            "Với địa danh: còn tồn tại vào lúc đó; không ghi là hôm nay. Với số liệu: số liệu mới nhất của các kỳ có "
            "ngày nằm trong khoảng đó; không ghi là số liệu mới nhất."
        )


class Parent(Asked):
    def about(self) -> str:
        return _("Mã của đơn vị ngay trên: của tỉnh với xã, của xã với thôn. Mã không có thì không đối tượng nào.")


class Crs(Asked):
    """GDAL and QGIS name the coordinate system that a collection declares, though there is only one."""

    def read(self, text: str) -> str:
        if text != CRS84:
            raise ValueError(text)
        return text

    def allowed(self) -> str:
        return CRS84

    def about(self) -> str:
        return _("Hệ tọa độ; ở đây chỉ có một.")


class State(Asked):
    def allowed(self) -> str:
        return AsOf("").allowed()

    def about(self) -> str:
        return _("Số liệu như tại một đợt công bố, một ngày hoặc một thời điểm; liên kết “next” ghi sẵn.")


def read_day(text: str) -> dt.date:
    """The day of a date or of an RFC 3339 instant, in Viet Nam.

    :raises ValueError: it is neither.
    """
    bare = text.removesuffix("T")  # GDAL sends 2026-10-31T for a day
    if _DAY.fullmatch(bare):
        return dt.date.fromisoformat(bare)
    if not _INSTANT.fullmatch(text):
        raise ValueError(text)
    try:
        return dt.datetime.fromisoformat(text.upper()).astimezone(VIET_NAM).date()
    except OverflowError as error:
        raise ValueError(text) from error


def _number(text: str) -> float:
    if not _NUMBER.fullmatch(text.strip()) or not math.isfinite(float(text)):
        raise ValueError(text)
    return float(text)


def _on_earth(box: Box) -> bool:
    return max(abs(box.west), abs(box.east)) <= 180 and max(abs(box.south), abs(box.north)) <= 90


class AnyQuery(Schema):
    f = Format(TEXT | {"enum": ["json", "html"]})


class FeatureQuery(AnyQuery):
    crs = Crs(ONLY_CRS)


class PlaceQuery(FeatureQuery):
    limit = Limit({"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL})
    offset = Offset({"type": "integer", "minimum": 0, "maximum": FURTHEST, "default": 0})
    bbox = Bbox({"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 6})
    datetime = When()
    parent = Parent(TEXT | {"minLength": 1})
    bbox_crs = Crs(ONLY_CRS, name="bbox-crs")


class FigureQuery(PlaceQuery):
    as_of = State(TEXT | {"minLength": 1})
