"""Plain functions that make what a test needs."""

import datetime as dt
from collections.abc import Callable, Iterable
from itertools import count
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.db import Store
from portal.domain.indicators import Indicator, IndicatorGroup
from portal.domain.localities import Locality
from portal.domain.observations import Observation
from portal.publishing.publisher import Publisher
from portal.publishing.submissions import Cell, Submission, submit

COMMUNE = "99001"
AT = dt.datetime(2026, 10, 15, 2, 0, tzinfo=dt.UTC)


def make_indicator(code: str = "vneid-level2", **more: object) -> Indicator:
    words = {
        name: f"{name} of {code}"
        for name in ("name", "name_en", "short", "short_en", "definition", "definition_en", "method", "method_en")
    }
    defaults = {
        "position": 0,
        "group_code": "digital-society",
        "level": "village",
        "unit": "percent",
        "subject": "person",
        "nature": "stock",
        "direction": "up",
        "cumulative": False,
        "decimals": 1,
    }
    return Indicator(code=code, **(words | defaults | more))


def make_group(code: str = "digital-society") -> IndicatorGroup:
    texts = {name: f"{name} of {code}" for name in ("title", "title_en", "description", "description_en")}
    return IndicatorGroup(code=code, position=0, **texts)


def make_commune(session: Session, *, code: str = COMMUNE, slug: str = "thu-nghiem", villages: int = 3) -> Locality:
    """A commune with villages ``<code>-01`` and so on."""
    commune = Locality(
        code=code,
        slug=slug,
        kind="commune",
        unit="xã",
        name="Xã Thử Nghiệm",
        name_en="Thu Nghiem Commune",
        valid_from=dt.date(2025, 7, 1),
        source="a test",
    )
    session.add(commune)
    session.flush()
    session.add_all(make_village(commune, number) for number in range(1, villages + 1))
    session.flush()
    return commune


def make_village(commune: Locality, number: int) -> Locality:
    return Locality(
        code=f"{commune.code}-{number:02}",
        slug=f"thon-{number}",
        kind="village",
        unit="thôn",
        name=f"Thôn {number}",
        name_en=f"Village {number}",
        parent_id=commune.id,
        valid_from=commune.valid_from,
        position=number,
        source="a test",
    )


def make_installation(public: Store, *, villages: int = 3, indicators: Iterable[Indicator] = ()) -> None:
    """A public store with one commune and the indicators given."""
    with public.begin() as session:
        session.add(make_group())
        session.flush()
        session.add_all(list(indicators) or [make_indicator()])
        make_commune(session, villages=villages)


def make_submission(desk: Store, cells: Iterable[Cell], *, at: dt.datetime = AT, **more: str) -> int:
    """An approved submission on the desk; answers its number."""
    texts = {"title": "Số liệu", "title_en": "Figures", "source": "báo cáo", "source_en": "a report"}
    roles = {"submitted_by_role": "officer", "approved_by_role": "approver"}
    submission = Submission(**({"commune": COMMUNE, "kind": "update"} | texts | roles | more))
    with desk.begin() as session:
        submit(session, submission, cells, at=at)
        return submission.id


def make_press(
    public: Store, desk: Store, files: Path, *, apart: dt.timedelta = dt.timedelta(days=1)
) -> Callable[..., str]:
    """A commune with one indicator of its own, and what publishes cells there, each time later; it answers the id."""
    make_installation(public, indicators=[make_indicator(level="commune", subject="organisation")])
    publisher = Publisher(desk, public, files)
    turns = count()

    def publish(*cells: Cell, **more: str) -> str:
        at = AT + next(turns) * apart
        return publisher.publish(make_submission(desk, cells, at=at, **more), at=at)

    return publish


def observation_of(session: Session, locality: str, period: str, indicator: str = "vneid-level2") -> Observation | None:
    """The live observation of a cell."""
    query = (
        select(Observation)
        .join(Observation.locality)
        .where(
            Locality.code == locality,
            Observation.period == period,
            Observation.indicator_code == indicator,
            Observation.superseded_in.is_(None),
        )
    )
    return session.scalars(query).first()
