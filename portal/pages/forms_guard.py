"""What holds programs off the forms that readers send: no third party, no picture to read, no cookie, no script.

Three things: a field that people leave empty, a mark that only somebody who fetched the form has, and how often one
address may send. The mark changes with the day and not with the moment, so that the page is the same for everybody.
"""

import datetime as dt
import hmac

from flask import current_app, request
from limits import RateLimitItem, parse

from portal.clients import client_at
from portal.errors import Refusal
from portal.i18n import gettext as _
from portal.web import today

TRAP = "website"
"""The name of the field that people leave empty; programs fill in whatever sounds like an address."""

LARGEST = 16 * 1024  # bytes of a form
DAYS = 2  # that a mark works


def form_mark(purpose: str) -> str:
    """For the form's hidden field ``mark``."""
    return _mark(purpose, today())


def _mark(purpose: str, day: dt.date) -> str:
    secret = current_app.config["SECRET_KEY"].encode()
    return hmac.new(secret, f"langso form: {purpose} {day.isoformat()}".encode(), "sha256").hexdigest()[:32]


def take_form(purpose: str, *, most: str) -> bool:
    """Whether a form is to be believed; False for a program that ran into the trap, which is told nothing.

    :param most: how often one address may send it, such as ``3 per hour``.
    :raises Refusal: the form is too old or none of ours (400), or the address sent too many (429).
    """
    request.max_content_length = LARGEST
    days = [today() - dt.timedelta(days=number) for number in range(DAYS)]
    given = request.form.get("mark", "")
    if not any(hmac.compare_digest(_mark(purpose, day).encode(), given.encode()) for day in days):
        raise Refusal(
            400, "stale-form", _("Trang đã cũ"), _("Trang này mở đã lâu. Xin quay lại, tải lại trang rồi gửi lần nữa.")
        )
    if request.form.get(TRAP):
        return False
    take_turn(purpose, most)
    return True


def take_turn(purpose: str, most: str) -> None:
    """One more sending of this address.

    :raises Refusal: 429, it sent as many as it may.
    """
    rule = parse(most)
    if not has_turn(purpose, rule):
        raise Refusal(
            429,
            "too-many-forms",
            _("Gửi quá nhiều lần"),
            _("Từ nơi bạn đang dùng đã gửi quá nhiều lần. Xin thử lại sau ít nhất một giờ."),
            retry_after=rule.get_expiry(),
        )


def has_turn(purpose: str, rule: RateLimitItem) -> bool:
    """Whether this address may send one more; it counts as sent."""
    return current_app.extensions["turns"].take(rule, purpose, sender())  # type: ignore[no-any-return]


def sender() -> str:
    """Who is counted as one."""
    return client_at(request.remote_addr or "")
