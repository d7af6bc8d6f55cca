"""How the portal stands: what was published last and how current it is, what readers wait for, what can be checked."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from flask import Response, render_template

from portal.domain.audit import Head, get_head
from portal.domain.currency import (
    Currency,
    Findable,
    count_ages,
    count_findable,
    get_answering_days,
    list_currency,
)
from portal.domain.datasets import has_illustrative
from portal.domain.feedback import Clock, get_clock
from portal.domain.lateness import list_lateness
from portal.domain.releases import Release, list_releases
from portal.formats import Table
from portal.formats.http import json_answer, table_answer
from portal.i18n import gettext as _
from portal.i18n import localized
from portal.routing import Pages
from portal.web import session, today

pages = Pages("status", __name__)

FEW = 40  # communes that are listed one by one
YEAR = dt.timedelta(days=365)
FIELDS = ("commune", "name", "release", "released_at", "age_days", "illustrative")


@dataclass(frozen=True)
class Status:
    """What the page and its JSON tell, all from the public store.

    :param late: missing reports, and in how many communes of how many that keep receipts or say how tasks stand.
    """

    newest: Release | None
    communes: list[Currency]
    ages: dict[str, int]
    clock: Clock | None
    answering: float | None
    late: tuple[int, int, int]
    findable: Findable
    head: Head | None
    illustrative: bool


def _status() -> Status:
    day = today()
    communes = list_currency(session(), today=day)
    return Status(
        newest=next(iter(list_releases(session(), limit=1)), None),
        communes=communes,
        ages=count_ages(communes),
        clock=get_clock(session()),
        answering=get_answering_days(session(), since=day - YEAR),
        late=_late(day),
        findable=count_findable(session()),
        head=get_head(session()),
        illustrative=has_illustrative(session()),
    )


def _late(day: dt.date) -> tuple[int, int, int]:
    found = [one for one in list_lateness(session(), today=day) if one.records]
    return sum(one.reports for one in found), sum(one.reports > 0 for one in found), len(found)


def age_name(age: str) -> str:
    return {
        "month": _("trong 31 ngày qua"),
        "quarter": _("32 đến 92 ngày trước"),
        "year": _("93 đến 366 ngày trước"),
        "older": _("hơn 366 ngày trước"),
        "never": _("chưa công bố lần nào"),
    }[age]


@pages.get("/status")
def show() -> str:
    status = _status()
    return render_template(
        "status/show.html", status=status, listed=len(status.communes) <= FEW, age_name=age_name, today=today()
    )


@pages.get("/status.<any(csv,json,xlsx,embed):suffix>")
def rows(suffix: str) -> Response:
    """How current each commune is; as JSON with all that the page tells."""
    status = _status()
    table = Table(
        "status", FIELDS, [_row(one, status) for one in status.communes], _("Mỗi nơi công bố lần cuối khi nào")
    )
    return json_answer(_told(status, table)) if suffix == "json" else table_answer(table, suffix)


def _row(one: Currency, status: Status) -> tuple[object, ...]:
    return one.code, localized(one), one.release, one.released_at, one.days, status.illustrative


def _told(status: Status, table: Table) -> dict[str, Any]:
    reports, communes, recording = status.late
    newest, clock, head = status.newest, status.clock, status.head
    return {
        "day": today(),
        "newest_release": newest
        and {"id": newest.id, "commune": newest.commune.code, "released_at": newest.released_at},
        "communes": {"taking_part": len(status.communes), "by_age": status.ages},
        "questions": clock
        and {
            "upto": clock.upto,
            "received": clock.received,
            "answered": clock.answered,
            "waiting": clock.waiting,
            "overdue": clock.overdue,
            "median_days": status.answering,
        },
        "missing_reports": {"reports": reports, "communes": communes, "communes_recording": recording},
        "search": {"villages": status.findable.villages, "found": status.findable.found},
        "audit_head": head and {"seq": head.seq, "hash": head.hash, "at": head.at},
        "illustrative": status.illustrative,
        "data": [dict(zip(table.fields, row, strict=True)) for row in table.rows],
    }
