"""Bodies: whom a plan names, and what each answers for: leading, taking part, reporting, being reported to.

A body is a name in a plan; the same office under another name is another body, since the plan says no more.
"""

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from portal.domain.clarity import bodies_in
from portal.domain.folding import slugify
from portal.domain.obligations import Obligation
from portal.domain.tasks import Task


class Role(enum.StrEnum):
    LEAD = "lead"
    PARTNER = "partner"
    REPORTER = "reporter"
    RECIPIENT = "recipient"


@dataclass
class Body:
    """A body with what it has in each role: tasks it leads or takes part in, reporting duties."""

    slug: str
    name: str
    name_en: str
    tasks: dict[Role, list[Task]] = field(default_factory=dict)
    duties: dict[Role, list[Obligation]] = field(default_factory=dict)

    def count(self, role: str) -> int:
        return len(self.tasks.get(Role(role), ())) + len(self.duties.get(Role(role), ()))


def names_in(thing: Task | Obligation, role: str) -> list[tuple[str, str, str]]:
    """The bodies of a task or duty in a role: what an address calls each, and its names in both languages."""
    name = {Role.LEAD: "lead", Role.PARTNER: "partners"}.get(Role(role), role)
    vietnamese, english = bodies_in(getattr(thing, name)), bodies_in(getattr(thing, f"{name}_en"))
    return [(slugify(vi), vi, en) for vi, en in zip(vietnamese, english, strict=True)]


def list_bodies(tasks: Iterable[Task], duties: Iterable[Obligation]) -> list[Body]:
    """Everybody that a plan names: who leads most first, then who takes part most."""
    found: dict[str, Body] = {}
    for task in tasks:
        for role in (Role.LEAD, Role.PARTNER):
            for name in names_in(task, role):
                _body(found, name).tasks.setdefault(role, []).append(task)
    for duty in duties:
        for role in (Role.REPORTER, Role.RECIPIENT):
            for name in names_in(duty, role):
                _body(found, name).duties.setdefault(role, []).append(duty)
    return sorted(found.values(), key=lambda body: ([-body.count(role) for role in Role], body.slug))


def _body(found: dict[str, Body], name: tuple[str, str, str]) -> Body:
    return found.setdefault(name[0], Body(*name))


def find_body(bodies: Sequence[Body], slug: str) -> Body | None:
    return next((body for body in bodies if body.slug == slug), None)
