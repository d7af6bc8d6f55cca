"""A plan in another order: bullets within their section, sections among their like. The tables move with them."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from bench.plans.plan import BODY, Plan, Said
from bench.plans.truth import Tables
from portal.publishing.plan_reading.labels import Level

PLACED = ("targets", "goals", "tasks", "responsibilities", "obligations")
END = "./."


def reorder_bullets(plan: Plan, chance: random.Random) -> Plan:
    """The bullets under each heading in another order, each with the bullets of the second order below it.

    A bullet that ends with a colon speaks of the one after it, and stays before it.
    """
    items: dict[tuple[str, str], str] = {}
    told: list[Said] = []
    for is_bullet, group in groupby(_opened(plan.told), key=_is_bullet):
        run = list(group)
        told += _shuffled(run, items, chance) if is_bullet else run
    return replace(plan, told=tuple(told), truth=_with_items(plan, items))


def _opened(told: Sequence[Said]) -> list[Said]:
    """Without the sign of the plan's end, which would else stand in the middle."""
    return [replace(said, text=said.text.replace(END, ".")) if said.part in BODY else said for said in told]


def _is_bullet(said: Said) -> str:
    in_list = said.part in BODY and said.level in {Level.BULLET, Level.SUB_BULLET} and bool(said.item)
    return said.path if in_list else ""


def _shuffled(run: list[Said], items: dict[tuple[str, str], str], chance: random.Random) -> list[Said]:
    blocks: list[list[Said]] = []
    for said in run:
        if blocks and (said.level is Level.SUB_BULLET or blocks[-1][-1].text.endswith(":")):
            blocks[-1].append(said)
        else:
            blocks.append([said])
    first = int(run[0].item.partition(".")[0])
    order = blocks[:]
    chance.shuffle(order)
    told: list[Said] = []
    for block in order:
        for said in block:
            old, _, below = said.item.partition(".")
            new = str(first + sum(1 for each in told if each.level is Level.BULLET))
            new = new if said.level is Level.BULLET else str(int(new) - 1)
            items[said.path, old] = new
            told.append(replace(said, item=".".join(filter(None, (new, below)))))
    return told


def _with_items(plan: Plan, items: dict[tuple[str, str], str]) -> Tables:
    def change(table: str, row: dict[str, str]) -> dict[str, str]:
        if table not in PLACED or not row["item"]:
            return row
        old, dot, below = row["item"].partition(".")
        return row | {"item": items.get((row["section"], old), old) + dot + below}

    return plan.with_rows(change)


@dataclass
class _Section:
    """A heading, what stands under it itself, and the sections below."""

    path: str
    own: list[Said] = field(default_factory=list)
    below: list["_Section"] = field(default_factory=list)


def swap_sections(plan: Plan, chance: random.Random) -> Plan:
    """Sections of the same level in another order, renumbered; those of the first level stay where they are."""
    told = _opened(plan.told)
    body = [number for number, said in enumerate(told) if said.part in BODY and said.path]
    if not body:
        return plan
    root = _grow(told[body[0] : body[-1] + 1])
    names: dict[str, str] = {}
    moved = _write(root, "", names, chance)
    told[body[0] : body[-1] + 1] = moved

    def change(table: str, row: dict[str, str]) -> dict[str, str]:
        return row | {"section": names.get(row["section"], row["section"])} if "section" in row else row

    return replace(plan, told=tuple(told), truth=plan.with_rows(change))


def _grow(told: Sequence[Said]) -> _Section:
    root = _Section("")
    open_sections = [root]
    for said in told:
        if said.is_section:
            while open_sections[-1].path and not said.path.startswith(open_sections[-1].path + "."):
                open_sections.pop()
            section = _Section(said.path)
            open_sections[-1].below.append(section)
            open_sections.append(section)
        open_sections[-1].own.append(said)
    return root


def _write(section: _Section, path: str, names: dict[str, str], chance: random.Random) -> list[Said]:
    """The section's paragraphs under its new path; ``names`` learns what became of the paths."""
    told = [_renamed(said, path) for said in section.own]
    names[section.path] = path
    labels = [each.path.rpartition(".")[2] for each in section.below]
    order = section.below[:]
    if section.path and not any(label.endswith(("bis", "ter", "quater")) for label in labels):
        chance.shuffle(order)
    for label, each in zip(labels, order, strict=True):
        told += _write(each, f"{path}.{label}".removeprefix("."), names, chance)
    return told


def _renamed(said: Said, path: str) -> Said:
    if not said.is_section or said.name.endswith(("bis", "ter", "quater")) or path.endswith(("bis", "ter", "quater")):
        return replace(said, path=path)
    deep = said.name.count(".") + 1
    return replace(said, path=path, name=".".join(path.split(".")[-deep:]))
