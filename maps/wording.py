"""The sentences of a map, in the language of the answer: its title, labels, legend, notes and text alternative."""

from collections.abc import Sequence
from fractions import Fraction

from maps import change_words
from maps.colours import NOT_COMPARED, PATTERNS, Paint
from maps.forms import Kind
from maps.gap_words import lacking_text
from maps.scene import Place, Scene, View
from portal.domain.indicators import Indicator
from portal.domain.observations import Observation, Status
from portal.domain.plans import Target
from portal.i18n import gettext as _
from portal.i18n import localized
from portal.i18n.formats import NBSP, format_number, format_period, format_value
from portal.i18n.wording import gap_text, status_name, target_text


def title(scene: Scene) -> str:
    """``Tỷ lệ phủ sóng 5G theo thôn, tổ dân phố – Phường Trà Câu, tháng 10/2026``."""
    named = {"indicator": localized(scene.indicator), "commune": localized(scene.commune)}
    if not scene.period:
        return _("%(indicator)s theo thôn, tổ dân phố – %(commune)s", **named)
    when = format_period(scene.period)
    if scene.view is View.TARGET and scene.target:
        told = {"aim": aim(scene.target), "period": when} | named
        return _("%(indicator)s so với chỉ tiêu %(aim)s theo thôn, tổ dân phố – %(commune)s, %(period)s", **told)
    if scene.view is View.CHANGE:
        told = {"start": change_words.start(scene), "period": when} | named
        return _("Thay đổi %(indicator)s theo thôn, tổ dân phố – %(commune)s, từ %(start)s đến %(period)s", **told)
    return _("%(indicator)s theo thôn, tổ dân phố – %(commune)s", **named) + f", {when}"


def subtitle(scene: Scene) -> str:
    """Under an indicator's name: ``So với chỉ tiêu ≥ 90 % năm 2030 – Phường Trà Câu, tháng 10/2026``."""
    commune = localized(scene.commune)
    if not scene.period:
        return commune
    when = format_period(scene.period)
    if scene.view is View.TARGET and scene.target:
        return _(
            "So với chỉ tiêu %(aim)s – %(commune)s, %(period)s", aim=aim(scene.target), commune=commune, period=when
        )
    if scene.view is View.CHANGE:
        told = {"start": change_words.start(scene), "period": when, "commune": commune}
        return _("Thay đổi từ %(start)s đến %(period)s – %(commune)s", **told)
    return f"{commune}, {when}"


def aim(target: Target) -> str:
    """``từ 90 % năm 2030``."""
    value = target_text(target.comparator, target.value, target.value_high, target.indicator.unit)
    return _("%(value)s năm %(year)s", value=value, year=target.year) if target.year else value


def value_text(place: Place, indicator: Indicator) -> str:
    """The value, or the word for why there is none; what is not final says so."""
    return observation_text(place.observation, indicator) if place.observation else status_name(place.status)


def observation_text(observation: Observation, indicator: Indicator) -> str:
    if observation.value is None:
        return status_name(observation.status)
    value = format_value(observation.value, indicator.unit, indicator.decimals)
    return value if observation.status == Status.NORMAL else f"{value} ({status_name(observation.status)})"


def label(place: Place, scene: Scene) -> str:
    """``Tổ dân phố 7: 84,9 %``, and what the map makes of it: ``Tổ dân phố 7: 84,9 %, còn thiếu 5,1 điểm``."""
    said = f"{localized(place.village)}: {value_text(place, scene.indicator)}"
    made = figure_text(place, scene) if place.observation and place.observation.value is not None else ""
    return f"{said}, {made}" if made else said


def place_title(place: Place, scene: Scene) -> str:
    """The label with the count behind the value and what a layer of circles says of the place."""
    found, parts = place.observation, [label(place, scene)]
    if found is not None and found.numerator is not None and found.denominator is not None:
        told = {"numerator": format_number(found.numerator), "denominator": format_number(found.denominator)}
        parts.append(_("%(numerator)s trên %(denominator)s", **told))
    if scene.gaps is not None:
        parts.append(lacking_text(scene.gaps.lacking.get(place.village.id), scene.gaps))
    return "; ".join(parts)


