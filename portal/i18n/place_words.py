"""What a place's figures say beside a promise, beside its commune and beside the period before, in words."""

from fractions import Fraction

from portal.domain.gaps import Gap
from portal.domain.news import Course, Turn
from portal.i18n.babel import gettext as _
from portal.i18n.formats import format_period
from portal.i18n.wording import gap_text


def apart_text(distance: Fraction, unit: str) -> str:
    """How far apart two figures are, without a sign: ``2,1 điểm %``. Never rounded to nothing."""
    return gap_text(abs(distance), unit).removeprefix("+")


def gap_sentence(gap: Gap, unit: str) -> str:
    """``còn thiếu 13,6 điểm % so với chỉ tiêu``: a distance, never a verdict on the village."""
    apart = apart_text(gap.distance, unit)
    if not gap.distance:
        return _("bằng mức chỉ tiêu")
    if gap.satisfied:
        beyond = gap.distance > 0
        return _("vượt %(apart)s", apart=apart) if beyond else _("trong mức chỉ tiêu, cách %(apart)s", apart=apart)
    if gap.distance > 0:
        return _("còn cao hơn %(apart)s", apart=apart)
    return _("còn thiếu %(apart)s", apart=apart)


def beside_text(difference: Fraction, unit: str) -> str:
    """A village's figure less its commune's: ``cao hơn 2,1 điểm %``."""
    if not difference:
        return _("bằng nhau")
    apart = apart_text(difference, unit)
    return _("cao hơn %(apart)s", apart=apart) if difference > 0 else _("thấp hơn %(apart)s", apart=apart)


def turn_text(turn: Turn) -> str:
    """``tăng 2,1 điểm % so với tháng 9/2026``; why there is no comparison, where there is none."""
    if turn.course is Course.FIRST or turn.before is None:
        return _("số đầu tiên được công bố")
    before = format_period(turn.before.period)
    if turn.course in {Course.APART, Course.UNSEEN}:
        return _("không so được với %(period)s", period=before)
    if turn.difference is None or turn.course is Course.SAME:
        return _("không đổi so với %(period)s", period=before)
    apart = apart_text(turn.difference, turn.change.indicator.unit)
    if turn.course is Course.ROSE:
        return _("tăng %(apart)s so với %(period)s", apart=apart, period=before)
    return _("giảm %(apart)s so với %(period)s", apart=apart, period=before)


FUNCTIONS = {"beside_text": beside_text, "gap_sentence": gap_sentence, "turn_text": turn_text}
"""For the templates."""
