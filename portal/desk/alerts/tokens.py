"""What the links in letters carry: secrets of which the store keeps only a hash.

A link of confirmation works for three days and says in plain text until when. The link by which an address leaves is
the same in all its letters: it is made from the address's mark, so that it need not be kept.
"""

import base64
import datetime as dt
import hashlib
import hmac
import secrets

from portal.clock import VIET_NAM
from portal.desk.security import derive

CONFIRM_WITHIN = dt.timedelta(days=3)


def confirm_token(now: dt.datetime) -> str:
    """``20261126-…``: the last day on which it works, then 32 random bytes."""
    until = (now + CONFIRM_WITHIN).astimezone(VIET_NAM)
    return f"{until:%Y%m%d}-{secrets.token_urlsafe(32)}"


def leave_token(secret: str, mark: str) -> str:
    """The same for an address whenever it is asked for."""
    made = hmac.digest(derive(secret, "leaving alerts"), mark.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def token_hash(token: str) -> str:
    """What the store keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
