"""The forms in which a whole plan leaves the portal beside its page: workbook, CSV files, JSON-LD, StratML."""

import zipfile
from dataclasses import dataclass
from io import BytesIO

from flask import Response

from portal.addresses import public_url
from portal.domain.plan_tables import PlanTable, plan_tables
from portal.domain.plans import Plan
from portal.domain.whole_plans import WholePlan, get_whole_plan
from portal.formats import Table, csv_chunks, json_bytes
from portal.formats.excel import XLSX, book_answer
from portal.formats.mediatypes import JSON_LD, STRATML
from portal.formats.stratml import CONTENT_TYPE, write_stratml
from portal.i18n import gettext as _
from portal.i18n import localized
from portal.pages.plan_json_ld import plan_graph
from portal.pages.plan_stratml import strategic_plan
from portal.validators import of_state
from portal.web import session

ZIP = "application/zip"
PUBLIC_FILE = 0o100644 << 16


@dataclass(frozen=True)
class Form:
    """A form by the suffix of its address."""

    suffix: str
    media_type: str


FORMS = (
    Form("xlsx", XLSX),
    Form("zip", ZIP),
    Form("jsonld", JSON_LD),
    Form("stratml", STRATML),
)
"""In the order in which the page offers them."""


def form_of(plan: Plan, suffix: str) -> Response:
    """The plan in a form, with its validator."""
    makers = {"xlsx": _workbook, "zip": _archive, "jsonld": _json_ld, "stratml": _stratml}
    return of_state(lambda: makers[suffix](get_whole_plan(session(), plan)))


def _workbook(whole: WholePlan) -> Response:
    names = _sheet_names()
    sheets = [(names[table.name], _rows(table)) for table in plan_tables(whole)]
    return book_answer(sheets, whole.plan.slug, localized(whole.plan, "title"))


def _sheet_names() -> dict[str, str]:
    return {
        "plan": _("Văn bản"),
        "outline": _("Đề cương"),
        "targets": _("Chỉ tiêu"),
        "goals": _("Mục tiêu"),
        "tasks": _("Nhiệm vụ"),
        "responsibilities": _("Trách nhiệm"),
        "obligations": _("Chế độ báo cáo"),
        "bodies": _("Cơ quan"),
    }


def _archive(whole: WholePlan) -> Response:
    """The files of ``data/plans/<slug>/`` in a folder of that name; their time is the start of the plan's year, so that
    the same plan gives the same bytes.
    """
    content, slug = BytesIO(), whole.plan.slug
    with zipfile.ZipFile(content, "w") as archive:
        for table in plan_tables(whole):
            entry = zipfile.ZipInfo(f"{slug}/{table.name}.csv", (whole.plan.year, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, PUBLIC_FILE
            archive.writestr(entry, b"".join(csv_chunks(_rows(table))))
    return _file(content.getvalue(), f"{slug}.zip", ZIP)


def _rows(table: PlanTable) -> Table:
    return Table(table.name, table.fields, table.rows)


def _json_ld(whole: WholePlan) -> Response:
    files = [(public_url(f"/plans/{whole.plan.slug}.{form.suffix}"), form.media_type) for form in FORMS]
    return _file(json_bytes(plan_graph(whole, files)), f"{whole.plan.slug}.jsonld", JSON_LD, shown=True)


def _stratml(whole: WholePlan) -> Response:
    return _file(write_stratml(strategic_plan(whole)), f"{whole.plan.slug}.stratml", CONTENT_TYPE, shown=True)


def _file(content: bytes, name: str, mimetype: str, *, shown: bool = False) -> Response:
    """:param shown: whether a browser may show it rather than keep it."""
    response = Response(content, content_type=mimetype)
    response.headers["Content-Disposition"] = f'{"inline" if shown else "attachment"}; filename="{name}"'
    return response
