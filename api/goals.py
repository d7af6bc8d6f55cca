"""What the plans want without a number."""

from api.paging import Selected
from api.queries import GoalQuery
from api.references import find_commune, find_plan
from api.routing import Parameters, v1
from api.schemas import GoalSchema
from portal.domain.localities import Locality
from portal.domain.outlines import select_goals
from portal.domain.plans import Goal, Plan

ORDER = (Locality.position, Plan.slug, Goal.position, Goal.id)


@v1.collection("goals", GoalSchema, GoalQuery)
def list_goals(parameters: Parameters) -> Selected:
    rows = select_goals(plan=find_plan(parameters), commune=find_commune(parameters), year=parameters["year"])
    return Selected(rows, ORDER)


@v1.one("/goals/<ref>")
def show_goal(_parameters: Parameters, ref: str) -> Selected:
    return Selected(select_goals(ref=ref), ORDER)
