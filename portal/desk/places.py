"""The communes of an account, where the portal may know three thousand: those it was given, or any that is named."""

from collections.abc import Iterable

from sqlalchemy import select

from portal import web
from portal.desk.access import account
from portal.desk.roles import EVERYWHERE, Role
from portal.desk.stores import desk_session, public_session
from portal.domain.localities import Locality, list_communes, list_localities_by_code
from portal.domain.participation import count_communes, find_communes, list_active_communes
from portal.publishing.submissions import Submission

FEW = 60
"""As many as a list to choose from, or a page of cards, has at most; beyond that one types a name or a code."""


def count_places() -> int:
    return count_communes(public_session(), on=web.today())


def list_named(text: str) -> list[Locality]:
    """The communes that a text may mean: one by its code or address, else those whose name has its words."""
    return find_communes(public_session(), text, on=web.today(), most=FEW)


def list_granted(role: Role | None = None) -> list[Locality]:
    """The communes that the account was given one by one, in any role or in this one."""
    codes = {g.commune for g in account().grants if g.commune != EVERYWHERE and role in {None, Role(g.role)}}
    return in_order(list_localities_by_code(public_session(), sorted(codes), on=web.today()).values())


def list_at_work() -> list[Locality]:
    """Every commune where a page can show them all, else those in which something is going on.

    These are the ones given one by one, those with submissions, and those that take part.
    """
    if count_places() <= FEW:
        return list_communes(public_session(), on=web.today())
    sent = desk_session().scalars(select(Submission.commune).distinct().order_by(Submission.commune).limit(FEW))
    communes = [
        *list_granted(),
        *list_localities_by_code(public_session(), list(sent), on=web.today()).values(),
        *list_active_communes(public_session(), on=web.today(), limit=FEW),
    ]
    return in_order(list({commune.id: commune for commune in communes}.values())[:FEW])


def names_of(codes: Iterable[str]) -> dict[str, Locality]:
    """Communes by code, for telling what an account was given."""
    return list_localities_by_code(public_session(), sorted(set(codes) - {EVERYWHERE}), on=web.today())


def in_order(communes: Iterable[Locality]) -> list[Locality]:
    return sorted(communes, key=lambda commune: (commune.position, commune.code))
