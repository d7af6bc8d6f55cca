"""The reader's village, remembered in the address: ``?village=<commune>/<village>`` and in nothing else.

From a village's page on, links that lead about the portal carry it, so every page can lead back. A village that is
not there today is not remembered: nothing is said, and the links are as they would be without it. Whoever follows
links by the thousand is told not to follow these, and that the page without the parameter is the one to keep.
"""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from flask import Flask, Response, g, request
from markupsafe import Markup
from sqlalchemy.exc import SQLAlchemyError

from portal.addresses import public_url
from portal.at_hand import current_g
from portal.domain.localities import Locality, existed_on, get_commune, get_village
from portal.web import session, today

PARAMETER = "village"
LONGEST = 201
NOFOLLOW, NOTHING = Markup(' rel="nofollow"'), Markup("")


@dataclass(frozen=True)
class Kept:
    """A remembered village. ``here`` says that this page is the village's own."""

    commune: Locality
    village: Locality
    here: bool = False

    @property
    def ref(self) -> str:
        return f"{self.commune.slug}/{self.village.slug}"


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(kept=kept, kept_rel=kept_rel, kept_village=kept_village, without_kept=without_kept)
    app.after_request(_tell_the_plain_page)


def keep(commune: Locality, village: Locality) -> None:
    """Remember the village whose page this is, unless it is none of today."""
    g.kept = Kept(commune, village, here=True) if _is_of_today(commune, village) else None


def kept_village() -> Kept | None:
    """The village that this page remembers."""
    here = current_g()
    if "kept" not in here:
        here.kept = _asked_village()
    return here.kept  # type: ignore[no-any-return]


def kept(href: str) -> str:
    """An address of the portal, with the remembered village where there is one."""
    found = kept_village()
    if found is None:
        return href
    address, mark, fragment = href.partition("#")
    return f"{address}{'&' if '?' in address else '?'}{PARAMETER}={found.ref}{mark}{fragment}"


def kept_rel() -> Markup:
    """What a link that may carry a village says to those who follow all links."""
    return NOFOLLOW if kept_village() else NOTHING


def without_kept() -> str:
    """This page's address and what else it was asked, without the village: where it is forgotten."""
    rest = [(name, value) for name, value in request.args.items(multi=True) if name != PARAMETER]
    return quote(request.script_root + request.path) + (f"?{urlencode(rest)}" if rest else "")


def _asked_village() -> Kept | None:
    """None where none is asked for or there is none, also where the store cannot answer: an error has its page too."""
    commune, slash, village = request.args.get(PARAMETER, "")[:LONGEST].partition("/")
    if not (slash and commune and village):
        return None
    try:
        return _find(commune, village)
    except SQLAlchemyError:
        return None


def _find(commune: str, village: str) -> Kept | None:
    above = get_commune(session(), commune, on=today())
    place = get_village(session(), above, village) if above else None
    return Kept(above, place) if above and place and _is_of_today(above, place) else None


def _is_of_today(commune: Locality, village: Locality) -> bool:
    return existed_on(commune, today()) and existed_on(village, today())


def _tell_the_plain_page(response: Response) -> Response:
    """A page at an address with a village is the page without it."""
    if "/" in request.args.get(PARAMETER, "") and response.mimetype == "text/html" and response.status_code == 200:
        response.headers.add("Link", f'<{public_url(without_kept())}>; rel="canonical"')
    return response
