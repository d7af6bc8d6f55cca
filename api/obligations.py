"""Reports due under the plans, as reckoned today."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from api.paging import Listed, Row
from api.queries import AsOfQuery, ObligationQuery
from api.references import find_commune, find_plan, find_state
from api.routing import Parameters, v1
from api.schemas import ObligationSchema
from portal.domain.obligations import Report, list_plan_reports
from portal.formats.public_rows import report_row
from portal.web import session, today


@v1.collection("obligations", ObligationSchema, ObligationQuery)
def list_obligations(parameters: Parameters) -> Listed:
    seen = find_state(parameters)
    reports = list_plan_reports(
        session(), plan=find_plan(parameters), commune=find_commune(parameters), today=today(), as_of=seen.seq
    )
    cadence, state = parameters["cadence"], parameters["state"]
    wanted = [r for r in reports if cadence in {None, r.cadence} and state in {None, r.state}]
    return Listed(wanted, _rows, seen.pinned)


@v1.one("/obligations/<ref>", AsOfQuery)
def show_obligation(parameters: Parameters, ref: str) -> Listed:
    reports = list_plan_reports(session(), today=today(), as_of=find_state(parameters).seq)
    return Listed([r for r in reports if r.id == ref], _rows)


def _rows(_session: Session, reports: Sequence[Report]) -> list[Row]:
    return [report_row(report) for report in reports]
