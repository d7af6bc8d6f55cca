"""What a mended plan may not lose: targets that newer ones took the place of, tasks and duties reported on."""

from collections.abc import Iterable, Iterator

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portal.db import portions
from portal.domain.obligations import Receipt, duty_id
from portal.domain.plan_history import list_newer
from portal.domain.tasks import TaskRecord
from portal.domain.whole_plans import WholePlan
from portal.publishing.problems import Problem


def loss_problems(session: Session, before: WholePlan, after: WholePlan) -> Iterator[Problem]:
    """One problem for each thing that would disappear though something published refers to it."""
    slug = before.plan.slug
    for ref, newer in sorted(list_newer(session, _gone(before.targets, after.targets)).items()):
        yield Problem(
            "target-referred",
            f"{slug}/targets.csv",
            f"chỉ tiêu {ref} không còn, nhưng {newer.id} ghi là thay cho nó.",
            f"target {ref} is gone, but {newer.id} takes its place.",
            "Giữ dòng này, hoặc sửa kế hoạch sau trước.",
            "Keep the row, or mend the later plan first.",
        )
    for ref in _reported_tasks(session, _gone(before.tasks, after.tasks)):
        yield Problem(
            "task-referred",
            f"{slug}/tasks.csv",
            f"nhiệm vụ {ref} không còn, nhưng đã có báo cáo được công bố về nó.",
            f"task {ref} is gone, but what was reported of it is published.",
            "Giữ dòng này ở đúng mục và ý của nó.",
            "Keep the row, under its section and item.",
        )
    duties = {duty_id(duty) for duty in before.duties} - {duty_id(duty) for duty in after.duties}
    for ref in _received(session, duties):
        yield Problem(
            "duty-referred",
            f"{slug}/obligations.csv",
            f"kỳ báo cáo của {ref} không còn, nhưng ngày nhận báo cáo đã được công bố.",
            f"the duty of report {ref} is gone, but the day on which it was received is published.",
            "Giữ dòng này ở đúng mục, ý và kỳ của nó.",
            "Keep the row, under its section, item and cadence.",
        )


def _gone(before: Iterable[object], after: Iterable[object]) -> list[str]:
    """The ids of what is there no more."""
    return sorted({getattr(each, "id") for each in before} - {getattr(each, "id") for each in after})  # noqa: B009


def _reported_tasks(session: Session, ids: Iterable[str]) -> list[str]:
    """Those of which anything was ever published."""
    found: set[str] = set()
    for some in portions(ids):
        found.update(session.scalars(select(TaskRecord.key).where(TaskRecord.key.in_(some))))
    return sorted(found)


def _received(session: Session, duties: Iterable[str]) -> list[str]:
    """The reports under these duties that were ever published as received."""
    found: set[str] = set()
    for some in portions(sorted(duties), 50):
        keys = [or_(Receipt.key == duty, Receipt.key.startswith(f"{duty}-", autoescape=True)) for duty in some]
        found.update(session.scalars(select(Receipt.key).where(or_(*keys))))
    return sorted(found)