def figure_text(place: Place, scene: Scene) -> str:
    """What the map makes of a place's value: its distance from the target; its change, or why there is none."""
    if scene.view is View.CHANGE and place.figure is None:
        return change_words.without_change(place, scene)
    if scene.view is View.VALUE or place.figure is None:
        return ""
    points = gap_text(abs(place.figure), scene.indicator.unit).removeprefix("+")
    if scene.view is View.TARGET:
        return _("còn thiếu %(points)s", points=points) if place.figure < 0 else _("đã đạt mức chỉ tiêu")
    if not place.figure:
        return _("không đổi so với %(start)s", start=change_words.start(scene))
    if place.figure > 0:
        return _("tăng %(points)s so với %(start)s", points=points, start=change_words.start(scene))
    return _("giảm %(points)s so với %(start)s", points=points, start=change_words.start(scene))


def legend(scene: Scene) -> list[tuple[Paint, str]]:
    """Every step of the scale, then why a place may have none; the same list whatever the figures are."""
    texts = {View.VALUE: _span_text, View.TARGET: _shortfall_text, View.CHANGE: _change_text}[scene.view]
    steps = [(paint, texts(low, high, scene.indicator.unit)) for paint, low, high in scene.scale.spans]
    shown = [Status.WITHHELD, Status.MISSING]
    if scene.paint_counts[PATTERNS[Status.NOT_APPLICABLE].name]:
        shown.append(Status.NOT_APPLICABLE)
    reasons = [(PATTERNS[status], status_name(status)) for status in shown]
    if scene.paint_counts[NOT_COMPARED.name]:
        reasons.insert(0, (NOT_COMPARED, _("không tính thay đổi")))
    return steps + reasons


def _span_text(low: Fraction | int | None, high: Fraction | int | None, unit: str) -> str:
    decimals = 1 if unit == "index" else 0
    start = format_number(low or 0, decimals)
    if high is None:
        return _("từ %(low)s", low=start)
    if unit.startswith("count"):
        return start if high - (low or 0) == 1 else f"{start}–{format_number(high - 1)}"
    return f"{start}–{format_value(high, unit, decimals)}"


def _shortfall_text(low: Fraction | int | None, high: Fraction | int | None, unit: str) -> str:
    if high is None or low == 0:
        return _("đã đạt")
    if low is None:
        return _("thiếu trên %(points)s", points=_points(high, unit))
    if not high:
        return _("thiếu đến %(points)s", points=_points(low, unit))
    return _("thiếu trên %(low)s đến %(high)s", low=format_number(abs(high)), high=_points(low, unit))


def _change_text(low: Fraction | int | None, high: Fraction | int | None, unit: str) -> str:
    """A fall, a rise, or hardly either."""
    if low is None:
        return _("giảm trên %(points)s", points=_points(high, unit))
    if high is None:
        return _("tăng từ %(points)s", points=_points(low, unit))
    if low < 0 < high:
        return _("gần như không đổi, trong khoảng ±%(points)s", points=_points(high, unit))
    if low < 0:
        return _("giảm trên %(low)s đến %(high)s", low=_bare(high, unit), high=_points(low, unit))
    return _("tăng %(low)s đến dưới %(high)s", low=_bare(low, unit), high=_points(high, unit))


def _points(number: Fraction | int | None, unit: str) -> str:
    """``5 điểm %``, of a rate; else the bare number."""
    text = _bare(number or 0, unit)
    return _("%(number)s điểm %%", number=text).replace(" ", NBSP) if unit == "percent" else text


def _bare(number: Fraction | int, unit: str) -> str:
    return format_number(abs(number), 2 if unit == "index" else 0)


def made_up() -> str:
    """What goes with everything that is illustrative."""
    return _("Số liệu minh họa, không phải số liệu thật.")


def beside_band(notes: Sequence[str]) -> list[str]:
    """What is still to be said where a band says that the figures are made up."""
    return [note for note in notes if note != made_up()]


