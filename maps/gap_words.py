"""The sentences of the layer of what infrastructure does not reach, and how large its circles are."""

import math
from typing import Any

from maps.gaps import GapLayer
from portal.i18n import gettext as _
from portal.i18n.formats import format_number, format_period

SCALE = 1.4  # the radius, in pixels of a screen, of the circle of one household; areas go with households
SHOWN = (10, 100, 300)  # households, in the legend


def layer_name(code: str) -> str:
    """What a layer of ``maps.gaps.LAYERS`` counts, as its switch says it."""
    return {"coverage-5g": _("hộ chưa có sóng 5G"), "broadband-1g": _("hộ chưa có Internet 1 Gb/s")}[code]


def lacking_text(lacking: int | None, layer: GapLayer) -> str:
    """Of one place, beside its figure: ``hộ chưa có sóng 5G: 123``."""
    said = _("chưa có số liệu") if lacking is None else format_number(lacking)
    return f"{layer_name(layer.indicator.code)}: {said}"


def title(layer: GapLayer) -> str:
    told = {"what": layer_name(layer.indicator.code), "period": format_period(layer.period)}
    return _("Vòng tròn: số %(what)s, %(period)s", **told)


def legend(layer: GapLayer) -> dict[str, Any]:
    """The title, circles to compare with, and what a circle's radius is reckoned by."""
    circles = [{"households": count, "radius": radius(count), "text": count_text(count)} for count in SHOWN]
    return {"title": title(layer), "scale": SCALE, "circles": circles}


def count_text(households: int) -> str:
    return _("%(count)s hộ", count=format_number(households))


def radius(households: int) -> float:
    """In pixels of a screen."""
    return round(SCALE * math.sqrt(households), 1)
