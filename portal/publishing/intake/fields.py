"""The columns of numbers of a table: which count of which indicator and period each holds."""

from collections import defaultdict
from dataclasses import dataclass, replace

from portal.domain.periods import Period
from portal.publishing.intake.catalogue import Words
from portal.publishing.intake.context import Measure
from portal.publishing.intake.headings import Heading
from portal.publishing.intake.layout import Column, Table, first_of_area, is_empty
from portal.publishing.intake.periods import Mention
from portal.publishing.intake.reporting import Report
from portal.publishing.intake.titles import At, Titles, did_you_mean
from portal.publishing.intake.vocabulary import Vocabulary
from portal.publishing.workbooks.grid import address

LACKING = {
    "numerator": Words("tử số", "numerator"),
    "denominator": Words("mẫu số", "denominator"),
}
_UNSAID = Words(" Tiêu đề không nói đây là tử số hay mẫu số.", " The heading does not say numerator or denominator.")


@dataclass(frozen=True)
class Field:
    """A column of numbers. ``indicator`` and ``period`` are None where the row or the table says them.

    :param kind: numerator, denominator, percent or value.
    :param shared: for a denominator that stands alone, the indicators that it could be of.
    """

    column: int
    kind: str
    indicator: str | None
    period: Period | None
    at: At
    text: str
    shared: tuple[str, ...] = ()
    period_at: At | None = None


@dataclass(frozen=True)
class Group:
    """The columns that together make one figure of a row."""

    indicator: str | None
    period: Period | None
    fields: dict[str, Field]

    @property
    def at(self) -> At:
        return next(iter(self.fields.values())).at

    @property
    def period_at(self) -> At | None:
        return next((f.period_at for f in self.fields.values() if f.period_at), None)


