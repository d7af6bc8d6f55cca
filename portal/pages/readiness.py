"""Readiness: communes and villages by the four elements of the digital citizen and their index, with what is uncertain.

The index, its interval, ranks and changes are the domain's; these views choose the period and show them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, render_template, request

from portal.domain.gaps import nearest_target
from portal.domain.indicators import Indicator, list_elements
from portal.domain.localities import Locality, LocalityKind, get_locality, list_localities_by_id
from portal.domain.plans import Target, list_targets
from portal.domain.readiness import Readiness
from portal.domain.releases import get_latest_seq
from portal.domain.standings import (
    Board,
    Standing,
    board_of_communes,
    board_of_villages,
    common_periods,
    count_complete_communes,
    list_village_readiness,
    moves,
    of_one_length,
    shared_period,
)
from portal.errors import Refusal
from portal.formats.http import table_answer
from portal.i18n import gettext as _
from portal.i18n import localized
from portal.i18n.formats import format_period
from portal.i18n.readiness_words import element_names, lacking_by_reason, rank_text, readiness_arithmetic
from portal.pages.asking import find_commune
from portal.pages.context import address
from portal.pages.paging import asked_page
from portal.pages.pictures import Sheet, picture_answer
from portal.pages.readiness_charts import Scale, dots_chart, index_chart, scale_of
from portal.pages.readiness_rows import change_table, standing_table, time_table
from portal.per_state import held
from portal.routing import Pages
from portal.validators import of_state
from portal.web import session, today

pages = Pages("readiness", __name__)

PAGE = 100  # communes
MANY = 20  # communes from which on they can be narrowed to a province
TABLES = "<any(csv,json,xlsx,embed):suffix>"
PICTURES = "<any(svg,png):suffix>"


@dataclass(frozen=True)
class Seen:
    """All that is published of a commune and its villages, and the period that is looked at."""

    elements: list[Indicator]
    series: dict[int, list[Readiness]]
    periods: list[str]
    period: str | None
    board: Board | None

    def now_of(self, place: Locality) -> Readiness | None:
        """The place in the period."""
        return next((one for one in self.series.get(place.id, ()) if one.period == self.period), None)

    def times_of(self, place: Locality) -> list[Readiness]:
        """The place in periods of this length, oldest first."""
        return of_one_length(self.series.get(place.id, []), self.period) if self.period else []


@dataclass(frozen=True)
class SeenCommunes:
    """The communes of the country or of a province in the period that is looked at."""

    periods: list[str]
    period: str | None
    province: Locality | None
    board: Board | None

    @property
    def all(self) -> list[Standing]:
        return self.board.all if self.board else []


@pages.get("/readiness")
def index() -> str:
    seen = _see_communes()
    shown = seen.all
    pager = asked_page(len(shown), PAGE)
    return render_template(
        "readiness/index.html",
        periods=seen.periods,
        period=seen.period,
        province=seen.province,
        provinces=_provinces(shown) if len(shown) > MANY or seen.province else [],
        board=seen.board,
        shown=shown[pager.first : pager.last],
        pager=pager,
        scale=_scale(seen.board),
        example=next((standing for standing in shown if standing.rank), None),
        illustrative=any(standing.found.illustrative for standing in shown),
        **_words(),
    )


@pages.get(f"/readiness.{TABLES}")
def rows(suffix: str) -> Response:
    title = _("Mức sẵn sàng công dân số của xã, phường")
    return table_answer(standing_table("readiness", _see_communes().all), suffix, title)


@pages.get("/readiness/<ref>")
def show(ref: str) -> str:
    commune = find_commune(ref)
    seen = _see(commune)
    now, times = seen.now_of(commune), seen.times_of(commune)
    return render_template(
        "readiness/show.html",
        commune=commune,
        seen=seen,
        now=now,
        targets=_targets(commune, seen.elements),
        weakest=_weakest(now),
        scale=_scale(seen.board),
        chart=index_chart(times) if seen.period and seen.series.get(commune.id) else None,
        times=times,
        moves=moves(seen.board, seen.series) if seen.board else [],
        illustrative=commune.illustrative or any(one.illustrative for found in seen.series.values() for one in found),
        **_words(),
    )


@pages.get(f"/readiness/<ref>.{TABLES}")
def village_rows(ref: str, suffix: str) -> Response:
    commune = find_commune(ref)
    board = _see(commune).board
    title = _("Mức sẵn sàng công dân số của %(commune)s", commune=localized(commune))
    return table_answer(standing_table(f"{commune.slug}-readiness", board.all if board else []), suffix, title)


@pages.get(f"/readiness/<ref>/over-time.{TABLES}")
def time_rows(ref: str, suffix: str) -> Response:
    """The commune's own index, period by period."""
    commune = find_commune(ref)
    seen = _see(commune)
    title = _("Chỉ số sẵn sàng của cả %(commune)s", commune=localized(commune))
    name, page = f"{commune.slug}-readiness-over-time", address(f"/readiness/{commune.slug}")
    return table_answer(time_table(name, seen.times_of(commune), page), suffix, title)


@pages.get(f"/readiness/ranking.{PICTURES}")
def picture(suffix: str) -> Response:
    """The communes' dots; the first of them where there are many."""
    seen = _see_communes()
    title = _("Mức sẵn sàng công dân số của xã, phường")
    asked = f"&province={seen.province.slug}" if seen.province else ""
    return of_state(lambda: _ranking(seen.board, title, "/readiness", suffix, asked=asked))


