"""What a release told of a thing that a reader follows, in words: for feeds, calendars and letters alike."""

from collections.abc import Sequence

from portal.domain.changes import Side
from portal.domain.datasets import Dataset
from portal.domain.following import Headline, Topic, TopicKind
from portal.domain.releases import Release, ReleaseKind
from portal.i18n.babel import gettext as _
from portal.i18n.babel import localized, ngettext
from portal.i18n.formats import format_period, format_value
from portal.i18n.release_words import MOST_DECIMALS, kind_name
from portal.i18n.wording import status_name

MOST = 6
"""Headlines of one release that are told; the rest is counted."""


def topic_name(topic: Topic) -> str:
    """What the thing is called; a village with its commune."""
    if topic.kind is TopicKind.VILLAGE and topic.commune is not None:
        return f"{localized(topic.thing)}, {localized(topic.commune)}"
    return localized(topic.thing, "title" if isinstance(topic.thing, Dataset) else "name")


def headline_texts(headlines: Sequence[Headline]) -> list[str]:
    """A line a figure, the most of ``MOST``; the last line counts those left out."""
    said = [headline_text(headline) for headline in headlines[:MOST]]
    left = len(headlines) - len(said)
    if left:
        said.append(ngettext("và %(num)s chỉ số khác", "và %(num)s chỉ số khác", left))
    return said


def headline_text(headline: Headline) -> str:
    """``VNeID mức 2: 71,4 % (tháng 9/2026) → 73,5 % (tháng 10/2026)``; a correction says so and has one period."""
    name, period = localized(headline.indicator, "short"), format_period(headline.period)
    before, new = headline.before, _figure(headline.new, headline)
    if headline.corrected and before is not None:
        change = f"{_figure(before, headline)} → {new}"
        return _("%(name)s, %(period)s: %(change)s (sửa số đã công bố)", name=name, period=period, change=change)
    if before is None or headline.before_period is None or before.exact is None or headline.new.exact is None:
        return f"{name}, {period}: {new}"
    earlier = format_period(headline.before_period)
    if before.exact == headline.new.exact:
        return f"{name}, {period}: {new} ({_('không đổi so với %(period)s', period=earlier)})"
    return f"{name}: {_figure(before, headline)} ({earlier}) → {new} ({period})"


def _figure(side: Side, headline: Headline) -> str:
    if side.exact is None:
        return status_name(side.status)
    return format_value(side.exact, headline.indicator.unit, _decimals(headline))


def _decimals(headline: Headline) -> int:
    """The fewest, from the indicator's up, at which both figures do not look the same."""
    decimals = headline.indicator.decimals
    old, new = headline.before.exact if headline.before else None, headline.new.exact
    while old is not None and new is not None and old != new and decimals < MOST_DECIMALS:
        if round(old, decimals) != round(new, decimals):
            break
        decimals += 1
    return decimals


def release_title(release: Release) -> str:
    """``Đính chính – Phường Trà Câu: Số liệu tháng 9``; that it is an update goes without saying."""
    title = f"{localized(release.commune)}: {localized(release, 'title')}"
    return title if release.kind == ReleaseKind.UPDATE else f"{kind_name(release.kind)} – {title}"
