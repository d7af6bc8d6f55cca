"""What a reader can follow: a commune, a village, an indicator or a dataset; and what each release told of it.

A thing to follow is named by the address of its page. A release touches it when it wrote something of it; the headlines
of a release are the figures worth telling first: of each indicator and place the newest period it wrote, beside what
stood in public before: the same cell where it was corrected, else the period before.
"""

import enum
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from portal.db import Condition, Rows
from portal.domain.changes import Side
from portal.domain.datasets import Dataset, DatasetVersion, get_dataset
from portal.domain.indicators import Indicator, get_indicator, list_indicators
from portal.domain.localities import Locality, get_commune, get_village, list_localities_by_id
from portal.domain.observations import Observation, Status
from portal.domain.periods import finest_last, parse_period
from portal.domain.releases import Release


class TopicKind(enum.StrEnum):
    COMMUNE = "commune"
    VILLAGE = "village"
    INDICATOR = "indicator"
    DATASET = "dataset"


@dataclass(frozen=True)
class Topic:
    """One thing to follow.

    :param path: of its page, in no language; it names the topic for ever.
    :param thing: what the path is of.
    :param commune: whose releases tell of it; None for an indicator, which any commune may write.
    """

    kind: TopicKind
    path: str
    thing: Locality | Indicator | Dataset
    commune: Locality | None


@dataclass(frozen=True)
class Headline:
    """A figure that a release wrote beside the one that stood before it.

    :param corrected: whether ``before`` is the same cell, else it is of the period before; None where there is none.
    """

    indicator: Indicator
    place: Locality
    period: str
    new: Side
    before_period: str | None
    before: Side | None
    corrected: bool


def find_topic(session: Session, path: str, *, on: date) -> Topic | None:
    """What the address of a page is of; codes of places answer too. None where nothing can be followed there."""
    parts = path.removeprefix("/en/").strip("/").split("/")
    if "\0" in path or not 2 <= len(parts) <= 3:
        return None
    if parts[0] == "localities":
        return _find_place(session, parts[1:], on)
    if len(parts) == 2 and parts[0] == "indicators":
        indicator = get_indicator(session, parts[1])
        return of_indicator(indicator) if indicator else None
    if len(parts) == 2 and parts[0] == "datasets":
        found = get_dataset(session, parts[1])
        return of_dataset(found) if found else None
    return None


def _find_place(session: Session, refs: Sequence[str], on: date) -> Topic | None:
    commune = get_commune(session, refs[0], on=on)
    if commune is None or len(refs) == 1:
        return of_commune(commune) if commune else None
    village = get_village(session, commune, refs[1])
    return of_village(commune, village) if village else None


def of_commune(commune: Locality) -> Topic:
    return Topic(TopicKind.COMMUNE, f"/localities/{commune.slug}", commune, commune)


def of_village(commune: Locality, village: Locality) -> Topic:
    return Topic(TopicKind.VILLAGE, f"/localities/{commune.slug}/{village.slug}", village, commune)


def of_indicator(indicator: Indicator) -> Topic:
    return Topic(TopicKind.INDICATOR, f"/indicators/{indicator.code}", indicator, None)


def of_dataset(dataset: Dataset) -> Topic:
    return Topic(TopicKind.DATASET, f"/datasets/{dataset.slug}", dataset, dataset.commune)


def select_touching(topic: Topic) -> Rows:
    """The numbers of the releases that wrote something of a topic."""
    query: Rows = select(Release.seq)
    thing = topic.thing
    if isinstance(thing, Dataset):
        of = select(DatasetVersion.release_seq).where(DatasetVersion.dataset_slug == thing.slug)
        return query.where(Release.seq.in_(of))
    if isinstance(thing, Indicator):
        return query.where(
            Release.seq.in_(_of_group(thing.group_code)), _wrote(Observation.indicator_code == thing.code)
        )
    if topic.commune is not None and topic.kind is TopicKind.VILLAGE:
        return query.where(Release.commune_id == topic.commune.id, _wrote(Observation.locality_id == thing.id))
    return query.where(Release.commune_id == thing.id)


def _wrote(what: Condition) -> Condition:
    return select(Observation.id).where(Observation.released_in == Release.seq, what).exists()


def _of_group(code: str) -> Select[int]:
    """Where an indicator is sought: among the releases of its subject's datasets, never all its observations."""
    of_group = select(DatasetVersion.release_seq).join(Dataset, DatasetVersion.dataset_slug == Dataset.slug)
    return of_group.where(Dataset.group_code == code)


