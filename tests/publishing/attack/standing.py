"""A public store in which figures stand as somebody chose to withhold them, well or badly."""

from collections.abc import Mapping

from sqlalchemy import select

from portal.db import Store
from portal.domain.datasets import Dataset
from portal.domain.localities import Locality
from portal.domain.observations import Observation, rate
from portal.domain.periods import parse_period
from portal.domain.releases import Release
from portal.publishing.submissions import Cell
from tests.builders import AT, COMMUNE, make_indicator, make_installation, make_submission

PERIOD = "2026-09"
RELEASE = "thu-nghiem-r1"
FIGURES = {f"{COMMUNE}-01": (3, 60), f"{COMMUNE}-02": (20, 50), f"{COMMUNE}-03": (30, 70), f"{COMMUNE}-04": (40, 90)}


def make_standing(public: Store, desk: Store, *, withheld: set[str]) -> None:
    """One table of one commune, of which some villages, named by the last digits of their codes, are withheld."""
    make_installation(public, villages=len(FIGURES), indicators=[make_indicator(denominator="Người lớn")])
    _release(public)
    hidden = {f"{COMMUNE}-{number}" for number in withheld}
    totals = sum(n for n, _ in FIGURES.values()), sum(d for _, d in FIGURES.values())
    _observe(public, {COMMUNE: totals} | FIGURES, hidden)
    cells = [Cell("vneid-level2", village, PERIOD, *count) for village, count in FIGURES.items()]
    make_submission(desk, cells, release=RELEASE)


def _release(public: Store) -> None:
    names = ("title", "title_en", "source", "source_en", "submitted_by_role", "approved_by_role")
    texts = {name: name for name in names}
    with public.begin() as session:
        commune = session.scalars(select(Locality).where(Locality.code == COMMUNE)).one()
        session.add(Release(seq=1, id=RELEASE, commune_id=commune.id, kind="update", released_at=AT, **texts))
        words = dict.fromkeys(("title", "title_en", "description", "description_en"), "a dataset")
        session.add(Dataset(slug="thu-nghiem", commune_id=commune.id, group_code="digital-society", **words))


def _observe(public: Store, figures: Mapping[str, tuple[int, int]], hidden: set[str]) -> None:
    with public.begin() as session:
        for place in session.scalars(select(Locality).where(Locality.code.in_(figures))):
            numerator, denominator = figures[place.code]
            shown = place.code not in hidden
            session.add(
                Observation(
                    indicator_code="vneid-level2",
                    locality_id=place.id,
                    period=PERIOD,
                    period_end=parse_period(PERIOD).end,
                    numerator=numerator if shown else None,
                    denominator=denominator,
                    value=rate(numerator, denominator) if shown else None,
                    status="normal" if shown else "withheld",
                    dataset_slug="thu-nghiem",
                    released_in=1,
                )
            )
