"""What the properties of a feature hold, in the language of the answer, and the properties of one."""

import datetime as dt
from typing import Any

from portal.domain.feature_places import Place
from portal.domain.indicators import Indicator
from portal.domain.observations import Status
from portal.i18n import gettext as _
from portal.i18n.wording import status_name

TEXT = {"type": "string"}
WHOLE = {"type": "integer"}
NUMBER = {"type": "number"}
FLAG = {"type": "boolean"}
DAY = {"type": "string", "format": "date"}
ADDRESS = {"type": "string", "format": "uri"}

Properties = dict[str, tuple[dict[str, Any], str]]
"""The JSON Schema and the meaning of each property, by its name."""


def properties_of(indicator: Indicator | None) -> Properties:
    """Of a place or, where there is an indicator, of a village's figure."""
    return _of_any_place() | (_of_place() if indicator is None else _of_figure()) | _of_everything()


def _of_any_place() -> Properties:
    return {
        "code": (TEXT, _("mã của nơi này; mã có thể từng là của nơi khác")),
        "name": (TEXT, _("tên tiếng Việt")),
        "name_en": (TEXT, _("tên tiếng Anh")),
        "parent": (TEXT, _("mã của đơn vị ngay trên: tỉnh hoặc xã")),
    }


def _of_place() -> Properties:
    return {
        "slug": (TEXT, _("tên trong địa chỉ trang")),
        "unit": (TEXT, _("loại đơn vị: phường, xã, thôn, tổ dân phố …")),
        "valid_from": (DAY, _("ngày đầu tồn tại; không có nếu trước khi có danh mục")),
        "valid_to": (DAY, _("ngày cuối tồn tại; không có nếu đang tồn tại")),
        "population": (WHOLE, _("số dân; không có nếu không biết")),
        "households": (WHOLE, _("số hộ; không có nếu không biết")),
        "area_km2": (NUMBER, _("diện tích, km²; không có nếu không biết")),
        "source": (TEXT, _("nguồn của mục này")),
    }


def _of_figure() -> Properties:
    statuses = "; ".join(f"{status.value} – {status_name(status)}" for status in Status)
    return {
        "indicator": (TEXT, _("mã chỉ số")),
        "period": (TEXT, _("kỳ của số liệu; không có nếu chưa từng có số liệu")),
        "period_start": (DAY, _("ngày đầu của kỳ")),
        "period_end": (DAY, _("ngày cuối của kỳ")),
        "value": (NUMBER, _("giá trị theo đơn vị của chỉ số; không có thì trạng thái nói vì sao; 0 là một giá trị")),
        "unit": (TEXT, _("đơn vị của giá trị")),
        "status": (TEXT | {"enum": [s.value for s in Status]}, _("trạng thái: %(statuses)s", statuses=statuses)),
        "numerator": (WHOLE, _("tử số")),
        "denominator": (WHOLE, _("mẫu số")),
        "release": (TEXT, _("mã đợt công bố mà số liệu ra trong đó")),
        "passport": (ADDRESS, _("trang của riêng số liệu này: công thức, nguồn, các phiên bản, trích dẫn")),
    }


def _of_everything() -> Properties:
    kinds = {"enum": ["reference", "schematic"]}
    return {
        "illustrative": (FLAG, _("nơi này, ranh giới hoặc số liệu là minh họa, do bản trình diễn tạo ra")),
        "outline": (TEXT | kinds, _("ranh giới để tham khảo (reference) hay sơ đồ vẽ phỏng (schematic)")),
        "outline_source": (TEXT, _("nguồn của ranh giới")),
        "page": (ADDRESS, _("trang về nơi này")),
    }


def values_of(place: Place, indicator: Indicator | None, base: str) -> dict[str, Any]:
    """The properties of a feature, in the order of ``properties_of``.

    :param base: the portal's address, to which paths of pages are added.
    """
    locality = place.locality
    figure = {} if indicator is None else _figure(place, indicator, base)
    return {
        "code": locality.code,
        "name": locality.name,
        "name_en": locality.name_en,
        "parent": place.parent.code if place.parent else None,
        **({name: getattr(locality, name) for name in _PLACE} if indicator is None else figure),
        "illustrative": is_illustrative(place),
        "outline": place.outline,
        "outline_source": place.outline_source,
        "page": base + _page(place),
    }


_PLACE = ("slug", "unit", "valid_from", "valid_to", "population", "households", "area_km2", "source")


def _figure(place: Place, indicator: Indicator, base: str) -> dict[str, Any]:
    """A village of which nothing was ever published has no period, and its figure is missing."""
    figure = place.figure
    return {
        "indicator": indicator.code,
        "period": figure.period.text if figure else None,
        "period_start": figure.period.start if figure else None,
        "period_end": figure.period.end if figure else None,
        "value": figure.value if figure else None,
        "unit": indicator.unit,
        "status": figure.status if figure else Status.MISSING.value,
        "numerator": figure.numerator if figure else None,
        "denominator": figure.denominator if figure else None,
        "release": figure.release if figure else None,
        "passport": f"{base}/observations/{indicator.code}/{place.locality.code}/{figure.period.text}"
        if figure
        else None,
    }


def _page(place: Place) -> str:
    locality = place.locality
    if locality.kind == "village" and place.parent is not None:
        return f"/localities/{place.parent.slug}/{locality.slug}"
    return f"/localities/{locality.slug}"


def is_illustrative(place: Place) -> bool:
    """Whether anything of a feature is made up, its drawn outline included."""
    of_figure = place.figure is not None and place.figure.illustrative
    return place.locality.illustrative or of_figure or place.outline == "schematic"


def day_of(value: dt.date | None) -> str | None:
    """A day in Viet Nam as an instant of RFC 3339."""
    return None if value is None else f"{value.isoformat()}T00:00:00+07:00"