@pages.get(f"/readiness/<ref>/ranking.{PICTURES}")
def ranking_picture(ref: str, suffix: str) -> Response:
    commune = find_commune(ref)
    seen = _see(commune)
    now = seen.now_of(commune)
    title = _("Chỉ số sẵn sàng theo thôn, tổ dân phố, %(commune)s", commune=localized(commune))
    path, whole = f"/readiness/{commune.slug}", now.index if now else None
    return of_state(lambda: _ranking(seen.board, title, path, suffix, whole=whole))


def _ranking(
    board: Board | None, title: str, path: str, suffix: str, *, whole: float | None = None, asked: str = ""
) -> Response:
    ranked = board.ranked if board else []
    dots = dots_chart(ranked, _scale(board), whole)
    period = ranked[0].found.period if ranked else None
    heading = f"{title}, {format_period(period)}" if period else title
    page = f"{path}?period={period}{asked}" if period else path
    made_up = any(one.found.illustrative for one in ranked)
    sheet = Sheet(heading, dots.description, page, dots.width, dots.height, made_up)
    return picture_answer("readiness/ranking.svg", sheet, suffix, dots=dots)


@pages.get(f"/readiness/<ref>/over-time.{PICTURES}")
def time_picture(ref: str, suffix: str) -> Response:
    commune = find_commune(ref)
    seen = _see(commune)
    chart = index_chart(seen.times_of(commune))
    title = _("Chỉ số sẵn sàng của cả %(commune)s", commune=localized(commune))
    page = f"/readiness/{commune.slug}" + (f"?period={seen.period}" if seen.period else "")
    sheet = Sheet(title, chart.description, page, chart.width, chart.height, chart.illustrative)
    return of_state(lambda: picture_answer("readiness/over-time.svg", sheet, suffix, chart=chart))


@pages.get(f"/readiness/<ref>/changes.{TABLES}")
def change_rows(ref: str, suffix: str) -> Response:
    """Each village's first index and its last that may be compared with it."""
    commune = find_commune(ref)
    seen = _see(commune)
    found = moves(seen.board, seen.series) if seen.board else []
    title = _("Thay đổi của chỉ số theo thôn, tổ dân phố của %(commune)s", commune=localized(commune))
    return table_answer(
        change_table(f"{commune.slug}-readiness-changes", found, address(f"/readiness/{commune.slug}")), suffix, title
    )


def _see_communes() -> SeenCommunes:
    counts = held("complete communes", _count_complete)
    periods = sorted(counts, reverse=True)
    period, province = _asked_period(periods) or shared_period(counts), _asked_province()
    board = _board_of_communes(period, province) if period else None
    return SeenCommunes(periods, period, province, board)


def _count_complete() -> dict[str, int]:
    return count_complete_communes(session(), list_elements(session()), as_of=get_latest_seq(session()))


def _see(commune: Locality) -> Seen:
    elements = list_elements(session())
    series = list_village_readiness(session(), commune, elements, as_of=get_latest_seq(session()))
    periods = common_periods(series.values())
    period = _asked_period(periods) or (periods[0] if periods else None)
    board = board_of_villages(session(), commune, period, elements, series) if period else None
    return Seen(elements, series, periods, period, board)


def _board_of_communes(period: str, province: Locality | None) -> Board:
    elements = list_elements(session())
    return board_of_communes(session(), elements, period, as_of=get_latest_seq(session()), province=province)


def _asked_period(periods: Sequence[str]) -> str | None:
    """The period of the parameter; None unless asked, and where nothing was ever published.

    :raises Refusal: nothing was published for it.
    """
    text = request.args.get("period")
    if not text or not periods:
        return None
    if text in periods:
        return text
    detail = _("Chưa công bố mức sẵn sàng của kỳ “%(period)s”. Hãy chọn một kỳ trong danh sách của trang.", period=text)
    raise Refusal(404, "no-period", _("Không có số liệu của kỳ này"), detail)


def _asked_province() -> Locality | None:
    ref = request.args.get("province")
    if not ref:
        return None
    province = get_locality(session(), ref, on=today(), kind=LocalityKind.PROVINCE)
    if province is None:
        detail = _("Làng Số không có tỉnh, thành phố nào mang tên hoặc mã “%(ref)s”.", ref=ref)
        raise Refusal(400, "unknown-province", _("Không có tỉnh, thành phố này"), detail)
    return province


def _provinces(shown: Sequence[Standing]) -> list[Locality]:
    ids = sorted({standing.place.parent_id for standing in shown if standing.place.parent_id})
    return sorted(list_localities_by_id(session(), ids), key=lambda place: place.position)


def _targets(commune: Locality, elements: Sequence[Indicator]) -> dict[str, Target]:
    """The target that each element is seen against, by the indicator's code."""
    given = list_targets(session(), commune=commune)
    found = {e.code: nearest_target((t for t in given if t.indicator_code == e.code), today().year) for e in elements}
    return {code: target for code, target in found.items() if target is not None}


def _weakest(now: Readiness | None) -> str | None:
    """The indicator of the commune's lowest element."""
    rates = [(e.value, e.indicator) for e in now.elements if e.value is not None and e.indicator] if now else []
    return min(rates)[1] if rates else None


def _scale(board: Board | None) -> Scale | None:
    return scale_of([s.interval for s in board.ranked if s.interval]) if board and board.ranked else None


def _words() -> dict[str, object]:
    return {
        "arithmetic": readiness_arithmetic,
        "lacking_text": lacking_by_reason,
        "names": element_names(),
        "rank_text": rank_text,
    }
