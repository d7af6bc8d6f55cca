"""What differs between two plans as a table: a row for each target and piece, those that are the same left out."""

from collections.abc import Iterator, Sequence
from typing import Any

from portal.domain.plan_changes import ChangeKind, PieceChange, PlanChanges, TargetChange
from portal.domain.plan_pieces import Piece, place_of
from portal.domain.plans import Target
from portal.formats.table import Table

FIELDS = (
    "table,change,title,title_en,old_title,old_section,section,indicator,unit,old_year,year,old_comparator,comparator,"
    "old_value,value,old_value_high,value_high,old_target,target,changed_fields"
).split(",")
Row = Sequence[Any]


def change_table(name: str, changes: PlanChanges) -> Table:
    """:param name: of the file."""
    return Table(name, tuple(FIELDS), [*_targets(changes.targets), *_pieces(changes.pieces)])


def _targets(changes: Sequence[TargetChange]) -> Iterator[Row]:
    for each in changes:
        if ChangeKind.SAME not in each.kinds:
            before, after, indicator = each.before, each.after, each.target.indicator
            cells = {
                "table": "targets",
                "change": list(each.kinds),
                "title": indicator.name,
                "title_en": indicator.name_en,
                "old_section": before and place_of(before),
                "section": after and place_of(after),
                "indicator": indicator.code,
                "unit": indicator.unit,
                **_asked(before, "old_"),
                **_asked(after, ""),
            }
            yield [cells.get(field) for field in FIELDS]


def _asked(target: Target | None, prefix: str) -> dict[str, Any]:
    if target is None:
        return {}
    names = ("year", "comparator", "value", "value_high")
    return {f"{prefix}{name}": getattr(target, name) for name in names} | {f"{prefix}target": target.id}


def _pieces(changes: Sequence[PieceChange]) -> Iterator[Row]:
    for each in changes:
        if ChangeKind.SAME not in each.kinds:
            before, after = each.before, each.after
            cells = {
                "table": each.piece.table,
                "change": list(each.kinds),
                "title": after and after.title,
                "title_en": after and after.title_en,
                "old_title": before and before.title,
                "old_section": before and before.place,
                "section": after and after.place,
                "changed_fields": changed_fields(before, after) or None,
            }
            yield [cells.get(field) for field in FIELDS]


def changed_fields(before: Piece | None, after: Piece | None) -> list[str]:
    """The facts of a piece that are other than they were, by the names of their fields."""
    if before is None or after is None:
        return []
    return [name for name, value in after.facts.items() if before.facts[name] != value]
