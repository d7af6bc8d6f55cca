"""Observations by year on PostgreSQL: what is asked of a period is looked for where it lies."""

import datetime as dt
import re

import pytest
from alembic import command
from sqlalchemy import func, insert, select, text

from portal.domain.localities import Locality
from portal.domain.observations import Observation, Wanted, get_observation, list_village_values, select_observations
from portal.domain.periods import parse_period
from portal.migrations import config_for
from portal.publishing.publisher import Publisher
from portal.publishing.statistics import refresh_statistics
from portal.publishing.submissions import Cell
from tests.builders import AT, COMMUNE, make_installation, make_submission
from tests.stores import ON_POSTGRESQL, asked

PERIODS = ("2019", "2025-Q4", "2026-03", "2026-09", "2050")
YEARS = {"2019": "default", "2025-Q4": "2025", "2026-03": "2026", "2026-09": "2026", "2050": "default"}


@pytest.fixture
def filled(public, desk, tmp_path):
    """A month's figures as published, and made-up ones of four other periods beside them."""
    make_installation(public)
    publisher = Publisher(desk, public, tmp_path / "files", secret=b"a secret of tests")
    cells = [Cell("vneid-level2", f"{COMMUNE}-0{n}", "2026-09", 60 + n, 200) for n in (1, 2, 3)]
    publisher.publish(make_submission(desk, cells, at=AT), at=AT)
    rows = [_like(row, period) for row in _rows(public) for period in PERIODS if period != "2026-09"]
    with public.begin() as session:
        session.execute(insert(Observation), rows)
    return public


def _like(row, period: str) -> dict:
    """The values of a row of another period, without its number."""
    values = dict(row._mapping) | {"period": period, "period_end": parse_period(period).end}
    return {name: value for name, value in values.items() if name != "id"}


def _rows(store) -> list:
    with store.reading() as session:
        return session.execute(select(Observation.__table__).order_by(Observation.id)).all()


@ON_POSTGRESQL
def test_every_figure_lies_in_its_year_and_the_others_together(filled):
    with filled.reading() as session:
        query = text("select period, tableoid::regclass::text from observations group by 1, 2")
        found = {period: table.removeprefix("observations_") for period, table in session.execute(query)}
    assert found == YEARS


@pytest.mark.parametrize(
    "wanted", [Wanted(period="2026-09"), Wanted(start=dt.date(2026, 1, 1), end=dt.date(2026, 12, 31))]
)
@ON_POSTGRESQL
def test_a_question_of_a_year_reads_one_partition(filled, wanted):
    with filled.reading() as session:
        compiled = select_observations(wanted).compile(session.get_bind(), compile_kwargs={"literal_binds": True})
        plan = "\n".join(session.scalars(text(f"explain {compiled}".replace(":", "\\:"))))
    assert set(re.findall(r"observations_(\d{4}|default)\b", plan)) == {"2026"}


@ON_POSTGRESQL
def test_pages_ask_by_period_and_its_end(filled):
    with filled.reading() as session:
        commune = session.scalars(select(Locality).where(Locality.code == COMMUNE)).one()
        with asked(filled.reading.__self__._reader.engine) as statements:
            get_observation(session, "vneid-level2", commune, "2026-09")
            list_village_values(session, commune, "vneid-level2", "2026-09")
    ours = [statement for statement in statements if "FROM observations" in statement]
    assert len(ours) == 2
    assert all("observations.period_end = " in statement for statement in ours)


def test_one_figure_lives_once_in_a_period(filled):
    row = _like(_rows(filled)[-1], "2050")
    with filled.session() as session, pytest.raises(Exception, match=r"uq_observations_live|UNIQUE|unique"):
        session.execute(insert(Observation), [row])


def test_the_way_there_and_back_keeps_every_row_right_and_number(filled):
    before = _rows(filled)
    command.downgrade(config_for("public", filled), "0010")
    with filled.engine.connect() as connection:
        assert connection.scalar(text("select count(*) from observations")) == len(before)
        if filled.file is None:
            connection.execute(text("drop role if exists reader_of_tests"))
            connection.execute(text("create role reader_of_tests"))
            connection.execute(text("grant select on observations to reader_of_tests"))
            connection.commit()
    command.upgrade(config_for("public", filled), "head")
    assert _rows(filled) == before
    with filled.begin() as session:
        session.execute(insert(Observation), [_like(before[-1], "2031")])
        assert session.scalar(select(func.max(Observation.id))) == max(row.id for row in before) + 1
        if filled.file is None:
            assert session.scalar(text("select has_table_privilege('reader_of_tests', 'observations', 'select')"))
            session.execute(text("drop owned by reader_of_tests"))
            session.execute(text("drop role reader_of_tests"))


@ON_POSTGRESQL
def test_the_server_looks_at_the_observations_when_they_have_grown_and_not_before(filled):
    assert not refresh_statistics(filled)
    with filled.begin() as session:
        row = _like(_rows(filled)[-1], "2031") | {"superseded_in": 10**6}
        session.execute(text("set session_replication_role = replica"))  # a release that there is not
        session.execute(insert(Observation), [row] * 1500)
    assert refresh_statistics(filled)
    assert not refresh_statistics(filled)
    with filled.reading() as session:
        assert session.scalar(text("select reltuples from pg_class where relname = 'observations'")) > 1500
