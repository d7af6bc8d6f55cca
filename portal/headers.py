"""What every answer tells browsers they may do with it: nothing but what the page itself asks of its own host.

A layer of WSGI around each application, so that no answer is without: errors, 304, redirects, static files, and what
other layers answer. One content policy for the whole site; only who may frame an answer differs, and, where the
operator has set a base map, one host that pictures of maps may come from.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from werkzeug import Response

POLICY = (
    "default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; img-src 'self' data:; manifest-src 'self'; script-src 'self'; style-src 'self'"
)
EMBEDDABLE = POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
"""For what other sites may show in a frame: nothing in it can be pressed that changes anything."""

DENIED = (
    "accelerometer autoplay bluetooth browsing-topics camera compute-pressure cross-origin-isolated display-capture "
    "encrypted-media fullscreen gamepad geolocation gyroscope hid identity-credentials-get idle-detection keyboard-map "
    "local-fonts magnetometer microphone midi otp-credentials payment picture-in-picture publickey-credentials-create "
    "publickey-credentials-get screen-wake-lock serial storage-access sync-xhr usb web-share window-management "
    "xr-spatial-tracking"
).split()
"""Every feature of browsers that can be denied by name; the site uses none. Only the button that copies a citation
writes to the clipboard, on the site itself."""

HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join([*(f"{name}=()" for name in DENIED), "clipboard-write=(self)"]),
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}
"""What every answer has beside ``whose``, unless its view says something else by the same name."""
NOBODY_KEEPS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
"""What the answer to one reader says: no cache holds it, and its address is told to no other site."""
PAGE = "text/html"
HSTS = "Strict-Transport-Security"


def allow_pictures_from(policy: str, host: str) -> str:
    """The policy with one more host that pictures may come from.

    :param host: with its scheme, as ``https://tiles.example.vn``.
    """
    return policy.replace("img-src 'self'", f"img-src 'self' {host}")


@lru_cache(maxsize=64)
def whose(policy: str, mimetype: str) -> dict[str, str]:
    """Who may frame an answer, in the older words too, and which sites may use it in a page: none a page of ours, any
    the rest, as frames of other sites need pictures and sheets.
    """
    framed = "frame-ancestors *" in policy
    usable = framed or mimetype != PAGE
    said = {"Cross-Origin-Resource-Policy": "cross-origin" if usable else "same-origin"}
    return {"Content-Security-Policy": policy} | said | ({} if framed else {"X-Frame-Options": "DENY"})


@lru_cache(maxsize=64)
def directives(caching: str) -> frozenset[str]:
    """The words of a header ``Cache-Control``, without their values."""
    return frozenset(word.strip().partition("=")[0].lower() for word in caching.split(","))


def vary_by(response: "Response", name: str) -> None:
    """Another value of the request's header of this name would have made another answer."""
    said = response.headers.get("Vary")
    if said is None:
        response.headers["Vary"] = name
    elif name.lower() not in {each.strip().lower() for each in said.split(",")}:
        response.headers["Vary"] = f"{said}, {name}"


class Headers:
    """The layer.

    :param hsts: how long browsers remember that the site is over https alone; said over https only; empty: never.
    :param shared: whether other sites may use the answers in their pages and frames: those of the public application,
        never those of the desk.
    """

    def __init__(self, application: "WSGIApplication", *, hsts: str, shared: bool) -> None:
        self.application, self.hsts, self.shared = application, hsts, shared

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        def start(status, headers, exc_info=None):  # type: ignore[no-untyped-def]
            own = headers if self.shared else _for_ourselves(headers)
            given = dict(own)
            added = [(name, value) for name, value in self._wanted(status, given).items() if name not in given]
            if self.hsts and HSTS not in given and environ["wsgi.url_scheme"] == "https":  # as a proxy said meanwhile
                added.append((HSTS, self.hsts))
            return start_response(status, own + added, exc_info)

        return self.application(environ, start)

    def _wanted(self, status: str, given: dict[str, str]) -> dict[str, str]:
        policy = given.get("Content-Security-Policy")
        if status.startswith("304") and policy is None:
            return HEADERS  # made before its page, it cannot know whose that is: browsers keep what they were told
        mimetype = given.get("Content-Type", PAGE).partition(";")[0] if self.shared else PAGE
        return HEADERS | whose(policy or POLICY, mimetype)


OF_OTHERS = {
    "Access-Control-Allow-Origin",
    "Access-Control-Expose-Headers",
    "Cross-Origin-Resource-Policy",
    "X-Frame-Options",
}


def _for_ourselves(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """On the desk, a preview of what other sites may use is for its reader alone."""
    kept = [(name, value) for name, value in headers if name not in OF_OTHERS]
    return [(name, value.replace("frame-ancestors *", "frame-ancestors 'none'")) for name, value in kept]
