"""The list of a commune as it is known, in the very columns that an import reads: to be mended and imported again."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from portal.domain.localities import Basis, Locality, LocalityKind
from portal.publishing.places.register import Entry, Link, load_register
from portal.publishing.places.shares import BASIS_WORDS

Offered = dict[str, Any]
"""What a row offers, by the key of its column; a column that lacks is empty."""


def list_offered(session: Session, commune: Locality) -> list[Offered]:
    """A row for each village that ever was one of this commune, in their order."""
    register = load_register(session, [commune], ())
    into: dict[str, list[Link]] = defaultdict(list)
    for link in register.links.values():
        into[link.successor.code].append(link)
    return [_row(entry, into[entry.code]) for entry in register.of_commune(commune) if _is_village(entry)]


def _is_village(entry: Entry) -> bool:
    return entry.place is not None and entry.place.kind == LocalityKind.VILLAGE


def _row(entry: Entry, links: list[Link]) -> Offered:
    row: Offered = {"code": entry.code, "commune": entry.commune.slug} | entry.values
    links = sorted(links, key=lambda link: link.predecessor.code)
    bases = {link.basis for link in links if link.basis not in (None, Basis.WHOLE)}
    row["predecessors"] = "; ".join(_ref(link, inline=len(bases) > 1) for link in links)
    row["basis"] = BASIS_WORDS[bases.pop()] if len(bases) == 1 else None
    decisions = {link.source for link in links}
    row["decision"] = decisions.pop() if len(decisions) == 1 else None
    return row


def _ref(link: Link, *, inline: bool) -> str:
    """A predecessor with its share; that of one that went there whole follows from the days."""
    if link.weight is None or link.basis is None or link.basis == Basis.WHOLE:
        return link.predecessor.code
    share = f"{(Decimal(repr(link.weight)) * 100).normalize():f}%"
    return f"{link.predecessor.code}={share}" + (f" {BASIS_WORDS[link.basis]}" if inline else "")


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
