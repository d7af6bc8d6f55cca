"""What readers send: checked, seen once more by whoever wrote it, and put into the spool for the desk.

A form is sent twice: the first answer shows what was typed and carries a token, which is signed over it with its time;
only with the token it goes into the spool. So the page with the form is the same for everyone and caches may keep it,
and a program has to read two pages and wait. Nobody is signed in and nothing is done in anybody's name, so there is
nothing that a request from another site could misuse (CSRF): whatever it sent, its sender could send alone.
"""

import datetime as dt
import hashlib
import hmac
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import current_app, request
from itsdangerous import BadSignature, SignatureExpired, TimestampSigner
from limits import parse

from portal import spool
from portal.clock import VIET_NAM
from portal.i18n import gettext as _
from portal.mail_address import is_address
from portal.pages.forms_guard import TRAP, has_turn, sender
from portal.plain_text import plain_text

SOONEST, LATEST = 3, 24 * 3600  # seconds between the two sendings
LARGEST = 32 * 1024  # bytes of a form
LINKS = 2
LINK = re.compile(r"https?://|www\.", re.IGNORECASE)


def folder() -> Path:
    return Path(current_app.config["SPOOL_DIR"])


def is_open() -> bool:
    """Whether there is a desk that takes what is sent; never where the site is a preview or a copy."""
    return not current_app.config.get("PREVIEW") and not current_app.config.get("COPY") and spool.is_open(folder())


def typed(name: str, longest: int) -> str:
    """A field of the form, as ``plain_text`` leaves it; cut one sign beyond the longest, which tells."""
    return plain_text(request.form.get(name, ""))[: longest + 1]


def make_token(kind: str, parts: Mapping[str, str]) -> str:
    """A signature over what is to be sent, and the time."""
    return _signer(kind).sign(_digest(parts)).decode()


def token_trouble(kind: str, parts: Mapping[str, str]) -> str:
    """Why what was sent cannot go on its way yet, in words; empty: it can."""
    token, signer = request.form.get("token", "")[:300], _signer(kind)
    try:
        said, at = signer.unsign(token, max_age=LATEST, return_timestamp=True)
    except SignatureExpired:
        return _("Trang đã mở quá lâu. Xin xem lại rồi bấm gửi lần nữa.")
    except BadSignature:
        return _("Xin xem lại nội dung dưới đây rồi bấm gửi.")
    if said.decode() != _digest(parts):
        return _("Nội dung đã thay đổi. Xin xem lại rồi bấm gửi.")
    if (dt.datetime.now(dt.UTC) - at).total_seconds() < SOONEST:
        return _("Bạn gửi hơi nhanh. Xin đọc lại nội dung rồi bấm gửi lần nữa.")
    return ""


def _signer(kind: str) -> TimestampSigner:
    return TimestampSigner(current_app.config["SECRET_KEY"], salt=f"langso {kind}", digest_method=hashlib.sha256)


def _digest(parts: Mapping[str, str]) -> str:
    text = "\x00".join(f"{name}={parts[name]}" for name in sorted(parts))
    return hashlib.sha256(text.encode()).hexdigest()


def may_send(kind: str, most: int) -> bool:
    """Whether the address that asks may send one more this hour; it counts as sent."""
    return has_turn(kind, parse(f"{most} per hour"))


def trap_trouble() -> dict[str, str]:
    return {TRAP: _("Ô này phải để trống.")} if request.form.get(TRAP) else {}


def links_trouble(text: str) -> str:
    if len(LINK.findall(text)) > LINKS:
        return _("Nội dung chỉ được có tối đa %(most)s liên kết.", most=LINKS)
    return ""


def address_trouble(address: str) -> str:
    """What is wrong with an e-mail address."""
    if is_address(address):
        return ""
    return _("Địa chỉ thư điện tử chưa đúng. Hãy ghi như ten@example.vn, hoặc để trống.")


def mark_of(day: dt.date, *more: str) -> str:
    """A mark of who sends on a day, by which repeats are told. Without the portal's secret it leads back to nobody."""
    key = hashlib.sha256(f"langso marks {current_app.config['SECRET_KEY']}".encode()).digest()
    said = "\n".join((sender(), day.isoformat(), *more))
    return hmac.new(key, said.encode(), "sha256").hexdigest()


def send(kind: str, content: dict[str, Any]) -> str:
    """Put it into the spool; answers why that cannot be, in words, or nothing."""
    try:
        spool.send(folder(), kind, content, at=dt.datetime.now(dt.UTC))
    except spool.Unsendable as why:
        current_app.logger.error("what a reader sent was not taken: %s", why.reason)
        return not_taken()
    return ""


def not_taken() -> str:
    contact = current_app.config["CONTACT_EMAIL"]
    said = _("Cổng chưa nhận được nội dung gửi lên vào lúc này. Nội dung chưa được lưu ở đâu cả. Xin thử lại sau.")
    return f"{said} {_('Hoặc viết thư tới %(contact)s.', contact=contact)}" if contact else said


def day_now() -> dt.date:
    """The day it is in Viet Nam, whatever day progress is judged on."""
    return dt.datetime.now(VIET_NAM).date()
