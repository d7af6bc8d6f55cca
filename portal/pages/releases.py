"""Releases: what was published when, what each changed, and why something was corrected or taken back."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

from flask import Response, current_app, render_template

from portal.addresses import public_url
from portal.domain.bulk import get_bulk
from portal.domain.change_counts import count_changes_by_release
from portal.domain.datasets import has_illustrative, list_illustrative_releases, list_release_versions
from portal.domain.observations import count_live_of_release
from portal.domain.participation import list_releasing_communes
from portal.domain.releases import (
    REPORTED,
    Release,
    ReleaseKind,
    Wish,
    count_releases,
    get_disclosure_report,
    get_release,
    get_withdrawal,
    list_release_months,
    list_releases,
    list_restorations,
    list_withdrawals,
    select_releases,
)
from portal.errors import Refusal
from portal.formats import Table
from portal.formats.atom import CONTENT_TYPE
from portal.formats.http import table_answer
from portal.formats.public_rows import RELEASE_ENDS, change_table, finish_releases
from portal.i18n import gettext as _
from portal.i18n.release_words import FUNCTIONS
from portal.pages.asking import asked_code, asked_commune, asked_month
from portal.pages.context import address
from portal.pages.paging import asked_page
from portal.pages.release_changes import find_changes, list_asked_rows
from portal.pages.release_feed import feed_of_releases
from portal.pages.release_records import list_record_entries
from portal.pages.tables import spread, table_of
from portal.routing import Pages
from portal.web import session, today

pages = Pages("releases", __name__)
pages.record_once(lambda setup: setup.app.jinja_env.globals.update(FUNCTIONS))

SIZE = 50


@pages.route("/releases")
def index() -> str:
    wish = _asked()
    pager = asked_page(count_releases(session(), wish), SIZE)
    releases = list_releases(session(), wish=wish, limit=SIZE, offset=pager.first)
    return render_template(
        "releases/index.html",
        releases=releases,
        pager=pager,
        versions=list_release_versions(session(), releases),
        counts=count_changes_by_release(session(), releases),
        withdrawals=list_withdrawals(session(), releases),
        wish=wish,
        asked=_query(wish),
        communes=list_releasing_communes(session(), on=today()),
        kinds=list(ReleaseKind),
        months=list_release_months(session(), commune=wish.commune),
        nearest=_nearest(wish) if not releases else None,
        illustrative=has_illustrative(session(), commune=wish.commune),
    )


@pages.route("/releases.<any(csv,json,xlsx,embed):suffix>")
def rows(suffix: str) -> Response:
    table = table_of("releases", select_releases().where(*_asked().conditions()))
    fields = (*table.fields[: -1 - len(REPORTED)], *RELEASE_ENDS)
    whole = Table(table.name, fields, finish_releases(session(), list(table.rows)), _("Các đợt công bố và đính chính"))
    return table_answer(whole if suffix == "json" else spread(whole, "disclosure", REPORTED), suffix)


def _asked() -> Wish:
    """What the address asks for.

    :raises Refusal: an unknown commune, kind or month.
    """
    return Wish(asked_commune(), asked_code("kind", ReleaseKind), asked_month("month"))


def _query(wish: Wish) -> str:
    """The same as it stands in an address."""
    asked = {
        "commune": wish.commune.slug if wish.commune else "",
        "kind": wish.kind or "",
        "month": wish.period.text if wish.period else "",
    }
    given = {name: value for name, value in asked.items() if value}
    return f"?{urlencode(given)}" if given else ""


def _nearest(wish: Wish) -> Release | None:
    """The newest of what is asked for, whenever it came out: where the month has none."""
    return next(iter(list_releases(session(), wish=replace(wish, period=None), limit=1)), None)


@pages.route("/releases.atom")
def feed() -> Response:
    commune = asked_commune()
    own = public_url(address("/releases.atom") + (f"?commune={commune.slug}" if commune else ""))
    releases = list_releases(session(), commune=commune, limit=SIZE)
    return Response(feed_of_releases(releases, commune, own), content_type=CONTENT_TYPE)


@pages.route("/releases/<ref>")
def show(ref: str) -> str:
    release = find_release(ref)
    changes = find_changes(release)
    return render_template(
        "releases/show.html",
        release=release,
        withdrawal=get_withdrawal(session(), release),
        restorations=list_restorations(session(), release),
        versions=list_release_versions(session(), [release]).get(release.seq, []),
        changes=changes,
        records=list_record_entries(release),
        counts=changes.counts,
        live=count_live_of_release(session(), release.id),
        disclosure=get_disclosure_report(session(), release),
        bulk=get_bulk(Path(current_app.config["FILES_DIR"]), release.id),
        illustrative=bool(list_illustrative_releases(session(), [release.id])),
    )


@pages.route("/releases/<ref>.<any(csv,json,xlsx,embed):suffix>")
def change_rows(ref: str, suffix: str) -> Response:
    release = find_release(ref)
    title = _("Thay đổi của đợt công bố %(release)s", release=release.id)
    return table_answer(change_table(session(), release, list_asked_rows(release)), suffix, title)


def find_release(ref: str) -> Release:
    """:raises Refusal: 404, there is none of this id."""
    release = get_release(session(), ref)
    if release is None:
        raise Refusal(
            404,
            "unknown-release",
            _("Không có đợt công bố này"),
            _("Làng Số không có đợt công bố nào mang mã “%(ref)s”. Xem trang Các đợt công bố và đính chính.", ref=ref),
        )
    return release
