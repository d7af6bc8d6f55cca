"""What ties the unknowns of a commune together: sums, time, shared populations, growth."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations, pairwise

from portal.domain.periods import parse_period
from portal.publishing.attack.adding_up import note_adding_up
from portal.publishing.attack.facts import Fact, Facts
from portal.publishing.attack.public_rows import PublicRow, Table
from portal.publishing.attack.spells import Amount, Ledger, Spell, State

GROWTH = 3.0  # the weight of "it only grows" and of periods that add up: a silent correction is likelier
Totals = Mapping[Table, tuple[int, int]]


def gather_facts(ledger: Ledger, totals: Totals | None = None) -> list[Fact]:
    """Everything anyone can say of the ledger's unknowns.

    :param totals: the commune's own figures that are known though not published, by table.
    """
    facts = Facts()
    _note_parts(ledger, facts)
    for states in ledger.states.values():
        _note_sums(states, facts, totals or {})
        _note_lasting(states, facts)
    _note_shared(ledger, facts)
    _note_growth(ledger, facts)
    note_adding_up(ledger, facts, weight=GROWTH)
    return facts.found


def _note_parts(ledger: Ledger, facts: Facts) -> None:
    """A hidden denominator is its numerator and its complement."""
    for spell in ledger.spells():
        if spell.complement and spell.denominator and spell.numerator:
            parts = [(1, spell.denominator), (-1, spell.numerator), (-1, spell.complement)]
            facts.note(parts, [spell.row.table], low=0, high=0)


def _note_sums(states: list[State], facts: Facts, totals: Totals) -> None:
    """The villages add up to the commune, at every state of the table."""
    for state in states:
        numerator, denominator = _total(state, totals if state is states[-1] else {})
        villages = state.villages.values()
        _note_sum(facts, state.table, [s.numerator for s in villages], numerator)
        _note_sum(facts, state.table, [s.denominator for s in villages], denominator)


def _total(state: State, totals: Totals) -> tuple[int | None, int | None]:
    row = state.total
    if row is not None and row.numerator is not None:
        return row.numerator, row.denominator
    return totals.get(state.table, (None, None))


def _note_sum(facts: Facts, table: Table, amounts: Iterable[Amount | None], total: int | None) -> None:
    if total is not None:
        facts.note([(1, a) for a in amounts if a is not None], [table], low=total, high=total)


def _note_lasting(states: list[State], facts: Facts) -> None:
    """A row means one number all its life; and where nothing says that a cell changed, its next row means it too."""
    for before, after in pairwise(states):
        same = _is_unchanged(before, after)
        for village, old in before.villages.items():
            new = after.villages.get(village)
            if new is None or not (same or old.row is new.row):
                continue
            kind = "lasting" if old.row is new.row else "unchanged"
            group = (kind, after.table, after.start)
            facts.equal(old.numerator, new.numerator, (old, new), group)
            facts.equal(old.denominator, new.denominator, (old, new), group)


def _is_unchanged(before: State, after: State) -> bool:
    """Whether only marks changed: the same total, the same villages, no shown number replaced by another."""
    return (
        before.total is not None
        and after.total is not None
        and before.total.numerator is not None
        and _numbers(before.total) == _numbers(after.total)
        and before.villages.keys() == after.villages.keys()
        and all(_may_be_same(old, after.villages[village]) for village, old in before.villages.items())
    )


def _numbers(row: PublicRow) -> tuple[int | None, int | None]:
    return row.numerator, row.denominator


def _may_be_same(old: Spell, new: Spell) -> bool:
    pairs = ((old.numerator, new.numerator), (old.denominator, new.denominator))
    return all(_agree(one, other) for one, other in pairs)


def _agree(one: Amount | None, other: Amount | None) -> bool:
    if one is None or other is None:
        return one is other
    return one == other or not (one.is_known and other.is_known)


def _note_shared(ledger: Ledger, facts: Facts) -> None:
    """Indicators of one population share its size; a stock at the end of a month is that of the quarter's end."""
    sizes: dict[tuple[object, ...], list[Spell]] = defaultdict(list)
    stocks: dict[tuple[object, ...], list[Spell]] = defaultdict(list)
    for spell in ledger.spells():
        rule = ledger.rules[spell.row.indicator]
        when = parse_period(spell.row.period).end if rule.stock else spell.row.period
        if rule.population and spell.denominator is not None:
            sizes[rule.population, spell.row.village, when].append(spell)
        if rule.stock and spell.numerator is not None:
            stocks[rule.code, spell.row.village, when].append(spell)
    for key, spells in sizes.items():
        _note_one_size(facts, key, spells)
    for key, spells in stocks.items():
        for one, other in _side_by_side(spells):
            facts.equal(one.numerator, other.numerator, (one, other), ("stock", key))


def _note_one_size(facts: Facts, key: tuple[object, ...], spells: list[Spell]) -> None:
    """The same denominator, unless those that show it disagree."""
    if all(s.denominator is None or s.denominator.is_known for s in spells):
        return
    for one, other in _side_by_side(spells):
        shown = {s.denominator for s in spells if s.denominator and s.denominator.is_known and s.overlaps(one)}
        if len(shown) <= 1:
            facts.equal(one.denominator, other.denominator, (one, other), ("population", key))


def _side_by_side(spells: list[Spell]) -> Iterable[tuple[Spell, Spell]]:
    """Pairs of different tables that stood at the same time."""
    pairs = combinations(spells, 2)
    return ((one, other) for one, other in pairs if one.row.table != other.row.table and one.overlaps(other))


def _note_growth(ledger: Ledger, facts: Facts) -> None:
    """What can only grow is not less at the next period's end."""
    series: dict[tuple[str, str | None], list[Spell]] = defaultdict(list)
    for spell in ledger.spells():
        if ledger.rules[spell.row.indicator].cumulative and spell.numerator is not None:
            series[spell.row.indicator, spell.row.village].append(spell)
    for spells in series.values():
        if any(s.numerator and not s.numerator.is_known for s in spells):
            _note_series(facts, spells)


def _note_series(facts: Facts, spells: list[Spell]) -> None:
    by_end = defaultdict(list)
    for spell in spells:
        by_end[parse_period(spell.row.period).end].append(spell)
    ends = sorted(by_end)
    for number, end in enumerate(ends):
        for spell in by_end[end]:
            for later in _next(spell, [by_end[e] for e in ends[number + 1 :]]):
                _note_grown(facts, spell, later)


def _next(spell: Spell, later: list[list[Spell]]) -> list[Spell]:
    """The spells of the nearest later period that stood at the same time."""
    found = ([s for s in spells if s.overlaps(spell)] for spells in later)
    return next((spells for spells in found if spells), [])


def _note_grown(facts: Facts, old: Spell, new: Spell) -> None:
    if old.numerator is None or new.numerator is None:
        return
    parts = [(1, new.numerator), (-1, old.numerator)]
    group = ("growth", old.row.table, new.row.table, old.row.village)
    facts.note(parts, [old.row.table, new.row.table], low=0, group=group, weight=GROWTH)
