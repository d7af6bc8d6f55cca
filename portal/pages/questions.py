"""Questions that readers asked and what they were answered: the list, one answer, asking, and a question's receipt."""

import re
from dataclasses import dataclass
from typing import Any

from flask import Response, abort, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as Answered

from portal.addresses import public_url
from portal.domain.feedback import (
    ANSWER_DAYS,
    Answer,
    Outcome,
    count_answers,
    due_day,
    get_answer,
    get_answer_of_receipt,
    get_clock,
    hash_receipt,
    list_answer_years,
    list_answering_communes,
    list_answers,
    list_answers_about,
    select_answers,
)
from portal.domain.localities import Locality
from portal.domain.participation import find_communes, list_active_communes
from portal.domain.subjects import About, find_about
from portal.errors import Refusal
from portal.formats.atom import CONTENT_TYPE, Entry, Feed
from portal.formats.http import table_answer
from portal.headers import NOBODY_KEEPS
from portal.i18n import gettext as _
from portal.i18n import language, localized
from portal.i18n.formats import format_period
from portal.pages import sending
from portal.pages.asking import asked_commune
from portal.pages.context import address
from portal.pages.paging import asked_page
from portal.pages.receipts import day_of_receipt, make_receipt
from portal.pages.tables import table_of
from portal.routing import Pages
from portal.validators import of_state
from portal.web import session, today

pages = Pages("questions", __name__)

SIZE, FEED = 20, 50
FEW = 60  # communes in a list to choose from; beyond that one types a name
LONGEST, ADDRESS = 2000, 254
PER_HOUR = 5
PERSONAL = re.compile(r"\b(?:\+?84|0)\d(?:[ .]?\d){8}\b|\b\d{12}\b|[\w.+-]+@[\w-]+\.\w+")


@dataclass(frozen=True)
class Typed:
    """What stands in the form."""

    about: About
    text: str
    address: str
    commune: str

    @property
    def parts(self) -> dict[str, str]:
        return {"about": self.about.path, "text": self.text, "address": self.address, "commune": self.commune}


def outcome_name(outcome: str) -> str:
    return {
        Outcome.CORRECTED: _("Đã sửa"),
        Outcome.EXPLAINED: _("Đã giải thích"),
        Outcome.NO_DATA: _("Không có số liệu"),
    }[Outcome(outcome)]


def about_title(about: About) -> str:
    """What the page asked about is called."""
    if about.title is None:
        return _("Cả cổng Làng Số") if about.path == "/" else about.path
    said = localized(about, "title")
    return f"{said}, {format_period(about.period)}" if about.period else said


def answered_title(answer: Answer) -> str:
    """What the page of a published question is called."""
    return about_title(find_about(session(), answer.about_path, on=today()))


def answers_about(path: str) -> list[Answer]:
    """What was answered about a page, given by its Vietnamese path."""
    return list_answers_about(session(), [path])


pages.record_once(
    lambda setup: setup.app.jinja_env.globals.update(answers_about=answers_about, outcome_name=outcome_name)
)


@pages.get("/questions")
def index() -> str:
    chosen = _asked()
    pager = asked_page(count_answers(session(), **chosen), SIZE)
    answers = list_answers(session(), **chosen, limit=SIZE, offset=pager.first)
    communes = list_answering_communes(session(), most=FEW + 1)
    return render_template(
        "questions/index.html",
        answers=answers,
        titles={answer.id: answered_title(answer) for answer in answers},
        pager=pager,
        clock=get_clock(session(), chosen["commune"]),
        communes=communes if len(communes) <= FEW else [],
        years=list_answer_years(session()),
        outcomes=[*Outcome],
        days=ANSWER_DAYS,
        query=_query(),
        **chosen,
    )


@pages.get("/questions.<any(csv,json,xlsx,embed):suffix>")
def rows(suffix: str) -> Response:
    return table_answer(table_of("questions", select_answers(**_asked())), suffix, _("Hỏi và trả lời"))


@pages.get("/questions.atom")
def feed() -> Response:
    chosen = _asked()
    return of_state(lambda: Response(_feed(chosen), content_type=CONTENT_TYPE))


def _asked() -> dict[str, Any]:
    """How the address narrows the list.

    :raises Refusal: by something that is not known.
    """
    outcome, year = request.args.get("outcome"), request.args.get("year")
    if (outcome and outcome not in set(Outcome)) or (year and not re.fullmatch("20[0-9]{2}", year)):
        raise Refusal(
            400, "unknown-value", _("Tham số không hợp lệ"), _("Kết quả hoặc năm này không có trong danh sách.")
        )
    return {
        "commune": asked_commune(),
        "outcome": Outcome(outcome) if outcome else None,
        "year": int(year) if year else None,
    }


def _query() -> str:
    kept = [f"{name}={request.args[name]}" for name in ("commune", "outcome", "year") if request.args.get(name)]
    return "?" + "&".join(kept) if kept else ""


def _feed(chosen: dict[str, Any]) -> bytes:
    title, page = _("Hỏi và trả lời"), public_url(address("/questions") + _query())
    feed = Feed(f"{title} – Làng Số", page, public_url(request.full_path.rstrip("?")), language())
    return feed.write(_entry(answer) for answer in list_answers(session(), **chosen, limit=FEED))


def _entry(answer: Answer) -> Entry:
    notice = f" {_('Số liệu minh họa')}." if answer.illustrative else ""
    return Entry(
        url=public_url(address(f"/questions/{answer.id}")),
        title=f"{outcome_name(answer.outcome)}: {(localized(answer, 'question') or '')[:120]}",
        summary=(localized(answer, "answer") or "") + notice,
        author=localized(answer.commune),
        published=answer.answered_at,
        updated=answer.answered_at,
        categories=(answer.outcome,),
    )


