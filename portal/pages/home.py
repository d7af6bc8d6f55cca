"""The first page: find your village, what readers come for, the communes, and what was published last."""

from flask import render_template

from portal.domain.datasets import has_illustrative
from portal.domain.participation import count_communes, list_active_communes
from portal.domain.releases import list_releases
from portal.domain.summaries import list_summaries
from portal.pages.reference import indicators, provinces, rollups
from portal.routing import Pages
from portal.web import session, today

pages = Pages("home", __name__)

MOST_CARDS = 6
NEWEST = 3
LOOKED_FOR = ("vneid-level2", "coverage-5g", "services-online-use", "digital-skills")
"""Indicators that people ask for by name: each is one click away."""


@pages.route("/")
def show() -> str:
    communes = list_active_communes(session(), on=today(), limit=MOST_CARDS)
    total = count_communes(session(), on=today())
    return render_template(
        "home/show.html",
        total=total,
        provinces=provinces() if total > len(communes) else [],
        summaries=list_summaries(session(), communes, rollups(communes), today=today()),
        looked_for=[each for each in indicators() if each.code in LOOKED_FOR],
        releases=list_releases(session(), limit=NEWEST),
        illustrative=has_illustrative(session()),
    )
