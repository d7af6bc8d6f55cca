"""A plan made of the rows of its files, held against what a document cannot mean; no store is asked."""

from collections.abc import Iterator, Mapping, Sequence

from portal.domain.indicators import Indicator
from portal.domain.obligations import Cadence, Obligation
from portal.domain.plans import Goal, Plan, PlanSection, Target, cite, place_id, slip_note, target_id
from portal.domain.tasks import Task, TaskKind
from portal.domain.whole_plans import WholePlan
from portal.publishing.plan_checks import (
    YEARS,
    body_problems,
    length_problems,
    names_in,
    place_problems,
    sign_problems,
    target_problems,
    year_problems,
)
from portal.publishing.plan_rows import PLAN_FIELDS, Tables
from portal.publishing.problems import Problem, Refused
from portal.publishing.reading import Row
from portal.publishing.reference import unknown


def make_whole(slug: str, tables: Tables, indicators: Mapping[str, Indicator], older: set[str] | None) -> WholePlan:
    """The plan that the rows set; its commune is not looked up. What has no English yet says it in Vietnamese there.

    :param older: the ids of the targets that a row may amend; None: any.
    :raises Refused: with every problem of every row.
    """
    plan = _plan(slug, tables["plan"])
    bodies = {row.required("name"): _english(row, "name") or "" for row in tables["bodies"]}
    sections = {row.required("section") for row in tables["outline"]}
    problems = [*target_problems(tables["targets"], plan, indicators, older), *place_problems(tables, sections)]
    problems += [*length_problems(tables), *sign_problems(tables)]
    for row in tables["goals"]:
        problems += year_problems(row, "year")
    for name in ("tasks", "responsibilities", "obligations"):
        problems += body_problems(tables[name], bodies)
    if problems:
        raise Refused(problems)
    return WholePlan(
        plan,
        list(_sections(plan, tables["outline"])),
        list(_goals(plan, tables["goals"])),
        _targets(plan, tables["targets"], indicators),
        [
            *_tasks(plan, tables["tasks"], TaskKind.TASK, bodies, start=0),
            *_tasks(plan, tables["responsibilities"], TaskKind.RESPONSIBILITY, bodies, start=len(tables["tasks"])),
        ],
        list(_obligations(plan, tables["obligations"], bodies)),
    )


def _plan(slug: str, rows: Sequence[Row]) -> Plan:
    by_field = {row.text("field"): row for row in rows}
    missing = [field for field in PLAN_FIELDS if field not in by_field]
    if missing:
        raise Refused([_missing_fields(slug, missing)])
    problems = [problem for field in YEARS for problem in _plan_year_problems(by_field[field])]
    if problems:
        raise Refused(problems)
    return Plan(
        slug=slug,
        title=by_field["title"].required("value"),
        title_en=_english(by_field["title"], "value"),
        issuer=by_field["issuer"].required("value"),
        issuer_en=_english(by_field["issuer"], "value"),
        number=by_field["number"].optional("value"),
        issued_on=by_field["issued_on"].day("value"),
        year=by_field["year"].integer("value") or 0,
        period_from=by_field["period_from"].integer("value"),
        period_to=by_field["period_to"].integer("value"),
        basis=by_field["basis"].text("value"),
        note=by_field["note"].text("value"),
        note_en=_english(by_field["note"], "value") or "",
    )


def _plan_year_problems(row: Row) -> Iterator[Problem]:
    row.required("value")
    yield from year_problems(row, "value")


def _missing_fields(slug: str, missing: list[str]) -> Problem:
    names = ", ".join(missing)
    return Problem(
        "missing-field",
        f"{slug}/plan.csv",
        f"thiếu: {names}.",
        f"missing: {names}.",
        "Thêm một dòng cho mỗi mục, giá trị có thể để trống.",
        "Add a row for each; its value may be empty.",
    )


def _english(row: Row, column: str) -> str | None:
    """The English words; the Vietnamese where nobody has written them yet."""
    return row.optional(f"{column}_en") or row.optional(column)


def _in_english(cell: str | None, bodies: dict[str, str]) -> str | None:
    return "; ".join(bodies[name] for name in names_in(cell)) if cell else None


