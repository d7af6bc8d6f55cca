"""The list of datasets as an address asks for it: found, counted and cut by the database."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import request
from sqlalchemy import Row
from sqlalchemy.orm import Session

from portal.domain import listings
from portal.domain.listings import Tally, Wish
from portal.domain.releases import Release
from portal.i18n import gettext as _
from portal.i18n import localized
from portal.pages.facets import Choice, Choices
from portal.pages.paging import Pager, asked_page
from portal.per_state import held
from portal.web import session

SIZE = 30
PLACES = 40  # communes that are offered as links; of more than these the province is chosen first
LONGEST = 200
T = TypeVar("T")
FACETS = ("province", "commune", "group")


@dataclass(frozen=True)
class Listed:
    """A page of the list, with the ways to narrow it.

    :param total: datasets there are; ``pager.total`` are those that fit.
    :param kept: what a search form sends along: the facets that are chosen.
    """

    rows: Sequence[Row[Any]]
    pager: Pager
    total: int
    facets: tuple[Choices, ...]
    kept: Mapping[str, str]
    text: str

    @property
    def query(self) -> str:
        """Of the address, without the page."""
        return _query(self.kept | ({"q": self.text} if self.text else {}))

    @property
    def clear(self) -> str:
        return request.script_root + request.path

    @property
    def is_narrowed(self) -> bool:
        return bool(self.query)


def asked_wish() -> Wish:
    """What the address asks for."""
    chosen = {name: request.args[name] for name in FACETS if request.args.get(name)}
    return Wish(text=request.args.get("q", "")[:LONGEST].strip(), **chosen)


def list_asked() -> Listed:
    """The page of the list that the address asks for.

    :raises portal.errors.Refusal: there is no such page.
    """
    wish = asked_wish()
    pager = asked_page(_held(listings.count_listed, wish), SIZE)
    query = listings.select_listed(session(), wish).add_columns(Release.kind)
    rows = session().execute(query.limit(SIZE).offset(pager.first)).all()
    total = pager.total if wish == Wish() else _held(listings.count_listed, Wish())
    return Listed(rows, pager, total, tuple(_facets(wish)), _chosen(wish), wish.text)


def _held(ask: Callable[[Session, Wish], T], wish: Wish) -> T:
    """What is counted of a wish, once for a state of the store."""
    return held(f"{ask.__name__} {wish}", lambda: ask(session(), wish))


def _facets(wish: Wish) -> Iterator[Choices]:
    communes = _held(listings.tally_communes, wish)
    if len(communes) > PLACES or wish.province:
        provinces = _held(listings.tally_provinces, wish)
        yield _choices(_("Tỉnh, thành phố"), "province", replace(wish, commune=None), provinces)
    if len(communes) <= PLACES:
        yield _choices(_("Xã, phường"), "commune", wish, communes)
    groups = _held(listings.tally_groups, wish)
    yield _choices(_("Chủ đề"), "group", wish, groups)


def _choices(title: str, name: str, wish: Wish, tallies: Sequence[Tally]) -> Choices:
    others = {key: value for key, value in _asked(wish).items() if key != name}
    current = getattr(wish, name)
    everything = Choice(_("Tất cả"), _here(others), sum(tally.count for tally in tallies), current is None)
    rest = (
        Choice(localized(tally), _here(others | {name: tally.value}), tally.count, tally.value == current)
        for tally in tallies
    )
    return Choices(title, (everything, *rest))


def _asked(wish: Wish) -> dict[str, str]:
    return ({"q": wish.text} if wish.text else {}) | _chosen(wish)


def _chosen(wish: Wish) -> dict[str, str]:
    return {name: getattr(wish, name) for name in FACETS if getattr(wish, name)}


def _here(asked: Mapping[str, str]) -> str:
    return request.script_root + request.path + _query(asked)


def _query(asked: Mapping[str, str]) -> str:
    """Always in one order, so that one list has one address."""
    ordered = {name: asked[name] for name in ("q", *FACETS) if name in asked}
    return f"?{urlencode(ordered)}" if ordered else ""
