"""Facets: narrowing a list by links, with the whole state in the address.

Each choice says how many things it would leave, the other facets being as they are.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from flask import request

from portal.i18n import gettext as _

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Facet(Generic[Thing]):
    """One way to narrow: by the parameter ``name``.

    :param values_of: what a thing counts under, as the address writes it; the order of first sight is the order of the
        choices unless ``order`` names one.
    :param text_of: the words for a value; only asked for values of things or in ``order``, whatever the address says.
    """

    name: str
    title: str
    values_of: Callable[[Thing], Iterable[str]]
    text_of: Callable[[str], str]
    order: Sequence[str] = ()


@dataclass(frozen=True)
class Choice:
    text: str
    href: str
    count: int
    current: bool


@dataclass(frozen=True)
class Choices:
    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Narrowed(Generic[Thing]):
    """What is left, and the links that lead on."""

    things: list[Thing]
    total: int
    facets: tuple[Choices, ...]
    query: str  # of this page's address, for its downloads: "" or "?year=2030"
    clear: str
    is_narrowed: bool


def narrow(
    things: Sequence[Thing], facets: Sequence[Facet[Thing]], *, within: Mapping[str, str | Sequence[str]] | None = None
) -> Narrowed[Thing]:
    """The things that the address asks for.

    :param within: parameters that choose the things themselves, such as their commune, and stand in every link.
    """
    kept = dict(within or {})
    chosen = {f.name: request.args[f.name] for f in facets if request.args.get(f.name)}
    left = [t for t in things if _fits(t, facets, chosen)]
    return Narrowed(
        left,
        len(things),
        tuple(Choices(f.title, tuple(_choices(f, facets, things, chosen, kept))) for f in facets),
        _query(kept | chosen),
        request.script_root + request.path + _query(kept),
        bool(chosen),
    )


def _fits(thing: Any, facets: Iterable[Facet[Any]], chosen: dict[str, str], *, but: str = "") -> bool:
    return all(chosen[f.name] in f.values_of(thing) for f in facets if f.name in chosen and f.name != but)


def _choices(
    facet: Facet[Any],
    facets: Sequence[Facet[Any]],
    things: Sequence[Any],
    chosen: dict[str, str],
    kept: Mapping[str, str | Sequence[str]],
) -> Iterable[Choice]:
    counts: dict[str, int] = dict.fromkeys(facet.order, 0)
    reachable = [t for t in things if _fits(t, facets, chosen, but=facet.name)]
    for thing in reachable:
        for value in facet.values_of(thing):
            counts[value] = counts.get(value, 0) + 1
    others: dict[str, str | Sequence[str]] = {**kept} | {
        name: value for name, value in chosen.items() if name != facet.name
    }
    current = chosen.get(facet.name)
    yield Choice(_("Tất cả"), request.script_root + request.path + _query(others), len(reachable), current is None)
    for value, count in counts.items():
        if count or value == current:
            href = request.script_root + request.path + _query(others | {facet.name: value})
            yield Choice(facet.text_of(value), href, count, value == current)


def _query(chosen: Mapping[str, str | Sequence[str]]) -> str:
    return f"?{urlencode(chosen, doseq=True)}" if chosen else ""
