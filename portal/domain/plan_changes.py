"""What differs between two plans, or between two versions of one, found by rule.

A target is known by its indicator and year. Where no target of the other plan has both, it is the same promise at
another time if the other asks for the same of the same indicator, or if each plan has one target for it in all; else it
was dropped, or added. Of what else a plan sets, the words tell what is the same.
"""

import enum
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.domain.contradictions import note_on_words
from portal.domain.folding import fold
from portal.domain.pairing import pair_by, pair_nearest
from portal.domain.plan_pieces import Piece, pieces_of
from portal.domain.plans import Plan, Target
from portal.domain.progress import aim_of
from portal.domain.whole_plans import WholePlan

PARTICULARS = ("title", "issuer", "number", "issued_on", "year", "period_from", "period_to", "basis", "note")
ALIKE = 0.5  # of the words of two titles at one place, from which on they are two wordings of one


class ChangeKind(enum.StrEnum):
    """In the order in which changes are told."""

    LOWERED = "lowered"
    RAISED = "raised"
    DROPPED = "dropped"
    ADDED = "added"
    LATER = "later"
    EARLIER = "earlier"
    DATED = "dated"  # it had no year
    UNDATED = "undated"  # it has no year any more
    REWORDED = "reworded"  # other words for the same, or another comparator at the same value
    CHANGED = "changed"  # who does it, or by when
    SAME = "same"


@dataclass(frozen=True)
class TargetChange:
    """A target before and after; None where there is none. ``kinds`` are all that hold, in their order."""

    kinds: tuple[ChangeKind, ...]
    before: Target | None
    after: Target | None

    @property
    def target(self) -> Target:
        """The newer of the two."""
        return self.after or self.before  # type: ignore[return-value]


@dataclass(frozen=True)
class PieceChange:
    """A section, goal, task or duty before and after, as ``TargetChange``."""

    kinds: tuple[ChangeKind, ...]
    before: Piece | None
    after: Piece | None

    @property
    def piece(self) -> Piece:
        """The newer of the two."""
        return self.after or self.before  # type: ignore[return-value]


@dataclass(frozen=True)
class PlanChanges:
    """``targets`` and ``pieces`` in the order of the newer plan, then what it dropped; those that are the same too.

    ``particulars`` are those that differ: name of the field, before, after.
    """

    targets: list[TargetChange]
    pieces: list[PieceChange]
    particulars: list[tuple[str, object, object]]

    @property
    def is_nothing(self) -> bool:
        kinds = [*(each.kinds for each in self.targets), *(each.kinds for each in self.pieces)]
        return not self.particulars and all(each == (ChangeKind.SAME,) for each in kinds)


def compare_plans(old: WholePlan, new: WholePlan) -> PlanChanges:
    """Everything that differs, and what does not."""
    return PlanChanges(
        compare_targets(old.targets, new.targets),
        compare_pieces(pieces_of(old), pieces_of(new)),
        _compare_particulars(old.plan, new.plan),
    )


def compare_targets(old: Iterable[Target], new: Iterable[Target]) -> list[TargetChange]:
    """The targets of two plans against each other; only their indicator must be at hand, no store."""
    before, after = list(old), list(new)
    pairs, gone, come = pair_by(
        before, after, [lambda t: (t.indicator_code, t.year, asked(t)), lambda t: (t.indicator_code, t.year)]
    )
    moved, gone, come = pair_nearest(gone, come, lambda t: (t.indicator_code, asked(t)), lambda t: t.year or 0)
    single = _set_once(before) & _set_once(after)
    restated, gone, come = pair_by(gone, come, [lambda t: t.indicator_code if t.indicator_code in single else None])
    found = [TargetChange(_kinds_of_targets(b, a), b, a) for b, a in (*pairs, *moved, *restated)]
    found += [TargetChange((ChangeKind.ADDED,), None, target) for target in come]
    found += [TargetChange((ChangeKind.DROPPED,), target, None) for target in gone]
    places = _places(after, before)
    return sorted(found, key=lambda change: places[id(change.target)])


def _set_once(targets: Iterable[Target]) -> set[str]:
    """The indicators for which there is one target in all."""
    return {code for code, count in Counter(target.indicator_code for target in targets).items() if count == 1}


