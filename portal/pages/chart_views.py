"""What a chart by address shows: a place's figures of one indicator beside its commune's promises."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import request

from portal.domain.charted import list_charted
from portal.domain.gaps import Gap, gap_to, nearest_target
from portal.domain.indicators import Indicator, get_indicator
from portal.domain.localities import Locality, get_village
from portal.domain.observations import Observation
from portal.domain.plans import list_targets
from portal.domain.progress import Progress, aim_of, judged, list_progress
from portal.domain.restating import get_restated
from portal.errors import Refusal
from portal.i18n import gettext as _
from portal.i18n import localized
from portal.i18n.sentences import comparable, figure_sentence
from portal.i18n.wording import target_text
from portal.pages.asking import find_commune
from portal.pages.chart_path import Course, Milestone, Path, path_chart
from portal.pages.charts import Break
from portal.pages.restated import breaks, legend, told
from portal.web import session, today


@dataclass(frozen=True)
class View:
    """A chart by address.

    :param own: the observations published of the place itself, oldest first.
    :param series: what is drawn: of a village also what is restated from the places it was made of.
    :param progress: the commune's targets in force, by year.
    """

    commune: Locality
    village: Locality | None
    indicator: Indicator
    own: list[Observation]
    series: list[Any]
    progress: list[Progress]
    breaks: list[Break]
    legend: dict[str, str]
    illustrative: bool

    @property
    def place(self) -> Locality:
        return self.village or self.commune

    @property
    def path(self) -> str:
        """The address without language and suffix."""
        village = f"/{self.village.slug}" if self.village else ""
        return f"/charts/{self.commune.slug}{village}/{self.indicator.code}"

    @property
    def query(self) -> str:
        return f"?year={request.args['year']}" if self.course and "year" in request.args else ""

    @property
    def title(self) -> str:
        return _("%(indicator)s, %(place)s", indicator=localized(self.indicator), place=localized(self.place))

    @cached_property
    def drawn(self) -> list[Any]:
        """The figures that the rule judges by, oldest first."""
        return judged(self.series, lambda each: each.when, whole_years=self._whole_years)

    @property
    def _whole_years(self) -> bool:
        return bool(self.progress) and self.progress[0].judgement.aim.whole_years

    @property
    def latest(self) -> Observation | None:
        """The newest figure published of the place that counts."""
        own = judged(self.own, lambda each: each.when, whole_years=self._whole_years)
        return own[-1] if own else None

    @property
    def courses(self) -> list[Progress]:
        """The targets that a straight line is judged by; of a village none."""
        return [] if self.village else [p for p in self.progress if p.judgement.expected is not None]

    @cached_property
    def course(self) -> Progress | None:
        """The target whose line is drawn: of the year asked for, else the next one."""
        asked = request.args.get("year", "")
        return next((p for p in self.courses if str(p.target.year) == asked), next(iter(self.courses), None))

    @property
    def near(self) -> Progress | None:
        """The target that is spoken of: the next one due, else the last that was."""
        target = nearest_target([p.target for p in self.progress], today().year)
        return next((p for p in self.progress if p.target is target), None)

    def gap(self, item: Progress) -> Gap | None:
        """A village's distance from a target; None where it has no value to compare."""
        latest = self.latest
        value = latest.exact if latest else None
        return gap_to(item.target, value) if value is not None else None

    @property
    def sentence(self) -> str:
        latest = self.latest
        if latest is None:
            return _("%(title)s: chưa có số liệu được công bố.", title=self.title)
        near, before = self.near, comparable(self.own, latest)
        said: dict[str, Any] = {"before": before, "illustrative": self.illustrative}
        if near is None:
            return figure_sentence(latest, **said)
        if self.village:
            return figure_sentence(latest, target=near.target, gap=self.gap(near), **said)
        return figure_sentence(latest, target=near.target, status=near.status, **said)

    def draw(self, *, width: int = 640, height: int = 400) -> Path:
        return path_chart(
            self.drawn,
            [_milestone(p, self.village is None) for p in self.progress],
            course=_course(self.course) if self.course else None,
            unit=self.indicator.unit,
            decimals=self.indicator.decimals,
            today=today(),
            breaks=self.breaks,
            legend=self.legend,
            width=width,
            height=height,
        )


def find_view(commune: str, indicator: str, village: str | None = None) -> View:
    """The chart that an address names.

    :raises Refusal: there is no such place or indicator.
    """
    place, measured = find_commune(commune), get_indicator(session(), indicator)
    if measured is None:
        detail = _("Làng Số không có chỉ số nào mang mã “%(code)s”.", code=indicator)
        raise Refusal(404, "unknown-indicator", _("Không có chỉ số này"), detail)
    progress = _progress(place, measured)
    if village is None:
        return _commune_view(place, measured, progress)
    return _village_view(place, _village(place, village), measured, progress)


def view_of(commune: Locality, indicator: Indicator, progress: Sequence[Progress]) -> View:
    """The chart of a commune whose progress in all its targets is known."""
    return _commune_view(
        commune, indicator, _in_force(p for p in progress if p.target.indicator_code == indicator.code)
    )


def _commune_view(commune: Locality, indicator: Indicator, progress: list[Progress]) -> View:
    own = list_charted(session(), commune, indicator)
    return View(commune, None, indicator, own, own, progress, [], {}, _is_made_up(own) or _any(progress))


def _village_view(commune: Locality, village: Locality, indicator: Indicator, progress: list[Progress]) -> View:
    own, restated = list_charted(session(), village, indicator), get_restated(session(), village, indicator)
    made_up = village.illustrative or _is_made_up(own) or any(point.illustrative for point in restated.points)
    series = list(told(restated, indicator))
    return View(commune, village, indicator, own, series, progress, breaks(restated), legend(restated), made_up)


def _village(commune: Locality, ref: str) -> Locality:
    village = get_village(session(), commune, ref)
    if village is None:
        detail = _("%(commune)s không có thôn, tổ dân phố “%(ref)s”.", commune=localized(commune), ref=ref)
        raise Refusal(404, "unknown-village", _("Không có thôn, tổ dân phố này"), detail)
    return village


def _progress(commune: Locality, indicator: Indicator) -> list[Progress]:
    targets = list_targets(session(), commune=commune, indicator=indicator.code)
    return _in_force(list_progress(session(), targets, today=today()))


def _in_force(progress: Iterable[Progress]) -> list[Progress]:
    return sorted((p for p in progress if p.amended_by is None), key=lambda p: p.target.year or 9999)


def _any(progress: Sequence[Progress]) -> bool:
    return any(p.illustrative for p in progress)


def _is_made_up(own: Sequence[Observation]) -> bool:
    return bool(own) and own[-1].dataset.illustrative  # a place's figures of one indicator are of one dataset


def _milestone(item: Progress, is_judged: bool) -> Milestone:
    target = item.target
    text = target_text(target.comparator, target.value, target.value_high, target.indicator.unit)
    return Milestone(target.year, aim_of(target).mark, text, item.status if is_judged else "")


def _course(item: Progress) -> Course | None:
    judgement = item.judgement
    base, latest, due, expected = judgement.base, judgement.latest, judgement.due, judgement.expected
    if base is None or base.value is None or latest is None or due is None or expected is None:
        return None
    return Course(base.end, base.value, due, judgement.aim.mark, latest.end, expected)
