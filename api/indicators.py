"""What is measured."""

from api.paging import Selected
from api.queries import IndicatorQuery
from api.references import find_commune, find_group
from api.routing import Parameters, v1
from api.schemas import IndicatorSchema
from portal.domain.coverage import select_commune_indicators
from portal.domain.indicators import Indicator, select_indicators

ORDER = (Indicator.position, Indicator.code)


@v1.collection("indicators", IndicatorSchema, IndicatorQuery)
def list_indicators(parameters: Parameters) -> Selected:
    commune = find_commune(parameters)
    which = {
        "group": find_group(parameters, measured=True),
        "level": parameters["level"],
        "nature": parameters["nature"],
    }
    rows = select_commune_indicators(commune, **which) if commune else select_indicators(**which)
    return Selected(rows, ORDER)


@v1.one("/indicators/<code>")
def show_indicator(_parameters: Parameters, code: str) -> Selected:
    return Selected(select_indicators(code=code), ORDER)
