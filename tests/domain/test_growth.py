"""What is asked of a store costs what is shown: SQLite takes as many steps over a country as over a commune.

Counted once an answer of the same kind was given from the same state, as what is counted for a state is counted then.
"""

import pytest
from sqlalchemy import event

from bench.filling import TODAY, fill
from portal.db import PublicStore, Store
from wsgi import create_app

FEW, MORE = 2, 8  # communes of 15,000 observations
STEP, MUCH = 10, 1.3
PLACE = "70002"
ADDRESSES = (
    "/api/v1/observations?limit={n}",
    "/api/v1/observations?indicator=vneid-level2&period=2026-03&limit={n}",
    "/api/v1/readiness?limit={n}",
    f"/api/v1/readiness?within={PLACE}&limit={{n}}",
    "/api/v1/series?limit={n}",
    "/api/v1/datasets?limit={n}",
    "/api/v1/versions?limit={n}",
    "/api/v1/releases?limit={n}",
    "/api/v1/localities?limit={n}",
    f"/datasets?commune=noi-{PLACE}&nth={{n}}",
    f"/datasets/noi-{PLACE}-digital-society?nth={{n}}",
    f"/localities/noi-{PLACE}?nth={{n}}",
    "/ogc/collections/villages/items?limit={n}",
)


class Counted:
    """The portal over a store of so many communes, with the steps its database took."""

    def __init__(self, folder, communes):
        folder.mkdir()
        public = f"sqlite:///{folder}/public.sqlite"
        fill(PublicStore(public), Store(f"sqlite:///{folder}/desk.sqlite"), communes=communes)
        self.steps = 0
        app = create_app(
            DATABASE_URL=public, FILES_DIR=str(folder / "files"), SECRET_KEY="x", TODAY=str(TODAY), RATE_LIMIT=""
        )
        self.store = app.extensions["store"]
        event.listen(self.store.engine, "connect", self._count)
        self.client = app.test_client()

    def _count(self, connection, _record):
        connection.set_progress_handler(self._step, STEP)

    def _step(self):
        self.steps += STEP

    def ask(self, address):
        for number in (8, 9):
            self.steps = 0
            answer = self.client.get(address.format(n=number))
            assert answer.status_code == 200, (address, answer.text[:300])
        return self.steps


@pytest.fixture(scope="module")
def stores(tmp_path_factory):
    folder = tmp_path_factory.mktemp("growth")
    few, more = Counted(folder / "few", FEW), Counted(folder / "more", MORE)
    yield few, more
    few.store.close()
    more.store.close()


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_answer_takes_no_more_steps_over_more_communes(stores, address):
    few, more = (store.ask(address) for store in stores)
    assert more <= MUCH * few + 50 * STEP
