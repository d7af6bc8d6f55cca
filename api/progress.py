"""How far the targets have come, judged today by what is published, with the arithmetic."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from api.paging import Listed, Row
from api.queries import AsOfQuery, ProgressQuery
from api.references import State, find_commune, find_indicator, find_plan, find_state
from api.routing import Parameters, v1
from api.schemas import ProgressSchema
from portal.domain import plans, progress
from portal.domain.plans import Target
from portal.domain.progress import Progress
from portal.formats.public_rows import progress_row
from portal.web import session, today


@v1.collection("progress", ProgressSchema, ProgressQuery)
def list_progress(parameters: Parameters) -> Listed:
    state = find_state(parameters)
    targets = plans.list_targets(
        session(),
        plan=find_plan(parameters),
        commune=find_commune(parameters),
        indicator=find_indicator(parameters),
        year=parameters["year"],
    )
    status = parameters["status"]
    if status is None:
        return _judged(targets, state)
    judged = progress.list_progress(session(), targets, today=today(), as_of=state.seq)
    return Listed([p for p in judged if p.status == status], lambda _session, found: _rows(found), state.pinned)


@v1.one("/progress/<target>", AsOfQuery)
def show_progress(parameters: Parameters, target: str) -> Listed | None:
    found = plans.get_target(session(), target)
    return _judged([found], find_state(parameters)) if found else None


def _judged(targets: Sequence[Target], state: State) -> Listed:
    """Only the targets of a page are judged, all of them on one day."""
    day = today()

    def finish(session: Session, page: Sequence[Target]) -> list[Row]:
        return _rows(progress.list_progress(session, page, today=day, as_of=state.seq))

    return Listed(targets, finish, state.pinned)


def _rows(found: Sequence[Progress]) -> list[Row]:
    return [progress_row(progress) for progress in found]