def asked(target: Target) -> tuple[str, float, float | None]:
    """What a target asks for: comparator, value, and of a range its high end."""
    return target.comparator, target.value, target.value_high


def _kinds_of_targets(before: Target, after: Target) -> tuple[ChangeKind, ...]:
    kinds = {*_level(before, after), *_time(before, after)}
    if note_on_words(before)[0] != note_on_words(after)[0] or before.comparator != after.comparator:
        kinds.add(ChangeKind.REWORDED)
    return _ordered(kinds)


def _level(before: Target, after: Target) -> set[ChangeKind]:
    """Raised or lowered in the direction in which the target counts; neither where the near ends are equal."""
    old, new = aim_of(before), aim_of(after)
    if old.mark == new.mark or old.lowers != new.lowers:
        return set() if asked(before) == asked(after) else {ChangeKind.REWORDED}
    return {ChangeKind.RAISED if (new.mark > old.mark) != new.lowers else ChangeKind.LOWERED}


def _time(before: Target, after: Target) -> set[ChangeKind]:
    if before.year == after.year:
        return set()
    if before.year is None or after.year is None:
        return {ChangeKind.DATED if before.year is None else ChangeKind.UNDATED}
    return {ChangeKind.LATER if after.year > before.year else ChangeKind.EARLIER}


def compare_pieces(old: Iterable[Piece], new: Iterable[Piece]) -> list[PieceChange]:
    """Sections, goals, tasks and duties against each other: known by place and words, then by their words alone."""
    before, after = list(old), list(new)
    pairs, gone, come = pair_by(
        before,
        after,
        [
            lambda p: (p.table, p.place, fold(p.title), *p.facts.values()),
            lambda p: (p.table, p.place, fold(p.title)),
            lambda p: (p.table, fold(p.title), *p.facts.values()),
            lambda p: (p.table, fold(p.title)),
        ],
    )
    restated, gone, come = _pair_alike(gone, come)
    found = [PieceChange(_kinds_of_pieces(b, a), b, a) for b, a in (*pairs, *restated)]
    found += [PieceChange((ChangeKind.ADDED,), None, piece) for piece in come]
    found += [PieceChange((ChangeKind.DROPPED,), piece, None) for piece in gone]
    places = _places(after, before)
    return sorted(found, key=lambda change: places[id(change.piece)])


def _pair_alike(old: list[Piece], new: list[Piece]) -> tuple[list[tuple[Piece, Piece]], list[Piece], list[Piece]]:
    """Pairs of one place whose titles are two wordings of one; and what is left of both."""
    pairs, gone, come = pair_by(old, new, [lambda p: (p.table, p.place)])
    alike = [(b, a) for b, a in pairs if likeness(b.title, a.title) >= ALIKE]
    apart = [pair for pair in pairs if pair not in alike]
    return alike, [*gone, *(b for b, _ in apart)], [*come, *(a for _, a in apart)]


def likeness(one: str, other: str) -> float:
    """The share of words that two titles have in common, 0 to 1."""
    words, others = set(fold(one).split()), set(fold(other).split())
    return len(words & others) / len(words | others) if words | others else 0.0


def _kinds_of_pieces(before: Piece, after: Piece) -> tuple[ChangeKind, ...]:
    kinds = set()
    if dict(before.facts) != dict(after.facts):
        kinds.add(ChangeKind.CHANGED)
    if before.title != after.title:
        kinds.add(ChangeKind.REWORDED)
    return _ordered(kinds)


def _ordered(kinds: set[ChangeKind]) -> tuple[ChangeKind, ...]:
    return tuple(kind for kind in ChangeKind if kind in kinds) or (ChangeKind.SAME,)


def _places(after: Sequence[object], before: Sequence[object]) -> dict[int, int]:
    """The order in which changes are told, by the identity of the newer thing, or of what was dropped."""
    last = len(after)
    return {id(thing): last + at for at, thing in enumerate(before)} | {id(thing): at for at, thing in enumerate(after)}


def _compare_particulars(old: Plan, new: Plan) -> list[tuple[str, object, object]]:
    found = [(name, getattr(old, name), getattr(new, name)) for name in PARTICULARS]
    return [each for each in found if (each[1] or None) != (each[2] or None)]
