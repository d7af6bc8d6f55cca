"""One answer that lies ready, in the encodings that were asked for so far."""

import gzip
from functools import lru_cache

import brotli
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header, parse_etags

IDENTITY = "identity"
OFFERED = ("br", "gzip")  # the better one first
SMALLEST = 500  # bytes worth compressing
BR, GZIP = 5, 6  # levels: brotli's 6 takes twice as long and saves two hundredths
OF_BODY = {"content-type", "content-language", "content-disposition"}
"""Headers that a 304 does without."""

Headers = list[tuple[str, str]]


class Answer:
    """A 200 with its headers and its body.

    :param headers: without the length, the encoding and the validator.
    :param tag: the validator of the body as it is; that of a compressed one has the encoding after it.
    :param encoding: in which it is asked for first.
    """

    __slots__ = ("_bodies", "_compressible", "_headers", "_headers_of_304", "_tag")

    def __init__(self, headers: Headers, tag: str, body: bytes, encoding: str, *, compressible: bool) -> None:
        self._headers, self._tag = headers, tag
        self._headers_of_304 = [pair for pair in headers if pair[0].lower() not in OF_BODY]
        self._compressible = compressible and len(body) >= SMALLEST
        encoding = self._possible(encoding)
        self._bodies = {encoding: _encode(body, encoding)}

    def __len__(self) -> int:
        """Bytes held; what headers and Python add is counted as three thousand."""
        return 3000 + sum(map(len, self._bodies.values()))

    def body(self, encoding: str) -> tuple[bytes, Headers]:
        """The body in an encoding, or as it is where compressing it is not worth while, and the headers it has."""
        encoding = self._possible(encoding)
        found = self._bodies.get(encoding)
        if found is None:
            found = self._bodies[encoding] = _encode(self._plain(), encoding)
        said = [("Content-Length", str(len(found))), self._validator(encoding)]
        return found, self._headers + said + ([] if encoding == IDENTITY else [("Content-Encoding", encoding)])

    def unchanged(self, encoding: str) -> Headers:
        """The headers of a 304."""
        return [*self._headers_of_304, self._validator(self._possible(encoding))]

    def is_held(self, if_none_match: str) -> bool:
        """Whether the reader says that it has this answer, in whichever encoding (RFC 9110, 13.1.2)."""
        tags = parse_etags(if_none_match)
        return tags.star_tag or any(tag.partition(":")[0] == self._tag for tag in tags.as_set(include_weak=True))

    def _possible(self, encoding: str) -> str:
        return encoding if self._compressible else IDENTITY

    def _validator(self, encoding: str) -> tuple[str, str]:
        return "ETag", f'"{self._tag}"' if encoding == IDENTITY else f'"{self._tag}:{encoding}"'

    def _plain(self) -> bytes:
        encoding, body = next(iter(self._bodies.items()))
        return _decode(body, encoding)


def _encode(body: bytes, encoding: str) -> bytes:
    if encoding == "br":
        return brotli.compress(body, quality=BR)
    return gzip.compress(body, GZIP, mtime=0) if encoding == "gzip" else body


def _decode(body: bytes, encoding: str) -> bytes:
    if encoding == "br":
        return brotli.decompress(body)
    return gzip.decompress(body) if encoding == "gzip" else body


@lru_cache(maxsize=256)  # browsers send a handful
def choose_encoding(accepted: str) -> str:
    """The encoding that a header ``Accept-Encoding`` likes best of those offered."""
    parsed = parse_accept_header(accepted, Accept)
    best = max(OFFERED, key=parsed.quality)  # the first of equals
    return best if parsed.quality(best) > 0 else IDENTITY
