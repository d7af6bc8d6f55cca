"""The words for a catalogue entry: how often a dataset is renewed, and whether that was kept."""

from portal.domain.frequency import Frequency
from portal.i18n.babel import gettext as _
from portal.i18n.babel import ngettext
from portal.i18n.formats import format_date, format_number, format_period


def cadence_name(cadence: str) -> str:
    """How often figures come."""
    return {
        "month": _("hằng tháng"),
        "quarter": _("hằng quý"),
        "half-year": _("6 tháng một lần"),
        "year": _("hằng năm"),
    }[cadence]


def kept_text(frequency: Frequency) -> str:
    """Whether the rhythm was kept, counted by periods."""
    if frequency.due == 0:
        return _("Từ đợt công bố đầu tiên đến nay chưa có kỳ nào đến hạn.")
    if frequency.is_kept:
        return ngettext(
            "Từ đợt công bố đầu tiên đến nay có %(num)s kỳ đến hạn, công bố đúng hạn.",
            "Từ đợt công bố đầu tiên đến nay có %(num)s kỳ đến hạn, tất cả công bố đúng hạn.",
            frequency.due,
        )
    return _(
        "Từ đợt công bố đầu tiên đến nay có %(due)s kỳ đến hạn: %(on_time)s kỳ đúng hạn, %(late)s kỳ chậm, "
        "%(absent)s kỳ chưa công bố.",
        due=format_number(frequency.due),
        on_time=format_number(frequency.on_time),
        late=format_number(frequency.late),
        absent=format_number(frequency.absent),
    )


def next_text(frequency: Frequency) -> str:
    """What comes next, and by when."""
    period, day = format_period(frequency.next_period), format_date(frequency.next_due)
    return _("Kỳ tới: %(period)s, công bố chậm nhất ngày %(day)s.", period=period, day=day)


FUNCTIONS = {"cadence_name": cadence_name, "kept_text": kept_text, "next_text": next_text}
"""For the templates."""
