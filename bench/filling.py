"""A public store of made-up observations, as many as are asked for, for what is measured on whole tables."""

import datetime as dt
from collections.abc import Iterator

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from portal.db import Store
from portal.domain.datasets import Dataset, DatasetVersion, dataset_slug
from portal.domain.indicators import Indicator, IndicatorGroup, list_groups, list_indicators
from portal.domain.localities import Locality, LocalityKind
from portal.domain.observation_counts import count_anew
from portal.domain.observations import Observation, Status, rate
from portal.domain.participation import count_by_province, list_provinces
from portal.domain.periods import numbered
from portal.domain.readiness_cells import keep_cells_anew
from portal.domain.releases import Release
from portal.publishing.stores import initialise
from portal.settings import DATA

TODAY = dt.date(2026, 11, 22)
COMMUNES, VILLAGES, INDICATORS, PERIODS = 20, 49, 20, 15  # places are the villages and the commune itself
FIRST = numbered(2025 * 12 + 7, 1)


def fill(public: Store, desk: Store, *, communes: int = COMMUNES) -> None:
    """``communes`` × 15,000 observations in the public store, every hundredth of them withheld."""
    initialise(public, desk, DATA, today=TODAY)
    desk.close()
    for number in range(communes):
        with public.begin() as session:
            _publish(session, _add_commune(session, number), number)
    with public.begin() as session:
        count_anew(session)
        keep_cells_anew(session)
    if public.file is None:
        with public.begin() as session:
            session.execute(text("analyze"))  # as the server does by itself within a minute
    public.close()


def _add_commune(session: Session, number: int) -> Locality:
    above = list_provinces(session, count_by_province(session, on=TODAY))[0].place.id
    commune = _place(f"{70001 + number}", LocalityKind.COMMUNE, number, above)
    session.add(commune)
    session.flush()
    session.add_all(
        _place(f"{commune.code}-{n:02}", LocalityKind.VILLAGE, n, commune.id) for n in range(1, VILLAGES + 1)
    )
    session.flush()
    return commune


def _place(code: str, kind: LocalityKind, position: int, parent: int | None = None) -> Locality:
    return Locality(
        code=code,
        slug=f"noi-{code}",
        kind=kind,
        unit="thôn" if kind == LocalityKind.VILLAGE else "xã",
        name=f"Nơi {code}",
        name_en=f"Place {code}",
        parent_id=parent,
        valid_from=dt.date(2025, 7, 1),
        position=position,
        source="bench",
    )


def _publish(session: Session, commune: Locality, number: int) -> None:
    """A release for each period, with every indicator of every place."""
    indicators = list_indicators(session)[:INDICATORS]
    datasets = _add_datasets(session, commune, indicators)
    places = [commune.id, *(v.id for v in session.query(Locality).filter_by(parent_id=commune.id))]
    for step in range(PERIODS):
        seq = number * PERIODS + step + 1
        session.add(_release(commune, seq, step))
        session.flush()
        session.add_all(DatasetVersion(dataset_slug=s, number=f"1.{step}.0", release_seq=seq, rows=1) for s in datasets)
        session.execute(insert(Observation), list(_rows(indicators, commune, places, seq, step)))


def _add_datasets(session: Session, commune: Locality, indicators: list[Indicator]) -> list[str]:
    wanted = {indicator.group_code for indicator in indicators}
    groups = [group for group in list_groups(session) if group.code in wanted]
    session.add_all(_dataset(commune, group) for group in groups)
    session.flush()
    return [dataset_slug(commune, group.code) for group in groups]


def _dataset(commune: Locality, group: IndicatorGroup) -> Dataset:
    return Dataset(
        slug=dataset_slug(commune, group.code),
        commune_id=commune.id,
        group_code=group.code,
        title=group.title,
        title_en=group.title_en,
        description=group.description,
        description_en=group.description_en,
        illustrative=True,
    )


def _release(commune: Locality, seq: int, step: int) -> Release:
    return Release(
        seq=seq,
        id=f"{commune.slug}-r{step + 1}",
        commune_id=commune.id,
        kind="update",
        released_at=dt.datetime(2025, 9, 1, tzinfo=dt.UTC) + dt.timedelta(days=30 * step),
        title="Số liệu",
        title_en="Figures",
        source="bench",
        source_en="bench",
        submitted_by_role="officer",
        approved_by_role="approver",
    )


def _rows(
    indicators: list[Indicator], commune: Locality, places: list[int], seq: int, step: int
) -> Iterator[dict[str, object]]:
    period = numbered(FIRST.end.year * 12 + FIRST.end.month - 1 + step, 1)
    for count, (place, indicator) in enumerate((p, i) for p in places for i in indicators):
        counted, among = 100 + (count * 37 + step * 11) % 400, 520
        withheld = count % 100 == 99
        yield {
            "indicator_code": indicator.code,
            "locality_id": place,
            "period": period.text,
            "period_end": period.end,
            "numerator": None if withheld else counted,
            "denominator": None if withheld else among,
            "value": None if withheld else rate(counted, among),
            "status": Status.WITHHELD if withheld else Status.NORMAL,
            "dataset_slug": dataset_slug(commune, indicator.group_code),
            "released_in": seq,
        }
