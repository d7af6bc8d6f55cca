"""Who holds which role where: roles are held per commune. Which a page asks for is said by ``access.required``."""

from collections.abc import Iterable
from typing import Protocol

from portal.publishing.workflow import Role

EVERYWHERE = ""  # a grant whose commune is empty holds in every commune


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


def administers(account: Holder, commune: str) -> bool:
    """Whether an account has charge of the accounts of the commune of this code."""
    return Role.ADMINISTRATOR in roles_in(account, commune)


def may_administer(administrator: Holder, account: Holder) -> bool:
    """Whether an administrator may reset or disable an account: only with power over every commune it has a role in.

    Otherwise the administrator of one commune could take over an account that reaches further.
    """
    reach = {grant.commune for grant in account.grants} or {EVERYWHERE}
    return all(administers(administrator, commune) for commune in reach)
