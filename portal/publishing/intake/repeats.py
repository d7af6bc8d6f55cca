"""The same figure given twice."""

from collections.abc import Iterable, Iterator

from portal.publishing.intake.context import Known
from portal.publishing.intake.fields import named
from portal.publishing.intake.reporting import Report
from portal.publishing.intake.rules import Rules, Sound
from portal.publishing.intake.titles import At
from portal.publishing.workbooks.grid import address

Key = tuple[str, str, str]
"""Indicator, locality, period."""


def key_of(sound: Sound) -> Key:
    return sound.cell.indicator, sound.cell.locality, sound.cell.period


def numbers_of(sound: Sound) -> Known:
    return Known(sound.cell.numerator, sound.cell.denominator, sound.cell.value)


def without_repeats(figures: Iterable[Sound], rules: Rules, report: Report) -> list[Sound]:
    """Each figure once; an error where it stands twice in a table, or in two with different values."""
    kept: dict[Key, Sound] = {}
    for sound in figures:
        first = kept.setdefault(key_of(sound), sound)
        if first is sound:
            continue
        words: dict[str, object] = {
            "indicator": named(sound.entry.measure),
            "place": rules.place(sound.entry),
            "period": sound.period,
        }
        words["first"] = address(*first.at)
        if first.entry.table == sound.entry.table:
            report.add("figure-twice", sound.entry.sheet, sound.at, **words)
        elif (numbers_of(first), first.cell.status) != (numbers_of(sound), sound.cell.status):
            at = next(_differing(sound, first))
            report.add("figure-conflict", sound.entry.sheet, at, **words, other=first.entry.sheet)
    return list(kept.values())


def _differing(sound: Sound, first: Sound) -> Iterator[At]:
    """The cells in which a figure differs from another; its own where only the status does."""
    for kind, part in sound.entry.parts.items():
        other = first.entry.parts.get(kind)
        if kind != "percent" and (other is None or other.number != part.number):
            yield part.at
    yield sound.at
