"""Questions of readers: the inbox of a commune, one question, and what officers and approvers do with it.

Opening the inbox takes in what waits in the spool, so that nothing depends on ``langso post`` running.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

from flask import Blueprint, Flask, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal import web
from portal.desk.access import now, required
from portal.desk.office import actor
from portal.desk.roles import Role
from portal.desk.stores import close_reading, desk_session, public_session, writing
from portal.domain.feedback import Outcome, day_of, get_answer_of_hash
from portal.domain.localities import Locality
from portal.domain.releases import Release, get_release, list_releases
from portal.domain.subjects import find_about
from portal.i18n import gettext as _
from portal.i18n import localized
from portal.plain_text import plain_text
from portal.publishing import answers, questions
from portal.publishing.post import PostRoom, open_post_room
from portal.publishing.problems import Problem, Refused
from portal.publishing.questions import (
    OPEN,
    Because,
    Question,
    State,
    count_questions,
    digest_of,
    get_question,
    list_questions,
)
from portal.publishing.workflow import Actor

pages = Blueprint("inbox", __name__, url_prefix="/desk/<commune>/questions")

SHOWN, RELEASES = 50, 30
AT_ONCE = 200  # messages taken in while somebody waits for the page; `langso post` takes the rest
WORDS = {"question": 2000, "question_en": 2000, "answer": 4000, "answer_en": 4000, "outcome": 20, "release": 120}
ENDED = (State.ANSWERED, State.REJECTED, State.WITHDRAWN)


def init_app(app: Flask, settings: Mapping[str, str]) -> None:
    """Say in the spool whom messages are for. Without a spool the desk works on, and the inbox says what is wrong."""
    both = app.extensions["stores"]
    try:
        app.extensions["post-room"] = open_post_room(settings, both.public, both.desk)
    except OSError as error:
        app.logger.error("the spool cannot be made ready: %s", error)
        app.extensions["post-room"] = None


def _room() -> PostRoom | None:
    found: PostRoom | None = current_app.extensions["post-room"]
    return found


def state_text(question: Question) -> str:
    return {
        State.NEW: _("mới"),
        State.ASSIGNED: _("đang làm"),
        State.PROPOSED: _("chờ người thứ hai"),
        State.APPROVED: _("đang công bố"),
        State.ANSWERED: _("đã trả lời"),
        State.REJECTED: _("không công bố"),
        State.WITHDRAWN: _("đã rút lại"),
    }[State(question.state)]


def outcome_text(outcome: str) -> str:
    return {
        Outcome.CORRECTED: _("Đã sửa số liệu hoặc nội dung"),
        Outcome.EXPLAINED: _("Đã giải thích"),
        Outcome.NO_DATA: _("Không có số liệu"),
    }[Outcome(outcome)]


def because_text(because: str) -> str:
    return {
        Because.SPAM: _("thư rác"),
        Because.PERSONAL: _("hỏi về người cụ thể, lộ thông tin cá nhân"),
        Because.NOT_OURS: _("không thuộc trách nhiệm của xã, phường"),
        Because.DUPLICATE: _("trùng với câu hỏi khác"),
    }[Because(because)]


@pages.get("")
@required(Role.OFFICER, Role.APPROVER)
def index(commune: Locality) -> ResponseReturnValue:
    room = _room()
    if room is not None:
        close_reading()
        room.take(now(), most=AT_ONCE)
    whole = "ended" in request.args
    found = list_questions(desk_session(), commune.code, states=ENDED if whole else OPEN, limit=SHOWN, newest=whole)
    return render_template(
        "desk/questions.html",
        commune=commune,
        questions=found,
        counts=count_questions(desk_session(), commune.code),
        today=day_of(now()),
        whole=whole,
        working=room is not None,
        more=SHOWN,
        state_text=state_text,
        open_states=OPEN,
        ended_states=ENDED,
        titles={question.id: _title(question) for question in found},
    )


@pages.get("/<int:number>")
@required(Role.OFFICER, Role.APPROVER)
def show(commune: Locality, number: int) -> ResponseReturnValue:
    return _page(commune, number)


def _page(commune: Locality, number: int, problems: Iterable[Problem] = (), sentence: str = "") -> str:
    question = get_question(desk_session(), number, commune.code) or abort(404)
    acting = actor(commune)
    published = get_answer_of_hash(public_session(), question.receipt_hash)
    return render_template(
        "desk/question.html",
        commune=commune,
        question=question,
        title=_title(question),
        today=day_of(now()),
        may=_may(question, acting),
        outcomes=[(of, outcome_text(of)) for of in Outcome],
        becauses=[(of, because_text(of)) for of in Because],
        releases=[(r.id, f"{r.id}: {localized(r, 'title')}") for r in _releases(commune)],
        published=published,
        seen=digest_of(question),
        typed=request.form if problems or sentence else {},
        problems=problems,
        sentence=sentence,
        state_text=state_text,
        outcome_text=outcome_text,
        because_text=because_text,
    )


def _releases(commune: Locality) -> list[Release]:
    """Those in which something may have been mended, the newest first."""
    return list_releases(public_session(), commune=commune, limit=RELEASES)


def _title(question: Question) -> str:
    about = find_about(public_session(), question.about_path, on=web.today())
    return f"{localized(about, 'title')} ({about.path})" if about.title else about.path


def _may(question: Question, acting: Actor) -> set[str]:
    """The acts that this person may do now."""
    state, roles = State(question.state), acting.roles
    working = state in {State.NEW, State.ASSIGNED, State.PROPOSED}
    may = {
        "assign": Role.OFFICER in roles and state == State.NEW,
        "propose": Role.OFFICER in roles and working,
        "publish": Role.APPROVER in roles and state == State.PROPOSED and question.proposed_by != acting.name,
        "return": Role.APPROVER in roles and state == State.PROPOSED,
        "reject": working,
        "withdraw": Role.APPROVER in roles and state == State.ANSWERED,
    }
    return {name for name, allowed in may.items() if allowed}


@pages.post("/<int:number>/assign")
@required(Role.OFFICER)
def assign(commune: Locality, number: int) -> ResponseReturnValue:
    return _try(commune, number, questions.assign, _("Bạn đã nhận câu hỏi này."))


@pages.post("/<int:number>/propose")
@required(Role.OFFICER)
def propose(commune: Locality, number: int) -> ResponseReturnValue:
    words, wrong = _words(commune)
    if wrong:
        return _page(commune, number, sentence=wrong), 422

    def act(session: Session, question: Question, acting: Actor, at: dt.datetime) -> None:
        questions.propose(session, question, acting, words, at)

    return _try(commune, number, act, _("Đã gửi câu trả lời cho người thứ hai duyệt."))


def _words(commune: Locality) -> tuple[dict[str, str], str]:
    """What is to be published, and what is wrong with it."""
    said = {name: plain_text(request.form.get(name, "")) for name in WORDS}
    if any(len(said[name]) > most for name, most in WORDS.items()):
        return said, _("Có mục dài quá mức cho phép.")
    if not said["question"] or not said["answer"]:
        return said, _("Hãy ghi câu hỏi như sẽ công bố và câu trả lời.")
    if said["outcome"] not in set(Outcome):
        return said, _("Hãy chọn kết quả.")
    if said["outcome"] != Outcome.CORRECTED:
        said["release"] = ""
    return said, _wrong_release(commune, said["release"])


def _wrong_release(commune: Locality, ref: str) -> str:
    release = get_release(public_session(), ref) if ref else None
    if ref and (release is None or release.commune_id != commune.id):
        return _("Đợt công bố này không phải của xã, phường.")
    return ""


@pages.post("/<int:number>/return")
@required(Role.APPROVER)
def send_back(commune: Locality, number: int) -> ResponseReturnValue:
    because = plain_text(request.form.get("because", ""))[:300]

    def act(session: Session, question: Question, acting: Actor, at: dt.datetime) -> None:
        questions.send_back(session, question, acting, because, at)

    return _try(commune, number, act, _("Đã trả lại cho người soạn."))


@pages.post("/<int:number>/publish")
@required(Role.APPROVER)
def publish(commune: Locality, number: int) -> ResponseReturnValue:
    """The second person lets the answer out, in the words that the page showed."""

    def act(session: Session, question: Question, acting: Actor, at: dt.datetime) -> None:
        questions.approve(session, question, acting, at, seen=request.form.get("seen", ""))

    return _try(commune, number, act, _("Đã công bố câu hỏi và câu trả lời."))


@pages.post("/<int:number>/reject")
@required(Role.OFFICER, Role.APPROVER)
def reject(commune: Locality, number: int) -> ResponseReturnValue:
    because = request.form.get("because", "")
    if because not in set(Because):
        return _page(commune, number, sentence=_("Hãy chọn lý do.")), 422

    def act(session: Session, question: Question, acting: Actor, at: dt.datetime) -> None:
        questions.reject(session, question, acting, Because(because), at)

    return _try(commune, number, act, _("Câu hỏi không được công bố. Nội dung sẽ bị xóa sau 30 ngày."))


@pages.post("/<int:number>/withdraw")
@required(Role.APPROVER)
def withdraw(commune: Locality, number: int) -> ResponseReturnValue:
    return _try(commune, number, answers.withdraw, _("Đã rút câu trả lời; nội dung đã được gỡ khỏi trang công khai."))


Act = Callable[[Session, Question, Actor, dt.datetime], None]


def _try(commune: Locality, number: int, act: Act, done: str) -> ResponseReturnValue:
    """One act in one transaction with its audit event; then what follows from it is published."""
    acting = actor(commune)
    try:
        with writing() as session:
            act(session, get_question(session, number, commune.code) or abort(404), acting, now())
        room = _room()
        if room is not None:
            answers.publish_answers(room.between, now=now())
    except Refused as refused:
        return _page(commune, number, refused.problems), 409
    flash(done)
    return redirect(url_for(".show", commune=commune.slug, number=number), 303)
