"""The number that somebody gets for a question: the day, a random part, and signs that tell a slip of the finger.

The portal keeps nothing of it. It says when the answer is due, and finds the answer once there is one, of which the
public store holds the hash.
"""

import datetime as dt
import hmac

from flask import current_app

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # without signs that look alike
LENGTH, CHECK = 16, 4


def make_receipt(day: dt.date, token: str) -> str:
    """Such as ``261123-k7f3m2n4p5q6r7s8-x2y3``; the same for a form that is sent twice.

    :param token: of the form, which nobody else has.
    """
    said = f"{day:%y%m%d}-{_signs(f'token {token}', LENGTH)}"
    return f"{said}-{_signs(said, CHECK)}"


def day_of_receipt(receipt: str) -> dt.date | None:
    """The day of a number of ours; None of any other text."""
    said, _dash, check = receipt.rpartition("-")
    if not said[:6].isdigit() or not hmac.compare_digest(check.encode(), _signs(said, CHECK).encode()):
        return None
    return dt.datetime.strptime(said[:6], "%y%m%d").replace(tzinfo=dt.UTC).date()


def _signs(text: str, count: int) -> str:
    key = f"langso receipts {current_app.config['SECRET_KEY']}".encode()
    number = int.from_bytes(hmac.digest(key, text.encode(), "sha256"), "big")
    signs = []
    for _turn in range(count):
        number, sign = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[sign])
    return "".join(signs)
