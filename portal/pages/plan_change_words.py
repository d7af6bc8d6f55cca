"""The words for what differs between two plans."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.domain.contradictions import note_on_words
from portal.domain.plan_changes import ChangeKind, PieceChange, PlanChanges, TargetChange
from portal.domain.plan_pieces import TABLES, Piece, place_of
from portal.domain.plans import Target
from portal.formats.plan_changes import changed_fields
from portal.i18n import gettext as _
from portal.i18n import language, localized
from portal.i18n.field_words import field_name
from portal.i18n.formats import format_date
from portal.i18n.plan_words import cadence_name, change_name, table_name
from portal.i18n.wording import target_text


@dataclass(frozen=True)
class Told:
    """One change in words: ``old`` and ``new`` are empty where there is none; places are sections of the document."""

    kinds: str
    title: str
    old: str
    new: str
    old_place: str
    place: str


def promise_text(target: Target | None, other: Target | None = None) -> str:
    """``≥ 85 % (2030)``; with its note where the other target's is different.

    :param other: the same promise before or after.
    """
    if target is None:
        return ""
    promise = _promise(target)
    if other is None or (note := _note(target)) == _note(other):
        return promise
    return f"{promise}: {note or _('không ghi chú')}"


def _note(target: Target) -> str:
    return note_on_words(target)[language() == "en"]


def _promise(target: Target) -> str:
    asked = target_text(target.comparator, target.value, target.value_high, target.indicator.unit)
    return f"{asked} ({target.year or _('không ghi năm')})"


def tell_targets(changes: Iterable[TargetChange]) -> list[Told]:
    """Those that differ, what was lowered first."""
    differing = [each for each in changes if ChangeKind.SAME not in each.kinds]
    return [_told_target(each) for each in sorted(differing, key=lambda each: list(ChangeKind).index(each.kinds[0]))]


def _told_target(change: TargetChange) -> Told:
    places = [place_of(side) if side else "" for side in (change.before, change.after)]
    words = promise_text(change.before, change.after), promise_text(change.after, change.before)
    return Told(_kinds(change.kinds), localized(change.target.indicator, "short"), *words, *places)


def tell_pieces(changes: Sequence[PieceChange]) -> list[tuple[str, list[Told]]]:
    """Those that differ, by what they are; what has none is left out."""
    differing = [each for each in changes if ChangeKind.SAME not in each.kinds]
    by_table = {table: [_told_piece(each) for each in differing if each.piece.table == table] for table in TABLES}
    return [(table_name(table), told) for table, told in by_table.items() if told]


def _told_piece(change: PieceChange) -> Told:
    before, after = change.before, change.after
    facts = changed_fields(before, after)
    places = [side.place if side else "" for side in (before, after)]
    return Told(_kinds(change.kinds), _title(change.piece), _said(before, facts), _said(after, facts), *places)


def _said(piece: Piece | None, facts: Sequence[str]) -> str:
    """The words of a piece, with the facts that differ."""
    if piece is None:
        return ""
    return "; ".join([_title(piece), *(f"{field_name(name)}: {_fact(piece.facts[name])}" for name in facts)])


def _fact(value: object) -> str:
    if isinstance(value, dt.date):
        return format_date(value)
    return "–" if value is None else str(value)


def _title(piece: Piece) -> str:
    return cadence_name(piece.title) if piece.table == "obligations" else localized(piece, "title")


def _kinds(kinds: Iterable[str]) -> str:
    return ", ".join(change_name(kind) for kind in kinds)


def sum_up(changes: PlanChanges) -> str:
    """``2 nâng mức, 1 bỏ, 14 giữ nguyên``: the targets, each counted once, under the first change that it has."""
    counts = Counter(each.kinds[0] for each in changes.targets)
    return ", ".join(f"{counts[kind]} {change_name(kind)}" for kind in ChangeKind if counts[kind])
