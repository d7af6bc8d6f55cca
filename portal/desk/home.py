"""The desk's first page: the communes one works for."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from portal import web
from portal.desk.access import account
from portal.desk.roles import Role, roles_in
from portal.desk.stores import public_session
from portal.domain.localities import Locality, list_communes

pages = Blueprint("home", __name__, url_prefix="/desk")


@pages.get("/")
def show() -> ResponseReturnValue:
    return render_template("desk/home.html", places=list_places())


def list_places() -> list[tuple[Locality, list[Role]]]:
    """The communes in which the account holds a role, with those roles."""
    communes = list_communes(public_session(), on=web.today())
    held = [(commune, roles_in(account(), commune.code)) for commune in communes]
    return [(commune, [role for role in Role if role in roles]) for commune, roles in held if roles]
