"""What is wrong with the cells a person typed into a row of a draft, field by field, before they are kept."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from portal.domain.indicators import Indicator
from portal.domain.obligations import Cadence
from portal.domain.plans import Plan
from portal.domain.whole_plans import nearest_heading
from portal.publishing.plan_checks import FIRST_YEAR, LAST_YEAR, YEARS, target_problems, year_problems
from portal.publishing.plan_drafts.draft import NEEDED_OF_PLAN, Decision, Draft, field_of
from portal.publishing.plans import COLUMNS, PLAN_FIELDS
from portal.publishing.problems import Problem, Refused
from portal.publishing.reading import Row
from portal.publishing.reference import unknown

LONGEST = 1000  # characters of a cell
LIMITS = {"title": 300, "title_en": 300, "item": 10, "section": 40, "name": 200, "name_en": 200}
NEEDED = {
    "outline": ("section", "title"),
    "targets": ("indicator", "comparator", "value", "section"),
    "goals": ("section", "title"),
    "tasks": ("section", "title"),
    "responsibilities": ("section", "title"),
    "obligations": ("section", "cadence"),
    "bodies": ("name",),
}
"""What a row cannot be without; English words may be written later."""


@dataclass(frozen=True)
class Facts:
    """What cells are checked against.

    :param sections: the labels of the outline; empty: not checked; :param older: targets of other plans, by id.
    """

    slug: str
    indicators: dict[str, Indicator]
    sections: frozenset[str] = frozenset()
    older: frozenset[str] = frozenset()
    period: tuple[int, int] = (FIRST_YEAR, LAST_YEAR)


def facts_of(
    draft: Draft, slug: str, indicators: dict[str, Indicator], older: Iterable[str] = (), *, table: str = ""
) -> Facts:
    """The facts as the draft has them now.

    :param table: of the row that is mended; the outline's own rows are not checked against the outline.
    """
    outline = [row for row in draft.rows["outline"] if row.decision != Decision.DROPPED]
    sections = frozenset(row.cells.get("section", "") for row in outline) - {""}
    years = [field_of(draft.rows["plan"], name) for name in ("period_from", "period_to")]
    period = (int(years[0]), int(years[1])) if all(year.isdecimal() for year in years) else (FIRST_YEAR, LAST_YEAR)
    return Facts(slug, indicators, frozenset() if table == "outline" else sections, frozenset(older), period)


class Typed(Row):
    """A row whose problems are told at their column."""

    def problem(self, code: str, column: str, message: str, message_en: str, fix: str, fix_en: str) -> Problem:
        return Problem(code, column, message, message_en, fix, fix_en)


def check_cells(table: str, cells: dict[str, str], facts: Facts) -> list[Problem]:
    """What is wrong; ``where`` is the column. Empty when the cells can be kept."""
    row = Typed(table, 1, {column: cells.get(column, "") for column in COLUMNS[table]})
    found = [*_missing(row), *_too_long(row)]
    return found or list(_each(CHECKS[table], row, facts))


Check = Callable[[Row, Facts], Iterable[Problem]]


def _each(checks: Iterable[Check], row: Row, facts: Facts) -> Iterator[Problem]:
    """What each check finds; a cell that cannot be read is a problem among the others."""
    for check in checks:
        try:
            yield from list(check(row, facts))
        except Refused as refused:
            yield from refused.problems


def list_gaps(table: str, cells: Mapping[str, str]) -> list[Problem]:
    """What a row lacks so that it cannot be accepted as it was read; ``where`` is the column."""
    return list(_missing(Typed(table, 1, {column: cells.get(column, "") for column in COLUMNS[table]})))


def _missing(row: Row) -> Iterator[Problem]:
    needed = NEEDED.get(row.file, ())
    if row.file == "plan" and row.text("field") in NEEDED_OF_PLAN:
        needed = ("value",)
    for column in needed:
        if not row.text(column):
            yield row.problem("empty", column, "ô để trống.", "is empty.", "Điền ô này.", "Fill it in.")


def _too_long(row: Row) -> Iterator[Problem]:
    for column, cell in row.cells.items():
        most = LIMITS.get(column, LONGEST)
        if len(cell) > most:
            yield row.problem(
                "too-long",
                column,
                f"dài quá {most} ký tự.",
                f"is longer than {most} characters.",
                "Rút ngắn lại.",
                "Shorten it.",
            )


def _target(row: Row, facts: Facts) -> Iterable[Problem]:
    first, last = facts.period
    plan = Plan(slug=facts.slug, period_from=first, period_to=last)
    return target_problems([row], plan, facts.indicators, set(facts.older))


def _section(row: Row, facts: Facts) -> Iterator[Problem]:
    if facts.sections and nearest_heading(row.text("section"), set(facts.sections)) is None:
        yield unknown(row, "section", row.text("section"))


def _due(row: Row, facts: Facts) -> tuple[()]:
    row.day("due")
    return ()


def _year(row: Row, facts: Facts) -> Iterator[Problem]:
    yield from year_problems(row, "year")


def _cadence(row: Row, facts: Facts) -> Iterator[Problem]:
    if row.text("cadence") not in set(Cadence):
        yield unknown(row, "cadence", row.text("cadence"))


def _day(row: Row, facts: Facts) -> Iterator[Problem]:
    yield from _within(row, "due_day", 31)


def _month(row: Row, facts: Facts) -> Iterator[Problem]:
    yield from _within(row, "due_month", 12)


def _within(row: Row, column: str, last: int) -> Iterator[Problem]:
    number = row.integer(column)
    if number is not None and not 1 <= number <= last:
        yield row.problem(
            "out-of-range",
            column,
            f"phải từ 1 đến {last}.",
            f"must be from 1 to {last}.",
            "Sửa số này.",
            "Mend the number.",
        )


def _plan_field(row: Row, facts: Facts) -> Iterator[Problem]:
    name = row.text("field")
    if name not in {*PLAN_FIELDS, "signed_by_role"}:
        yield unknown(row, "field", name)
    elif name == "issued_on":
        row.day("value")
    elif name in YEARS:
        yield from year_problems(row, "value")


CHECKS: dict[str, tuple[Check, ...]] = {
    "plan": (_plan_field,),
    "outline": (),
    "targets": (_target, _section),
    "goals": (_year, _section),
    "tasks": (_due, _section),
    "responsibilities": (_due, _section),
    "obligations": (_cadence, _day, _month, _section),
    "bodies": (),
}
