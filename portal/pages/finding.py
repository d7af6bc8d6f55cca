"""Find my village: by two letters of its name, or down a list. Nothing is asked of the reader but that."""

from flask import Response, jsonify, render_template, request

from portal.domain.datasets import has_illustrative
from portal.domain.finding import Found, find_places
from portal.domain.localities import Locality, LocalityKind
from portal.domain.participation import list_active_communes
from portal.i18n import localized
from portal.pages.context import address
from portal.pages.reference import provinces
from portal.routing import Pages
from portal.web import session, today

pages = Pages("finding", __name__)

LONGEST = 200
SHORTEST = 2  # letters; fewer mean everything
MOST = 50
SUGGESTED = 10
MOST_LISTED = 24  # communes named without asking for their province


@pages.route("/find")
def show() -> str:
    text = _asked()
    return render_template(
        "home/find.html",
        text=text,
        short=_is_short(text),
        found=_found(text, MOST),
        today=today(),
        communes=list_active_communes(session(), on=today(), limit=MOST_LISTED + 1),
        most=MOST_LISTED,
        provinces=provinces(),
        illustrative=has_illustrative(session()),
    )


@pages.route("/find.json")
def suggestions() -> Response:
    """The first ten places for what is typed so far, with where their pages are."""
    found = _found(_asked(), SUGGESTED)
    places = [*found.communes[: SUGGESTED // 3], *found.villages][:SUGGESTED]
    rows = [{"name": localized(p), "within": within(p), "path": address(path_of(p))} for p in places]
    return jsonify(places=rows, illustrative=bool(rows) and has_illustrative(session()))


def within(place: Locality) -> str:
    """What a place is in, the nearest first: ``Phường Trà Câu, Tỉnh Quảng Ngãi``."""
    names = []
    while place.parent is not None:
        place = place.parent
        names.append(localized(place))
    return ", ".join(names)


def path_of(place: Locality) -> str:
    if place.kind == LocalityKind.VILLAGE and place.parent is not None:
        return f"/localities/{place.parent.slug}/{place.slug}"
    return f"/localities/{place.slug}"


def _asked() -> str:
    return " ".join(request.args.get("q", "")[:LONGEST].split())


def _is_short(text: str) -> bool:
    return 0 < sum(letter.isalnum() for letter in text) < SHORTEST


def _found(text: str, most: int) -> Found:
    if not text or _is_short(text):
        return Found([], [], 0, 0)
    return find_places(session(), text, on=today(), most=most)


pages.record_once(lambda setup: setup.app.jinja_env.globals.update(place_path=path_of, within=within))
