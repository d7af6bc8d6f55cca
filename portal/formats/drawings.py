"""Drawings as answers: SVG, and PNG, of which one address may have only so many made in a minute.

A PNG to share costs a tenth of a second, one to print a whole second, and there are as many as there are periods to
ask for; the last ones made are kept and cost nothing.
"""

from functools import lru_cache

from flask import Response, current_app, request
from limits import RateLimitItemPerMinute

from portal.clients import client_at
from portal.errors import Refusal
from portal.formats.png import render_png
from portal.i18n import gettext as _

SHARED = 1200  # pixels: the width of a picture that counts once; one twice as wide counts four times
MOST = RateLimitItemPerMinute(100)


def answer_svg(text: str) -> Response:
    return Response(text, content_type="image/svg+xml; charset=utf-8")


def answer_png(svg: str, *, width: int, height: int | None = None) -> Response:
    """The drawing, so many pixels wide.

    :raises Refusal: whoever asks has had too many made.
    """
    return Response(_make(svg, width, height), mimetype="image/png")


@lru_cache(maxsize=16)  # of what many ask for at once; 150 KB to 1 MB each
def _make(svg: str, width: int, height: int | None) -> bytes:
    _count(max(1, round((width / SHARED) ** 2)))
    return render_png(svg, width=width, height=height)


def _count(pictures: int) -> None:
    """Count what is made for the address that asks, where the operator limits how often programs may ask."""
    turns, counted = current_app.extensions["turns"], ("pictures", client_at(request.remote_addr or ""))
    if not current_app.config["RATE_LIMIT"] or turns.take(MOST, *counted, cost=pictures):
        return
    wait = turns.wait(MOST, *counted)
    detail = _("Mỗi địa chỉ chỉ được vẽ một số ảnh mỗi phút. Xin đợi %(wait)s giây, hoặc lấy bản SVG.", wait=wait)
    raise Refusal(429, "too-many-requests", _("Hỏi quá nhiều lần"), detail, retry_after=wait)
