"""The outlines of the plans: the headings that tasks, targets and goals stand under."""

from api.paging import Selected
from api.queries import SectionQuery
from api.references import find_commune, find_plan
from api.routing import Parameters, v1
from api.schemas import SectionSchema
from portal.db import Rows
from portal.domain.localities import Locality
from portal.domain.outlines import finish_sections, select_sections
from portal.domain.plans import Plan, PlanSection

ORDER = (Locality.position, Plan.slug, PlanSection.position, PlanSection.path)


@v1.collection("sections", SectionSchema, SectionQuery)
def list_sections(parameters: Parameters) -> Selected:
    return _sections(select_sections(plan=find_plan(parameters), commune=find_commune(parameters)))


@v1.one("/sections/<ref>")
def show_section(_parameters: Parameters, ref: str) -> Selected:
    return _sections(select_sections(ref=ref))


def _sections(rows: Rows) -> Selected:
    return Selected(rows, ORDER, lambda _session, rows: finish_sections(rows))
