"""Calendars of whole days (iCalendar, RFC 5545 and 7986) that are the same whenever they are asked for.

Every event lasts a day, so no time zone is needed. What would be the clock's, DTSTAMP, is when the event changed last.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from portal.addresses import public_url
from portal.formats.atom import plain
from portal.i18n import gettext as _

if TYPE_CHECKING:
    import icalendar

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Lang So//Deadlines//VI"
REFRESH = dt.timedelta(hours=12)  # how often a subscriber asks again


@dataclass(frozen=True)
class Event:
    """What is on a day.

    :param uid: names the event for ever, in every calendar that has it.
    :param url: the page that says more.
    :param changed: when what is said here changed last.
    :param illustrative: said behind the summary, and of a calendar with such an event in its description.
    """

    uid: str
    day: dt.date
    summary: str
    description: str
    url: str
    categories: tuple[str, ...]
    changed: dt.datetime
    illustrative: bool = False


@dataclass(frozen=True)
class Calendar:
    """:param page: the page that shows the same.
    :param language: ``vi`` or ``en``, of all its words.
    """

    name: str
    page: str
    language: str

    def write(self, events: Iterable[Event]) -> bytes:
        """The calendar of these events, in lines of at most 75 octets."""
        import icalendar  # noqa: PLC0415 - loaded with the first calendar

        given = list(events)
        description = _("Số liệu minh họa") if any(event.illustrative for event in given) else ""
        calendar = icalendar.Calendar()
        calendar.add("prodid", PRODUCT)
        calendar.add("version", "2.0")
        calendar.add("calscale", "GREGORIAN")
        calendar.add("method", "PUBLISH")
        for name, text in (("name", self.name), ("description", description)):
            calendar.add(name, icalendar.vText(plain(text)), parameters={"LANGUAGE": self.language})
        calendar.add("x-wr-calname", icalendar.vText(plain(self.name)))  # what phones read instead of NAME
        calendar.add("url", self.page)
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", icalendar.vDuration(REFRESH))
        for event in given:
            calendar.add_component(_component(event, self.language))
        return bytes(calendar.to_ical())


def event_uid(ref: str) -> str:
    """Of an event that the portal knows by this name; the same in every calendar."""
    return f"{ref}@{urlsplit(public_url('/')).hostname}"


def _component(event: Event, language: str) -> "icalendar.Event":
    import icalendar  # noqa: PLC0415 - loaded with the first calendar

    found = icalendar.Event()
    found.add("uid", event.uid)
    found.add("dtstamp", event.changed)
    found.add("last-modified", event.changed)
    found.add("dtstart", event.day)
    found.add("dtend", event.day + dt.timedelta(days=1))
    mark = f" ({_('Số liệu minh họa')})" if event.illustrative else ""
    found.add("summary", plain(event.summary + mark), parameters={"LANGUAGE": language})
    found.add("description", plain(event.description), parameters={"LANGUAGE": language})
    found.add("categories", [plain(category) for category in event.categories], parameters={"LANGUAGE": language})
    found.add("url", event.url)
    found.add("transp", "TRANSPARENT")  # a deadline does not make the day busy
    return found
