"""Changed copies of a plan that mean the same, or whose tables change with them: texts the reader was not tuned to."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from bench.plans import rewording, wording
from bench.plans.changing import change_values, move_years
from bench.plans.moving import reorder_bullets, swap_sections
from bench.plans.plan import STYLES, Plan
from bench.plans.truth import Tables
from bench.plans.writing import add_pages, part, wrap, write
from portal.publishing.plan_reading.labels import Level

HEADER = "Kế hoạch thực hiện Nghị quyết số 57-NQ/TW"
WIDTH = 84
Changed = tuple[bytes, Tables]
Perturb = Callable[[Plan, random.Random], Changed]


@dataclass(frozen=True)
class Perturbation:
    """:param by_chance: another seed gives another copy; :param harsh: it takes away what a reader needs, its numbers
    are told and no goal is set for them.
    """

    name: str
    perturb: Perturb
    by_chance: bool = False
    harsh: bool = False


def _file(plan: Plan, lines: list[str] | None = None, *, width: int = WIDTH, encoding: str = "utf-8") -> Changed:
    return write(wrap(plan.list_lines() if lines is None else lines, width), encoding), plan.truth


def _moved(change: Callable[[Plan, random.Random], Plan]) -> Perturb:
    return lambda plan, chance: _file(change(plan, chance))


def _worded(change: Callable[[str], str]) -> Perturb:
    return lambda plan, chance: _file(plan.with_words(change))


def _lined(change: Callable[[str], str]) -> Perturb:
    return lambda plan, chance: _file(plan, [change(line) for line in plan.list_lines()])


def _signed(change: Callable[[str], str]) -> Perturb:
    """Signs that a wrapped line must not lose are changed after the wrapping."""
    return lambda plan, chance: (write([change(line) for line in wrap(plan.list_lines(), WIDTH)]), plan.truth)


def _labelled(styles: dict[Level, str]) -> Perturb:
    """Other labels; a decimal number (``2.1.``) has none."""
    return lambda plan, chance: _file(
        plan, [said.write(STYLES if "." in said.name else {**STYLES, **styles}) for said in plan.told]
    )


def _encoded(encoding: str) -> Perturb:
    return lambda plan, chance: _file(plan, encoding=encoding)


def _broken(width: int, *, parted: bool = False) -> Perturb:
    def perturb(plan: Plan, chance: random.Random) -> Changed:
        lines = wrap(plan.list_lines(), width)
        return write(part(lines) if parted else lines), plan.truth

    return perturb


def _paged(*, feeds: bool) -> Perturb:
    def perturb(plan: Plan, chance: random.Random) -> Changed:
        return write(add_pages(wrap(plan.list_lines(), WIDTH), HEADER, feeds=feeds)), plan.truth

    return perturb


def _together(plan: Plan, chance: random.Random) -> Changed:
    for change in (reorder_bullets, swap_sections, change_values, move_years, wording.replace_synonyms):
        plan = change(plan, chance)
    return write(add_pages(wrap(plan.list_lines(), 72), HEADER, feeds=True), "utf-8-nfd"), plan.truth


def _blurred(plan: Plan, chance: random.Random) -> Changed:
    return _file(plan, [wording.blur(line, chance) for line in plan.list_lines()])


ONE_LINE = 100_000
PERTURBATIONS = (
    Perturbation("bullets re-ordered", _moved(reorder_bullets), by_chance=True),
    Perturbation("sections swapped", _moved(swap_sections), by_chance=True),
    Perturbation("years changed", _moved(move_years), by_chance=True),
    Perturbation("values changed", _moved(change_values), by_chance=True),
    Perturbation("synonyms", _moved(wording.replace_synonyms), by_chance=True),
    Perturbation("harsh synonyms", _moved(partial(wording.replace_synonyms, harsh=True)), by_chance=True, harsh=True),
    Perturbation("sentences re-ordered", _moved(rewording.reorder_sentences), by_chance=True),
    Perturbation("number last", _worded(rewording.put_number_last)),
    Perturbation("number first", _worded(rewording.put_number_first)),
    Perturbation("other comparators", _moved(rewording.say_comparators_otherwise), by_chance=True),
    Perturbation("other headings of years", _moved(rewording.say_years_otherwise), by_chance=True),
    Perturbation("lines of 60", _broken(60)),
    Perturbation("lines of 72", _broken(72)),
    Perturbation("lines of 100", _broken(100)),
    Perturbation("lines of 120", _broken(120)),
    Perturbation("a paragraph a line", _broken(ONE_LINE)),
    Perturbation("an empty line after each", _broken(WIDTH, parted=True)),
    Perturbation("pages with form feeds", _paged(feeds=True)),
    Perturbation("pages without form feeds", _paged(feeds=False)),
    Perturbation("decomposed letters", _encoded("utf-8-nfd")),
    Perturbation("tone on the first vowel", _lined(wording.set_tone_on_first)),
    Perturbation("tone on the second vowel", _lined(wording.set_tone_on_second)),
    Perturbation("TCVN3", _encoded("tcvn3")),
    Perturbation("TCVN3 with capitals", _encoded("tcvn3-full")),
    Perturbation("TCVN3 saved as UTF-8", _encoded("tcvn3-mojibake")),
    Perturbation("VNI", _encoded("vni")),
    Perturbation("VNI saved as UTF-8", _encoded("vni-mojibake")),
    Perturbation("UTF-16", _encoded("utf-16")),
    Perturbation("plain signs", _lined(wording.use_ascii_signs)),
    Perturbation("long dashes", _lined(wording.use_long_dashes)),
    Perturbation("no-break spaces", _signed(wording.use_hard_spaces)),
    Perturbation("85 %", _worded(wording.part_percent)),
    Perturbation("85 phần trăm", _worded(wording.spell_percent)),
    Perturbation("labels 1) and a.", _labelled({Level.NUMBER: "{}) ", Level.LETTER: "{}. "})),
    Perturbation("labels I/ and 1/", _labelled({Level.ROMAN: "{}/ ", Level.NUMBER: "{}/ "})),
    Perturbation("bullets * and o", _labelled({Level.BULLET: "* ", Level.SUB_BULLET: "o "})),
    Perturbation("bullets •", _labelled({Level.BULLET: "• "})),
    Perturbation("abbreviated", _moved(wording.contract)),
    Perturbation("written out", _moved(wording.expand)),
    Perturbation("all together", _together, by_chance=True),
)
NOISE = Perturbation("bad recognition", _blurred, by_chance=True, harsh=True)


def list_copies(plan: Plan, perturbation: Perturbation, seeds: int) -> Iterator[tuple[str, Changed]]:
    """(name of the file, the copy) of every seed; the same seeds give the same copies."""
    for seed in range(seeds if perturbation.by_chance else 1):
        chance = random.Random(f"{plan.slug} {perturbation.name} {seed}")  # noqa: S311 - no secret
        yield f"{plan.slug}.txt", perturbation.perturb(plan, chance)
