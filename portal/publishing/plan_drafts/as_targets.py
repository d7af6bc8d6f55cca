"""Rows of the table ``targets`` as targets of no store, to be held against each other and against other plans."""

from collections.abc import Iterator, Mapping
from contextlib import suppress

from portal.domain.indicators import Indicator
from portal.domain.plans import Comparator, Target, cite
from portal.publishing.plan_drafts.draft import Decision, Draft


def list_targets(draft: Draft, indicators: Mapping[str, Indicator]) -> Iterator[Target]:
    """The targets of the rows that were not dropped; a row without an indicator or a number is left out."""
    for position, row in enumerate(draft.rows["targets"]):
        if row.decision != Decision.DROPPED:
            with suppress(ValueError, KeyError):
                yield make_target(row.cells, indicators, ref=str(position), slug=draft.name, position=position)


def make_target(
    cells: Mapping[str, str], indicators: Mapping[str, Indicator], *, ref: str, slug: str, position: int
) -> Target:
    """:raises ValueError: a cell is no number or no comparator; :raises KeyError: there is no such indicator."""
    indicator = indicators[cells["indicator"]]
    citation, citation_en = cite(cells["section"], cells["item"] or None)
    return Target(
        id=ref,
        plan_slug=slug,
        position=position,
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
        note_en=cells["note_en"] or cells["note"] or None,
    )
