"""What the review page shows of a draft: its rows in words, and the forms that mend and add them."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from portal.desk.plan_words import choices_of, column_label, plan_field_name
from portal.desk.words import problem_text
from portal.domain.indicators import Indicator
from portal.domain.plans import cite
from portal.i18n import gettext as _
from portal.i18n import language, localized
from portal.i18n.formats import format_number
from portal.i18n.plan_words import cadence_name
from portal.i18n.wording import target_text
from portal.publishing.plan_drafts.adding import LINE
from portal.publishing.plan_drafts.draft import Decision
from portal.publishing.plan_drafts.storing import PlanDraft, PlanDraftRow
from portal.publishing.plans import COLUMNS
from portal.publishing.problems import Problem

TITLES = {"plan": "value", "bodies": "name"}


@dataclass(frozen=True)
class Field:
    """A field of the form that mends a row."""

    column: str
    label: str
    value: str
    choices: Sequence[tuple[str, str]]
    wrong: Sequence[str]


@dataclass(frozen=True)
class Shown:
    """A row in words. :param number: its place in its table, from 1; :param strong: what it is above all else.

    :param details: further cells with their labels; :param anchor: the line of the text where its piece begins.
    :param fields: filled where the row is being mended.
    """

    row: PlanDraftRow
    number: int
    strong: str
    said: str
    details: list[tuple[str, str]]
    where: str
    anchor: int | None = None
    fields: Sequence[Field] = ()

    @property
    def is_open(self) -> bool:
        return self.row.decision == Decision.OPEN


def show_rows(
    rows: Iterable[PlanDraftRow], indicators: Mapping[str, Indicator], draft: PlanDraft, *, mending: str = ""
) -> list[Shown]:
    """Each row of a table in words, in their order.

    :param mending: the number of the row whose form is asked for.
    """
    lines = sorted({line for line, _page, _words in draft.text})
    return [
        show_row(row, indicators, fields_of(row, indicators) if str(row.id) == mending else (), lines) for row in rows
    ]


def show_row(
    row: PlanDraftRow,
    indicators: Mapping[str, Indicator],
    fields: Sequence[Field] = (),
    lines: Sequence[int] = (),
) -> Shown:
    """:param lines: those at which the pieces of the text begin."""
    strong, said, told = _headline(row, indicators)
    details = [(column_label(c), cell) for c, cell in row.cells.items() if cell and c not in told]
    anchor = _last_until(lines, row.line) if row.line is not None else None
    return Shown(row, row.position + 1, strong, said, details, _where(row), anchor, fields)


def _last_until(lines: Sequence[int], line: int) -> int | None:
    place = bisect_right(lines, line)
    return lines[place - 1] if place else None


def _headline(row: PlanDraftRow, indicators: Mapping[str, Indicator]) -> tuple[str, str, frozenset[str]]:
    """What is said first, what beside it, and the columns that are told by that."""
    cells = row.cells
    if row.table_name == "targets":
        told = {"indicator", "comparator", "value", "value_high", "year", "section", "item"}
        year = cells["year"] or _("không ghi năm")
        return f"{_number_text(cells, indicators)} · {year}", _name_text(cells, indicators), frozenset(told)
    if row.table_name == "plan":
        return plan_field_name(cells["field"]), cells["value"], frozenset({"field", "value"})
    if row.table_name == "obligations":
        named = cells["cadence"]
        with suppress(ValueError):
            named = cadence_name(named)
        return named, "", frozenset({"cadence", "section", "item"})
    title = TITLES.get(row.table_name, "title")
    strong = cells["section"] if row.table_name == "outline" else ""
    return strong, cells[title], frozenset({title, "section", "item"})


def _number_text(cells: Mapping[str, str], indicators: Mapping[str, Indicator]) -> str:
    """``≥ 85 %``; as it is written where it is no number yet."""
    indicator = indicators.get(cells["indicator"])
    try:
        high = float(cells["value_high"]) if cells["value_high"] else None
        return target_text(cells["comparator"], float(cells["value"]), high, indicator.unit if indicator else "count")
    except ValueError:
        return " ".join(filter(None, (cells["comparator"], cells["value"], cells["value_high"])))


def _name_text(cells: Mapping[str, str], indicators: Mapping[str, Indicator]) -> str:
    indicator = indicators.get(cells["indicator"])
    return localized(indicator, "name") if indicator else cells["indicator"] or _("chưa rõ chỉ số")


def _where(row: PlanDraftRow) -> str:
    """``Mục II.2.1.a, ý 3 · trang 2, dòng 31``."""
    cells, places = row.cells, []
    section = cells.get("section") or row.path
    if section:
        places.append(cite(section, cells.get("item") or None)[language() == "en"])
    if row.line is not None:
        on_page = _("trang %(page)s, dòng %(line)s", page=row.page, line=row.line)
        places.append(on_page if row.page else _("dòng %(line)s", line=row.line))
    return " · ".join(places)


def fields_of(
    row: PlanDraftRow,
    indicators: Mapping[str, Indicator],
    *,
    typed: Mapping[str, str] | None = None,
    problems: Iterable[Problem] = (),
) -> list[Field]:
    """The form that mends a row.

    :param typed: what was typed and not taken; :param problems: why, each at its column.
    """
    return _fields(row.table_name, row.cells if typed is None else typed, row.nearest, indicators, _wrong(problems))


@dataclass(frozen=True)
class Adding:
    """The form of a row that is added to a table. :param line: the field that asks where in the text it is from."""

    table: str
    fields: Sequence[Field]
    line: Field

    @classmethod
    def of(
        cls,
        table: str,
        indicators: Mapping[str, Indicator],
        *,
        line: str = "",
        typed: Mapping[str, str] | None = None,
        problems: Iterable[Problem] = (),
    ) -> "Adding":
        """:param typed: what was typed and not taken; :param problems: why, each at its column."""
        wrong = _wrong(problems)
        asked = Field(LINE, _("Dòng trong văn bản (nếu có)"), line[:20], (), wrong.get(LINE, ()))
        return cls(table, _fields(table, typed or {}, (), indicators, wrong), asked)


def _wrong(problems: Iterable[Problem]) -> dict[str, list[str]]:
    """What is wrong in words, by column."""
    wrong: dict[str, list[str]] = {}
    for problem in problems:
        wrong.setdefault(problem.where, []).append(problem_text(problem))
    return wrong


def _fields(
    table: str,
    values: Mapping[str, str],
    nearest: Sequence[str],
    indicators: Mapping[str, Indicator],
    wrong: Mapping[str, Sequence[str]],
) -> list[Field]:
    return [
        Field(c, column_label(c), value, _choices(c, value, nearest, indicators), wrong.get(c, ()))
        for c in COLUMNS[table]
        for value in [values.get(c, "")]
    ]


def _choices(
    column: str, value: str, nearest: Sequence[str], indicators: Mapping[str, Indicator]
) -> list[tuple[str, str]]:
    """What can be chosen, indicators by nearness; another value that is there stays, so none changes unseen."""
    known = choices_of(column)
    if column == "indicator":
        codes = dict.fromkeys([code for code in nearest if code in indicators] + list(indicators))
        known = [(code, f"{localized(indicators[code], 'name')} ({code})") for code in codes]
    if known and value not in {code for code, _name in known}:
        return [(value, value or _("Chọn")), *known]
    return known


def share_text(score: float) -> str:
    """A score as a percentage."""
    return format_number(score * 100) + " %"
