"""Reading a document at the desk: a file that is chosen, or once more one that was kept."""

from functools import cache

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.db import lock_writers
from portal.desk.access import account, now, required
from portal.desk.handed_in import handed_in
from portal.desk.plan_drafts import drafts_page, plan_choices
from portal.desk.plan_review import draft_of, review_page
from portal.desk.roles import Role
from portal.desk.stores import close_reading, desk_session, public_session, writing
from portal.domain.localities import Locality
from portal.i18n import gettext as _
from portal.i18n import ngettext
from portal.publishing.documents.reading import read_document
from portal.publishing.plan_drafts.chosen_year import other_year
from portal.publishing.plan_drafts.draft import Decision, Doubt
from portal.publishing.plan_drafts.handing_in import put_draft
from portal.publishing.plan_drafts.standing import standing_cells
from portal.publishing.plan_drafts.storing import PlanDraft, list_drafts, list_rows
from portal.publishing.plan_reading.reading import read_plan, read_wordings
from portal.publishing.plan_reading.wording import Wordings
from portal.publishing.problems import Refused
from portal.publishing.submissions import Upload
from portal.settings import DATA

pages = Blueprint("plan_uploads", __name__, url_prefix="/desk/<commune>/plans")


@cache
def _wordings() -> Wordings:
    return read_wordings(DATA)


@pages.post("")
@required(Role.OFFICER)
def read(commune: Locality) -> ResponseReturnValue:
    """Read the file that was chosen and go to its review."""
    content, name = handed_in("document")
    slug = request.form.get("slug", "")
    if not name:
        sentence = _("Chưa chọn tệp. Hãy chọn tệp kế hoạch rồi bấm đọc.")
        return drafts_page(commune, sentence=sentence, slug=slug), 422
    if slug not in {value for value, _text in plan_choices(commune, list_drafts(desk_session(), commune.code))}:
        return drafts_page(commune, sentence=_("Hãy chọn kế hoạch trong danh sách.")), 422
    try:
        number = _take(commune, slug, content, name)
    except Refused as refused:
        return drafts_page(commune, refused.problems, slug=slug), 422
    return _to_review(commune, number)


@pages.post("/<int:number>/again")
@required(Role.OFFICER)
def read_again(commune: Locality, number: int) -> ResponseReturnValue:
    """Read the bytes that were kept once more, with the reader and the indicators of today."""
    draft = draft_of(commune, number)
    upload = desk_session().get(Upload, draft.sha256) or abort(404)
    slug, content, name = draft.slug, upload.content, draft.name
    try:
        number = _take(commune, slug, content, name)
    except Refused as refused:
        return review_page(commune, number, refused.problems), 409
    return _to_review(commune, number)


def _take(commune: Locality, slug: str, content: bytes, name: str) -> int:
    """Answers the draft's number.

    :raises Refused: the document cannot be read, is no plan, or the draft before it waits for approval.
    """
    code, standing = commune.code, standing_cells(public_session(), slug)
    close_reading()
    draft = read_plan(read_document(content, name), _wordings())
    with writing() as session:
        lock_writers(session, PlanDraft)
        stored = put_draft(
            session, draft, commune=code, slug=slug, by=account().name, at=now(), content=content, standing=standing
        )
        number = stored.id
    if years := other_year(draft, slug):
        flash(
            _(
                "Văn bản ghi năm %(said)s, còn kế hoạch đã chọn là của năm %(named)s. Bản nháp ghi năm %(named)s; "
                "nếu chọn nhầm, hãy bỏ bản nháp và chọn lại.",
                said=years[0] or "–",
                named=years[1],
            )
        )
    return number


def _to_review(commune: Locality, number: int) -> ResponseReturnValue:
    rows = list_rows(desk_session(), draft_of(commune, number))
    decided = [row for row in rows if row.decision != Decision.OPEN and not row.vanished]
    if lacking := sum(Doubt.STANDING in row.doubts for row in decided):
        said = ngettext(
            "%(num)s dòng đang có trên cổng mà lần đọc này không thấy được giữ lại; hãy xem từng dòng.",
            "%(num)s dòng đang có trên cổng mà lần đọc này không thấy được giữ lại; hãy xem từng dòng.",
            lacking,
        )
        flash(said)
    if kept := sum(row.decided_at is not None for row in decided):
        said = ngettext(
            "%(num)s dòng giữ quyết định của lần đọc trước.", "%(num)s dòng giữ quyết định của lần đọc trước.", kept
        )
        flash(said)
    return redirect(url_for("plan_review.show", commune=commune.slug, number=number, _anchor="rows"), 303)
