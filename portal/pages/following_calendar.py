"""What is ahead for a thing that a reader follows, as a calendar: when its next figures are due, and what is promised.

The next figures are due by the rhythm of their dataset; what is promised are milestones of targets and reports that a
plan asks for. Only what is ahead is told: what happened is in the feed.
"""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.addresses import public_url
from portal.domain.catalogue import Entry, list_entries
from portal.domain.datasets import Dataset
from portal.domain.following import Topic, TopicKind
from portal.domain.frequency import Frequency
from portal.domain.indicators import Indicator
from portal.domain.ledger import EntryKind, LedgerEntry, Standing, changed_at, list_ledger, midnight
from portal.domain.obligations import first_day
from portal.domain.observations import Observation, alive
from portal.domain.periods import end_of_year
from portal.domain.plans import Target, list_targets
from portal.formats.calendar import Calendar, Event, event_uid
from portal.i18n import gettext as _
from portal.i18n import language, localized
from portal.i18n.following_words import topic_name
from portal.i18n.formats import format_date, format_period
from portal.i18n.wording import target_text
from portal.pages.context import address
from portal.pages.deadline_words import entry_path, entry_title
from portal.web import session, today

MOST_DATASETS = 100
PROMISED = {EntryKind.REPORT, EntryKind.MILESTONE}


def calendar_of(topic: Topic) -> bytes:
    """The calendar of what is ahead, by day."""
    events = [*_updates(topic), *(_milestones(topic.thing) if isinstance(topic.thing, Indicator) else _promises(topic))]
    name = _("%(name)s: ngày sắp tới", name=topic_name(topic))
    calendar = Calendar(f"{name} – Làng Số", public_url(address(topic.path)), language())
    return calendar.write(sorted(events, key=lambda event: (event.day, event.uid)))


def _updates(topic: Topic) -> Iterator[Event]:
    """When the next period of each dataset that tells of the topic is to come."""
    for entry in list_entries(session(), list_datasets_of(session(), topic), today=today()):
        if entry.frequency is not None and not entry.is_withdrawn:
            yield _update(entry, entry.frequency)


def list_datasets_of(reading: Session, topic: Topic) -> list[str]:
    """The datasets, by slug, that hold figures of a topic, at most ``MOST_DATASETS``."""
    if isinstance(topic.thing, Dataset):
        return [topic.thing.slug]
    query = select(Dataset.slug).order_by(Dataset.slug).limit(MOST_DATASETS)
    if isinstance(topic.thing, Indicator):
        return list(reading.scalars(query.where(Dataset.group_code == topic.thing.group_code)))
    if topic.kind is TopicKind.VILLAGE:
        held = select(Observation.dataset_slug).where(Observation.locality_id == topic.thing.id, *alive())
        return list(reading.scalars(query.where(Dataset.slug.in_(held))))
    return list(reading.scalars(query.where(Dataset.commune_id == topic.thing.id)))


def _update(entry: Entry, frequency: Frequency) -> Event:
    dataset, period = entry.dataset, format_period(frequency.next_period)
    words = [
        _("Chậm nhất ngày này có số liệu %(period)s, theo nhịp cập nhật của bộ dữ liệu.", period=period),
        _("Phiên bản mới nhất: %(number)s, %(day)s.", number=entry.version.number, day=format_date(entry.modified)),
    ]
    return Event(
        uid=event_uid(f"{dataset.slug}-next-{frequency.next_period.text}"),
        day=frequency.next_due,
        summary=_("Hạn số liệu %(period)s: %(title)s", period=period, title=localized(dataset, "title")),
        description=" ".join(words),
        url=public_url(address(f"/datasets/{dataset.slug}")),
        categories=(_("Số liệu kế tiếp"),),
        changed=entry.modified,
        illustrative=dataset.illustrative,
    )


def _promises(topic: Topic) -> Iterator[Event]:
    """Reports and milestones ahead of a commune; of a village they are its commune's, a dataset has none."""
    if topic.kind is TopicKind.DATASET or topic.commune is None:
        return
    for entry in list_ledger(session(), today=today(), commune=topic.commune):
        if entry.kind in PROMISED and entry.standing(today()) is Standing.AHEAD:
            yield _promise(entry)


def _promise(entry: LedgerEntry) -> Event:
    place = localized(entry.plan.commune)
    return Event(
        uid=event_uid(entry.id),
        day=entry.due or today(),
        summary=f"{entry_title(entry)}, {place}",
        description=localized(entry.plan, "title") + ".",
        url=public_url(address(entry_path(entry))),
        categories=(place,),
        changed=changed_at(entry, today()),
        illustrative=entry.illustrative,
    )


def _milestones(indicator: Indicator) -> Iterator[Event]:
    """The targets of an indicator that are ahead, in every plan."""
    for target in list_targets(session(), indicator=indicator.code):
        if target.year is not None and target.year >= today().year:
            yield _milestone(target, target.year)


def _milestone(target: Target, year: int) -> Event:
    plan, place = target.plan, localized(target.plan.commune)
    aim = target_text(target.comparator, target.value, target.value_high, target.indicator.unit)
    name = localized(target.indicator, "short")
    return Event(
        uid=event_uid(target.id),
        day=end_of_year(year),
        summary=_("Hạn chỉ tiêu %(name)s %(aim)s, %(place)s", name=name, aim=aim, place=place),
        description=f"{localized(plan, 'title')}, {localized(target, 'citation')}.",
        url=public_url(address(f"/plans/{plan.slug}/targets?year={year}")),
        categories=(place,),
        changed=midnight(first_day(plan)),
    )
