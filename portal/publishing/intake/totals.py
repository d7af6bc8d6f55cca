"""Rows that add up the villages, held against the villages.

A cell with an error of its own is not taken at its word, and no second message comes of it: the total is wrong only
if no right number in that cell could make it right.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from portal.domain.periods import Period
from portal.publishing.intake.entries import COMMUNE, Entry
from portal.publishing.intake.fields import named
from portal.publishing.intake.reporting import Report
from portal.publishing.intake.rules import Rules

KINDS = ("numerator", "denominator")


@dataclass(frozen=True)
class _Range:
    """What a row may contribute to a sum; ``most`` None: nobody can say."""

    least: Decimal
    most: Decimal | None


class Totals:
    def __init__(self, entries: list[Entry], rules: Rules, report: Report) -> None:
        self._rules, self._report = rules, report
        self._villages: dict[tuple[str, Period | None], list[Entry]] = defaultdict(list)
        self._totals = [e for e in entries if e.place == COMMUNE and e.measure.by_village and not e.empty]
        for entry in entries:
            if entry.place != COMMUNE and entry.measure.by_village:
                self._villages[entry.measure.code, entry.period].append(entry)

    def check(self) -> None:
        for total in self._totals:
            entries = self._villages.get((total.measure.code, total.period), [])
            inside = [entry for entry in entries if entry.table == total.table] or entries
            if any(entry.parts.keys() & {"numerator", "value"} or entry.faulty for entry in inside):
                self._check(total, inside)
            else:
                self._refuse_alone(total)

    def _refuse_alone(self, total: Entry) -> None:
        """The commune's number without any of the villages' it should be added up from."""
        part = total.parts.get("numerator")
        if part and self._report.once("alone", total.table, total.measure.code, total.period):
            self._report.add("level-village", total.sheet, part.at, indicator=named(total.measure))

    def _check(self, total: Entry, villages: list[Entry]) -> None:
        good = True
        for kind in KINDS:
            part = total.parts.get(kind)
            if part is not None and not _adds_up(part.number, sums := self._sums(kind, villages)):
                good = False
                reckoned = int(sums[0].least)
                self._report.add("total-disagrees", total.sheet, part.at, given=int(part.number), reckoned=reckoned)
        numerator, denominator, percent = (total.parts.get(kind) for kind in (*KINDS, "percent"))
        if good and numerator and denominator and percent and numerator.number <= denominator.number:
            self._rules.percent_fits(total, numerator, denominator, percent)

    def _sums(self, kind: str, villages: list[Entry]) -> list[_Range]:
        """What the villages may add up to, the likeliest first: rows with no right name count or do not, and so do
        denominators of villages that reported nothing."""
        sums: list[_Range] = []
        for strangers, repeats, silent in product((True, False), (False, True), (True, False)):
            counted = [
                entry
                for entry in villages
                if (strangers or entry.place is not None)
                and (repeats or not entry.repeated)
                and (silent or "numerator" in entry.parts or "numerator" in entry.faulty)
            ]
            sums.append(_added(self._contributions(kind, counted)))
        return sums

    def _contributions(self, kind: str, entries: list[Entry]) -> Iterator[_Range]:
        for entry in entries:
            part = entry.parts.get(kind)
            if kind in entry.faulty:
                yield _Range(Decimal(0), self._at_most(kind, entry))
            elif part is not None and id(entry) in self._rules.refused and _is_over(entry):
                both = sorted(entry.parts[k].number for k in KINDS)
                yield _Range(Decimal(0), both[1]) if kind == "numerator" else _Range(both[0], None)
            elif part is not None:
                yield _Range(part.number, part.number)
            elif kind == "denominator" and "numerator" in entry.parts and kind in entry.columns:
                yield _Range(entry.parts["numerator"].number, None)

    def _at_most(self, kind: str, entry: Entry) -> Decimal | None:
        whole = entry.parts.get("denominator")
        return whole.number if kind == "numerator" and whole else None


def _is_over(entry: Entry) -> bool:
    numerator, denominator = (entry.parts.get(kind) for kind in KINDS)
    return bool(numerator and denominator and numerator.number > denominator.number)


def _added(ranges: Iterator[_Range]) -> _Range:
    least, most = Decimal(0), Decimal(0)
    open_ended = False
    for each in ranges:
        least += each.least
        most += each.most or 0
        open_ended = open_ended or each.most is None
    return _Range(least, None if open_ended else most)


def _adds_up(total: Decimal, sums: list[_Range]) -> bool:
    return any(each.least <= total and (each.most is None or total <= each.most) for each in sums)
