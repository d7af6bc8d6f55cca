"""The year of the plan that was chosen for a document, held against the year the document says."""

from dataclasses import replace

from portal.publishing.plan_drafts.draft import Decision, Doubt, Draft, DraftRow, field_of
from portal.publishing.plans import year_named


def other_year(draft: Draft, slug: str) -> tuple[str, int] | None:
    """The year that the document says and the one that the plan's name bears, where they differ."""
    said, named = field_of(draft.rows["plan"], "year"), year_named(slug)[1]
    return (said, named) if named is not None and said != str(named) else None


def set_chosen_year(draft: Draft, slug: str) -> Draft:
    """The draft with the year that was chosen, as a cell mended by hand, unless a person has decided about that row."""
    if other_year(draft, slug) is None:
        return draft
    _ref, year = year_named(slug)
    rows = [_with_year(row, str(year)) if row.cells["field"] == "year" else row for row in draft.rows["plan"]]
    return replace(draft, rows=draft.rows | {"plan": rows})


def _with_year(row: DraftRow, year: str) -> DraftRow:
    if row.decision != Decision.OPEN:
        return row
    doubts = (*row.doubts, Doubt.OTHER_YEAR)
    return replace(row, cells=row.cells | {"value": year}, read=row.cells, decision=Decision.MENDED, doubts=doubts)
