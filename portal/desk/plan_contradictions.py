"""Where the targets of a draft contradict each other, told with the rows concerned; dropped rows say nothing."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from portal.domain.contradictions import Contradiction, Kind, find_contradictions
from portal.domain.indicators import Indicator
from portal.domain.plans import Comparator, Target, cite
from portal.i18n import gettext as _
from portal.i18n import localized
from portal.i18n.wording import target_text
from portal.publishing.plan_drafts.draft import Decision
from portal.publishing.plan_drafts.storing import PlanDraftRow


@dataclass(frozen=True)
class Side:
    """One of those that disagree and what it asks for; :param row: its number on the desk, None of another plan's."""

    row: int | None
    text: str


@dataclass(frozen=True)
class Told:
    """:param name: of the indicator; :param why: how the rows disagree."""

    name: str
    why: str
    sides: Sequence[Side]


def tell_contradictions(
    rows: Iterable[PlanDraftRow], indicators: Mapping[str, Indicator], slug: str, above: Iterable[Target] = ()
) -> list[Told]:
    """Of the rows of the table ``targets``; a row without an indicator or a number is compared with nothing.

    :param above: the targets of the plans that this one has to follow.
    """
    targets = []
    for row in rows:
        if row.decision != Decision.DROPPED and not row.vanished:
            with suppress(ValueError, KeyError):
                targets.append(_target(row, indicators, slug))
    return [_told(each) for each in find_contradictions(targets, above)]


def _target(row: PlanDraftRow, indicators: Mapping[str, Indicator], slug: str) -> Target:
    """:raises ValueError: a cell is no number; :raises KeyError: there is no such indicator."""
    cells = row.cells
    indicator = indicators[cells["indicator"]]
    citation, citation_en = cite(cells["section"], cells["item"] or None)
    return Target(
        id=str(row.id),
        plan_slug=slug,
        position=row.position,
        indicator_code=indicator.code,
        indicator=indicator,
        comparator=Comparator(cells["comparator"]).value,
        value=float(cells["value"]),
        value_high=float(cells["value_high"]) if cells["value_high"] else None,
        year=int(cells["year"]) if cells["year"] else None,
        section=cells["section"],
        citation=citation,
        citation_en=citation_en,
        note=cells["note"] or None,
        note_en=cells["note_en"] or None,
    )


def _told(found: Contradiction) -> Told:
    why = {
        Kind.SAME_YEAR: _("Cùng một năm có hai mức khác nhau."),
        Kind.SLIP: _("Chỉ tiêu năm sau thấp hơn năm trước."),
        Kind.BELOW_PLAN_ABOVE: _("Thấp hơn kế hoạch cấp trên cho đến năm đó."),
        Kind.COUNTED_OTHERWISE: _("Mỗi chỗ tính theo một cách."),
        Kind.DEFINITION: _("Lời văn khác định nghĩa của chỉ số."),
    }[found.kind]
    return Told(localized(found.indicator, "name"), why, [_side(target) for target in found.targets])


def _side(target: Target) -> Side:
    asked = target_text(target.comparator, target.value, target.value_high, target.indicator.unit)
    when = str(target.year) if target.year else _("không ghi năm")
    place = "" if target.id.isdecimal() else f"{target.plan_slug}, "
    row = int(target.id) if target.id.isdecimal() else None
    return Side(row, f"{place}{localized(target, 'citation')}: {asked} ({when})")
