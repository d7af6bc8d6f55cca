"""What stands above a table or in its sheet's name, and holds for all of it: period, indicator, status."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from portal.domain.folding import fold
from portal.domain.periods import Period
from portal.publishing.intake.catalogue import Words
from portal.publishing.intake.layout import Table
from portal.publishing.intake.names import is_other_commune, plain_name
from portal.publishing.intake.periods import Mention, mentions, whole
from portal.publishing.intake.reporting import Report
from portal.publishing.intake.vocabulary import Vocabulary
from portal.publishing.workbooks.grid import Value

At = tuple[int, int]
STATUSES = {
    "": "normal",
    **dict.fromkeys(("chinh thuc", "binh thuong", "normal", "final"), "normal"),
    **dict.fromkeys(("so bo", "tam tinh", "so lieu so bo", "provisional"), "provisional"),
    **dict.fromkeys(("uoc tinh", "uoc", "so uoc tinh", "uoc thuc hien", "estimated"), "estimated"),
}
NOTHING = Words("", "")
_STATUS_IN_TITLE = re.compile(r"\b(so bo|uoc tinh|uoc thuc hien)\b")


@dataclass(frozen=True)
class Said:
    """A period named above a table, and where; ``at`` is None for the sheet's name."""

    mention: Mention
    text: str
    at: At | None


class Titles:
    """What the surroundings of one table say."""

    def __init__(self, table: Table, words: Vocabulary, report: Report) -> None:
        self._table, self._words, self._report = table, words, report
        self._said = list(self._mentions())
        self.year = self._year()

    @property
    def sheet(self) -> str:
        return self._table.sheet.name

    def refuse_other_commune(self) -> None:
        commune = self._words.context.commune
        for row, column, value in self._table.titles:
            if isinstance(value, str) and is_other_commune(value, commune):
                self._report.add(
                    "other-commune", self.sheet, (row, column), text=plain_name(value), commune=commune.name
                )

    def _mentions(self) -> Iterator[Said]:
        labelled = False
        for row, column, value in self._table.titles:
            if isinstance(value, str) or labelled:
                yield from (Said(m, plain_name(value), (row, column)) for m in self._of_cell(value, labelled))
            labelled = isinstance(value, str) and self._words.headings.read(value.rstrip(": ")).role == "period"
        name = whole(self.sheet)
        for mention in [name] if name else mentions(self.sheet):
            yield Said(mention, self.sheet, None)

    def _of_cell(self, value: Value, labelled: bool) -> list[Mention]:
        """A date stands for its month only where the text counts up to it: a report is dated too."""
        alone = whole(value)
        if alone is not None and (labelled or not alone.day or alone.until):
            return [alone]
        return [m for m in mentions(str(value)) if m.day == m.until]

    def _year(self) -> int | None:
        years = {said.mention.period.end.year for said in self._said if said.mention.period}
        return years.pop() if len(years) == 1 else None

    def period(self) -> tuple[Period, At] | None:
        """The period of the table; None, and a finding, when there is none or not just one."""
        said = [(self._resolved(s), s) for s in self._said]
        good = [(period, s) for period, s in said if period is not None]
        if not good:
            self._complain(said)
            return None
        good = _narrowed(good)
        if len({period for period, _ in good}) > 1:
            self._conflict(good)
            return None
        return good[0][0], next((s.at for _, s in good if s.at), None) or self._table.corner

    def _resolved(self, said: Said) -> Period | None:
        return said.mention.with_year(self.year)

    def _complain(self, said: list[tuple[Period | None, Said]]) -> None:
        if said:
            self._report.add("period-unreadable", self.sheet, said[0][1].at or self._table.corner, text=said[0][1].text)
        else:
            self._report.add("period-missing", self.sheet, self._table.corner)

    def _conflict(self, good: list[tuple[Period, Said]]) -> None:
        first, _ = good[0]
        second, where = next((p, s) for p, s in good if p != first)
        at = where.at or good[0][1].at or self._table.corner
        self._report.add("period-conflict", self.sheet, at, first=first, second=second)

    def indicator(self) -> str | None:
        """The indicator of the whole table; None, and a finding, when there is none or not just one."""
        for row, column, value in self._table.titles:
            label, _, name = str(value).partition(":")
            if name.strip() and fold(label) in {"chi tieu", "ten chi tieu", "indicator"}:
                return self._named((row, column), " ".join(name.split()))
        found = self._in_titles() or self._in_sheet_name()
        if len(found) == 1:
            return found[0]
        self._report.add("indicator-missing", self.sheet, self._table.corner)
        return None

    def _named(self, at: At, name: str) -> str | None:
        found = self._words.headings.indicator(name)
        if len(found) == 1:
            return found[0]
        hint = did_you_mean(self._words, name)
        self._report.add("indicator-unknown", self.sheet, at, text=name, hint=hint)
        return None

    def _in_titles(self) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for _, _, value in self._table.titles:
            found |= dict.fromkeys(self._words.headings.named_in(str(value)))
        return tuple(found)

    def _in_sheet_name(self) -> tuple[str, ...]:
        return self._words.headings.indicator(self.sheet) or self._words.headings.named_in(self.sheet)

    def status(self) -> str:
        """The status that holds for the table: "sơ bộ" or "ước tính" in a title; else final."""
        for _, _, value in self._table.titles:
            if match := _STATUS_IN_TITLE.search(fold(str(value))):
                return STATUSES[match[1]]
        return "normal"


def _narrowed(good: list[tuple[Period, Said]]) -> list[tuple[Period, Said]]:
    """A year is background where a month or quarter is named; so is a day on which one of those ends."""
    parts = [(period, s) for period, s in good if period.months < 12] or good
    ends = {period.end for period, s in parts if not s.mention.day}
    return [(period, s) for period, s in parts if not s.mention.day or period.end not in ends]


def did_you_mean(words: Vocabulary, text: str) -> Words:
    """ " Có phải …?" of the nearest indicator, or nothing."""
    near = words.headings.suggest(text)
    if near is None:
        return NOTHING
    return Words(f" Có phải “{near.short}” ({near.code})?", f" Is it “{near.short_en}” ({near.code})?")
