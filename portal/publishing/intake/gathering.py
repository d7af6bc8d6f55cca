"""The context of a commune, from the two stores."""

import datetime as dt
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.indicators import Indicator, list_indicators
from portal.domain.lineage import Change, list_changes_within
from portal.domain.localities import Locality, list_villages
from portal.domain.releases import list_release_ids
from portal.publishing.intake.context import Commune, Context, Known, Measure, Village
from portal.publishing.submissions import Figure, Submission


def context_of(public: Session, desk: Session, commune: Locality, today: dt.date) -> Context:
    """What the checks need to know of a commune: its places, the indicators, and every figure in force."""
    places = list_villages(public, commune)
    changes = list_changes_within(public, commune)
    villages = tuple(_village(place, changes) for place in places)
    return Context(
        commune=Commune(commune.code, commune.slug, commune.name, commune.unit, commune.valid_from),
        villages=villages,
        indicators={indicator.code: _measure(indicator) for indicator in list_indicators(public)},
        before=_in_force(desk, commune.code, list_release_ids(public, commune)),
        today=today,
    )


def _village(place: Locality, changes: list[Change]) -> Village:
    links = [link for change in changes for link in change.links]
    before = [link.predecessor.name for link in links if link.successor.id == place.id]
    after = [link.successor.name for link in links if link.predecessor.id == place.id]
    days = (place.valid_from, place.valid_to)
    return Village(place.code, place.slug, place.name, place.unit, *days, ", ".join(before), ", ".join(after))


def _measure(indicator: Indicator) -> Measure:
    return Measure(
        code=indicator.code,
        name=indicator.name,
        name_en=indicator.name_en,
        short=indicator.short,
        short_en=indicator.short_en,
        group=indicator.group_code,
        group_title=indicator.group.title,
        group_title_en=indicator.group.title_en,
        level=indicator.level,
        unit=indicator.unit,
        subject=indicator.subject,
        nature=indicator.nature,
        cumulative=indicator.cumulative,
        decimals=indicator.decimals,
        numerator=indicator.numerator,
        numerator_en=indicator.numerator_en,
        denominator=indicator.denominator,
        denominator_en=indicator.denominator_en,
    )


def _in_force(desk: Session, commune: str, released: Collection[str]) -> dict[tuple[str, str, str], Known]:
    """The newest released submission's numbers of every cell; none where it took the figure back."""
    query = (
        select(
            Figure.indicator,
            Figure.locality,
            Figure.period,
            Figure.numerator,
            Figure.denominator,
            Figure.value,
            Figure.withdrawn,
        )
        .join(Submission, Figure.submission_id == Submission.id)
        .where(Submission.commune == commune, Submission.release.in_(released))
        .order_by(Figure.submission_id, Figure.id)
    )
    found: dict[tuple[str, str, str], Known] = {}
    for indicator, locality, period, numerator, denominator, value, withdrawn in desk.execute(query):
        key = (indicator, locality, period)
        if withdrawn:
            found.pop(key, None)
        else:
            found[key] = Known(numerator, denominator, value)
    return found
