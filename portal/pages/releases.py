"""Releases: what was published when, and why something was corrected or taken back."""

from flask import Response, render_template, request

from portal.domain.datasets import has_illustrative, list_release_versions
from portal.domain.localities import Locality, get_commune, list_communes
from portal.domain.releases import list_releases, select_releases
from portal.errors import Refusal
from portal.formats import Table
from portal.formats.http import table_answer
from portal.formats.public_rows import flag_releases
from portal.i18n import gettext
from portal.pages.tables import table_of
from portal.routing import Pages
from portal.web import session, today

pages = Pages("releases", __name__)


@pages.route("/releases")
def index() -> str:
    commune = _asked_commune()
    releases = list_releases(session(), commune=commune)
    return render_template(
        "releases/index.html",
        releases=releases,
        versions=list_release_versions(session(), releases),
        commune=commune,
        communes=list_communes(session(), on=today()),
        illustrative=has_illustrative(session(), commune=commune),
    )


@pages.route("/releases.<any(csv,json):suffix>")
def rows(suffix: str) -> Response:
    table = table_of("releases", select_releases(commune=_asked_commune()))
    flagged = flag_releases(session(), list(table.rows))
    return table_answer(Table(table.name, (*table.fields, "illustrative"), flagged), suffix)


def _asked_commune() -> Locality | None:
    """The commune of the parameter ``commune``; None when every commune is asked for."""
    ref = request.args.get("commune", "")
    if not ref:
        return None
    commune = get_commune(session(), ref, on=today())
    if commune is None:
        raise Refusal(
            400,
            "unknown-commune",
            gettext("Không có xã, phường này"),
            gettext("Làng Số không có xã, phường nào mang tên hoặc mã “%(ref)s”.", ref=ref),
        )
    return commune
