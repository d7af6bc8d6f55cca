"""The pages on which administrators make accounts, give roles, reset and disable."""

from collections.abc import Iterable

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.addresses import public_url
from portal.desk import administering
from portal.desk.access import account, fresh, now, refusal, required
from portal.desk.accounts import Account, list_accounts
from portal.desk.administering import By, NameTakenError
from portal.desk.demo import keep_demo_account
from portal.desk.forms import CommuneField, GrantForm, NewAccountForm
from portal.desk.places import FEW, count_places, list_at_work, list_granted, list_named, names_of
from portal.desk.roles import EVERYWHERE, Role, administers, may_administer
from portal.desk.stores import desk_session, writing
from portal.domain.localities import Locality
from portal.i18n import gettext as _
from portal.i18n import localized

pages = Blueprint("administration", __name__, url_prefix="/desk/accounts")
ALL = "*"  # an empty commune, as a form says it


@pages.get("")
@required("administrator")
def index() -> ResponseReturnValue:
    seen = [(holder, _grants_seen(holder)) for holder in list_accounts(desk_session()) if _may_see(holder)]
    places = _names(code for _holder, grants in seen for _role, code in grants)
    return render_template("desk/accounts.html", accounts=seen, places=places)


@pages.get("/new")
@required("administrator")
def new() -> ResponseReturnValue:
    return render_template("desk/new-account.html", form=_with_communes(NewAccountForm()))


@pages.post("/new")
@required("administrator")
@fresh
def create() -> ResponseReturnValue:
    form = _with_communes(NewAccountForm())
    if not form.validate():
        return render_template("desk/new-account.html", form=form), 422
    grants, name = [(Role(form.role.data), _code(form.commune.data))], form.name.data
    try:
        with writing() as store:
            made, token = administering.create_account(
                store, name=name, full_name=form.full_name.data or "", grants=grants, by=_by(), at=now()
            )
    except NameTakenError:
        form.name.errors = [_("Đã có tài khoản mang tên này.")]
        return render_template("desk/new-account.html", form=form), 422
    return _link_page(made, token)


@pages.get("/<int:number>")
@required("administrator")
def show(number: int) -> ResponseReturnValue:
    return _account_page(_get(desk_session(), number), _with_communes(GrantForm()))


def _account_page(holder: Account, form: GrantForm) -> str:
    grants = _grants_seen(holder)
    return render_template(
        "desk/one-account.html",
        holder=holder,
        grants=grants,
        places=_names(code for _role, code in grants),
        form=form,
        whole=may_administer(account(), holder) and holder.id != account().id,
    )


@pages.post("/<int:number>/grants")
@required("administrator")
@fresh
def give(number: int) -> ResponseReturnValue:
    form = _with_communes(GrantForm())
    if not form.validate():
        return _account_page(_get(desk_session(), number), form), 422
    with writing() as store:
        role, commune = Role(form.role.data), _code(form.commune.data)
        administering.grant(store, _get(store, number), role, commune, by=_by(), at=now())
    flash(_("Đã giao vai trò."))
    return redirect(url_for(".show", number=number), 303)


@pages.post("/<int:number>/grants/remove")
@required("administrator")
@fresh
def take(number: int) -> ResponseReturnValue:
    role, commune = request.form.get("role", ""), _code(request.form.get("commune", ""))
    if role not in set(Role) or not administers(account(), commune):
        raise refusal(frozenset({Role.ADMINISTRATOR}))
    with writing() as store:
        holder = _get(store, number)
        _refuse_oneself(holder)
        keep_demo_account(holder)
        administering.revoke(store, holder, Role(role), commune, by=_by(), at=now())
    flash(_("Đã thu hồi vai trò."))
    return redirect(url_for(".show" if _may_see_number(number) else ".index", number=number), 303)


@pages.post("/<int:number>/reset")
@required("administrator")
@fresh
def reset(number: int) -> ResponseReturnValue:
    with writing() as store:
        holder = _get_whole(store, number)
        token = administering.reset(store, holder, by=_by(), at=now())
    return _link_page(holder, token)


