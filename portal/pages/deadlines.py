"""The ledger of deadlines: of one plan, and of all communes; as tables, as a calendar and as a feed."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import Response, abort, render_template, request

from portal.addresses import public_url
from portal.domain.ledger import STATES, EntryKind, LedgerEntry, Standing, in_order, list_ledger
from portal.domain.localities import Locality, LocalityKind
from portal.domain.plans import Plan, get_plan, list_targets
from portal.domain.progress import count_statuses, list_progress
from portal.formats import calendar
from portal.formats.atom import CONTENT_TYPE as ATOM
from portal.formats.http import table_answer
from portal.i18n import gettext as _
from portal.i18n import localized
from portal.i18n.record_words import entry_kind_name, entry_state_name
from portal.pages import late_communes
from portal.pages.asking import asked_commune
from portal.pages.context import address
from portal.pages.deadline_feed import calendar_of, feed_of
from portal.pages.deadline_rows import ledger_table
from portal.pages.deadline_words import WORDS, counts_sentence
from portal.pages.facets import Facet, Narrowed, narrow
from portal.pages.paging import asked_page
from portal.routing import Pages
from portal.validators import of_state
from portal.web import session, today

pages = Pages("deadlines", __name__)

SIZE = 60
UNDATED = "undated"
OF_PLAN = (Standing.AHEAD, Standing.LATE, Standing.PAST, Standing.UNDATED)
OF_ALL = (Standing.LATE, Standing.AHEAD, Standing.PAST, Standing.UNDATED)


@dataclass(frozen=True)
class Ledger:
    """What a page of deadlines shows: the entries asked for, in its order."""

    name: str
    title: str
    path: str
    narrowed: Narrowed[LedgerEntry]
    entries: list[tuple[Standing, LedgerEntry]]

    @property
    def things(self) -> list[LedgerEntry]:
        return [entry for _standing, entry in self.entries]

    @property
    def own(self) -> str:
        """The address asked for, with what narrows it."""
        return public_url(request.path) + self.narrowed.query


@pages.get("/plans/<slug>/deadlines")
def of_plan(slug: str) -> str:
    plan, ledger = _of_plan(slug)
    progress = list_progress(session(), [t for t in list_targets(session(), plan=slug) if t.year], today=today())
    years = {t.target.year for t in progress}
    rollups = {year: count_statuses([p for p in progress if p.target.year == year]) for year in years}
    made_up = any(p.illustrative for p in progress)
    return _render("plans/deadlines.html", ledger, made_up=made_up, plan=plan, rollups=rollups)


@pages.get("/plans/<slug>/deadlines.<any(csv,json,xlsx,embed):suffix>")
def rows_of_plan(slug: str, suffix: str) -> Response:
    return _table(_of_plan(slug)[1], suffix)


@pages.get("/plans/<slug>/deadlines.ics")
def calendar_of_plan(slug: str) -> Response:
    return _calendar(_of_plan(slug)[1])


@pages.get("/plans/<slug>/deadlines.atom")
def feed_of_plan(slug: str) -> Response:
    return _feed(_of_plan(slug)[1])


@pages.get("/deadlines")
def index() -> str:
    commune = asked_commune()
    if commune is None and late_communes.are_many():
        return late_communes.render()
    return _render("deadlines/index.html", _of_all(commune), commune=commune)


@pages.get("/deadlines.<any(csv,json,xlsx,embed):suffix>")
def rows(suffix: str) -> Response:
    commune = asked_commune()
    if commune is None and late_communes.are_many():
        return table_answer(late_communes.table(), suffix, _("Thời hạn theo xã, phường"))
    return _table(_of_all(commune), suffix)


@pages.get("/deadlines.ics")
def calendar_of_all() -> Response:
    return _calendar(_of_all(late_communes.one_commune()))


@pages.get("/deadlines.atom")
def feed_of_all() -> Response:
    return _feed(_of_all(late_communes.one_commune()))


def _of_plan(slug: str) -> tuple[Plan, Ledger]:
    plan = get_plan(session(), slug) or abort(404)
    entries = list_ledger(session(), plan=slug, today=today())
    title = _("Thời hạn của %(commune)s", commune=localized(plan.commune))
    narrowed = narrow(entries, _facets(entries))
    return plan, _ledger(f"{slug}-deadlines", title, f"/plans/{slug}/deadlines", narrowed, OF_PLAN)


def _of_all(commune: Locality | None) -> Ledger:
    entries = list_ledger(session(), commune=commune, today=today())
    facets, within, title = _facets(entries), {}, _("Thời hạn")
    if commune is None:
        facets += _commune_facet(entries)
    else:
        within = {"commune": commune.slug}
        title = _("Thời hạn của %(commune)s", commune=localized(commune))
    return _ledger("deadlines", title, "/deadlines", narrow(entries, facets, within=within), OF_ALL)


def _ledger(name: str, title: str, path: str, narrowed: Narrowed[LedgerEntry], order: Sequence[Standing]) -> Ledger:
    groups = in_order(narrowed.things, order, today())
    return Ledger(name, title, path, narrowed, [(standing, entry) for standing, group in groups for entry in group])


def _facets(entries: Sequence[LedgerEntry]) -> list[Facet[LedgerEntry]]:
    years = sorted({entry.year for entry in entries if entry.year})
    return [
        Facet("state", _("Tình trạng"), lambda e: [e.state], entry_state_name, STATES),
        Facet("kind", _("Loại"), lambda e: [e.kind], entry_kind_name, [*EntryKind]),
        Facet("year", _("Năm"), lambda e: [str(e.year or UNDATED)], _year_text, [*map(str, years)]),
    ]


def _commune_facet(entries: Sequence[LedgerEntry]) -> list[Facet[LedgerEntry]]:
    """By commune; what a plan of a province sets is under none."""
    places = {entry.plan.commune.slug: entry.plan.commune for entry in entries}
    communes = {slug: localized(place) for slug, place in places.items() if place.kind == LocalityKind.COMMUNE}
    return [
        Facet("commune", _("Xã, phường"), lambda e: list({e.plan.commune.slug} & communes.keys()), communes.__getitem__)
    ]


def _year_text(year: str) -> str:
    return _("không nêu ngày") if year == UNDATED else year


def _render(template: str, ledger: Ledger, *, made_up: bool = False, **more: Any) -> str:
    pager = asked_page(len(ledger.entries), SIZE)
    shown = ledger.entries[pager.first : pager.last]
    return render_template(
        template,
        ledger=ledger,
        pager=pager,
        groups=[(standing, [e for _s, e in group]) for standing, group in groupby(shown, key=lambda pair: pair[0])],
        sentence=counts_sentence(ledger.things),
        late=sum(standing is Standing.LATE for standing, _e in ledger.entries),
        soonest=next((entry for standing, entry in ledger.entries if standing is Standing.AHEAD), None),
        states={entry.state for entry in ledger.things},
        illustrative=made_up or any(entry.illustrative for entry in ledger.things),
        today=today(),
        webcal=_webcal(ledger),
        words=WORDS,
        **more,
    )


def _webcal(ledger: Ledger) -> str:
    """The calendar's address as phones subscribe to it."""
    return "webcal:" + public_url(address(f"{ledger.path}.ics")).partition(":")[2] + ledger.narrowed.query


def _table(ledger: Ledger, suffix: str) -> Response:
    return table_answer(ledger_table(ledger.name, ledger.things), suffix, ledger.title)


def _calendar(ledger: Ledger) -> Response:
    def write() -> Response:
        content = calendar_of(ledger.things, ledger.title, ledger.path + ledger.narrowed.query)
        response = Response(content, content_type=calendar.CONTENT_TYPE)
        response.headers["Content-Disposition"] = f'inline; filename="{ledger.name}.ics"'
        return response

    return of_state(write)


def _feed(ledger: Ledger) -> Response:
    page = ledger.path + ledger.narrowed.query
    return of_state(lambda: Response(feed_of(ledger.things, ledger.title, page, ledger.own), content_type=ATOM))