def notes(scene: Scene) -> list[str]:
    """What a reader must know besides the colours."""
    found = [
        made_up() if scene.illustrative else "",
        _("Có số liệu sơ bộ, có thể thay đổi.") if scene.has_provisional else "",
        nothing_to_colour(scene),
        _("Không có chỉ tiêu để so sánh, nên bản đồ tô màu theo giá trị.") if scene.lacks_target else "",
        change_words.obstacle(scene),
        change_words.new_villages(scene),
        *boundary_notes(scene),
        _undrawn(scene),
        _("Không có nơi cần tìm trong các thôn, tổ dân phố của kỳ này.") if scene.village and not scene.chosen else "",
    ]
    return [note for note in found if note]


def _undrawn(scene: Scene) -> str:
    undrawn = len(scene.places) - len(scene.drawn)
    if not scene.drawn or not undrawn:
        return ""
    if any(place.placing and place.placing.kind is Kind.POINT for place in scene.drawn):
        return _("Chưa biết đúng vị trí của %(count)s thôn, tổ dân phố.", count=undrawn)
    return _("Chưa có ranh giới của %(count)s thôn, tổ dân phố.", count=undrawn)


def nothing_to_colour(scene: Scene) -> str:
    """That there are no figures, nothing where there are some."""
    if scene.has_values:
        return ""
    if scene.period is None:
        return _("Chưa có số liệu theo thôn, tổ dân phố cho chỉ số này.")
    return _("Chưa có số liệu theo thôn, tổ dân phố cho %(period)s.", period=format_period(scene.period))


def boundary_notes(scene: Scene) -> list[str]:
    """What kind of outlines, points or tiles are drawn."""
    of_villages = {place.placing.kind for place in scene.drawn if place.placing}
    of_commune = {Kind(scene.boundary.kind)} if scene.boundary else set()
    if Kind.TILE in of_villages:
        return [_("Sơ đồ: mỗi ô là một thôn, tổ dân phố; vị trí và diện tích ô không phải thực địa.")]
    if not of_villages and not of_commune:
        return [_("Chưa có ranh giới để vẽ bản đồ.")]
    if of_villages == {Kind.SCHEMATIC} and of_commune == {Kind.REFERENCE}:
        return [
            _("Ranh giới thôn, tổ dân phố là sơ đồ, không phải ranh giới thật."),
            _("Ranh giới xã, phường (nét đậm) chỉ để tham khảo."),
        ]
    kinds = of_villages | of_commune
    found = [
        _("Mỗi chấm là vị trí của một thôn, tổ dân phố, không phải ranh giới.") if Kind.POINT in kinds else "",
        _("Ranh giới sơ đồ, không phải ranh giới thật.") if Kind.SCHEMATIC in kinds else "",
        _("Ranh giới tham khảo.") if Kind.REFERENCE in kinds else "",
    ]
    return [note for note in found if note]


def moved_apart() -> str:
    """What a drawing says whose dots lay over each other."""
    return _("Các chấm quá gần nhau được vẽ dịch ra cho dễ nhìn.")


def short_names() -> str:
    """What a drawing says that has no room for a whole name."""
    return _("TDP: tổ dân phố.")


def opening(scene: Scene) -> str:
    """How many places the map has, and what their colours go by; nothing where it has none."""
    count = len(scene.places)
    if not count:
        return ""
    if scene.view is View.TARGET:
        return _("Bản đồ %(count)s thôn, tổ dân phố, mỗi nơi một màu theo mức còn thiếu so với chỉ tiêu.", count=count)
    if scene.view is View.CHANGE:
        return _("Bản đồ %(count)s thôn, tổ dân phố, mỗi nơi một màu theo mức thay đổi.", count=count)
    return _("Bản đồ %(count)s thôn, tổ dân phố, mỗi nơi một màu theo giá trị.", count=count)


def counts(scene: Scene) -> str:
    """How many villages have each colour; nothing where there is no village."""
    found = [(text, scene.paint_counts[paint.name]) for paint, text in legend(scene)]
    said = "; ".join(f"{text}: {count}" for text, count in found if count)
    return f"{said}." if said else ""


def description(scene: Scene) -> str:
    """The map in words: how many villages have each colour."""
    return " ".join(sentence for sentence in (opening(scene), counts(scene), *notes(scene)) if sentence)
