"""Goals without a number: what a plan wants to be reached in words, each with the year of the heading above it."""

from collections.abc import Sequence, Set

from portal.publishing.plan_drafts.draft import Doubt, DraftRow
from portal.publishing.plan_reading.piece import Part, Piece
from portal.publishing.plan_reading.tasks import list_places
from portal.publishing.plan_reading.titling import title_of
from portal.publishing.plan_reading.years import year_above


def read_goals(pieces: Sequence[Piece], target_places: Set[tuple[str, str]]) -> list[DraftRow]:
    """The rows of the table ``goals``, in the document's order.

    :param target_places: (section, item) of the places that set numeric targets, which are no goals beside them.
    """
    rows = []
    for place in list_places(pieces, Part.GOALS):
        if (place.section, place.item) in target_places or _is_heading(place.pieces[0]):
            continue
        title, shortened = title_of(place.text)
        year = year_above(place.titles)
        cells = {
            "section": place.section,
            "item": place.item,
            "year": str(year or ""),
            "title": title,
            "title_en": "",
        }
        rows.append(DraftRow("goals", cells, place.source, doubts=(Doubt.SHORTENED,) if shortened else ()))
    return rows


def _is_heading(piece: Piece) -> bool:
    """Whether a section says nothing itself: ``2. Mục tiêu cụ thể (Phụ lục I kèm theo)``."""
    said = piece.text.rstrip()
    return piece.is_section and (not said.endswith((".", ";")) or "hụ lục" in said)
