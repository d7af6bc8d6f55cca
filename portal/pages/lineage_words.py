"""The words of a place's changes: what it was made of, what it became, and when."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from portal.domain.lineage import Change, ChangeKind, Link, list_changes_within
from portal.domain.localities import Basis, Locality
from portal.i18n import gettext as _
from portal.i18n import localized
from portal.i18n.formats import format_date, format_value
from portal.web import session


def listed(texts: Sequence[str]) -> str:
    """``A``, ``A và B``, ``A, B và C``."""
    if len(texts) < 2:
        return "".join(texts)
    return _("%(others)s và %(last)s", others=", ".join(texts[:-1]), last=texts[-1])


def named(place: Locality, beside: Locality, *more: str) -> str:
    """A village's name; in brackets its commune where that is not the other's, and what more is given."""
    elsewhere = localized(place.parent) if place.parent and place.parent_id != beside.parent_id else ""
    known = ", ".join(text for text in (elsewhere, *more) if text)
    return f"{localized(place)} ({known})" if known else localized(place)


def kind_name(kind: ChangeKind) -> str:
    return {
        ChangeKind.RENAMING: _("đổi tên"),
        ChangeKind.MERGER: _("sáp nhập"),
        ChangeKind.SPLIT: _("chia tách"),
        ChangeKind.REARRANGEMENT: _("sắp xếp lại"),
    }[kind]


def share_text(link: Link) -> str:
    """How much of the predecessor went; empty where all of it did."""
    if link.weight is None:
        return _("chưa rõ bao nhiêu phần")
    if link.weight == 1:
        return ""
    share = format_value(100 * link.weight, "percent", 1)
    if link.basis == Basis.HOUSEHOLDS:
        return _("%(share)s số hộ", share=share)
    return _("%(share)s dân số", share=share)


@dataclass(frozen=True)
class Event:
    """What happened to villages on a day: these became those."""

    day: dt.date
    kind: str
    before: tuple[Locality, ...]
    after: tuple[Locality, ...]


def village_changes(commune: Locality) -> list[Event]:
    """The changes of a commune's villages, the newest first; those that came out of the same ones are one."""
    together: dict[tuple[int, ...], list[Change]] = defaultdict(list)
    for change in list_changes_within(session(), commune):
        together[tuple(link.predecessor.id for link in change.links)].append(change)
    return [_event(changes) for changes in together.values()]


def _event(changes: Sequence[Change]) -> Event:
    before = tuple(link.predecessor for link in changes[0].links)
    after = sorted((change.successor for change in changes), key=lambda place: place.code)
    return Event(changes[0].day, kind_name(changes[0].kind), before, tuple(after))


def made_text(change: Change) -> str:
    """What made a place: ``Từ ngày 01/01/2026, sáp nhập từ A và B``."""
    day = format_date(change.day)
    before = listed([named(link.predecessor, change.successor, share_text(link)) for link in change.links])
    return {
        ChangeKind.RENAMING: _("Trước ngày %(day)s mang tên %(before)s.", day=day, before=before),
        ChangeKind.MERGER: _("Có từ ngày %(day)s, sáp nhập từ %(before)s.", day=day, before=before),
        ChangeKind.SPLIT: _("Có từ ngày %(day)s, tách ra từ %(before)s.", day=day, before=before),
        ChangeKind.REARRANGEMENT: _("Có từ ngày %(day)s, sắp xếp lại từ %(before)s.", day=day, before=before),
    }[change.kind]


def became_text(place: Locality, changes: Sequence[Change]) -> str:
    """What a place became: ``Từ ngày 01/01/2026 sáp nhập với B thành C``."""
    day, only = format_date(changes[0].day), changes[0]
    after = listed(
        [named(link.successor, place, share_text(link)) for change in changes for link in _of(place, change)]
    )
    if len(changes) > 1:
        return _("Từ ngày %(day)s chia thành %(after)s.", day=day, after=after)
    if only.kind is ChangeKind.RENAMING:
        return _("Từ ngày %(day)s đổi tên thành %(after)s.", day=day, after=after)
    others = listed([named(link.predecessor, place) for link in only.links if link.predecessor.id != place.id])
    if others:
        return _("Từ ngày %(day)s cùng %(others)s sáp nhập thành %(after)s.", day=day, others=others, after=after)
    return _("Từ ngày %(day)s thuộc %(after)s.", day=day, after=after)


def _of(place: Locality, change: Change) -> list[Link]:
    return [link for link in change.links if link.predecessor.id == place.id]
