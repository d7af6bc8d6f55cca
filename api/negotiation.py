"""Which format an answer has: by the suffix of the address, else by what the request accepts, else JSON."""

import enum
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeVar

from flask import Response
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from portal.at_hand import current_request
from portal.errors import Refusal
from portal.headers import vary_by
from portal.i18n import gettext

SUFFIXES = "<any(json, csv, ndjson):suffix>"
"""As a rule of addresses writes them."""


T = TypeVar("T")


class Format(enum.StrEnum):
    """A format of collections, by its suffix."""

    JSON = "json"
    CSV = "csv"
    NDJSON = "ndjson"


MEDIA = {
    "application/json": Format.JSON,
    "text/csv": Format.CSV,
    "application/x-ndjson": Format.NDJSON,
    "application/jsonl": Format.NDJSON,
}


def negotiate(suffix: str | None) -> Format:
    """The format to answer in.

    :param suffix: of the address; it decides, where there is one.
    :raises Refusal: 406, the request accepts none of them.
    """
    return Format(suffix) if suffix else best_of(MEDIA, MEDIA)


def best_of(media: Mapping[str, T], told: Iterable[str]) -> T:
    """What the request accepts best, by media type; the first where it does not say.

    :param told: the media types that a refusal names.
    :raises Refusal: 406, it accepts none of them.
    """
    best = _best(current_request().environ.get("HTTP_ACCEPT", ""), tuple(media))
    if best is not None:
        return media[best]
    offered = ", ".join(told)
    raise Refusal(
        406,
        "not-acceptable",
        gettext("Không có định dạng này"),
        gettext("Địa chỉ này trả lời bằng: %(offered)s. Sửa lại Accept, hoặc bỏ đi.", offered=offered),
        offered=offered,
    )


@lru_cache(maxsize=256)  # programs send a handful
def _best(accepted: str, offered: tuple[str, ...]) -> str | None:
    parsed = parse_accept_header(accepted, MIMEAccept)
    return parsed.best_match(offered) if parsed else offered[0]


def by_accept(response: Response) -> Response:
    """The answer, marked as one that another Accept would have made otherwise."""
    vary_by(response, "Accept")
    return response
