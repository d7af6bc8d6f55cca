"""Plans: from the reviewed facts in ``data/plans/<slug>/*.csv`` into the public store.

The loader checks what a document cannot mean (an unknown indicator, a range turned round, a year outside the plan)
and names file, row and reason for every such row before it refuses them all.
"""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.indicators import Indicator
from portal.domain.localities import Locality, get_commune
from portal.domain.obligations import Cadence, Obligation
from portal.domain.periods import end_of_year
from portal.domain.plans import Goal, Plan, PlanSection, Target, cite, place_id, slip_note, target_id
from portal.domain.tasks import Task, TaskKind
from portal.publishing.plan_checks import body_problems, names_in, place_problems, target_problems
from portal.publishing.problems import Problem, Refused
from portal.publishing.reading import Row, read_rows
from portal.publishing.reference import unknown

PLAN_FIELDS = ("title", "issuer", "number", "issued_on", "year", "period_from", "period_to", "basis", "note")
COLUMNS = {
    "plan": ("field", "value", "value_en"),
    "outline": ("section", "title", "title_en"),
    "targets": "indicator,comparator,value,value_high,year,section,item,note,note_en,amends".split(","),
    "goals": ("section", "item", "year", "title", "title_en"),
    "tasks": ["section", "item", "title", "title_en", "lead", "partners", "due", "due_note", "due_note_en"],
    "responsibilities": ["section", "item", "title", "title_en", "lead", "partners", "due", "due_note", "due_note_en"],
    "obligations": ["section", "item", "cadence", "due_day", "due_month", "reporter", "recipient", "note", "note_en"],
    "bodies": ("name", "name_en"),
}


def load_plans(session: Session, data: Path) -> None:
    """Load every plan of the folder ``data/plans`` into an empty store.

    :raises Refused: with every problem of every plan; the session is left for the caller to roll back.
    """
    indicators = {i.code: i for i in session.scalars(select(Indicator))}
    problems: list[Problem] = []
    for folder in sorted(p for p in (data / "plans").iterdir() if p.is_dir()):
        try:
            load_plan(session, folder, indicators)
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(problems)


def load_plan(session: Session, folder: Path, indicators: dict[str, Indicator]) -> Plan:
    rows = {name: read_rows(folder / f"{name}.csv", columns) for name, columns in COLUMNS.items()}
    plan = _plan(session, folder.name, rows["plan"])
    bodies = {row.required("name"): row.required("name_en") for row in rows["bodies"]}
    sections = {row.required("section") for row in rows["outline"]}
    older = set(session.scalars(select(Target.id)))
    problems = [*target_problems(rows["targets"], plan, indicators, older), *place_problems(rows, sections)]
    problems += [p for name in ("tasks", "responsibilities", "obligations") for p in body_problems(rows[name], bodies)]
    if problems:
        raise Refused(problems)
    session.add(plan)
    session.flush()
    session.add_all(_sections(plan, rows["outline"]))
    session.add_all(_targets(plan, rows["targets"], indicators))
    session.add_all(_goals(plan, rows["goals"]))
    session.add_all(_tasks(plan, rows["tasks"], TaskKind.TASK, bodies, start=0))
    session.add_all(_tasks(plan, rows["responsibilities"], TaskKind.RESPONSIBILITY, bodies, start=len(rows["tasks"])))
    session.add_all(_obligations(plan, rows["obligations"], bodies))
    session.flush()
    return plan


def _plan(session: Session, slug: str, rows: list[Row]) -> Plan:
    by_field = {row.text("field"): row for row in rows}
    missing = [field for field in PLAN_FIELDS if field not in by_field]
    if missing:
        raise Refused([_missing_fields(slug, missing)])
    year = by_field["year"].integer("value") or 0
    commune = _commune(session, slug, year)
    return Plan(
        slug=slug,
        commune_id=commune.id,
        title=by_field["title"].required("value"),
        title_en=by_field["title"].required("value_en"),
        issuer=by_field["issuer"].required("value"),
        issuer_en=by_field["issuer"].required("value_en"),
        number=by_field["number"].optional("value"),
        issued_on=by_field["issued_on"].day("value"),
        year=year,
        period_from=by_field["period_from"].integer("value"),
        period_to=by_field["period_to"].integer("value"),
        basis=by_field["basis"].text("value"),
        note=by_field["note"].text("value"),
        note_en=by_field["note"].text("value_en"),
    )


def _commune(session: Session, slug: str, year: int) -> Locality:
    """The commune of a plan: the first plan has its slug, a successor adds a year."""
    commune = get_commune(session, slug.removesuffix(f"-{year}"), on=end_of_year(year))
    if commune is None:
        raise Refused(
            [
                Problem(
                    "unknown-commune",
                    f"plans/{slug}",
                    "thư mục không mang tên một xã, phường đã khai.",
                    "the folder does not bear a known commune's name.",
                    "Đặt tên thư mục theo cột slug của localities.csv.",
                    "Name it by the slug column of localities.csv.",
                )
            ]
        )
    return commune


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


def _in_english(cell: str | None, bodies: dict[str, str]) -> str | None:
    return "; ".join(bodies[name] for name in names_in(cell)) if cell else None


def _sections(plan: Plan, rows: list[Row]) -> Iterator[PlanSection]:
    for position, row in enumerate(rows):
        yield PlanSection(
            plan_slug=plan.slug,
            path=row.text("section"),
            position=position,
            title=row.required("title"),
            title_en=row.required("title_en"),
        )


def _targets(plan: Plan, rows: list[Row], indicators: dict[str, Indicator]) -> list[Target]:
    targets: list[Target] = []
    for position, row in enumerate(rows):
        indicator = indicators[row.text("indicator")]
        target = Target(
            id=target_id(plan.slug, indicator.code, row.integer("year")),
            plan_slug=plan.slug,
            position=position,
            indicator_code=indicator.code,
            comparator=row.text("comparator"),
            value=row.decimal("value"),
            value_high=row.decimal("value_high"),
            year=row.integer("year"),
            amends_id=row.optional("amends"),
            **_place(row),
        )
        notes = [(row.text("note"), row.text("note_en")), *_lower_than_earlier(target, targets, indicator)]
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


def _goals(plan: Plan, rows: list[Row]) -> Iterator[Goal]:
    for position, row in enumerate(rows):
        yield Goal(
            id=place_id(plan.slug, row.text("section"), row.optional("item")),
            plan_slug=plan.slug,
            position=position,
            year=row.integer("year"),
            title=row.required("title"),
            title_en=row.required("title_en"),
            **_place(row),
        )


def _tasks(plan: Plan, rows: list[Row], kind: TaskKind, bodies: dict[str, str], *, start: int) -> Iterator[Task]:
    for position, row in enumerate(rows, start=start):
        yield Task(
            id=place_id(plan.slug, row.text("section"), row.optional("item")),
            plan_slug=plan.slug,
            kind=kind,
            position=position,
            title=row.required("title"),
            title_en=row.required("title_en"),
            lead=row.optional("lead"),
            lead_en=_in_english(row.optional("lead"), bodies),
            partners=row.optional("partners"),
            partners_en=_in_english(row.optional("partners"), bodies),
            due=row.day("due"),
            due_note=row.optional("due_note"),
            due_note_en=row.optional("due_note_en"),
            **_place(row),
        )


def _obligations(plan: Plan, rows: list[Row], bodies: dict[str, str]) -> Iterator[Obligation]:
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
            note_en=row.optional("note_en"),
            **_place(row),
        )
