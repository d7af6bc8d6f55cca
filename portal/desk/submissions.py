"""A commune's submissions: handing a workbook in, and seeing what became of it."""

from collections.abc import Iterable, Mapping

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal import web
from portal.desk.access import now, required
from portal.desk.handed_in import handed_in
from portal.desk.office import actor, office
from portal.desk.roles import Role
from portal.desk.showing import by_sheet, describe
from portal.desk.stores import desk_session, public_session
from portal.desk.worklist import SHOWN, make_worklist
from portal.domain.localities import Locality, list_villages
from portal.domain.releases import list_releases, list_withdrawals
from portal.i18n import gettext as _
from portal.i18n import localized, release_words
from portal.publishing import acts
from portal.publishing.problems import Problem, PublishingError, Refused
from portal.publishing.records import KINDS
from portal.publishing.submissions import Submission, list_submissions

LARGEST_NUMBER = 2**31  # what the database counts to
pages = Blueprint("submissions", __name__, url_prefix="/desk")
pages.record_once(lambda setup: setup.app.jinja_env.globals.update(release_words.FUNCTIONS | {"by_sheet": by_sheet}))


@pages.get("/<commune>")
@required()
def index(commune: Locality) -> ResponseReturnValue:
    return commune_page(commune)


def commune_page(commune: Locality, problems: Iterable[Problem] = (), sentence: str = "") -> str:
    """The commune's own page; above all else, why something could not be done."""
    acting, whole = actor(commune), "all" in request.args
    submissions = list_submissions(desk_session(), commune=commune.code)
    releases = list_releases(public_session(), commune=commune, limit=None if whole else SHOWN)
    return render_template(
        "desk/commune.html",
        commune=commune,
        work=make_worklist(submissions, acting, now(), whole=whole),
        releases=releases,
        withdrawn=list_withdrawals(public_session(), releases),
        roles=acting.roles,
        has_villages=bool(list_villages(public_session(), commune)),
        kinds=[(kind.code, localized(kind, "title")) for kind in KINDS.values()],
        problems=problems,
        sentence=sentence,
    )


@pages.post("/<commune>/submissions")
@required(Role.OFFICER)
def hand_in(commune: Locality) -> ResponseReturnValue:
    content, name = handed_in("workbook")
    if not name:
        return commune_page(commune, sentence=_no_file()), 422
    try:
        read = acts.hand_in(office(), commune.code, content, name, actor(commune))
    except Refused as refused:
        return commune_page(commune, refused.problems), 422
    return redirect(url_for(".show", commune=commune.slug, number=read.submission_id), 303)


@pages.post("/<commune>/submissions/<int:number>/workbook")
@required(Role.OFFICER)
def hand_in_again(commune: Locality, number: int) -> ResponseReturnValue:
    get_of(commune, number)
    content, name = handed_in("workbook")
    if not name:
        return submission_page(commune, number, sentence=_no_file()), 422
    try:
        acts.hand_in(office(), commune.code, content, name, actor(commune), into=number)
    except Refused as refused:
        status = 409 if isinstance(refused, PublishingError) else 422
        return submission_page(commune, number, refused.problems), status
    return redirect(url_for(".show", commune=commune.slug, number=number), 303)


def _no_file() -> str:
    return _("Chưa chọn tệp. Hãy chọn tệp Excel hoặc CSV rồi bấm tải lên.")


def get_of(commune: Locality, number: int) -> Submission:
    """A submission of this commune and no other."""
    submission = desk_session().get(Submission, number) if number < LARGEST_NUMBER else None
    if submission is None or submission.commune != commune.code:
        abort(404)
    return submission


@pages.get("/<commune>/submissions/<int:number>")
@required()
def show(commune: Locality, number: int) -> ResponseReturnValue:
    return submission_page(commune, number)


def submission_page(
    commune: Locality,
    number: int,
    problems: Iterable[Problem] = (),
    sentence: str = "",
    typed: Mapping[str, str] | None = None,
) -> str:
    """A submission as it stands; above all else, why something could not be done.

    :param typed: what was typed into its forms and not taken.
    """
    submission = get_of(commune, number)
    return render_template(
        "desk/submission.html",
        problems=problems,
        sentence=sentence,
        typed=typed or {},
        **describe(commune, submission, actor(commune), today=web.today()),
    )
