"""Why a map of a change shows none, of one village or of all, in the language of the answer."""

from maps.changes import Obstacle, are_alike
from maps.scene import Place, Scene
from portal.i18n import gettext as _
from portal.i18n.formats import format_period
from portal.i18n.wording import status_name


def start(scene: Scene) -> str:
    return format_period(scene.against) if scene.against else _("kỳ trước")


def without_change(place: Place, scene: Scene) -> str:
    """Why a village has no change."""
    if place.compared:
        return _("không so sánh được: %(status)s", status=status_name(place.status))
    told = {"start": start(scene), "end": format_period(scene.period) if scene.period else ""}
    if scene.obstacle is Obstacle.NO_EARLIER:
        return _("không tính thay đổi: chưa có kỳ trước")
    if scene.obstacle is Obstacle.UNLIKE:
        return _("không tính thay đổi: hai kỳ dài ngắn khác nhau")
    if scene.obstacle is Obstacle.NOT_EARLIER:
        return _("không tính thay đổi: %(start)s không trước %(end)s", **told)
    return _("lập sau %(start)s, không tính thay đổi", start=start(scene))


def unlike(start: str | None, end: str | None) -> str:
    """Why there is no change between two periods of two lengths; nothing where they are of one."""
    if not start or not end or are_alike(start, end):
        return ""
    told = {"start": format_period(start), "end": format_period(end)}
    return _("Không tính thay đổi giữa %(start)s và %(end)s: hai kỳ dài ngắn khác nhau.", **told)


def new_villages(scene: Scene) -> str:
    """That villages were not there yet at the end of the period that a change is reckoned from."""
    count = 0 if scene.obstacle else sum(not place.compared for place in scene.places)
    if not count:
        return ""
    told = {"count": count, "start": start(scene)}
    return _("Có %(count)s thôn, tổ dân phố lập sau %(start)s, không tính thay đổi.", **told)


def obstacle(scene: Scene) -> str:
    """Why a map of a change shows none; nothing where it does."""
    if scene.obstacle is Obstacle.NO_EARLIER:
        return _("Chưa có kỳ trước để so sánh.")
    if scene.obstacle is Obstacle.UNLIKE:
        return unlike(scene.against, scene.period)
    if scene.obstacle is Obstacle.NOT_EARLIER and scene.period:
        told = {"start": start(scene), "end": format_period(scene.period)}
        return _("Không tính thay đổi: %(start)s không trước %(end)s.", **told)
    return ""
