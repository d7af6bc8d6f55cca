"""The context of a commune's records, from the public store."""

import datetime as dt

from sqlalchemy.orm import Session

from portal.domain.localities import Locality, list_villages
from portal.domain.obligations import list_obligations, list_plan_reports
from portal.domain.plans import list_plans
from portal.domain.records import SUBJECTS, list_live
from portal.domain.tasks import list_tasks
from portal.publishing.records.kinds import Context


def record_context(public: Session, commune: Locality, today: dt.date) -> Context:
    """What the checks and the templates need to know of a commune."""
    plans = list_plans(public, commune=commune)
    tasks = [task for plan in plans for task in list_tasks(public, plan)]
    reports = list_plan_reports(public, commune=commune, today=today)
    return Context(
        commune=commune,
        villages=list_villages(public, commune, on=today),
        tasks={task.id: task for task in tasks},
        duties=[duty for plan in plans for duty in list_obligations(public, plan=plan.slug)],
        reports={report.id: report for report in reports},
        live={kind: {key: row.content for key, row in list_live(public, kind, commune).items()} for kind in SUBJECTS},
        today=today,
    )
