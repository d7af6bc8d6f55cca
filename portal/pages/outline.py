"""The outline of a plan as a tree, with what stands under each heading."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from portal.domain.plans import PlanSection
from portal.domain.whole_plans import nearest_heading


class Placed(Protocol):
    @property
    def section(self) -> str: ...


@dataclass
class Heading:
    """A heading of the document; ``contents`` are the heading's own, by name, not those of the headings below it."""

    section: PlanSection
    contents: dict[str, list[Placed]]
    children: list["Heading"] = field(default_factory=list)


def outline(sections: Sequence[PlanSection], **contents: Iterable[Placed]) -> list[Heading]:
    """The headings of the first level, each with those below it.

    A label below the headings (``II.1.3`` where ``II.1`` is the last of them) counts under the nearest.

    :param contents: what stands under the headings, by name: ``targets=…, tasks=…``.
    """
    paths = {section.path for section in sections}
    placed = {name: _by_heading(things, paths) for name, things in contents.items()}
    by_path: dict[str, Heading] = {}
    roots: list[Heading] = []
    for section in sections:
        heading = Heading(section, {name: under[section.path] for name, under in placed.items()})
        by_path[section.path] = heading
        parent = by_path.get(section.path.rpartition(".")[0])
        (parent.children if parent else roots).append(heading)
    return roots


def _by_heading(things: Iterable[Placed], paths: set[str]) -> defaultdict[str, list[Placed]]:
    found: defaultdict[str, list[Placed]] = defaultdict(list)
    for thing in things:
        if heading := nearest_heading(thing.section, paths):
            found[heading].append(thing)
    return found
