"""Where the targets of a draft contradict each other, told with the rows concerned; dropped rows say nothing."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from portal.domain.contradictions import find_contradictions
from portal.domain.indicators import Indicator
from portal.domain.plans import Target
from portal.i18n import contradiction_words, localized
from portal.i18n import gettext as _
from portal.i18n.wording import target_text
from portal.publishing.plan_drafts.as_targets import make_target
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
                target = make_target(row.cells, indicators, ref=str(row.id), slug=slug, position=row.position)
                targets.append(target)
    return [_told(each) for each in contradiction_words.tell(find_contradictions(targets, above))]


def _told(told: contradiction_words.Told) -> Told:
    why = f"{told.said[:1].upper()}{told.said[1:]}"
    return Told(localized(told.indicator, "name"), why, [_side(*place) for place in told.places])


def _side(target: Target, beyond: str) -> Side:
    asked = target_text(target.comparator, target.value, target.value_high, target.indicator.unit)
    when = str(target.year) if target.year else _("không ghi năm")
    place = "" if target.id.isdecimal() else f"{target.plan_slug}, "
    row = int(target.id) if target.id.isdecimal() else None
    text = f"{place}{localized(target, 'citation')}: {asked} ({when})"
    return Side(row, f"{text}. {beyond}" if beyond else text)
