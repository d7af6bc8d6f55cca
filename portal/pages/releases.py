"""Releases: what was published when, and why something was corrected or taken back."""

from flask import Response, render_template

from portal.domain.datasets import has_illustrative, list_release_versions
from portal.domain.localities import list_communes
from portal.domain.releases import list_releases, select_releases
from portal.formats import Table
from portal.formats.http import table_answer
from portal.formats.public_rows import flag_releases
from portal.pages.asking import asked_commune
from portal.pages.tables import table_of
from portal.routing import Pages
from portal.web import session, today

pages = Pages("releases", __name__)


@pages.route("/releases")
def index() -> str:
    commune = asked_commune()
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
    table = table_of("releases", select_releases(commune=asked_commune()))
    flagged = flag_releases(session(), list(table.rows))
    return table_answer(Table(table.name, (*table.fields, "illustrative"), flagged), suffix)