@pages.get("/questions/<int:number>")
def show(number: int) -> Response:
    answer = get_answer(session(), number) or abort(404)
    page = render_template(
        "questions/show.html",
        answer=answer,
        about=find_about(session(), answer.about_path, on=today()),
        title_of=about_title,
    )
    return make_response(page, 410 if answer.withdrawn_at else 200)


@pages.get("/questions/receipt")
def receipt() -> Answered | Response:
    """What became of a question, by the number that its asker was given: kept by nobody, so that it is of this moment
    and the number stays the asker's."""
    code = request.args.get("code", "")[:80].strip().lower()
    answer = get_answer_of_receipt(session(), code) if code else None
    if answer is not None:
        return redirect(address(f"/questions/{answer.id}"), 303)
    day = day_of_receipt(code) if code else None
    page = render_template(
        "questions/receipt.html",
        code=code,
        day=day,
        due=due_day(day) if day else None,
        sent="sent" in request.args,
        days=ANSWER_DAYS,
    )
    return Response(page, headers=NOBODY_KEEPS)


@pages.route("/questions/ask", methods=["GET", "POST"])
def ask() -> Response | Answered:
    if request.method != "POST":
        return make_response(_form(_typed(request.args.get("about", "/"))))
    request.max_content_length = sending.LARGEST
    answer = _take(_typed(request.form.get("about", "/")))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _typed(about: str) -> Typed:
    found = find_about(session(), about, on=today())
    text, address_ = sending.typed("text", LONGEST), sending.typed("address", ADDRESS)
    return Typed(found, text, address_, sending.typed("commune", 100))


def _take(typed: Typed) -> Response | Answered:
    """What was sent: with a mistake, the form again; first seen, the page to look at it; else into the spool."""
    if not sending.is_open():
        return make_response(_form(typed, closed=sending.not_taken()), 503)
    commune, wrong = _check(typed)
    if wrong or commune is None:
        return make_response(_form(typed, wrong), 422)
    if request.form.get("step") != "send":
        return make_response(_form(typed) if request.form.get("step") == "edit" else _review(typed, commune))
    if trouble := sending.token_trouble("question", typed.parts):
        return make_response(_review(typed, commune, trouble), 422)
    if not sending.may_send("question", PER_HOUR):
        said = _("Mỗi địa chỉ mạng chỉ gửi được %(most)s câu hỏi trong một giờ. Xin gửi lại sau.", most=PER_HOUR)
        return make_response(_review(typed, commune, said), 429)
    return _send(typed, commune)


def _check(typed: Typed) -> tuple[Locality | None, dict[str, str]]:
    """Who is to answer, and what is wrong, by field."""
    wrong = sending.trap_trouble()
    if len(typed.text) < 10:
        wrong["text"] = _("Hãy ghi câu hỏi, ít nhất 10 ký tự.")
    elif len(typed.text) > LONGEST:
        wrong["text"] = _("Câu hỏi dài quá %(most)s ký tự.", most=LONGEST)
    elif trouble := sending.links_trouble(typed.text):
        wrong["text"] = trouble
    if typed.address and (trouble := sending.address_trouble(typed.address)):
        wrong["address"] = trouble
    commune = typed.about.commune or _named(typed.commune)
    if commune is None:
        wrong["commune"] = _("Hãy chọn xã, phường sẽ trả lời.")
    return commune, wrong


def _named(text: str) -> Locality | None:
    found = find_communes(session(), text, on=today(), most=2) if text else []
    return found[0] if len(found) == 1 else None


def _form(typed: Typed, wrong: dict[str, str] | None = None, closed: str = "") -> str:
    communes = [] if typed.about.commune else list_active_communes(session(), on=today(), limit=FEW + 1)
    return render_template(
        "questions/ask.html",
        typed=typed,
        title=about_title(typed.about),
        wrong=wrong or {},
        closed=closed or ("" if sending.is_open() else sending.not_taken()),
        communes=communes if len(communes) <= FEW else [],
        choices=[("", _("Chọn xã, phường")), *((place.slug, localized(place)) for place in communes)],
        days=ANSWER_DAYS,
        trap=sending.TRAP,
        longest=LONGEST,
    )


def _review(typed: Typed, commune: Locality, trouble: str = "") -> str:
    return render_template(
        "questions/review.html",
        typed=typed,
        title=about_title(typed.about),
        commune=commune,
        trouble=trouble,
        personal=bool(PERSONAL.search(typed.text)),
        token=sending.make_token("question", typed.parts),
        days=ANSWER_DAYS,
    )


def _send(typed: Typed, commune: Locality) -> Response | Answered:
    code = make_receipt(sending.day_now(), request.form["token"])
    trouble = sending.send("question", _content(typed, commune, code))
    if trouble:
        return make_response(_review(typed, commune, trouble), 503)
    return redirect(f"{address('/questions/receipt')}?code={code}&sent=1", 303)


def _content(typed: Typed, commune: Locality, code: str) -> dict[str, Any]:
    about = typed.about
    return {
        "receipt_hash": hash_receipt(code),
        "commune": commune.code,
        "locality": about.place.code if about.place else None,
        "about_kind": about.kind,
        "about_ref": about.ref,
        "about_path": about.path,
        "text": typed.text,
        "address": typed.address,
        "language": language(),
    }