def list_touching(
    session: Session, topic: Topic, *, limit: int | None = None, offset: int = 0, after: int = 0
) -> list[Release]:
    """The releases that wrote something of a topic, the newest first; ``after`` leaves out those up to a number."""
    query = select(Release).where(Release.seq.in_(select_touching(topic)), Release.seq > after)
    return list(session.scalars(query.order_by(Release.seq.desc()).limit(limit).offset(offset or None)))


def count_touching(session: Session, topic: Topic) -> int:
    return session.scalar(select(func.count()).select_from(select_touching(topic).subquery())) or 0


def narrowing_of(topic: Topic) -> str:
    """What is added to a release's address so that its page tells of the topic alone."""
    if isinstance(topic.thing, Indicator):
        return f"?indicator={topic.thing.code}"
    if isinstance(topic.thing, Locality) and topic.kind is TopicKind.VILLAGE:
        return f"?place={topic.thing.code}"
    return ""


def list_headlines(session: Session, topic: Topic, releases: Sequence[Release]) -> dict[int, list[Headline]]:
    """The headlines of each release about a topic, by its number; corrections first, then by indicator.

    Of a commune, an indicator or a dataset the communes' own figures are told, of a village its own. Two or three
    queries for any number of releases.
    """
    cells = _cells(session, topic, releases)
    indicators = {i.code: i for i in list_indicators(session)}
    places = {p.id: p for p in list_localities_by_id(session, sorted({place for _code, place in cells}))}
    found: dict[int, list[Headline]] = defaultdict(list)
    for (code, place), rows in cells.items():
        for seq, headline in _headlines_of(indicators[code], places[place], rows, {r.seq for r in releases}):
            found[seq].append(headline)
    return {seq: sorted(of, key=lambda h: (not h.corrected, h.indicator.position)) for seq, of in found.items()}


@dataclass(frozen=True)
class _Cell:
    period: str
    side: Side = field(compare=False)
    released_in: int
    superseded_in: int | None

    def is_alive_before(self, seq: int) -> bool:
        return self.released_in < seq and (self.superseded_in is None or self.superseded_in >= seq)


_History = Mapping[tuple[str, int], list[_Cell]]
"""Every state there was of a place's cells of an indicator, by its code and the place's id."""


def _cells(session: Session, topic: Topic, releases: Sequence[Release]) -> _History:
    query = select(
        Observation.indicator_code,
        Observation.locality_id,
        Observation.period,
        Observation.numerator,
        Observation.denominator,
        Observation.value,
        Observation.status,
        Observation.released_in,
        Observation.superseded_in,
    ).where(Observation.locality_id.in_(_places(topic, releases)))
    if isinstance(topic.thing, Indicator):
        query = query.where(Observation.indicator_code == topic.thing.code)
    if isinstance(topic.thing, Dataset):
        query = query.where(Observation.dataset_slug == topic.thing.slug)
    found: dict[tuple[str, int], list[_Cell]] = defaultdict(list)
    for code, place, period, numerator, denominator, value, status, came, went in session.execute(query):
        found[code, place].append(_Cell(period, Side(numerator, denominator, value, Status(status)), came, went))
    return found


def _places(topic: Topic, releases: Iterable[Release]) -> list[int]:
    if isinstance(topic.thing, Locality):
        return [topic.thing.id]
    return sorted({release.commune_id for release in releases})


def _headlines_of(
    indicator: Indicator, place: Locality, cells: list[_Cell], seqs: set[int]
) -> Iterable[tuple[int, Headline]]:
    """One headline a release: a correction before a new period, the newest of either."""
    by_release: dict[int, list[_Cell]] = defaultdict(list)
    for cell in cells:
        if cell.released_in in seqs:
            by_release[cell.released_in].append(cell)
    for seq, wrote in by_release.items():
        was = {cell.period: cell for cell in cells if cell.superseded_in == seq}
        cell = max(wrote, key=lambda c: (c.period in was, finest_last(parse_period(c.period))))
        before = was.get(cell.period) or _of_period_before(cells, cell, seq)
        yield (
            seq,
            Headline(
                indicator,
                place,
                cell.period,
                cell.side,
                before.period if before else None,
                before.side if before else None,
                corrected=cell.period in was,
            ),
        )


def _of_period_before(cells: Iterable[_Cell], cell: _Cell, seq: int) -> _Cell | None:
    """The newest of the same cadence that stood in public and ends before a cell's period."""
    own = parse_period(cell.period)
    alike = [c for c in cells if c.is_alive_before(seq) and len(c.period) == len(cell.period)]
    earlier = [c for c in alike if parse_period(c.period).end < own.end and parse_period(c.period).months == own.months]
    return max(earlier, key=lambda c: parse_period(c.period).end, default=None)