def _sections(plan: Plan, rows: Sequence[Row]) -> Iterator[PlanSection]:
    for position, row in enumerate(rows):
        yield PlanSection(
            plan_slug=plan.slug,
            path=row.text("section"),
            position=position,
            title=row.required("title"),
            title_en=_english(row, "title"),
        )


def _targets(plan: Plan, rows: Sequence[Row], indicators: Mapping[str, Indicator]) -> list[Target]:
    targets: list[Target] = []
    for position, row in enumerate(rows):
        indicator = indicators[row.text("indicator")]
        target = Target(
            id=target_id(plan.slug, indicator.code, row.integer("year")),
            plan_slug=plan.slug,
            position=position,
            indicator_code=indicator.code,
            indicator=indicator,
            plan=plan,
            comparator=row.text("comparator"),
            value=row.decimal("value"),
            value_high=row.decimal("value_high"),
            year=row.integer("year"),
            amends_id=row.optional("amends"),
            **_place(row),
        )
        notes = [(row.optional("note"), _english(row, "note")), *_lower_than_earlier(target, targets, indicator)]
        target.note = " ".join(vi for vi, _ in notes if vi) or None
        target.note_en = " ".join(en for _, en in notes if en) or None
        targets.append(target)
    return targets


def _lower_than_earlier(target: Target, others: list[Target], indicator: Indicator) -> Iterator[tuple[str, str]]:
    """The note that a target asks for less than an earlier year's of the same plan and indicator."""
    earlier = [
        other
        for other in others
        if other.indicator_code == target.indicator_code and other.year and target.year and other.year < target.year
    ]
    if not earlier:
        return
    most = min(earlier, key=_ambition) if indicator.direction == "down" else max(earlier, key=_ambition)
    slips = target.value > most.value if indicator.direction == "down" else target.value < most.value
    if slips:
        yield slip_note(most, indicator.unit)


def _ambition(target: Target) -> float:
    return target.value


def _place(row: Row) -> dict[str, str | None]:
    section, item = row.required("section"), row.optional("item")
    citation, citation_en = cite(section, item)
    return {"section": section, "item": item, "citation": citation, "citation_en": citation_en}


def _goals(plan: Plan, rows: Sequence[Row]) -> Iterator[Goal]:
    for position, row in enumerate(rows):
        yield Goal(
            id=place_id(plan.slug, row.text("section"), row.optional("item")),
            plan_slug=plan.slug,
            position=position,
            year=row.integer("year"),
            title=row.required("title"),
            title_en=_english(row, "title"),
            **_place(row),
        )


def _tasks(plan: Plan, rows: Sequence[Row], kind: TaskKind, bodies: dict[str, str], *, start: int) -> Iterator[Task]:
    for position, row in enumerate(rows, start=start):
        yield Task(
            id=place_id(plan.slug, row.text("section"), row.optional("item")),
            plan_slug=plan.slug,
            kind=kind,
            position=position,
            title=row.required("title"),
            title_en=_english(row, "title"),
            lead=row.optional("lead"),
            lead_en=_in_english(row.optional("lead"), bodies),
            partners=row.optional("partners"),
            partners_en=_in_english(row.optional("partners"), bodies),
            due=row.day("due"),
            due_note=row.optional("due_note"),
            due_note_en=_english(row, "due_note"),
            **_place(row),
        )


def _obligations(plan: Plan, rows: Sequence[Row], bodies: dict[str, str]) -> Iterator[Obligation]:
    for position, row in enumerate(rows):
        if row.text("cadence") not in set(Cadence):
            raise Refused([unknown(row, "cadence", row.text("cadence"))])
        yield Obligation(
            plan_slug=plan.slug,
            position=position,
            cadence=row.text("cadence"),
            due_day=row.integer("due_day"),
            due_month=row.integer("due_month"),
            reporter=row.optional("reporter"),
            reporter_en=_in_english(row.optional("reporter"), bodies),
            recipient=row.optional("recipient"),
            recipient_en=_in_english(row.optional("recipient"), bodies),
            note=row.optional("note"),
            note_en=_english(row, "note"),
            **_place(row),
        )
