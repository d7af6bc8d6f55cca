"""How often a page asks the store: counts do not vary, and each costs a reader's wait and a process's time."""

import pytest
from flask.testing import FlaskClient

from portal.prepared.states import states_of
from tests.stores import asked

MOST = {
    "/": (18, 12),
    "/localities/tra-cau": (29, 18),
    "/localities/tra-cau/to-dan-pho-7": (27, 20),
    "/localities/tra-cau/villages": (9, 4),
    "/plans/tra-cau/targets": (8, 8),
    "/plans/tra-cau.jsonld": (10, 10),
    "/plans/tra-cau.xlsx": (9, 9),
    "/maps/tra-cau/vneid-level2": (12, 12),
    "/maps/tra-cau/vneid-level2.geojson": (9, 9),
    "/maps/tra-cau.geojson": (4, 4),
    "/ogc/collections/villages/items?limit=200": (5, 3),
    "/indicators/vneid-level2": (25, 25),
    "/datasets/tra-cau-digital-society": (9, 9),
    "/deadlines": (7, 7),
}
"""At most so many when nothing is held, and when what pages share is held for the store's state. Beginning counts."""


def count(client: FlaskClient, path: str, state: str) -> int:
    with asked(client.application.extensions["store"].engine) as statements:
        answer = client.get(path, environ_overrides={"langso.state": state})
        answer.get_data()
    assert answer.status_code == 200
    return len(statements)


@pytest.mark.parametrize("path", MOST)
def test_a_page_asks_no_more_than_it_did(client, path):
    state = states_of(client.application.extensions["store"]).now() or ""
    anew, held = MOST[path]
    count(client, path, state)
    assert count(client, path, state) <= held + 1, "one is asked which state it is"
    assert count(client, path, "") <= anew
