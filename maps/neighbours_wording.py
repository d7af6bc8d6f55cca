"""The sentences of two communes beside each other, in the language of the answer."""

from maps import wording
from maps.forms import Form
from maps.neighbours import Beside
from maps.scene import Scene
from portal.domain.localities import Locality
from portal.i18n import gettext as _
from portal.i18n import localized
from portal.i18n.formats import format_number, format_period


def title(found: Beside) -> str:
    """``Tỷ lệ phủ sóng 5G theo thôn, tổ dân phố – Phường Trà Câu và Xã Tân Lập, tháng 10/2026``."""
    one, other = map(localized, found.communes)
    told = {"indicator": localized(found.indicator), "one": one, "other": other}
    said = _("%(indicator)s theo thôn, tổ dân phố – %(one)s và %(other)s", **told)
    return f"{said}, {format_period(found.period)}" if found.period else said


def heading(scene: Scene) -> str:
    """``Phường Trà Câu: tính chung 84,9 %``."""
    name = localized(scene.commune)
    if scene.whole is None:
        return name
    value = wording.observation_text(scene.whole, scene.indicator)
    return _("%(commune)s: tính chung %(value)s", commune=name, value=value)


def lacking(found: Beside) -> list[str]:
    """What is missing for a comparison; nothing where both have figures of the period."""
    if not found.period:
        newest = zip(found.communes, found.newest, strict=True)
        return [*(_newest(commune, period) for commune, period in newest), *_no_common(found)]
    when = format_period(found.period)
    return [
        _("%(commune)s chưa có số liệu theo thôn, tổ dân phố cho %(period)s.", commune=localized(place), period=when)
        for place in found.without
    ]


def _newest(commune: Locality, period: str | None) -> str:
    name = localized(commune)
    if period is None:
        return _("%(commune)s chưa có số liệu theo thôn, tổ dân phố cho chỉ số này.", commune=name)
    return _("%(commune)s có số liệu mới nhất của %(period)s.", commune=name, period=format_period(period))


def _no_common(found: Beside) -> list[str]:
    return [_("Hai nơi chưa có kỳ số liệu nào chung để đặt cạnh nhau.")] if all(found.newest) else []


def notes(found: Beside) -> list[str]:
    """What a reader must know besides the colours: what is of both once, what is of one with its name."""
    said = [_notes_of(scene) for scene in found.scenes]
    of_both = [note for note in said[0] if note in said[1]] if said else []
    own = [
        f"{localized(scene.commune)}: {note}"
        for scene, notes_ in zip(found.scenes, said, strict=True)
        for note in notes_
        if note not in of_both
    ]
    on_the_ground = any(scene.form is not Form.TILES for scene in found.scenes)
    return [*of_both, *own, *([_ground_scale(found)] if on_the_ground else [])]


def _notes_of(scene: Scene) -> list[str]:
    """Without that there are no figures, which ``lacking`` says."""
    return [note for note in wording.notes(scene) if note != wording.nothing_to_colour(scene)]


def _ground_scale(found: Beside) -> str:
    """Each map fills its frame, so they are not of one scale on the ground; the areas say how unlike they are."""
    areas = [commune.area_km2 for commune in found.communes]
    if not areas[0] or not areas[1]:
        return _("Hai bản đồ chung thang màu, không chung tỷ lệ trên thực địa.")
    told = {
        "one": localized(found.communes[0]),
        "other": localized(found.communes[1]),
        "area": format_number(areas[0], 1),
        "other_area": format_number(areas[1], 1),
    }
    return _(
        "Hai bản đồ chung thang màu, không chung tỷ lệ trên thực địa: "
        "%(one)s rộng %(area)s km², %(other)s rộng %(other_area)s km².",
        **told,
    )


def description(found: Beside) -> str:
    """Both maps in words: what each shows, then the notes."""
    said = [f"{heading(scene)}. {wording.counts(scene)}".rstrip() for scene in found.scenes]
    return " ".join([*said, *lacking(found), *notes(found)])