@pages.post("/<int:number>/disable")
@required("administrator")
@fresh
def disable(number: int) -> ResponseReturnValue:
    with writing() as store:
        administering.disable(store, _get_whole(store, number), by=_by(), at=now())
    flash(_("Đã khóa tài khoản. Mọi phiên làm việc của tài khoản này đã kết thúc."))
    return redirect(url_for(".show", number=number), 303)


@pages.post("/<int:number>/enable")
@required("administrator")
@fresh
def enable(number: int) -> ResponseReturnValue:
    with writing() as store:
        administering.enable(store, _get_whole(store, number), by=_by(), at=now())
    flash(_("Đã mở khóa tài khoản."))
    return redirect(url_for(".show", number=number), 303)


def _by() -> By:
    return By(Role.ADMINISTRATOR.value, account().id)


def _link_page(holder: Account, token: str) -> str:
    link = public_url(url_for("starting.show", token=token))
    return render_template("desk/link.html", holder=holder, link=link, until=holder.invited_until)


def _get(session: Session, number: int) -> Account:
    """An account that this administrator may see."""
    holder = session.get(Account, number)
    if holder is None or not _may_see(holder):
        abort(404)
    return holder


def _get_whole(session: Session, number: int) -> Account:
    """An account that this administrator may reset and disable: another's, all of whose roles are in reach."""
    holder = _get(session, number)
    _refuse_oneself(holder)
    keep_demo_account(holder)
    if not may_administer(account(), holder):
        raise refusal(frozenset({Role.ADMINISTRATOR}))
    return holder


def _refuse_oneself(holder: Account) -> None:
    """Nobody locks themselves out: another administrator, or the command line, can."""
    if holder.id == account().id:
        raise refusal(frozenset({Role.ADMINISTRATOR}))


def _may_see(holder: Account) -> bool:
    return bool(_grants_seen(holder)) or administers(account(), EVERYWHERE)


def _may_see_number(number: int) -> bool:
    holder = desk_session().get(Account, number)
    return holder is not None and _may_see(holder)


def _grants_seen(holder: Account) -> list[tuple[Role, str]]:
    """The roles of an account in the communes that this administrator has charge of."""
    return [(Role(g.role), g.commune) for g in holder.grants if administers(account(), g.commune)]


def _with_communes(form: GrantForm) -> GrantForm:
    """Offer the communes of this administrator, and all of them at once to whom has all.

    Where those are too many to choose from, the one that was typed; those it may mean, where it may mean several.
    """
    if not administers(account(), EVERYWHERE):
        form.commune.choices = _choices(list_granted(Role.ADMINISTRATOR))
    elif count_places() <= FEW:
        form.commune.choices = [(ALL, _("Mọi xã, phường")), *_choices(list_at_work())]
    else:
        _resolve(form.commune)
    return form


def _resolve(field: CommuneField) -> None:
    """Take what was typed for the one commune that it means, or offer those it may mean."""
    text = (field.data or "").strip()
    found = list_named(text) if text not in {"", ALL} else []
    field.choices = _choices(found) if found else [(ALL, _("Mọi xã, phường"))] if text == ALL else []
    field.typed = len(found) <= 1
    if len(found) == 1:
        field.data = found[0].code


def _choices(communes: list[Locality]) -> list[tuple[str, str]]:
    """Codes and names, each with its province where there is more than one."""
    several = len({commune.parent_id for commune in communes}) > 1
    return [(c.code, localized(c) + (f", {localized(c.parent)}" if several and c.parent else "")) for c in communes]


def _names(codes: Iterable[str]) -> dict[str, str]:
    """The names of communes by code; the empty code is all."""
    return {EVERYWHERE: _("Mọi xã, phường")} | {code: localized(place) for code, place in names_of(codes).items()}


def _code(value: str) -> str:
    return EVERYWHERE if value == ALL else value
