"""Following a commune, a village, an indicator or a dataset: by letter, in a calendar, in a reader of feeds.

Sign-ups, confirmations and leavings go into the spool; nothing private is opened here, so the pages cannot say whether
an address is known, and nobody can find out by asking them.
"""

import datetime as dt
import re
from typing import Any

from flask import Response, current_app, redirect, render_template, request

from portal.domain.datasets import has_illustrative
from portal.domain.following import Topic, find_topic
from portal.domain.localities import Locality
from portal.errors import Refusal
from portal.headers import NOBODY_KEEPS
from portal.i18n import gettext as _
from portal.i18n import language
from portal.i18n.following_words import topic_name
from portal.mail_address import is_address
from portal.pages import sending
from portal.pages.context import address
from portal.pages.forms_guard import LARGEST, TRAP, form_mark, take_form, take_turn
from portal.routing import Pages
from portal.web import session, today

pages = Pages("following", __name__)

SIGN_UPS = "20 per hour"  # mobile networks put many people behind one address
CLICKS = "30 per hour"
TOKEN = re.compile("[A-Za-z0-9_-]{20,100}")
LAST_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)-.*")


@pages.get("/follow")
def show() -> str | Response:
    topic = _asked_topic(request.args.get("about", ""))
    return _page(topic, sent=request.args.get("sent") == "1")


@pages.post("/follow")
def sign_up() -> Any:
    believed = take_form("follow", most=SIGN_UPS)
    topic = _asked_topic(request.form.get("about", ""))
    given = request.form.get("address", "").strip()
    if topic is None:
        raise Refusal(400, "nothing-to-follow", _("Không có gì để theo dõi"), _("Xin chọn lại từ trang muốn theo dõi."))
    if not is_address(given):
        wrong = {"address": _("Ghi một địa chỉ thư điện tử, ví dụ: ten@vidu.vn.")}
        return _page(topic, given=given, wrong=wrong), 400
    if believed:
        _send("follow", {"address": given, "topic": topic.path, "lang": language()})
    return redirect(f"{address('/follow')}?about={topic.path}&sent=1", 303)


@pages.get("/follow/confirm/<token>")
def ask_to_confirm(token: str) -> Response:
    """A page with a button: programs that look into mail open links, and must confirm nothing."""
    return _private(_click_page("confirm", token, over=_is_over(token)))


@pages.post("/follow/confirm/<token>")
def confirm(token: str) -> Response:
    _take_click(token)
    over = _is_over(token)
    if not over:
        _send("follow-confirm", {"token": token})
    return _private(_click_page("confirm", token, over=over, done=not over))


@pages.get("/follow/leave/<token>")
def ask_to_leave(token: str) -> Response:
    return _private(_click_page("leave", token))


@pages.post("/follow/leave/<token>")
def leave(token: str) -> Response:
    """The page's button, and the one click of mail programs (RFC 8058): answered at once, without a redirect."""
    _take_click(token)
    about = request.args.get("topic", "")[:200]
    _send("follow-leave", {"token": token, **({"topic": about} if about else {})})
    return _private(_click_page("leave", token, done=True))


def _take_click(token: str) -> None:
    """:raises Refusal: there is no such link, or the address clicked too often."""
    request.max_content_length = LARGEST
    _check_link(token)
    take_turn("follow-link", CLICKS)


def _check_link(token: str) -> None:
    """:raises Refusal: the link was cut on its way."""
    if not TOKEN.fullmatch(token):
        detail = _("Liên kết có thể đã bị cắt khi sao chép. Xin mở lại từ trong thư.")
        raise Refusal(404, "no-such-link", _("Liên kết không đúng"), detail)


def _click_page(kind: str, token: str, *, over: bool = False, done: bool = False) -> str:
    _check_link(token)
    topic = find_topic(session(), request.args.get("topic", ""), on=today())
    name = topic_name(topic) if topic else ""
    return render_template(f"following/{kind}.html", over=over, done=done, name=name, topic=topic)


def _private(content: str) -> Response:
    """What is at a link from a letter is for its reader alone."""
    return Response(content, headers=NOBODY_KEEPS | {"X-Robots-Tag": "noindex"})


def _is_over(token: str) -> bool:
    """Whether the last day that the link names has passed."""
    found = LAST_DAY.fullmatch(token)
    if found is None:
        return False
    try:
        return dt.date(*map(int, found.groups())) < sending.day_now()
    except ValueError:
        return False


def _page(topic: Topic | None, *, sent: bool = False, given: str = "", wrong: dict[str, str] | None = None) -> str:
    return render_template(
        "following/show.html",
        topic=topic,
        name=topic_name(topic) if topic else "",
        mail=_mail_state(),
        mark=form_mark("follow"),
        trap=TRAP,
        sent=sent,
        given=given,
        wrong=wrong or {},
        illustrative=_is_illustrative(topic),
    )


def _mail_state() -> str:
    """``on``; ``off`` where letters are not sent here; ``closed`` where the desk does not take sign-ups now."""
    config = current_app.config
    if not config["BASE_URL"] or config.get("PREVIEW") or config.get("COPY"):
        return "off"
    return "on" if sending.is_open() else "closed"


def _is_illustrative(topic: Topic | None) -> bool:
    if topic is None:
        return False
    if isinstance(topic.thing, Locality) and topic.thing.illustrative:
        return True
    return has_illustrative(session(), commune=topic.commune)


def _asked_topic(path: str) -> Topic | None:
    return find_topic(session(), path, on=today()) if path.startswith("/") else None


def _send(kind: str, content: dict[str, Any]) -> None:
    """:raises Refusal: 503, the desk takes nothing now."""
    if sending.send(kind, content):
        detail = _("Lúc này Làng Số chưa nhận được yêu cầu của bạn. Chưa có gì được ghi lại; xin thử lại sau một giờ.")
        raise Refusal(503, "not-taken", _("Chưa gửi được"), detail, retry_after=3600)
