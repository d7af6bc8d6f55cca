"""The map in sentences, for those who cannot see it: how many villages have each colour, which lead, which lack."""

from collections.abc import Sequence
from fractions import Fraction

from maps import gap_words, wording
from maps.scene import Place, Scene, View
from portal.i18n import gettext as _
from portal.i18n import localized
from portal.i18n.formats import format_number

NAMED = 3  # places that share the first or the last rank and are named


def tell(scene: Scene) -> str:
    """What the map says, then what a reader must know of it."""
    said = [
        wording.opening(scene),
        whole(scene),
        chosen(scene),
        wording.counts(scene),
        *_ranks(scene),
        _outcome(scene),
        _circles(scene),
        *wording.notes(scene),
    ]
    return " ".join(sentence for sentence in said if sentence)


def whole(scene: Scene) -> str:
    """The commune's own figure."""
    if scene.whole is None:
        return ""
    value = wording.observation_text(scene.whole, scene.indicator)
    return _("Tính chung %(commune)s: %(value)s.", commune=localized(scene.commune), value=value)


def chosen(scene: Scene) -> str:
    """The village that the reader asked for, with its figure."""
    return f"{wording.label(scene.chosen, scene)}." if scene.chosen else ""


def _ranks(scene: Scene) -> list[str]:
    """Which places are highest and lowest of those that have a figure; farthest from a target; of most change."""
    known = [(place.figure, place) for place in scene.places if place.figure is not None]
    high, low = (edge(figure for figure, _place in known) if known else Fraction(0) for edge in (max, min))
    highest, lowest = (_names([p for f, p in known if f == edge], scene) for edge in (high, low))
    if scene.view is View.TARGET:
        return [_("Thiếu nhiều nhất: %(label)s.", label=lowest)] if low < 0 else []
    if scene.view is View.CHANGE:
        rise = [_("Tăng nhiều nhất: %(label)s.", label=highest)] if high > 0 else []
        return rise + ([_("Giảm nhiều nhất: %(label)s.", label=lowest)] if low < 0 else [])
    if high == low:
        return []
    return [_("Cao nhất: %(label)s.", label=highest), _("Thấp nhất: %(label)s.", label=lowest)]


def _names(places: Sequence[Place], scene: Scene) -> str:
    """``Tổ dân phố 7: 84,9 %``; of many that are equal, the first few and how many more."""
    said = [wording.label(place, scene) for place in places[:NAMED]]
    more = len(places) - NAMED
    return "; ".join([*said, *([_("và %(count)s nơi khác", count=more)] if more > 0 else [])])


def _outcome(scene: Scene) -> str:
    """How many places have reached a target, or rose and fell."""
    figures = [place.figure for place in scene.places if place.figure is not None]
    if not figures or scene.view is View.VALUE:
        return ""
    up, down = sum(f > 0 for f in figures), sum(f < 0 for f in figures)
    level = len(figures) - up - down
    if scene.view is View.CHANGE:
        told = {"rose": up, "fell": down, "level": level}
        return _("Tăng: %(rose)s nơi; giảm: %(fell)s nơi; không đổi: %(level)s nơi.", **told)
    aim = wording.aim(scene.target) if scene.target else ""
    return _(
        "Đã đạt chỉ tiêu %(aim)s: %(reached)s nơi; còn thiếu: %(short)s nơi.", aim=aim, reached=up + level, short=down
    )


def _circles(scene: Scene) -> str:
    if scene.gaps is None:
        return ""
    known = [count for count in scene.gaps.lacking.values() if count is not None]
    told = {"title": gap_words.title(scene.gaps), "count": format_number(sum(known)), "places": len(known)}
    return _("%(title)s; tổng cộng %(count)s ở %(places)s nơi có số liệu.", **told)
