"""Which format an answer has: by the suffix of the address, else by what the request accepts, else JSON."""

import enum
from collections.abc import Iterable, Mapping
from typing import TypeVar

from flask import Response, request

from portal.errors import Refusal
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
    if not request.accept_mimetypes:
        return next(iter(media.values()))
    best = request.accept_mimetypes.best_match(list(media))
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


def by_accept(response: Response) -> Response:
    """The answer, marked as one that another Accept would have made otherwise."""
    response.vary.add("Accept")
    return response
