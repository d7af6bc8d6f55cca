"""Files officers take away: empty workbooks, their own one with its cells marked, everything a submission changes."""

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from portal import web
from portal.desk.access import required
from portal.desk.office import office, preview_folder
from portal.desk.stores import desk_session, public_session
from portal.desk.submissions import get_of
from portal.domain.changes import CHANGE_FIELDS, list_change_rows
from portal.domain.localities import Locality
from portal.formats import Table
from portal.formats.http import csv_answer
from portal.i18n import language
from portal.publishing import acts
from portal.publishing.intake import context_of, template
from portal.publishing.preview import get_previewed, reading_preview
from portal.publishing.records import KINDS, record_context, records_template
from portal.publishing.submissions import Upload
from portal.publishing.workbooks import read_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
pages = Blueprint("downloads", __name__, url_prefix="/desk/<commune>")


@pages.get("/template.xlsx")
@required()
def blank(commune: Locality) -> ResponseReturnValue:
    context = context_of(public_session(), desk_session(), commune, web.today())
    return _xlsx(template(context), f"mau-{commune.slug}.xlsx")


@pages.get(f"/template-<any({','.join(repr(kind) for kind in KINDS)}):kind>.xlsx")
@required()
def blank_records(commune: Locality, kind: str) -> ResponseReturnValue:
    context = record_context(public_session(), commune, web.today())
    return _xlsx(records_template(KINDS[kind], context), f"mau-{kind}-{commune.slug}.xlsx")


@pages.get("/submissions/<int:number>/marked.xlsx")
@required()
def marked(commune: Locality, number: int) -> ResponseReturnValue:
    """The officer's own workbook with the cells marked, made anew from the bytes that were kept."""
    submission = get_of(commune, number)
    upload = desk_session().get(Upload, submission.upload_sha256) if submission.upload_sha256 else None
    if upload is None:
        abort(404)
    workbook = read_workbook(upload.content, upload.name)
    return _xlsx(acts.mark(office(), commune, workbook, language()), f"danh-dau-{number}.xlsx")


def _xlsx(content: bytes, name: str) -> Response:
    response = Response(content, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@pages.get("/submissions/<int:number>/changes.csv")
@required()
def changes(commune: Locality, number: int) -> ResponseReturnValue:
    submission = get_of(commune, number)
    try:
        with reading_preview(preview_folder(number)) as session:
            rows = list_change_rows(session, get_previewed(session, submission))
    except FileNotFoundError:
        abort(404)
    return csv_answer(Table(f"changes-{number}", tuple(CHANGE_FIELDS), rows))
