"""What records are called: a task by its title, a report by its period, the rest by their own names."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy.orm import Session

from portal.domain.localities import Locality
from portal.domain.records import RecordChange
from portal.i18n import gettext as _
from portal.i18n import language, localized
from portal.i18n.formats import format_period
from portal.publishing.records import Context, record_context

NAMES = ("name", "programme")


def names_of(session: Session, commune: Locality, changes: Iterable[RecordChange], today: dt.date) -> dict[str, str]:
    """By key; a record that has no name of its own goes by its key."""
    context = record_context(session, commune, today)
    taken = {change.key: str(change.old) for change in changes if change.field in NAMES and change.new is None}
    return {change.key: _name(change, context) or taken.get(change.key) or change.key for change in changes}


def _name(change: RecordChange, context: Context) -> str:
    if change.key in context.tasks:
        return localized(context.tasks[change.key], "title")
    if (report := context.reports.get(change.key)) and report.period:
        return _("Báo cáo %(period)s", period=format_period(report.period))
    content = context.live[change.kind].get(change.key, {})
    return next((_in_language(content, name) for name in NAMES if content.get(name)), "")


def _in_language(content: dict[str, object], name: str) -> str:
    return str((content.get(f"{name}_en") if language() == "en" else None) or content[name])
