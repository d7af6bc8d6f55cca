"""The sentences of a map, in the language of the answer: its title, labels, legend, notes and text alternative."""

from fractions import Fraction

from maps.colours import PATTERNS, STEPS, Paint, spans
from maps.scene import Place, Scene
from portal.domain.boundaries import BoundaryKind
from portal.domain.indicators import Indicator
from portal.domain.observations import Observation, Status
from portal.i18n import gettext as _
from portal.i18n import localized
from portal.i18n.formats import format_number, format_period, format_value
from portal.i18n.wording import status_name


def title(scene: Scene) -> str:
    """``Tỷ lệ phủ sóng 5G theo thôn, tổ dân phố – Phường Trà Câu, tháng 10/2026``."""
    subject = _(
        "%(indicator)s theo thôn, tổ dân phố – %(commune)s",
        indicator=localized(scene.indicator),
        commune=localized(scene.commune),
    )
    return f"{subject}, {format_period(scene.period)}" if scene.period else subject


def value_text(place: Place, indicator: Indicator) -> str:
    """The value, or the word for why there is none; what is not final says so."""
    return observation_text(place.observation, indicator) if place.observation else status_name(place.status)


def observation_text(observation: Observation, indicator: Indicator) -> str:
    if observation.value is None:
        return status_name(observation.status)
    value = format_value(observation.value, indicator.unit, indicator.decimals)
    return value if observation.status == Status.NORMAL else f"{value} ({status_name(observation.status)})"


def label(place: Place, indicator: Indicator) -> str:
    """``Tổ dân phố 7: 84,9 %``."""
    return f"{localized(place.village)}: {value_text(place, indicator)}"


def legend(scene: Scene) -> list[tuple[Paint, str]]:
    """Every step of the scale, then why a place may have none; the same list whatever the figures are."""
    steps = [
        (paint, _span_text(low, high, scene.indicator.unit))
        for paint, (low, high) in zip(STEPS, spans(scene.indicator.unit), strict=True)
    ]
    shown = [Status.WITHHELD, Status.MISSING]
    if scene.paint_counts[PATTERNS[Status.NOT_APPLICABLE].name]:
        shown.append(Status.NOT_APPLICABLE)
    return steps + [(PATTERNS[status], status_name(status)) for status in shown]


def _span_text(low: Fraction | int | None, high: Fraction | int | None, unit: str) -> str:
    decimals = 1 if unit == "index" else 0
    start = format_number(low or 0, decimals)
    if high is None:
        return _("từ %(low)s", low=start)
    if unit.startswith("count"):
        return start if high - (low or 0) == 1 else f"{start}–{format_number(high - 1)}"
    return f"{start}–{format_value(high, unit, decimals)}"


def notes(scene: Scene) -> list[str]:
    """What a reader must know besides the colours."""
    undrawn = len(scene.places) - len(scene.drawn)
    found = [
        _("Số liệu minh họa, không phải số liệu thật.") if scene.illustrative else "",
        _("Có số liệu sơ bộ, có thể thay đổi.") if scene.has_provisional else "",
        _nothing_to_colour(scene),
        *boundary_notes(scene),
        _("Chưa có ranh giới của %(count)s thôn, tổ dân phố.", count=undrawn) if scene.drawn and undrawn else "",
    ]
    return [note for note in found if note]


def _nothing_to_colour(scene: Scene) -> str:
    if scene.has_values:
        return ""
    if scene.period is None:
        return _("Chưa có số liệu theo thôn, tổ dân phố cho chỉ số này.")
    return _("Chưa có số liệu theo thôn, tổ dân phố cho %(period)s.", period=format_period(scene.period))


def boundary_notes(scene: Scene) -> list[str]:
    """What kind of outlines are drawn."""
    of_villages = {BoundaryKind(place.boundary.kind) for place in scene.drawn if place.boundary}
    of_commune = {BoundaryKind(scene.boundary.kind)} if scene.boundary else set()
    if not of_villages and not of_commune:
        return [_("Chưa có ranh giới để vẽ bản đồ.")]
    if of_villages == {BoundaryKind.SCHEMATIC} and of_commune == {BoundaryKind.REFERENCE}:
        return [
            _("Ranh giới thôn, tổ dân phố là sơ đồ, không phải ranh giới thật."),
            _("Ranh giới xã, phường (nét đậm) chỉ để tham khảo."),
        ]
    found = []
    if BoundaryKind.SCHEMATIC in of_villages | of_commune:
        found.append(_("Ranh giới sơ đồ, không phải ranh giới thật."))
    if BoundaryKind.REFERENCE in of_villages | of_commune:
        found.append(_("Ranh giới tham khảo."))
    return found


def description(scene: Scene) -> str:
    """The map in words: how many villages have each colour."""
    counts = [(text, scene.paint_counts[paint.name]) for paint, text in legend(scene)]
    sentences = [
        _("Bản đồ %(count)s thôn, tổ dân phố, mỗi nơi một màu theo giá trị.", count=len(scene.places)),
        "; ".join(f"{text}: {count}" for text, count in counts if count) + "." if scene.places else "",
    ]
    return " ".join(sentence for sentence in [*sentences, *notes(scene)] if sentence)
