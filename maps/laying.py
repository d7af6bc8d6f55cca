"""How the villages of a commune lie on a map: in which form, each in its place, and the commune's outline around."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from maps.forms import Form, Placing, list_forms, place_villages
from portal.domain.boundaries import Outline, list_outlines
from portal.domain.localities import Locality

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Layout:
    """``placed`` is by the village's id; ``forms`` are those that are possible, ``form`` is the one chosen."""

    form: Form
    forms: list[Form]
    placed: Mapping[int, Placing]
    around: Outline | None  # of the commune; none about tiles


def lay_out(
    session: Session, commune: Locality, villages: Sequence[Locality], form: Form | None, zoom: int | None
) -> Layout:
    """The villages in the form asked for, where it is possible, else in the one that fits best.

    :param zoom: of a web map, that outlines must be fit for; None: as precise as they came.
    """
    outlines = list_outlines(session, [commune.id, *(village.id for village in villages)], zoom)
    around = outlines.pop(commune.id, None)
    forms = list_forms(commune, villages, outlines)
    chosen = form if form in forms else forms[0]
    placed = place_villages(chosen, commune, villages, outlines)
    return Layout(chosen, forms, placed, None if chosen is Form.TILES else around)


def turned_on(villages: Iterable[Locality], day: dt.date) -> dt.date | None:
    """A day on which the commune had the villages that it has on this one, the same for all such days.

    None: no village ever came or went.
    """
    turns = {turn for village in villages for turn in _turns(village)}
    past = [turn for turn in turns if turn <= day]
    return max(past) if past else min(turns) - DAY if turns else None


def _turns(village: Locality) -> list[dt.date]:
    came = [village.valid_from] if village.valid_from else []
    return came + ([village.valid_to + DAY] if village.valid_to else [])
