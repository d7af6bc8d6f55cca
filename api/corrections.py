"""What was corrected or taken back, the newest first; the cells are those of the release."""

from functools import partial
from typing import Any

from api.paging import Selected
from api.queries import AsOfQuery, CorrectionQuery
from api.references import State, find_commune, find_indicator, find_state
from api.routing import Parameters, v1
from api.schemas import CorrectionSchema
from portal.addresses import public_url
from portal.domain.corrections import finish_corrections, select_corrections
from portal.domain.releases import Release

ORDER = (-Release.seq,)


@v1.collection("corrections", CorrectionSchema, CorrectionQuery)
def list_corrections(parameters: Parameters) -> Selected:
    return _corrections(
        find_state(parameters),
        commune=find_commune(parameters),
        indicator=find_indicator(parameters),
        kind=parameters["kind"],
    )


@v1.one("/corrections/<ref>", AsOfQuery)
def show_correction(parameters: Parameters, ref: str) -> Selected:
    return _corrections(find_state(parameters), ref=ref)


def _corrections(seen: State, **which: Any) -> Selected:
    rows = select_corrections(as_of=seen.seq, **which)
    return Selected(rows, ORDER, partial(finish_corrections, releases_url=public_url("/api/v1/releases")), seen.pinned)
