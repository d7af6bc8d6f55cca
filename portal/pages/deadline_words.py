"""The words for a line of the ledger of deadlines: what is due, how it stands and by how many days."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from portal.domain.ledger import PASSED, EntryKind, LedgerEntry, Standing
from portal.domain.obligations import Cadence, Obligation, ReportState
from portal.domain.tasks import TaskState
from portal.i18n import gettext as _
from portal.i18n import localized, ngettext
from portal.i18n.formats import format_date, format_period
from portal.i18n.plan_words import cadence_name
from portal.i18n.record_words import entry_kind_name, entry_state_name
from portal.web import today


def standing_name(standing: Standing) -> str:
    return {
        Standing.LATE: _("Đang trễ hạn"),
        Standing.AHEAD: _("Sắp đến hạn"),
        Standing.PAST: _("Đã qua hoặc đã xong"),
        Standing.UNDATED: _("Kế hoạch không nêu ngày"),
    }[standing]


FAR = 366  # days
MARKS = {
    ReportState.MISSING: "missed",
    TaskState.OVERDUE: "missed",
    ReportState.LATE: "achieved-late",
    ReportState.RECEIVED: "achieved",
    TaskState.DONE: "achieved",
    TaskState.IN_PROGRESS: "on-track",
    TaskState.NOT_STARTED: "not-yet-due",
    ReportState.UPCOMING: "not-yet-due",
    ReportState.NO_DATE: "undated",
    PASSED: "undated",
    ReportState.UNKNOWN: "no-data",
}
"""The shape that goes with the word for a state: one of those of a target's progress."""


def duty_day(duty: Obligation) -> str:
    """The day before which its reports are due."""
    if duty.due_day is None:
        return _("không nêu ngày")
    if duty.cadence == Cadence.MONTHLY:
        return _("ngày %(day)s hằng tháng", day=duty.due_day)
    if duty.cadence == Cadence.QUARTERLY:
        return _("ngày %(day)s của tháng thứ %(month)s trong quý", day=duty.due_day, month=duty.due_month)
    return _("ngày %(day)s tháng %(month)s", day=duty.due_day, month=duty.due_month)


def entry_title(entry: LedgerEntry) -> str:
    if entry.report:
        if entry.report.period is None:
            return _("Báo cáo %(cadence)s", cadence=cadence_name(entry.report.cadence))
        return _("Báo cáo %(period)s", period=format_period(entry.report.period))
    if entry.task:
        return localized(entry.task, "title")
    return ngettext("%(num)s chỉ tiêu đến hạn", "%(num)s chỉ tiêu đến hạn", entry.targets)


def entry_path(entry: LedgerEntry) -> str:
    """Where it is told in full, without a language."""
    plan = f"/plans/{entry.plan.slug}"
    if entry.task:
        return f"{plan}/tasks#{entry.id}"
    return f"{plan}/deadlines#{entry.id}" if entry.report else f"{plan}/targets?year={entry.year}"


def days_text(entry: LedgerEntry) -> str:
    """By how many days it is late or ahead, and when it came; empty where the state says all."""
    if entry.missing_since and entry.days_late is not None:
        late = ngettext("đã trễ %(num)s ngày", "đã trễ %(num)s ngày", entry.days_late)
        return _("%(late)s, từ ngày %(day)s", late=late, day=format_date(entry.missing_since))
    if entry.received_on:
        return _received(entry)
    if entry.standing(today()) is Standing.AHEAD and entry.due:
        return _left((entry.due - today()).days)
    return ""


def _left(days: int) -> str:
    """How many days are left; of what is years ahead nothing is said."""
    if days > FAR:
        return ""
    return ngettext("còn %(num)s ngày", "còn %(num)s ngày", days) if days else _("hôm nay là ngày cuối")


def _received(entry: LedgerEntry) -> str:
    day = format_date(entry.received_on)
    if entry.days_late:
        late = ngettext("muộn %(num)s ngày", "muộn %(num)s ngày", entry.days_late)
        return _("ngày %(day)s, %(late)s", day=day, late=late)
    if entry.due is None or entry.received_on is None:
        return _("ngày %(day)s", day=day)
    early = (entry.due - entry.received_on).days
    if not early:
        return _("ngày %(day)s, đúng ngày cuối", day=day)
    return _("ngày %(day)s, %(early)s", day=day, early=ngettext("sớm %(num)s ngày", "sớm %(num)s ngày", early))


def counts_sentence(entries: Sequence[LedgerEntry]) -> str:
    """How the reports whose day has passed stand, in one sentence; empty where none was due."""
    due = [e for e in entries if e.kind is EntryKind.REPORT and e.due and e.due < today()]
    if not due:
        return ""
    counts = Counter(e.state for e in due)
    said = {
        ReportState.RECEIVED: lambda n: ngettext("%(num)s nhận đúng hạn", "%(num)s nhận đúng hạn", n),
        ReportState.LATE: lambda n: ngettext("%(num)s nhận muộn", "%(num)s nhận muộn", n),
        ReportState.MISSING: lambda n: ngettext("%(num)s chưa nhận được", "%(num)s chưa nhận được", n),
        ReportState.UNKNOWN: lambda n: ngettext("%(num)s chưa rõ", "%(num)s chưa rõ", n),
    }
    whole = ngettext("%(num)s báo cáo đã đến hạn", "%(num)s báo cáo đã đến hạn", len(due))
    return f"{whole}: {', '.join(text(counts[state]) for state, text in said.items() if counts[state])}."


@dataclass(frozen=True)
class Words:
    """The functions above, as the templates say them."""

    title: Callable[[LedgerEntry], str] = entry_title
    path: Callable[[LedgerEntry], str] = entry_path
    days: Callable[[LedgerEntry], str] = days_text
    kind: Callable[[str], str] = entry_kind_name
    cadence: Callable[[str], str] = cadence_name
    duty_day: Callable[[Obligation], str] = duty_day
    standing: Callable[[Standing], str] = standing_name
    state: Callable[[str], str] = entry_state_name
    marks: Mapping[str, str] = field(default_factory=lambda: MARKS)


WORDS = Words()
