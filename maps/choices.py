"""What a reader may turn a map into: other communes, indicators, periods, views, forms and layers."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from maps import gap_words
from maps.changes import are_alike
from maps.forms import Form
from maps.gaps import LAYERS
from maps.scene import Scene, View
from portal.domain.indicators import Indicator, list_indicators
from portal.domain.localities import Locality
from portal.domain.participation import list_mapped_communes
from portal.i18n import gettext as _

MOST = 100  # communes in a list; where more have figures, those of the province


@dataclass(frozen=True)
class Choices:
    communes: list[Locality]
    all_communes: bool  # whether these are all that have figures
    indicators: list[Indicator]
    views: dict[str, str]
    forms: dict[str, str]
    layers: dict[str, str]
    comparable: list[str]  # of the length of the one shown, all but the newest: what a change can be reckoned from


def load_choices(session: Session, scene: Scene, *, on: dt.date) -> Choices:
    communes = list_mapped_communes(session, scene.indicator.code, on=on, limit=MOST + 1)
    everywhere = len(communes) <= MOST
    if not everywhere:
        province = scene.commune.parent_id
        communes = list_mapped_communes(session, scene.indicator.code, on=on, province=province, limit=2 * MOST)
    if scene.commune not in communes:
        communes.insert(0, scene.commune)
    return Choices(
        communes=communes,
        all_communes=everywhere,
        indicators=list_indicators(session, level="village"),
        views=_name_views(scene),
        forms={form.value: form_name(form) for form in scene.forms},
        layers={code: gap_words.layer_name(code) for code in LAYERS},
        comparable=[period for period in scene.periods if scene.period and are_alike(period, scene.period)][1:],
    )


def _name_views(scene: Scene) -> dict[str, str]:
    names = {
        View.VALUE: _("giá trị"),
        View.TARGET: _("so với chỉ tiêu: đã đạt, còn thiếu bao nhiêu"),
        View.CHANGE: _("thay đổi so với kỳ trước"),
    }
    possible = {View.VALUE, *([View.TARGET] if scene.target else []), *([View.CHANGE] if scene.periods[1:] else [])}
    return {view.value: name for view, name in names.items() if view in possible}


def form_name(form: Form) -> str:
    return {
        Form.OUTLINES: _("ranh giới"),
        Form.POINTS: _("chấm"),
        Form.TILES: _("ô lục giác, mỗi ô một nơi"),
    }[form]
