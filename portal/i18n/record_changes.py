"""The words for what a release changed beside figures: tasks, reports, money, programmes, teams, field by field."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from portal.domain.indicators import IndicatorGroup
from portal.domain.records import RecordChange
from portal.i18n.babel import gettext as _
from portal.i18n.babel import language
from portal.i18n.formats import format_date, format_number
from portal.i18n.record_words import source_name, task_state_name

WORDS = frozenset(
    "audience basis contact decision_number evidence hours how name note phone place programme support".split()
)
"""Fields that officers fill with words of their own."""

DAYS = ("state_on", "received_on", "decided_on", "open_from", "open_until")


@dataclass(frozen=True)
class Field:
    """One field of a record before and after; empty where there was or is none.

    :param vietnamese: on a page in English, whether what stands there are Vietnamese words of an officer.
    """

    name: str
    old: str
    new: str
    vietnamese: bool = False


@dataclass(frozen=True)
class Entry:
    """A record that a release added, changed or took away."""

    key: str
    fields: list[Field]


def entries_by_group(
    groups: Iterable[IndicatorGroup], changes: Iterable[RecordChange]
) -> list[tuple[IndicatorGroup, list[Entry]]]:
    """The records that were touched, by subject, in the order of the groups.

    :param changes: in the order of ``list_record_changes``.
    """
    found = {
        kind: [_entry(key, list(of_key)) for key, of_key in groupby(of_kind, key=lambda change: change.key)]
        for kind, of_kind in groupby(changes, key=lambda change: change.kind)
    }
    return [(group, found[group.code]) for group in groups if group.code in found]


def _entry(key: str, changes: list[RecordChange]) -> Entry:
    """Fields of English words are for English pages only."""
    shown = [change for change in changes if language() == "en" or not change.field.endswith("_en")]
    return Entry(key, [_field(change) for change in shown])


def _field(change: RecordChange) -> Field:
    name = change.field
    vietnamese = language() == "en" and name in WORDS
    return Field(field_name(name), _text(name, change.old), _text(name, change.new), vietnamese)


def field_name(field: str) -> str:
    """What a field is called; of one in English, the field's name and the language."""
    if field.endswith("_en"):
        return _("%(field)s (tiếng Anh)", field=field_name(field.removesuffix("_en")))
    return {
        "allocated": _("Được giao (đồng)"),
        "audience": _("Ai được hỗ trợ"),
        "basis": _("Căn cứ"),
        "contact": _("Liên hệ"),
        "decided_on": _("Ngày quyết định"),
        "decision_number": _("Số quyết định"),
        "disbursed": _("Đã giải ngân (đồng)"),
        "evidence": _("Minh chứng"),
        "hours": _("Thời gian"),
        "how": _("Cách đăng ký"),
        "is_total": _("Dòng tổng"),
        "locality": _("Mã nơi phục vụ"),
        "members": _("Số thành viên"),
        "name": _("Tên"),
        "note": _("Ghi chú"),
        "open_from": _("Từ ngày"),
        "open_until": _("Đến ngày"),
        "phone": _("Điện thoại"),
        "place": _("Địa điểm"),
        "programme": _("Chương trình"),
        "received_on": _("Ngày nhận"),
        "source": _("Nguồn"),
        "state": _("Tình trạng"),
        "state_on": _("Tính đến ngày"),
        "support": _("Hỗ trợ gì"),
        "year": _("Năm"),
    }.get(field, field)


def _text(field: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if field in DAYS:
        return format_date(dt.date.fromisoformat(value))
    if field in {"allocated", "disbursed", "members"}:
        return format_number(value)
    named = {"state": task_state_name, "source": source_name}.get(field, str)
    return named(value)
