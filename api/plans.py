"""Plans and their numeric targets."""

from api.paging import Selected
from api.queries import PlanQuery, TargetQuery
from api.references import find_commune, find_indicator, find_plan
from api.routing import Parameters, v1
from api.schemas import PlanSchema, TargetSchema
from portal.domain.localities import Locality
from portal.domain.plans import Plan, Target, select_plans, select_targets

ORDER = (Locality.position, Plan.slug)
ORDER_OF_TARGETS = (*ORDER, Target.position, Target.id)


@v1.collection("plans", PlanSchema, PlanQuery)
def list_plans(parameters: Parameters) -> Selected:
    return Selected(select_plans(commune=find_commune(parameters)), ORDER)


@v1.one("/plans/<slug>")
def show_plan(_parameters: Parameters, slug: str) -> Selected:
    return Selected(select_plans(slug=slug), ORDER)


@v1.collection("targets", TargetSchema, TargetQuery)
def list_targets(parameters: Parameters) -> Selected:
    rows = select_targets(
        plan=find_plan(parameters),
        commune=find_commune(parameters),
        indicator=find_indicator(parameters),
        year=parameters["year"],
    )
    return Selected(rows, ORDER_OF_TARGETS)


@v1.one("/targets/<ref>")
def show_target(_parameters: Parameters, ref: str) -> Selected:
    return Selected(select_targets(ref=ref), ORDER_OF_TARGETS)
