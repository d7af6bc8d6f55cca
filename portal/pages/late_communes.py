"""Deadlines where there are very many communes: which have something late, counted; the rest is a commune's own page.

Nothing here makes the whole ledger: what is shown is counted by ``domain.lateness``.
"""

from flask import render_template, request

from portal.domain.lateness import Lateness, count_planning_communes, list_lateness
from portal.domain.localities import Locality, list_localities_by_id
from portal.errors import Refusal
from portal.formats import Table
from portal.i18n import gettext as _
from portal.i18n import localized
from portal.pages.asking import asked_commune
from portal.pages.paging import asked_page
from portal.web import session, today

MANY = 40  # communes of whose entries one list is still made
PAGE = 100
FIELDS = ("commune", "name", "late", "late_reports", "overdue_tasks", "late_since", "records", "illustrative")
OF_ENTRIES = ("state", "kind", "year")


def are_many() -> bool:
    return count_planning_communes(session()) > MANY


def one_commune() -> Locality | None:
    """The commune that the address names; None where the few there are stand together.

    :raises Refusal: it names none of very many, or one that there is not.
    """
    commune = asked_commune()
    if commune is None and are_many():
        raise _choose()
    return commune


def render() -> str:
    found, named = _found(), _name()
    pager = asked_page(len(found), PAGE)
    shown = found[pager.first : pager.last]
    return render_template(
        "deadlines/communes.html",
        shown=shown,
        pager=pager,
        name=named,
        with_late=sum(one.late > 0 for one in found),
        recording=sum(one.records for one in found),
        total=len(found),
        provinces=_provinces(shown),
        illustrative=any(one.illustrative for one in found),
    )


def table() -> Table:
    """The communes of the page, all of them."""
    return Table("deadlines", FIELDS, [_row(one) for one in _found()])


def _row(one: Lateness) -> list[object]:
    """Of a commune that records nothing the counts are empty, as nobody knows them."""
    counts = [one.late, one.reports, one.tasks] if one.records else [None] * 3
    return [one.commune.code, localized(one.commune), *counts, one.since, one.records, one.illustrative]


def _found() -> list[Lateness]:
    """
    :raises Refusal: the address narrows entries, which are only listed of one commune.
    """
    if any(request.args.get(name) for name in OF_ENTRIES):
        raise _choose()
    return list_lateness(session(), today=today(), name=_name())


def _name() -> str:
    return request.args.get("q", "").strip()[:100]


def _provinces(shown: list[Lateness]) -> dict[int, Locality]:
    """The provinces of these communes, by id."""
    ids = sorted({one.commune.parent_id for one in shown if one.commune.parent_id})
    return {place.id: place for place in list_localities_by_id(session(), ids)}


def _choose() -> Refusal:
    detail = _(
        "Cổng này có quá nhiều xã, phường để liệt kê mọi thời hạn trong một danh sách. "
        "Hãy chọn một nơi ở trang Thời hạn, hoặc thêm commune=<mã xã, phường> vào địa chỉ."
    )
    return Refusal(400, "choose-commune", _("Hãy chọn một xã, phường"), detail)
