"""The desk's first page: the communes one works for."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.desk.access import account
from portal.desk.places import FEW, count_places, list_at_work, list_granted, list_named
from portal.desk.roles import EVERYWHERE, Role, roles_in
from portal.domain.localities import Locality

pages = Blueprint("home", __name__, url_prefix="/desk")
LONGEST = 200


@pages.get("/")
def show() -> ResponseReturnValue:
    text = request.args.get("commune", "")[:LONGEST].strip()
    asked = _with_roles(list_named(text)) if text else []
    if len(asked) == 1:
        return redirect(url_for("submissions.index", commune=asked[0][0].slug), 303)
    places = asked or list_places()
    return render_template("desk/home.html", places=places, text=text, found=bool(asked), asks=_asks())


def list_places() -> list[tuple[Locality, list[Role]]]:
    """The communes in which the account holds a role, with those roles; of all communes those where something is."""
    return _with_roles(list_at_work() if _is_everywhere() else list_granted())


def _with_roles(communes: list[Locality]) -> list[tuple[Locality, list[Role]]]:
    held = [(commune, roles_in(account(), commune.code)) for commune in communes]
    return [(commune, [role for role in Role if role in roles]) for commune, roles in held if roles]


def _is_everywhere() -> bool:
    return any(grant.commune == EVERYWHERE for grant in account().grants)


def _asks() -> bool:
    """Whether the account has more communes than the page shows, so that the others are asked for by name."""
    return _is_everywhere() and count_places() > FEW
