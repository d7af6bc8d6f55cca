"""Who may do what: roles are held per commune, and every action names the roles that may take it."""

import enum
from collections.abc import Iterable
from typing import Protocol

from portal.i18n import gettext as _
from portal.publishing.workflow import Role

EVERYWHERE = ""  # a grant whose commune is empty holds in every commune


class Action(enum.StrEnum):
    READ = "read"
    SUBMIT = "submit"
    APPROVE = "approve"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    ADMINISTER = "administer"


MAY: dict[Action, frozenset[Role]] = {
    Action.READ: frozenset(Role),
    Action.SUBMIT: frozenset({Role.OFFICER}),
    Action.APPROVE: frozenset({Role.APPROVER}),
    Action.PUBLISH: frozenset({Role.APPROVER}),
    Action.WITHDRAW: frozenset({Role.APPROVER}),
    Action.ADMINISTER: frozenset({Role.ADMINISTRATOR}),
}


class Held(Protocol):
    """A role in a commune, as a grant has it."""

    role: str
    commune: str


class Holder(Protocol):
    @property
    def grants(self) -> Iterable[Held]: ...


def roles_in(account: Holder, commune: str) -> frozenset[Role]:
    """The roles an account holds in a commune, those it holds everywhere included."""
    return frozenset(Role(grant.role) for grant in account.grants if grant.commune in {commune, EVERYWHERE})


def can(account: Holder, action: Action | str, commune: str) -> bool:
    """Whether an account may take an action in the commune of this code."""
    return bool(MAY[Action(action)] & roles_in(account, commune))


def role_name(role: Role | str) -> str:
    return {
        Role.OFFICER: _("cán bộ nhập liệu"),
        Role.APPROVER: _("người duyệt"),
        Role.ADMINISTRATOR: _("người quản trị"),
    }[Role(role)]


def may_administer(administrator: Holder, account: Holder) -> bool:
    """Whether an administrator may reset or disable an account: only with power over every commune it has a role in.

    Otherwise the administrator of one commune could take over an account that reaches further.
    """
    reach = {grant.commune for grant in account.grants} or {EVERYWHERE}
    return all(can(administrator, Action.ADMINISTER, commune) for commune in reach)
