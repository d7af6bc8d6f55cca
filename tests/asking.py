"""A reader who asks: the form, the page to look it over, the sending."""

import html
import re
import time

import pytest
from flask import Flask
from itsdangerous import TimestampSigner
from werkzeug.test import TestResponse

from portal.pages import sending

QUESTION = "Vì sao số của thôn giảm so với tháng trước?"


def ask(
    app: Flask,
    path: str = "/questions/ask",
    *,
    email: str = "",
    ago: int = 5,
    address: str = "192.0.2.1",
    **fields: str,
) -> TestResponse:
    """Look over and send; the token is as old as somebody's who read it.

    :param ago: seconds since the page to look over was made.
    """
    client, sent = app.test_client(), {"about": "/localities/thu-nghiem", "text": QUESTION, "address": email} | fields
    where = {"REMOTE_ADDR": address}
    review = client.post(path, data=sent | {"step": "review"}, environ_base=where)
    if review.status_code != 200:
        return review
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', review.text))
    parts = {name: html.unescape(value) for name, value in hidden.items() if name != "token"}
    with app.test_request_context():
        kind = "question" if path.endswith("ask") else "signal"
        token = make_token(kind, parts, ago=ago)
    return client.post(path, data=parts | {"token": token, "step": "send"}, environ_base=where)


def make_token(kind: str, parts: dict[str, str], *, ago: int) -> str:
    """What ``sending.make_token`` made so many seconds ago."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TimestampSigner, "get_timestamp", lambda _signer: int(time.time()) - ago)
        return sending.make_token(kind, parts)


def receipt_of(answer: TestResponse) -> str:
    found = re.search(r"code=([0-9a-z-]+)", answer.headers["Location"])
    assert found
    return found[1]
