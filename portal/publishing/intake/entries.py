"""One table read through: for each row and group of columns, what stands there."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from portal.domain.folding import fold
from portal.domain.periods import Period
from portal.publishing.intake.catalogue import Words
from portal.publishing.intake.context import Measure, Village
from portal.publishing.intake.fields import Fields, Group
from portal.publishing.intake.layout import Table, is_empty
from portal.publishing.intake.names import Place, plain_name
from portal.publishing.intake.numbers import Reading, read_count, read_index, read_percentage
from portal.publishing.intake.periods import whole
from portal.publishing.intake.places import Places, Row
from portal.publishing.intake.reporting import Report
from portal.publishing.intake.titles import STATUSES, At, Titles, did_you_mean
from portal.publishing.intake.vocabulary import Vocabulary
from portal.publishing.workbooks.grid import Value, address

COMMUNE = ""


@dataclass(frozen=True)
class Part:
    """A number and its cell."""

    number: Decimal
    at: At
    places: int = 0
    text: str = ""


@dataclass(frozen=True)
class Entry:
    """What a row says of one indicator and period.

    :param place: a village's code, ``COMMUNE`` for the commune or a total, None where the name fits nothing.
    :param parts: the numbers by kind; ``faulty`` the kinds whose cell holds no number though something stands there.
    :param columns: the cell of every kind that the table has a column for, filled or not.
    """

    table: int
    sheet: str
    row: int
    measure: Measure
    place: str | None
    period: Period | None
    parts: dict[str, Part]
    faulty: frozenset[str]
    columns: dict[str, At]
    status: str
    heading: At
    period_at: At
    repeated: bool = False

    @property
    def empty(self) -> bool:
        return not self.parts and not self.faulty


@dataclass
class _Defaults:
    """What holds for every row unless it says otherwise."""

    status: str
    place: Place
    period: tuple[Period, At] | None = None
    dashes: list[At] = field(default_factory=list)


class TableReader:
    """Reads one table into entries."""

    def __init__(self, number: int, table: Table, words: Vocabulary, report: Report) -> None:
        self._number, self._table, self._words, self._report = number, table, words, report
        self._titles = Titles(table, words, report)
        self._labels = table.labels
        self._sheet = table.sheet

    def entries(self) -> list[Entry]:
        self._titles.refuse_other_commune()
        fields = Fields(self._table, self._titles, self._words, self._report)
        groups = fields.groups()
        defaults = _Defaults(self._titles.status(), self._default_place())
        columns = {f.column for group in groups for f in group.fields.values()}
        places = Places(self._table, columns or self._other_columns(), self._words, self._report)
        rows = places.rows(defaults.place)
        if groups and self._needs_period(groups, rows):
            defaults.period = self._titles.period()
        entries = [entry for row in rows for group in groups if (entry := self._entry(row, group, defaults))]
        measures = [self._words.measure(code) for code in self._codes(groups, entries)]
        if any(measure.by_village for measure in measures):
            places.refuse_missing(rows, self._expected(entries, measures))
        self._warn_of_dashes(defaults.dashes)
        return entries

    def _other_columns(self) -> list[int]:
        return [column.index for column in self._table.columns if column.role is None]

    def _expected(self, entries: list[Entry], measures: list[Measure]) -> list[Village]:
        """The villages that report the newest of the table's periods; those of today where it has none."""
        context = self._words.context
        newest = max((entry.period for entry in entries if entry.period is not None), default=None)
        if newest is None:
            return context.villages_on(context.today)
        return context.villages_of(newest, flow=all(measure.nature == "flow" for measure in measures))

    def _codes(self, groups: list[Group], entries: list[Entry]) -> set[str]:
        return {group.indicator for group in groups if group.indicator} | {entry.measure.code for entry in entries}

    def _default_place(self) -> Place:
        """Where no column names places: the village that the sheet is named after, else the commune."""
        found = self._words.villages.find(plain_name(self._sheet.name))
        named = found.village is not None and not self._sheet.name.strip().isdigit()
        return found if named else Place(is_commune=True)

    def _needs_period(self, groups: list[Group], rows: list[Row]) -> bool:
        filled = any(row.filled for row in rows)
        return filled and "period" not in self._labels and any(group.period is None for group in groups)

    def _entry(self, row: Row, group: Group, defaults: _Defaults) -> Entry | None:
        if all(is_empty(self._sheet.own(row.index, f.column)) for f in group.fields.values()):
            return None
        measure = self._measure(row, group)
        period = self._period(row, group, defaults)
        if measure is None or period is None:
            return None
        parts, faulty = self._parts(row, measure, group, defaults)
        village = row.place.at(period[0])
        place = village.code if village else COMMUNE if row.place.is_commune else None
        return Entry(
            table=self._number,
            sheet=self._sheet.name,
            row=row.index,
            measure=measure,
            place=place,
            period=period[0],
            parts=parts,
            faulty=faulty,
            columns={kind: (row.index, f.column) for kind, f in group.fields.items()},
            status=self._status(row, defaults),
            heading=group.at,
            period_at=period[1],
            repeated=row.repeated,
        )

    def _label(self, row: Row, role: str) -> tuple[str, Value, At] | None:
        if role not in self._labels:
            return None
        at = (row.index, self._labels[role])
        value = self._sheet.value(*at)
        return plain_name(value), value, at

    def _measure(self, row: Row, group: Group) -> Measure | None:
        if group.indicator is not None:
            return self._words.measure(group.indicator)
        label = self._label(row, "indicator")
        if label is None:
            return None
        text, _, at = label
        found = self._words.headings.indicator(text)
        if len(found) == 1:
            return self._words.measure(found[0])
        if not text:
            lacking = Words("chỉ tiêu nào", "indicator")
            self._report.add("row-without-place", self._sheet.name, at, lacking=lacking)
        elif self._report.once("indicator", self._number, text):
            hint = did_you_mean(self._words, text)
            self._report.add("indicator-unknown", self._sheet.name, at, text=text, hint=hint)
        return None

    def _period(self, row: Row, group: Group, defaults: _Defaults) -> tuple[Period, At] | None:
        if group.period is not None:
            return group.period, group.period_at or group.at
        label = self._label(row, "period")
        if label is None:
            return defaults.period
        text, value, at = label
        mention = whole(value)
        period = mention.with_year(self._titles.year) if mention else None
        if period is not None:
            return period, at
        if self._report.once("period", self._number, text):
            code = "period-unreadable" if text else "period-missing"
            self._report.add(code, self._sheet.name, at, text=text)
        return None

    def _status(self, row: Row, defaults: _Defaults) -> str:
        label = self._label(row, "status")
        if label is None or not label[0]:
            return defaults.status
        text, _, at = label
        if fold(text) not in STATUSES:
            if self._report.once("status", self._number, text):
                self._report.add("status-unknown", self._sheet.name, at, text=text)
            return defaults.status
        return STATUSES[fold(text)]

    def _parts(
        self, row: Row, measure: Measure, group: Group, defaults: _Defaults
    ) -> tuple[dict[str, Part], frozenset[str]]:
        parts: dict[str, Part] = {}
        faulty: set[str] = set()
        for given, f in group.fields.items():
            kind = kind_of(measure, given)
            at = (row.index, f.column)
            reading = READERS[kind](self._sheet.own(*at))
            if reading.number is not None:
                parts[kind] = Part(reading.number, at, reading.places, reading.text)
            elif reading.dash:
                defaults.dashes.append(at)
            elif reading.problem:
                faulty.add(kind)
                self._report.add(reading.problem, self._sheet.name, at, text=reading.text)
        return parts, frozenset(faulty)

    def _warn_of_dashes(self, cells: list[At]) -> None:
        """One warning for all of a table's dashes, at the first."""
        if not cells:
            return
        first, *others = dict.fromkeys(cells)
        shown = ", ".join(address(*at) for at in others[:5]) + (", …" if len(others) > 5 else "")
        more = Words(f" (và {len(others)} ô nữa: {shown})", f" (and {len(others)} more: {shown})")
        self._report.add("dash", self._sheet.name, first, more=more if others else Words("", ""))


READERS: dict[str, Callable[[Value], Reading]] = {
    "numerator": read_count,
    "denominator": read_count,
    "percent": read_percentage,
    "value": read_index,
}


def kind_of(measure: Measure, given: str) -> str:
    """What a column means for an indicator: its type comes from the indicator, not from the heading alone."""
    if given == "denominator":
        return given
    if measure.is_index:
        return "value"
    if measure.is_rate:
        return "percent" if given in {"value", "unsaid"} else given
    return "percent" if given == "percent" else "numerator"
