"""The list of a commune as it is known, in the very columns that an import reads: to be mended and imported again."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from portal.domain.localities import Basis, Locality, LocalityKind
from portal.publishing.places.lineage import share_by_days
from portal.publishing.places.register import Entry, Link, load_register
from portal.publishing.places.shares import BASIS_WORDS

Offered = dict[str, Any]
"""What a row offers, by the key of its column; a column that lacks is empty."""


def list_offered(session: Session, commune: Locality) -> list[Offered]:
    """A row for each village that ever was one of this commune, in their order."""
    register = load_register(session, [commune], ())
    into: dict[str, list[Link]] = defaultdict(list)
    out: dict[str, list[Link]] = defaultdict(list)
    for link in register.links.values():
        into[link.successor.code].append(link)
        out[link.predecessor.code].append(link)
    return [_row(entry, into[entry.code], out) for entry in register.of_commune(commune) if _is_village(entry)]


def _is_village(entry: Entry) -> bool:
    return entry.place is not None and entry.place.kind == LocalityKind.VILLAGE


def _row(entry: Entry, links: list[Link], out: Mapping[str, list[Link]]) -> Offered:
    """:param out: all links of each predecessor."""
    row: Offered = {"code": entry.code, "commune": entry.commune.slug} | entry.values
    links = sorted(links, key=lambda link: link.predecessor.code)
    shares = {link.predecessor.code: _share(link, out[link.predecessor.code]) for link in links}
    bases = {link.basis for link in links if link.basis not in (None, Basis.WHOLE)}
    inline = len(bases) > 1 or "=100%" in shares.values()  # which a basis in its column would be said of, too
    row["predecessors"] = "; ".join(_ref(link, shares[link.predecessor.code], inline=inline) for link in links)
    row["basis"] = BASIS_WORDS[bases.pop()] if len(bases) == 1 and not inline else None
    decisions = {link.source for link in links}
    row["decision"] = decisions.pop() if len(decisions) == 1 else None
    return row


def _share(link: Link, links: list[Link]) -> str:
    """The share as it is written after the code: nothing where an import would find it by the days alone."""
    if (link.weight, link.basis) == share_by_days(link, links):
        return ""
    return "=?" if link.weight is None else f"={(Decimal(repr(link.weight)) * 100).normalize():f}%"


def _ref(link: Link, share: str, *, inline: bool) -> str:
    basis = BASIS_WORDS.get(link.basis, "")
    return f"{link.predecessor.code}{share}" + (f" {basis}" if inline and basis else "")


def written_cells(row: Offered, keys: Iterator[str] | tuple[str, ...]) -> Iterator[str]:
    """The row's cells as text: days as officers write them, which spreadsheets of two languages leave as they are."""
    for key in keys:
        value = row.get(key)
        if isinstance(value, dt.date):
            yield f"{value.day:02}/{value.month:02}/{value.year}"
        elif isinstance(value, float):
            yield f"{Decimal(repr(value)):f}"
        else:
            yield "" if value is None else str(value)
