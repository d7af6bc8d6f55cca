"""The sentences of a commune's sheet of maps, in the language of the answer."""

from typing import NamedTuple

from maps import crediting, wording
from maps.colours import Paint
from maps.overview import Atlas
from maps.scene import Scene
from portal.domain.observations import Status
from portal.i18n import gettext as _
from portal.i18n import localized
from portal.i18n.formats import format_date, format_period, format_value
from portal.i18n.wording import status_name


class Legend(NamedTuple):
    """A row of colours with their meanings; ``only`` says which maps it is about, nothing where it is about most."""

    steps: list[tuple[Paint, str]]
    only: str


def title(atlas: Atlas) -> str:
    return _("%(commune)s: các chỉ số theo thôn, tổ dân phố", commune=localized(atlas.commune))


def when(atlas: Atlas) -> str:
    """``Tỉnh Quảng Ngãi. Mỗi chỉ số ở kỳ mới nhất đã công bố.``"""
    if atlas.period:
        said = _("Mỗi chỉ số ở kỳ mới nhất tính đến hết %(period)s.", period=format_period(atlas.period))
    else:
        said = _("Mỗi chỉ số ở kỳ mới nhất đã công bố.")
    return f"{localized(atlas.commune.parent)}. {said}" if atlas.commune.parent else said


def source(atlas: Atlas) -> str:
    """Whose figures and outlines these are, and since when the newest are public."""
    publisher = crediting.publisher(atlas.commune)
    if atlas.released is None:
        return _("Nguồn: %(publisher)s.", publisher=publisher)
    licences = {crediting.licence(found.dataset) for scene in atlas.scenes for found in scene.shown}
    told = {"publisher": publisher, "day": format_date(atlas.released), "licence": ", ".join(sorted(licences))}
    said = _("Nguồn: %(publisher)s, số liệu công bố đến ngày %(day)s. Giấy phép %(licence)s.", **told)
    return " ".join(text for text in (said, crediting.outline_sources(atlas.scenes[0])) if text)


def value(scene: Scene) -> str:
    """The commune's own: ``84,9 %``, or the word for why there is none."""
    if scene.whole is None:
        return status_name(Status.MISSING) if scene.period is None else ""
    if scene.whole.value is None:
        return status_name(scene.whole.status)
    return format_value(scene.whole.value, scene.indicator.unit, scene.indicator.decimals)


def period(scene: Scene) -> str:
    """``tháng 10/2026 (sơ bộ)``, which may say that the commune's own value is not final."""
    when = format_period(scene.period) if scene.period else ""
    said = scene.whole and scene.whole.value is not None and scene.whole.status != Status.NORMAL
    return f"{when} ({status_name(scene.whole.status)})" if scene.whole and said else when


def target(scene: Scene) -> str:
    return _("chỉ tiêu %(aim)s", aim=wording.aim(scene.target)) if scene.target else ""


def beside(atlas: Atlas, scene: Scene) -> list[str]:
    """What stands by a small map, below the commune's value."""
    return [text for text in (period(scene), target(scene), own_scale(atlas, scene)) if text]


def own_scale(atlas: Atlas, scene: Scene) -> str:
    """Said of a map whose colours mean something else than those of most."""
    most = max(atlas.scales, key=len)
    return "" if any(scene is other for other in most) else _("thang màu riêng")


def notes(atlas: Atlas) -> list[str]:
    said = [wording.made_up()] if atlas.illustrative else []
    if any(scene.has_provisional for scene in atlas.scenes):
        said.append(_("Có số liệu sơ bộ, có thể thay đổi."))
    if not atlas.villages:
        return [*said, _("%(commune)s chưa có danh sách thôn, tổ dân phố.", commune=localized(atlas.commune))]
    said += wording.boundary_notes(atlas.scenes[0]) if atlas.scenes else []
    lacking = len(atlas.villages) - len(atlas.numbers)
    if lacking and atlas.numbers:
        said.append(_("Chưa có ranh giới của %(count)s thôn, tổ dân phố.", count=lacking))
    return said + ([wording.moved_apart()] if atlas.plot.moved else [])


def legends(atlas: Atlas) -> list[Legend]:
    """Of each scale the steps, the one of most maps first; then the reasons why a place may have none, once for all."""
    groups = sorted(atlas.scales, key=len, reverse=True)
    if not groups:
        return []
    steps = [wording.legend(scenes[0])[: len(scenes[0].scale.steps)] for scenes in groups]
    heads = ["", *(_("riêng %(indicators)s", indicators=_names(scenes)) for scenes in groups[1:])]
    reasons = max((wording.legend(scene)[len(scene.scale.steps) :] for scene in atlas.scenes), key=len)
    return [*map(Legend, steps, heads), Legend(reasons, "")]


def _names(scenes: list[Scene]) -> str:
    return ", ".join(localized(scene.indicator, "short") for scene in scenes)


def description(atlas: Atlas) -> str:
    return " ".join([when(atlas), *notes(atlas), source(atlas)])
