"""The first page: what this is, the communes, and what was published last."""

from flask import render_template

from portal.domain.datasets import has_illustrative
from portal.domain.localities import list_communes
from portal.domain.releases import list_releases
from portal.domain.summaries import list_summaries
from portal.routing import Pages
from portal.web import session, today

pages = Pages("home", __name__)

MOST_CARDS = 12
NEWEST = 6


@pages.route("/")
def show() -> str:
    communes = list_communes(session(), on=today())
    return render_template(
        "home/show.html",
        total=len(communes),
        summaries=list_summaries(session(), communes[:MOST_CARDS], today=today()),
        releases=list_releases(session(), limit=NEWEST),
        illustrative=has_illustrative(session()),
    )
