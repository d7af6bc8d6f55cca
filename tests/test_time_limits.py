"""What takes too long is stopped, in words, and holds up nobody."""

import pytest
from sqlalchemy import text

from portal import time_limits
from portal.db import PublicStore, Store
from portal.publishing.stores import initialise
from portal.settings import DATA
from portal.time_limits import TooLong, is_over, seconds_for, within
from portal.web import session
from tests.conftest import NOW, Installation

ENDLESS = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n where i < 0"


def test_without_a_limit_nothing_is_ever_over():
    assert not is_over()
    with within(-1):
        assert is_over()
        with within(60):
            assert not is_over()
        assert is_over()
    assert not is_over()


def test_drawings_for_print_may_take_longer_than_pages_and_pages_longer_than_health():
    health, page, drawing = (seconds_for(path) for path in ("/healthz", "/plans", "/maps/tra-cau.png"))
    assert health < page == seconds_for("/api/v1/plans") < drawing
    assert seconds_for("/en/maps/tra-cau.png") == drawing


def test_no_query_is_begun_when_the_time_is_over(public):
    with within(-1), public.reading() as reading, pytest.raises(TooLong):
        reading.execute(text("select 1"))
    with public.reading() as reading:
        assert reading.scalar(text("select 1")) == 1


@pytest.fixture
def on_sqlite(tmp_path):
    """A portal on SQLite; PostgreSQL has a limit of its own for each statement."""
    public, desk = PublicStore(f"sqlite:///{tmp_path}/public.sqlite"), Store(f"sqlite:///{tmp_path}/desk.sqlite")
    initialise(public, desk, DATA, today=NOW)
    desk.close()
    public.close()
    with Installation(public, desk, tmp_path).running_app() as app:
        yield app


@pytest.mark.parametrize(("end", "mimetype"), [("", "text/html"), (".json", "application/problem+json")])
def test_an_endless_query_is_stopped_and_the_reader_told_so(on_sqlite, monkeypatch, end, mimetype):
    monkeypatch.setattr(time_limits, "LIMITS", (("/endless", 0.3),))
    on_sqlite.add_url_rule(f"/endless{end}", "endless", lambda: str(session().scalar(text(ENDLESS))))
    refused = on_sqlite.test_client().get(f"/endless{end}")
    assert (refused.status_code, refused.mimetype) == (503, mimetype)
    assert refused.headers["Retry-After"] == "30"
    assert "Trả lời mất quá nhiều thời gian" in refused.get_data(as_text=True)
    assert on_sqlite.test_client().get("/plans").status_code == 200
