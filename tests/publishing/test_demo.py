"""The demonstration: the same every time, believable, and flagged."""

import datetime as dt
import hashlib
from pathlib import Path

import pytest
import shapely
from sqlalchemy import func, inspect, or_, select

from portal.domain.boundaries import Boundary
from portal.domain.datasets import Dataset
from portal.domain.indicators import Indicator
from portal.domain.lineage import list_changes_within
from portal.domain.localities import Locality, get_commune, list_communes, list_villages
from portal.domain.observations import Observation
from portal.domain.periods import parse_period
from portal.domain.releases import Release
from portal.publishing.audit import find_break
from portal.publishing.demo import NotADemonstration, is_loaded, load_demo
from portal.publishing.demo_figures import share_out
from portal.publishing.submissions import Figure
from portal.settings import DATA
from tests.builders import make_submission


def bytes_of(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def rows_of(store) -> dict[str, list]:
    with store.session() as session:
        base = Observation if "observations" in inspect(session.connection()).get_table_names() else Figure
        tables = {mapper.local_table for mapper in base.registry.mappers}
        return {
            table.name: [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key))]
            for table in sorted(tables, key=lambda table: table.name)
        }


def test_loading_again_over_half_a_load_gives_the_same_rows_and_bytes_and_spares_files_of_others(
    demo, databases, tmp_path, now
):
    (tmp_path / "tra-cau-old").mkdir()
    (tmp_path / "important.txt").write_text("kept")
    with databases.pair() as (public, desk):
        with public.begin() as session:
            session.add(
                Locality(code="1", slug="rest", kind="province", unit="tỉnh", name="x", name_en="x", source="x")
            )
        load_demo(public, desk, tmp_path, DATA, today=now, threshold=5)
        assert rows_of(public) == rows_of(demo.public)
        assert rows_of(desk) == rows_of(demo.desk)
    assert (tmp_path / "important.txt").read_text() == "kept"
    (tmp_path / "important.txt").unlink()
    assert not (tmp_path / "tra-cau-old").exists()
    assert bytes_of(tmp_path) == bytes_of(demo.files)


def test_a_desk_with_real_figures_is_no_demonstration(public, desk):
    make_submission(desk, [])
    with pytest.raises(NotADemonstration, match="desk"):
        is_loaded(public, desk)


@pytest.fixture
def session(demo):
    with demo.public.session() as session:
        yield session


def test_the_villages_of_a_commune_add_up_to_its_real_population(session, now):
    for commune in list_communes(session, on=now):
        villages = list_villages(session, commune, on=now)
        assert sum(v.population for v in villages) == commune.population
        assert all(v.illustrative and v.code.startswith(commune.code + "-") for v in villages)
        assert not commune.illustrative


def test_one_commune_shows_a_merger_a_split_and_a_renaming_with_outlines_of_then(session, now):
    commune = get_commune(session, "phuoc-binh", on=now)
    changes = list_changes_within(session, commune)
    assert [(change.day.isoformat(), change.kind) for change in changes[::-1]] == [
        ("2026-01-01", "merger"),
        ("2026-04-01", "split"),
        ("2026-04-01", "split"),
        ("2026-07-01", "renaming"),
    ]
    assert all("minh họa" in (link.source or "") for change in changes for link in change.links)
    whole = outline_of(session, commune)
    for day in ("2025-12-31", "2026-01-01", "2026-03-31", "2026-04-01", "2026-06-30", "2026-07-01"):
        villages = list_villages(session, commune, on=dt.date.fromisoformat(day))
        parts = [outline_of(session, village) for village in villages]
        assert shapely.union_all(parts).symmetric_difference(whole).area < whole.area * 1e-6
        assert sum(part.area for part in parts) == pytest.approx(whole.area, rel=1e-6)


def outline_of(session, place):
    return shapely.from_geojson(
        session.scalars(select(Boundary.geometry).where(Boundary.locality_id == place.id)).one()
    )


def test_no_village_has_a_figure_of_a_time_when_it_was_not_there(session):
    query = (
        select(func.count())
        .select_from(Observation)
        .join(Observation.locality)
        .where(or_(Locality.valid_to < Observation.period_end, Locality.valid_from > Observation.period_end))
    )
    assert session.scalar(query) == 0


def test_there_are_figures_of_every_month_and_quarter_for_every_indicator_but_6g(session):
    periods = {}
    for code, period in session.execute(select(Observation.indicator_code, Observation.period).distinct()):
        periods.setdefault(code, set()).add(period)
    indicators = session.scalars(select(Indicator)).all()
    assert {i.code for i in indicators} - periods.keys() == {"coverage-6g"}
    for indicator in indicators:
        if indicator.code in periods:
            months = {p for p in periods[indicator.code] if parse_period(p).months == 1}
            quarters = {p for p in periods[indicator.code] if parse_period(p).months == 3}
            monthly = indicator.level == "village" and indicator.nature == "stock"
            assert (len(months), len(quarters)) == ((16, 0) if monthly else (0, 5))


def test_no_flow_of_a_village_is_published_by_the_month(session):
    query = select(Observation.period).join(Observation.indicator).where(Indicator.nature == "flow").distinct()
    assert all(parse_period(period).months >= 3 for period in session.scalars(query))


def test_every_status_a_reader_may_meet_is_there(session):
    found = set(session.scalars(select(Observation.status).distinct()))
    assert {"normal", "provisional", "withheld", "missing"} <= found


def test_there_is_one_correction_and_one_retraction_and_both_give_their_reason(session):
    query = select(Release).where(Release.kind != "update").order_by(Release.seq)
    releases = session.scalars(query).all()
    assert [(r.kind, r.commune.slug) for r in releases] == [("retraction", "tan-lap"), ("correction", "tra-cau")]
    assert all(r.reason and r.reason_en for r in releases)


def test_the_retracted_month_is_missing_everywhere(session, now):
    commune = get_commune(session, "tan-lap", on=now)
    query = select(Observation.status).where(
        Observation.dataset_slug == "tan-lap-digital-society",
        Observation.indicator_code == "digital-skills",
        Observation.period == "2026-03",
        Observation.superseded_in.is_(None),
    )
    statuses = session.scalars(query).all()
    assert len(statuses) == len(list_villages(session, commune, on=now)) + 1
    assert set(statuses) == {"missing"}


def test_no_protected_village_cell_below_the_threshold_was_ever_stored(session):
    query = (
        select(func.count())
        .select_from(Observation)
        .join(Observation.indicator)
        .join(Observation.locality)
        .where(
            Locality.kind == "village",
            Indicator.subject.in_(["person", "household", "file"]),
            (Observation.numerator < 5) | (Observation.denominator - Observation.numerator < 5),
        )
    )
    assert session.scalar(query) == 0


def test_every_dataset_is_flagged_illustrative_and_every_outline_schematic(session):
    assert set(session.scalars(select(Dataset.illustrative))) == {True}
    assert set(session.scalars(select(Boundary.kind))) == {"schematic"}


def test_nothing_is_released_later_than_the_plans_are_judged(session, now):
    assert session.scalar(select(func.max(Release.released_at))) < dt.datetime.combine(now, dt.time(), dt.UTC)


def test_the_figures_came_through_the_desk_and_its_audit_chain_holds(demo):
    with demo.desk.session() as session:
        assert session.scalar(select(func.count()).select_from(Figure)) > 30_000
        assert find_break(session) is None


def test_shares_add_up_to_the_whole():
    assert sum(share_out(45_524, [0.31, 2.2, 1.7, 0.9])) == 45_524
