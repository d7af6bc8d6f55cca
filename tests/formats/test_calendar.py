"""Calendars are read back by the library that others use, whatever the words."""

import datetime as dt
from dataclasses import replace

import icalendar
import pytest

from portal.formats.calendar import Calendar, Event

AT = dt.datetime(2026, 10, 1, 2, 30, tzinfo=dt.UTC)
WORDS = "Báo cáo; quý I, năm 2026\nnhận “muộn” \\ 2 ngày " * 5


def written(*events: Event) -> bytes:
    return Calendar(WORDS, "https://lang.example/deadlines", "vi").write(events)


def make_event(uid: str = "a@lang.example", day: dt.date = dt.date(2028, 2, 29), words: str = WORDS) -> Event:
    return Event(uid, day, words, words, "https://lang.example/x#y", ("báo cáo", "nhận, muộn"), AT)


def test_an_event_reads_back_as_it_was_with_its_day_and_the_one_after():
    (event,) = icalendar.Calendar.from_ical(written(make_event())).walk("VEVENT")
    assert event.decoded("dtstart") == dt.date(2028, 2, 29)
    assert event.decoded("dtend") == dt.date(2028, 3, 1)
    assert event.decoded("dtstamp") == event.decoded("last-modified") == AT
    assert str(event["summary"]) == WORDS
    assert event["summary"].params["LANGUAGE"] == "vi"
    assert b"CATEGORIES;LANGUAGE=vi:b\xc3\xa1o c\xc3\xa1o,nh\xe1\xba\xadn\\, mu\xe1\xbb\x99n" in written(make_event())


def test_no_line_is_longer_than_75_octets_and_lines_end_as_the_format_asks():
    content = written(make_event())
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_whole_days_need_no_time_zone_and_an_empty_calendar_is_one_too():
    calendar = icalendar.Calendar.from_ical(written())
    assert (calendar.walk("VEVENT"), calendar.walk("VTIMEZONE")) == ([], [])
    assert calendar.decoded("refresh-interval") == dt.timedelta(hours=12)


@pytest.mark.parametrize("made_up", [True, False])
def test_what_is_illustrative_says_so_in_the_event_and_in_the_calendar(made_up):
    plain_event = make_event(words="Báo cáo")
    calendar = icalendar.Calendar.from_ical(written(plain_event, replace(plain_event, illustrative=made_up)))
    summaries = [str(event["summary"]) for event in calendar.walk("VEVENT")]
    assert summaries == ["Báo cáo", "Báo cáo (Số liệu minh họa)" if made_up else "Báo cáo"]
    assert str(calendar["description"]) == ("Số liệu minh họa" if made_up else "")


def test_control_characters_do_not_break_it_and_it_is_the_same_each_time():
    event = make_event(words="a\x00b\x0b\r\nEND:VEVENT")
    assert written(event) == written(event)
    assert len(icalendar.Calendar.from_ical(written(event)).walk("VEVENT")) == 1
