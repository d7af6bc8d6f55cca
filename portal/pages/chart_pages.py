"""Charts by address: one indicator of a commune or village, as a page, a picture, a table and a frame."""

from flask import Response, make_response, render_template

from portal.addresses import public_url
from portal.formats.drawings import answer_png, answer_svg
from portal.formats.http import table_answer
from portal.formats.letters import BOLD, fold, shorten
from portal.headers import EMBEDDABLE
from portal.i18n import gettext as _
from portal.i18n import language, localized
from portal.i18n.formats import format_date
from portal.pages.chart_rows import path_table
from portal.pages.chart_views import View, find_view
from portal.pages.charts import Chart, trend_chart
from portal.routing import Pages, in_language
from portal.validators import of_state

pages = Pages("charts", __name__)

ACROSS, TALL = 1200, 630  # of a picture to share


@pages.get("/charts/<commune>/<indicator>")
def show(commune: str, indicator: str) -> str:
    return _page(find_view(commune, indicator))


@pages.get("/charts/<commune>/<village>/<indicator>")
def show_village(commune: str, village: str, indicator: str) -> str:
    return _page(find_view(commune, indicator, village))


@pages.get("/charts/<commune>/<indicator>/embed")
def embed(commune: str, indicator: str) -> Response:
    """The chart by itself, for the pages of others."""
    return _frame(find_view(commune, indicator))


@pages.get("/charts/<commune>/<village>/<indicator>/embed")
def embed_village(commune: str, village: str, indicator: str) -> Response:
    return _frame(find_view(commune, indicator, village))


@pages.get("/charts/<commune>/<indicator>.<any(svg,png):suffix>")
def picture(commune: str, indicator: str, suffix: str) -> Response:
    return of_state(lambda: _picture(find_view(commune, indicator), suffix))


@pages.get("/charts/<commune>/<village>/<indicator>.<any(svg,png):suffix>")
def picture_village(commune: str, village: str, indicator: str, suffix: str) -> Response:
    return of_state(lambda: _picture(find_view(commune, indicator, village), suffix))


@pages.get("/charts/<commune>/<indicator>.<any(csv,json,xlsx,embed):suffix>")
def rows(commune: str, indicator: str, suffix: str) -> Response:
    return table_answer(path_table(find_view(commune, indicator)), suffix)


@pages.get("/charts/<commune>/<village>/<indicator>.<any(csv,json,xlsx,embed):suffix>")
def rows_village(commune: str, village: str, indicator: str, suffix: str) -> Response:
    return table_answer(path_table(find_view(commune, indicator, village)), suffix)


def _page(view: View) -> str:
    return render_template("charts/show.html", view=view, path=view.draw(), trend_of=_trend(view))


def _trend(view: View) -> Chart | None:
    """The figures by themselves, where there are enough to be looked at from nearer; their table in any case."""
    return trend_chart(
        view.series,
        unit=view.indicator.unit,
        decimals=view.indicator.decimals,
        illustrative=view.illustrative,
        breaks=view.breaks,
        legend=view.legend,
    )


def _frame(view: View) -> Response:
    response = make_response(render_template("charts/embed.html", view=view, path=view.draw()))
    response.headers["Content-Security-Policy"] = EMBEDDABLE
    return response


def _picture(view: View, suffix: str) -> Response:
    head = fold(view.title, ACROSS / 1.2, 28, BOLD, exact=True)[:2]  # a reader's own letters may be wider
    down = 120 + 34 * (len(head) - 1)
    svg = render_template(
        "charts/card.svg",
        view=view,
        path=view.draw(width=ACROSS - 60, height=TALL - 76 - down),
        width=ACROSS,
        height=TALL,
        head=head,
        down=down,
        foot=_foot(view),
    )
    return answer_svg(svg) if suffix == "svg" else answer_png(svg, width=ACROSS)


def _foot(view: View) -> list[str]:
    """Whose figures these are, of which release and day, and where the chart is."""
    latest = view.latest
    said = _("Làng Số. Chưa có số liệu được công bố.")
    if latest:
        day = format_date(latest.release.released_at)
        source = localized(latest.release, "source")
        said = _(
            "Nguồn: %(source)s. Đợt công bố %(release)s, %(day)s.", source=source, release=latest.release.id, day=day
        )
    url = public_url(in_language(view.path, language())) + view.query
    return [shorten(said, ACROSS - 60, 18), shorten(url, ACROSS - 60, 18)]
