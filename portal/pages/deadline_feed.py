"""The ledger of deadlines as a calendar, and what happened to the reports as an Atom feed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from portal.addresses import public_url
from portal.domain.ledger import LedgerEntry, Standing, changed_at, in_order, midnight
from portal.formats.atom import Entry, Feed
from portal.formats.calendar import Calendar, Event, event_uid
from portal.i18n import gettext as _
from portal.i18n import language, localized
from portal.i18n.formats import format_date
from portal.i18n.record_words import entry_kind_name, entry_state_name
from portal.pages.context import address
from portal.pages.deadline_words import days_text, entry_path, entry_title
from portal.web import today

MOST_EVENTS = 1_000
MOST_ENTRIES = 50
ORDER = (Standing.LATE, Standing.AHEAD, Standing.PAST)


def calendar_of(entries: Sequence[LedgerEntry], title: str, page: str) -> bytes:
    """The dated entries by day; of very many, what is late and what is ahead come before what is past."""
    dated = [entry for _standing, group in in_order([e for e in entries if e.due], ORDER, today()) for entry in group]
    kept = sorted(dated[:MOST_EVENTS], key=lambda e: (e.due or dt.date.max, e.id))
    calendar = Calendar(f"{title} – Làng Số", public_url(address(page)), language())
    return calendar.write(_event(entry) for entry in kept)


def _event(entry: LedgerEntry) -> Event:
    place = localized(entry.plan.commune)
    return Event(
        uid=event_uid(entry.id),
        day=entry.due or dt.date.max,
        summary=f"{entry_title(entry)}, {place}: {entry_state_name(entry.state)}",
        description=" ".join(_sentences(entry)),
        url=public_url(address(entry_path(entry))),
        categories=(entry_kind_name(entry.kind), entry_state_name(entry.state), place),
        changed=changed_at(entry, today()),
        illustrative=entry.illustrative,
    )


def _sentences(entry: LedgerEntry) -> list[str]:
    words = [f"{localized(entry.plan, 'title')}."]
    if entry.report:
        words.append(f"{localized(entry.report.duty, 'citation')}.")
    if entry.task:
        words.append(f"{localized(entry.task, 'citation')}.")
    if entry.illustrative:
        words.append(_("Số liệu minh họa") + ".")
    return words


@dataclass(frozen=True)
class Happening:
    """That a report was received, or that its day passed without it.

    :param at: when readers could know it: the release that says so, the day it became late or, where receipts were
        first kept after that day, the release that first kept them.
    """

    entry: LedgerEntry
    received: bool
    at: dt.datetime


def list_happenings(entries: Sequence[LedgerEntry]) -> list[Happening]:
    """What happened to the reports that were received or became late, the newest first."""
    kept: dict[int, dt.datetime] = {}
    for entry in entries:
        if entry.report and entry.report.receipt:
            at, commune = entry.report.receipt.release.released_at, entry.plan.commune_id
            kept[commune] = min(at, kept.get(commune, at))
    found = [Happening(e, True, e.report.receipt.release.released_at) for e in entries if e.report and e.report.receipt]
    for entry in entries:
        if entry.report and entry.due and entry.days_late:
            since = midnight(entry.due + dt.timedelta(days=1))
            found.append(Happening(entry, False, max(since, kept.get(entry.plan.commune_id, since))))
    return sorted(found, key=lambda h: (h.at, h.received, h.entry.due or dt.date.min, h.entry.id), reverse=True)


def feed_of(entries: Sequence[LedgerEntry], title: str, page: str, url: str) -> bytes:
    """The feed of what happened; ``url`` is where it was asked for."""
    shown = list_happenings(entries)[:MOST_ENTRIES]
    said = _("Số liệu minh họa") if any(h.entry.illustrative for h in shown) else ""
    feed = Feed(f"{title} – Làng Số", public_url(address(page)), url, language(), subtitle=said)
    return feed.write(_entry(happening) for happening in shown)


def _entry(happening: Happening) -> Entry:
    entry, place = happening.entry, localized(happening.entry.plan.commune)
    url = public_url(address(entry_path(entry)))
    what = _("đã nhận") if happening.received else _("quá hạn")
    due = [_("Hạn cuối: %(day)s.", day=format_date(entry.due))] if entry.due else []
    came = [f"{entry_state_name(entry.state).capitalize()}: {days_text(entry)}."]
    made_up = [_("Số liệu minh họa") + "."] if entry.illustrative else []
    return Entry(
        url=url,
        title=f"{place}: {entry_title(entry)} – {what}",
        summary=" ".join([localized(entry.plan, "title") + ".", *due, *came, *made_up]),
        author=place,
        published=happening.at,
        updated=happening.at,
        categories=("received" if happening.received else "late",),
        id=f"{url}:{'received' if happening.received else 'late'}",
    )
