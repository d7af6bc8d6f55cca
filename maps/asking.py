"""What an address asks of a map: which commune, indicator, period, view and form; and the addresses of its parts."""

import datetime as dt
from collections.abc import Iterable
from typing import TypeVar

from flask import abort, request, url_for
from werkzeug.exceptions import NotFound

from maps.forms import Form
from maps.gaps import LAYERS
from maps.laying import turned_on
from maps.scene import DRAWN_ZOOM, Asked, Scene, View, load_scene
from portal import web
from portal.domain.indicators import Indicator, get_indicator
from portal.domain.localities import Locality, existed_on, get_commune, get_former_commune, list_villages
from portal.domain.periods import parse_period
from portal.errors import Refusal
from portal.i18n import gettext as _
from portal.i18n import localized
from portal.i18n.formats import format_date

PARAMETERS = ("period", "view", "against", "form", "gaps", "village")
Choice = TypeVar("Choice", bound=str)


def find_scene(commune: str, indicator: str, *, zoom: int | None = DRAWN_ZOOM) -> Scene:
    """The map that the address asks for.

    :raises Refusal: a parameter is not what it must be.
    """
    return load_scene(web.session(), find_commune(commune), find_indicator(indicator), read_asked(zoom=zoom))


def find_commune(ref: str) -> Locality:
    """The commune with this slug or code.

    :raises Refusal: there was one until a day; 404 where there never was.
    """
    found = get_commune(web.session(), ref, on=web.today())
    if found is not None:
        return found
    former = get_former_commune(web.session(), ref, on=web.today())
    raise _gone(former) if former is not None else NotFound


def _gone(commune: Locality) -> Refusal:
    """That a commune is no more, and what became of it."""
    title = _("%(commune)s không còn nữa", commune=localized(commune))
    day = format_date(commune.valid_to) if commune.valid_to else ""
    detail = _("Đơn vị này có đến hết ngày %(day)s, mang mã %(code)s.", day=day, code=commune.code)
    if commune.successors:
        detail += " " + _("Nay thuộc %(communes)s.", communes=", ".join(map(localized, commune.successors)))
    return Refusal(404, "unknown-commune", title, detail)


def find_indicator(code: str) -> Indicator:
    """The village-level indicator of this code; 404 where there is none."""
    found = get_indicator(web.session(), code)
    return found if found is not None and found.level == "village" else abort(404)


def read_asked(*, zoom: int | None = DRAWN_ZOOM) -> Asked:
    """What the parameters ask for.

    :raises Refusal: one is not what it must be.
    """
    return Asked(
        period=read_period("period"),
        view=read_choice("view", View) or View.VALUE,
        against=read_period("against"),
        form=read_choice("form", Form),
        gaps=read_choice("gaps", LAYERS),
        zoom=zoom,
        today=web.today(),
        village=_read_village(),
    )


def _read_village() -> str | None:
    """The village to be marked, of this commune: by slug or code, or ``<commune>/<village>`` as pages remember one."""
    commune, slash, village = request.args.get("village", "").rpartition("/")
    of_another = slash and commune != (request.view_args or {}).get("commune")
    return None if of_another else village or None


def read_period(name: str) -> str | None:
    text = request.args.get(name, "")
    if not text:
        return None
    try:
        return parse_period(text).text
    except ValueError:
        title = _("Không hiểu kỳ số liệu")
        detail = _("“%(text)s” không phải là một kỳ: ghi 2026, 2026-H1, 2026-Q3 hoặc 2026-10.", text=text[:40])
        raise Refusal(400, "bad-period", title, detail) from None


def read_day(name: str) -> dt.date | None:
    text = request.args.get(name, "")
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        title = _("Không hiểu tham số %(name)s", name=name)
        detail = _("“%(text)s” không phải là một ngày: ghi như 2026-10-31.", text=text[:40])
        raise Refusal(400, "unknown-value", title, detail) from None


def read_choice(name: str, among: Iterable[Choice]) -> Choice | None:
    text = request.args.get(name, "")
    known = list(among)
    if not text or text in known:
        return next((choice for choice in known if choice == text), None)
    title = _("Không hiểu tham số %(name)s", name=name)
    told = {"text": text[:40], "name": name, "known": ", ".join(known)}
    detail = _("“%(text)s” không phải là giá trị của %(name)s: ghi %(known)s.", **told)
    raise Refusal(400, "unknown-value", title, detail)


def address(scene: Scene, end: str, **changes: str | None) -> str:
    """The address of a part of this map in this language, with what was asked for, but for the changes.

    What the map does not show is left out, so that no two drawings differ by nothing but that.

    :param end: the endpoint's name: ``show``, ``svg``, ``features`` …
    """
    shown = {"village": scene.chosen is not None, "against": scene.view is View.CHANGE}
    asked = {name: request.args.get(name) or None for name in PARAMETERS if shown.get(name, True)}
    return url_for(f"maps.{end}", commune=scene.commune.slug, indicator=scene.indicator.code, **asked | changes)


def shapes_address(scene: Scene) -> str:
    """The address of what this map is drawn of, as precise as it came; lighter with ``zoom``.

    The same for all maps that have these villages in this form.
    """
    end = parse_period(scene.period).end if scene.period else web.today()
    beyond = not all(existed_on(place.village, end) for place in scene.places)  # a figure of a village of another time
    day = None if beyond else turned_on(list_villages(web.session(), scene.commune), end)
    return url_for("maps.shapes", commune=scene.commune.slug, form=scene.form.value, on=day)