class Fields:
    """Reads the headings of one table."""

    def __init__(self, table: Table, titles: Titles, words: Vocabulary, report: Report) -> None:
        self._table, self._titles, self._words, self._report = table, titles, words, report

    def groups(self) -> list[Group]:
        """The groups of columns that can be read; findings for the rest."""
        fields = [field for column in self._table.columns if (field := self._field(column)) is not None]
        fields = self._with_indicator(fields)
        own = [field for field in fields if not field.shared]
        by_key: dict[tuple[str | None, Period | None], dict[str, Field]] = defaultdict(dict)
        for field in own:
            self._put(by_key[field.indicator, field.period], field)
        self._share([field for field in fields if field.shared], by_key)
        groups = [Group(indicator, period, kinds) for (indicator, period), kinds in by_key.items()]
        return [group for group in groups if self._is_whole(group)]

    def _put(self, kinds: dict[str, Field], field: Field) -> None:
        if field.kind in kinds:
            first = kinds[field.kind]
            self._add("column-twice", field.at, text=field.text, first=address(*first.at))
        else:
            kinds[field.kind] = field

    def _add(self, code: str, at: At, **particulars: object) -> None:
        self._report.add(code, self._table.sheet.name, at, **particulars)

    def _field(self, column: Column) -> Field | None:
        if column.role is not None or not column.stack or column.index in self._table.labels.values():
            self._refuse_bare(column)
            return None
        stack = [(row, h) for row, h in column.stack if not self._words.headings.is_unit(h.text)]
        row, leaf = stack[-1] if stack else column.stack[-1]
        at = (row, column.index)
        field = self._combined(column.index, at, [heading for _, heading in stack])
        if field is None and self._has_digits(column.index):
            self._add("column-unknown", at, text=leaf.text, hint=did_you_mean(self._words, leaf.text))
        return self._with_period(field, stack) if field else None

    def _refuse_bare(self, column: Column) -> None:
        """Numbers in a column without any heading belong to nothing."""
        if not column.stack and column.index not in self._table.labels.values() and self._has_digits(column.index):
            at = (self._table.first - 1, column.index)
            self._add("column-unknown", at, text="", hint=Words(" Cột không có tiêu đề.", " It has no heading."))

    def _combined(self, column: int, at: At, stack: list[Heading]) -> Field | None:
        """One meaning from the headings over a column, the lower ones being about the upper ones."""
        indicator: str | None = None
        kind: str | None = None
        shared: tuple[str, ...] = ()
        for heading in stack:
            if len(heading.indicators) == 1:
                indicator = heading.indicators[0]
            kind = self._kind(indicator, heading) or kind
            shared = heading.shared or shared
        leaf = stack[-1] if stack else None
        if leaf is None or not (leaf.understood or self._kind(indicator, leaf)) or len(leaf.indicators) > 1:
            return None
        if not (indicator or kind or shared or leaf.period):
            return None
        if indicator is None and shared:
            return Field(column, "denominator", None, None, at, leaf.text, shared)
        return Field(column, kind or "unsaid", indicator, None, at, leaf.text)

    def _kind(self, indicator: str | None, heading: Heading) -> str | None:
        if indicator and (words := self._words.headings.count_words(indicator, heading.text)):
            return words
        return heading.measure

    def _with_period(self, field: Field, stack: list[tuple[int, Heading]]) -> Field | None:
        named = [(row, heading.period, heading.text) for row, heading in stack if heading.period]
        if not named:
            return field
        row, mention, text = named[-1]
        at = first_of_area(self._table.sheet, row, field.column)
        period = self._resolved(mention, text, at)
        return replace(field, period=period, period_at=at) if period else None

    def _resolved(self, mention: Mention | None, text: str, at: At) -> Period | None:
        period = mention.with_year(self._titles.year) if mention else None
        if period is None:
            self._add("period-unreadable", at, text=text)
        return period

    def _has_digits(self, column: int) -> bool:
        rows = self._table.sheet.rows[self._table.first : self._table.figures_end or self._table.last]
        values = (row[column] for row in rows if column < len(row))
        return any(not is_empty(value) and any(c.isdigit() for c in str(value)) for value in values)

    def _with_indicator(self, fields: list[Field]) -> list[Field]:
        """Fields that name no indicator get the row's (left None) or the whole table's."""
        if "indicator" in self._table.labels or not any(f.indicator is None and not f.shared for f in fields):
            return fields
        if not any(self._has_digits(f.column) for f in fields):
            return []
        default = self._titles.indicator()
        return [f if f.indicator else replace(f, indicator=default, shared=()) for f in fields] if default else []

    def _share(self, fields: list[Field], by_key: dict[tuple[str | None, Period | None], dict[str, Field]]) -> None:
        """A denominator that stands alone goes to every indicator beside it that counts among the same people."""
        for field in fields:
            takers = [
                kinds
                for (indicator, period), kinds in by_key.items()
                if indicator in field.shared and field.period in {None, period} and "denominator" not in kinds
            ]
            for kinds in takers:
                kinds["denominator"] = field
            if not takers and self._has_digits(field.column):
                self._add("column-left-out", field.at, text=field.text)

    def _is_whole(self, group: Group) -> bool:
        """Whether the columns suffice for a figure; for rows that name their indicator that is asked row by row."""
        kinds = group.fields
        if group.indicator is None:
            return True
        measure = self._words.measure(group.indicator)
        if not measure.is_rate or ("numerator" in kinds and "denominator" in kinds):
            return True
        if not any(self._has_digits(field.column) for field in kinds.values()):
            return False
        if self._report.once("columns", id(self._table), group.indicator):
            self._say_lacking(measure, kinds)
        return False

    def _say_lacking(self, measure: Measure, kinds: dict[str, Field]) -> None:
        words = {"indicator": named(measure), "numerator": counted(measure), "denominator": among(measure)}
        field = next(iter(kinds.values()))
        if "unsaid" in kinds:
            self._add("column-unknown", kinds["unsaid"].at, text=kinds["unsaid"].text, hint=_UNSAID)
        elif "numerator" in kinds or "denominator" in kinds:
            lacking = "denominator" if "numerator" in kinds else "numerator"
            at = (kinds.get("numerator") or field).at
            self._add("column-missing", at, **words, lacking=LACKING[lacking])
        else:
            self._add("counts-needed", field.at, **words)


def named(measure: Measure) -> Words:
    return Words(measure.short, measure.short_en)


def counted(measure: Measure) -> Words:
    return Words(_lower(measure.numerator), _lower(measure.numerator_en))


def among(measure: Measure) -> Words:
    return Words(_lower(measure.denominator), _lower(measure.denominator_en))


def _lower(text: str | None) -> str:
    """A sentence's start within a sentence; abbreviations keep their capitals."""
    return text[:1].lower() + text[1:] if text and not text[1:2].isupper() else text or ""
