"""A commune's submissions: handing a workbook in, and seeing what became of it."""

import datetime as dt
from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal import web
from portal.desk.access import required
from portal.desk.office import actor, office
from portal.desk.roles import Role
from portal.desk.showing import describe
from portal.desk.stores import desk_session, public_session
from portal.domain.changes import CHANGE_FIELDS, list_change_rows
from portal.domain.localities import Locality
from portal.domain.releases import list_releases, list_withdrawals
from portal.formats import Table
from portal.formats.http import csv_answer
from portal.i18n import gettext as _
from portal.i18n import language
from portal.publishing import acts
from portal.publishing.intake import context_of, template
from portal.publishing.preview import get_previewed, open_preview
from portal.publishing.problems import Refused
from portal.publishing.submissions import Submission, Upload, list_submissions
from portal.publishing.workbooks import read_workbook
from portal.publishing.workflow import list_hindrances, list_moves

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
pages = Blueprint("submissions", __name__, url_prefix="/desk")


@pages.get("/<commune>")
@required()
def index(commune: Locality) -> ResponseReturnValue:
    releases = list_releases(public_session(), commune=commune)
    return render_template(
        "desk/commune.html",
        commune=commune,
        submissions=list_submissions(desk_session(), commune=commune.code),
        releases=releases,
        withdrawn=list_withdrawals(public_session(), releases),
        roles=actor(commune).roles,
    )


@pages.post("/<commune>/submissions")
@required(Role.OFFICER)
def hand_in(commune: Locality) -> ResponseReturnValue:
    return _hand_in(commune, None)


@pages.post("/<commune>/submissions/<int:number>/workbook")
@required(Role.OFFICER)
def hand_in_again(commune: Locality, number: int) -> ResponseReturnValue:
    get_of(commune, number)
    return _hand_in(commune, number)


def _hand_in(commune: Locality, into: int | None) -> ResponseReturnValue:
    file = request.files.get("workbook")
    if file is None or not file.filename:
        return refused(commune, [], _("Chưa chọn tệp. Hãy chọn tệp Excel hoặc CSV rồi bấm tải lên.")), 422
    try:
        read = acts.hand_in(office(), commune.code, file.read(), file.filename, actor(commune), into=into)
    except Refused as problems:
        return refused(commune, problems.problems), 422
    return redirect(url_for(".show", commune=commune.slug, number=read.submission_id), 303)


def refused(commune: Locality, problems: list[Any], sentence: str = "") -> str:
    """What could not be done, with every reason; nothing was changed."""
    return render_template("desk/problems.html", commune=commune, problems=problems, sentence=sentence)


def get_of(commune: Locality, number: int) -> Submission:
    """A submission of this commune and no other."""
    submission = desk_session().get(Submission, number)
    if submission is None or submission.commune != commune.code:
        abort(404)
    return submission


@pages.get("/<commune>/submissions/<int:number>")
@required()
def show(commune: Locality, number: int) -> ResponseReturnValue:
    submission, acting = get_of(commune, number), actor(commune)
    hindrances = {m.name: list(list_hindrances(submission, m.name, acting)) for m in list_moves(submission, acting)}
    return render_template(
        "desk/submission.html",
        commune=commune,
        submission=submission,
        hindrances=hindrances,
        may_see=bool(acting.roles),
        now=dt.datetime.now(dt.UTC),
        **describe(office(), commune, submission, today=web.today()),
    )


@pages.get("/<commune>/submissions/<int:number>/marked.xlsx")
@required()
def marked(commune: Locality, number: int) -> ResponseReturnValue:
    """The officer's own workbook with the cells marked, made anew from the bytes that were kept."""
    submission = get_of(commune, number)
    upload = desk_session().get(Upload, submission.upload_sha256) if submission.upload_sha256 else None
    if upload is None:
        abort(404)
    workbook = read_workbook(upload.content, upload.name)
    return _xlsx(acts.mark(office(), commune, workbook, language()), f"danh-dau-{number}.xlsx")


@pages.get("/<commune>/template.xlsx")
@required()
def blank(commune: Locality) -> ResponseReturnValue:
    context = context_of(public_session(), desk_session(), commune, web.today())
    return _xlsx(template(context), f"mau-{commune.slug}.xlsx")


def _xlsx(content: bytes, name: str) -> Response:
    response = Response(content, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@pages.get("/<commune>/submissions/<int:number>/changes.csv")
@required()
def changes(commune: Locality, number: int) -> ResponseReturnValue:
    submission = get_of(commune, number)
    folder = office().folder(number)
    try:
        store = open_preview(folder)
    except FileNotFoundError:
        abort(404)
    with store.session() as session:
        rows = list_change_rows(session, get_previewed(session, submission))
    store.close()
    return csv_answer(Table(f"changes-{number}", tuple(CHANGE_FIELDS), rows))
