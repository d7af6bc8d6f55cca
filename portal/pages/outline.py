"""The outline of a plan as a tree, with what stands under each heading."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from portal.domain.plans import PlanSection


class Placed(Protocol):
    @property
    def section(self) -> str: ...


@dataclass
class Heading:
    """A heading of the document; ``counts`` is of the heading itself, not of those below it."""

    section: PlanSection
    counts: dict[str, int]
    children: list["Heading"] = field(default_factory=list)


def outline(sections: Sequence[PlanSection], **contents: Iterable[Placed]) -> list[Heading]:
    """The headings of the first level, each with those below it.

    :param contents: what to count, by name: ``targets=…, tasks=…``.
    """
    counted = {name: Counter(thing.section for thing in things) for name, things in contents.items()}
    by_path: dict[str, Heading] = {}
    roots: list[Heading] = []
    for section in sections:
        heading = Heading(section, {name: count[section.path] for name, count in counted.items()})
        by_path[section.path] = heading
        parent = by_path.get(section.path.rpartition(".")[0])
        (parent.children if parent else roots).append(heading)
    return roots
