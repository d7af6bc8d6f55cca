"""A plan as StratML Part 1, in the language of the page: how is told in ``docs/plans.md``.

A heading of the document with something under it is a goal of StratML; what stands under it are its objectives: goals
without a number, targets, tasks and responsibilities, reporting duties. Part 1 has no place for a number, so a target
says its own in its name.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from flask import current_app

from portal.addresses import public_url
from portal.domain.bodies import Role, names_in
from portal.domain.obligations import Obligation, duty_id
from portal.domain.plans import Goal, Plan, PlanSection, Target, place_id
from portal.domain.tasks import Task
from portal.domain.whole_plans import Piece, WholePlan
from portal.formats import stratml
from portal.i18n import gettext as _
from portal.i18n import language, localized
from portal.i18n.formats import format_date
from portal.i18n.plan_words import cadence_name
from portal.i18n.record_words import role_name
from portal.i18n.wording import target_text
from portal.pages.context import address
from portal.pages.deadline_words import duty_day


def strategic_plan(whole: WholePlan) -> stratml.StrategicPlan:
    plan = whole.plan
    return stratml.StrategicPlan(
        name=localized(plan, "title"),
        description=" ".join(_described(plan)),
        other=localized(plan, "note"),
        organization=localized(plan, "issuer"),
        bodies=[stratml.Stakeholder(body[_english() + 1]) for body in whole.bodies.values()],
        goals=_goals(whole) or [_whole_document(plan)],
        start=dt.date(plan.period_from, 1, 1),
        end=dt.date(plan.period_to, 12, 31),
        published=plan.issued_on,
        source=public_url(address(f"/plans/{plan.slug}")),
        email=current_app.config["CONTACT_EMAIL"],
    )


def _described(plan: Plan) -> Iterator[str]:
    yield _("Ban hành: %(issuer)s.", issuer=localized(plan, "issuer"))
    if plan.number:
        yield _("Số: %(number)s.", number=plan.number)
    if plan.issued_on:
        yield _("Ngày ban hành: %(day)s.", day=format_date(plan.issued_on))
    yield _("Năm: %(year)s.", year=plan.year)
    if plan.basis:
        yield _("Căn cứ: %(basis)s.", basis=plan.basis)


def _goals(whole: WholePlan) -> list[stratml.Goal]:
    """Of the headings that have something under themselves, in the document's order."""
    titles = {section.path: localized(section, "title") for section in whole.sections}
    return [_goal(whole, section, titles) for section in whole.sections if section.path in whole.pieces]


def _goal(whole: WholePlan, section: PlanSection, titles: dict[str, str]) -> stratml.Goal:
    path = section.path.split(".")
    above = [".".join(path[:count]) for count in range(1, len(path) + 1)]
    return stratml.Goal(
        name=titles[section.path],
        identifier=f"section-{place_id(section.plan_slug, section.path, None)}",
        description=" › ".join(titles[each] for each in above if each in titles),
        sequence=section.path,
        objectives=[
            replace(_objective(whole, piece), sequence=_label(piece, section)) for piece in whole.pieces[section.path]
        ],
    )


def _whole_document(plan: Plan) -> stratml.Goal:
    """In place of the headings of a plan that has nothing under any: StratML wants a goal."""
    title = localized(plan, "title")
    return stratml.Goal(name=title, identifier=f"plan-{plan.slug}", description=title)


def _label(piece: Piece, section: PlanSection) -> str:
    """Its label under the heading: ``3`` for the third item, ``b.3`` for that of a label below."""
    below = piece.section.removeprefix(section.path).removeprefix(".")
    return ".".join(filter(None, (below, piece.item)))


def _objective(whole: WholePlan, piece: Piece) -> stratml.Objective:
    if isinstance(piece, Target):
        return _of_target(piece, whole)
    if isinstance(piece, Goal):
        return _of_goal(piece)
    return _of_task(piece) if isinstance(piece, Task) else _of_duty(piece)


def _of_target(target: Target, whole: WholePlan) -> stratml.Objective:
    indicator = target.indicator
    promise = target_text(target.comparator, target.value, target.value_high, indicator.unit)
    named = {"indicator": localized(indicator), "promise": promise}
    amended = [_("Thay cho chỉ tiêu %(id)s.", id=target.amends_id)] if target.amends_id else []
    amended += [_("Được thay bằng chỉ tiêu %(id)s.", id=a.newer) for a in whole.amendments if a.older == target.id]
    return stratml.Objective(
        name=_("%(indicator)s: %(promise)s đến hết năm %(year)s", **named, year=target.year)
        if target.year
        else _("%(indicator)s: %(promise)s, không ghi thời hạn", **named),
        identifier=f"target-{target.id}",
        description=localized(indicator, "definition"),
        other=_joined(localized(target, "citation"), localized(target, "note"), *amended),
    )


def _of_goal(goal: Goal) -> stratml.Objective:
    year = _("Đến năm %(year)s", year=goal.year) if goal.year else ""
    return stratml.Objective(
        name=localized(goal, "title"),
        identifier=f"goal-{goal.id}",
        other=_joined(localized(goal, "citation"), year),
    )


def _of_task(task: Task) -> stratml.Objective:
    due = ", ".join(filter(None, (format_date(task.due) if task.due else "", localized(task, "due_note"))))
    return stratml.Objective(
        name=localized(task, "title"),
        identifier=f"{task.kind}-{task.id}",
        stakeholders=_stakeholders(task, (Role.LEAD, Role.PARTNER)),
        other=_joined(localized(task, "citation"), _("Thời hạn: %(due)s.", due=due) if due else ""),
    )


def _of_duty(duty: Obligation) -> stratml.Objective:
    return stratml.Objective(
        name=_("Báo cáo %(cadence)s", cadence=cadence_name(duty.cadence)),
        identifier=f"duty-{duty_id(duty)}",
        description=_("trước %(day)s", day=duty_day(duty)) if duty.due_day else duty_day(duty),
        stakeholders=_stakeholders(duty, (Role.REPORTER, Role.RECIPIENT)),
        other=_joined(localized(duty, "citation"), localized(duty, "note")),
    )


def _stakeholders(thing: Task | Obligation, roles: Sequence[Role]) -> list[stratml.Stakeholder]:
    return [
        stratml.Stakeholder(body[_english() + 1], role_name(role)) for role in roles for body in names_in(thing, role)
    ]


def _joined(*texts: str) -> str:
    """As sentences."""
    return " ".join(text if text.endswith(".") else f"{text}." for text in texts if text)


def _english() -> int:
    """Which of a pair of names the page says."""
    return int(language() == "en")
