"""What is held for a state of the store: shared by its requests, gone with the state, the same in both languages."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import inspect, update

from portal import per_state
from portal.domain.localities import Locality
from portal.pages import reference
from portal.per_state import Held
from portal.prepared.states import states_of
from portal.publishing.submissions import Cell
from tests.builders import make_press
from tests.conftest import Installation
from tests.stores import asked


@pytest.fixture
def press(stores, tmp_path):
    return make_press(*stores, tmp_path)


@pytest.fixture
def site(stores, press, tmp_path) -> Iterator[Flask]:
    """The site of one commune, in a province, with a figure."""
    with stores[0].begin() as session:
        words = {"name": "Tỉnh Thử", "name_en": "Thu Province", "unit": "tỉnh", "source": "a test"}
        province = Locality(code="99", slug="tinh-thu", kind="province", **words)
        session.add(province)
        session.flush()
        session.execute(update(Locality).where(Locality.slug == "thu-nghiem").values(parent_id=province.id))
    press(figure("2026-08", 50))
    with Installation(*stores, tmp_path).running_app() as app:
        yield app


def figure(period: str, numerator: int) -> Cell:
    return Cell("vneid-level2", "99001", period, numerator, 100)


def here(app: Flask) -> dict[str, str]:
    """As the layer of prepared answers would say it."""
    return {"langso.state": states_of(app.extensions["store"]).now() or ""}


def told(client: FlaskClient, path: str) -> str:
    return client.get(path, environ_overrides=here(client.application)).get_data(as_text=True)


def test_what_is_held_is_made_once_for_a_state(site):
    made = []
    for _ in range(3):
        with site.test_request_context("/", environ_overrides=here(site)):
            assert per_state.held("thing", lambda: made.append(1) or "value") == "value"
    assert made == [1]


def test_only_what_is_missing_is_made(site):
    made: list[list[int]] = []

    def squares(keys: list[int]) -> dict[int, int]:
        made.append(keys)
        return {key: key * key for key in keys}

    for keys in ([1, 2], [2, 3], [3]):
        with site.test_request_context("/", environ_overrides=here(site)):
            assert per_state.held_each("squares", keys, squares) == {key: key * key for key in keys}
    assert made == [[1, 2], [3]]


@pytest.mark.parametrize("environ", [{}, {"langso.state": "7 of another history"}])
def test_without_a_state_that_the_transaction_sees_nothing_is_held(site, environ):
    made = []
    for _ in range(2):
        with site.test_request_context("/", environ_overrides=environ):
            per_state.held("thing", lambda: made.append(1))
    assert made == [1, 1]


def test_a_release_between_two_requests_is_seen_by_the_second(site, press):
    """The page reads reference data from what is held; what is published meanwhile is on it all the same."""
    client = site.test_client()
    before = told(client, "/localities/thu-nghiem")
    press(figure("2026-09", 77), figure("2026-08", 60))
    assert told(client, "/localities/thu-nghiem") != before
    assert told(client, "/localities/thu-nghiem") == client.get("/localities/thu-nghiem").get_data(as_text=True)


def test_values_of_one_state_are_gone_with_it(site, press):
    with site.test_request_context("/", environ_overrides=here(site)):
        assert per_state.held("thing", lambda: "old") == "old"
    press(figure("2026-09", 77))
    with site.test_request_context("/", environ_overrides=here(site)):
        assert per_state.held("thing", lambda: "new") == "new"
    assert len(site.extensions["per-state"][""]) == 1


@pytest.mark.parametrize("path", ["/", "/localities/thu-nghiem", "/localities/thu-nghiem/villages", "/localities"])
def test_pages_say_the_same_with_and_without_what_is_held_in_either_language(site, path):
    client = site.test_client()
    for address in (path, f"/en{path}".rstrip("/"), path):
        assert told(client, address) == client.get(address).get_data(as_text=True)
        assert told(client, address) == client.get(address).get_data(as_text=True)


def test_indicators_that_are_held_belong_to_no_session(site):
    with site.test_request_context("/", environ_overrides=here(site)):
        held = reference.indicators()
    assert [each.code for each in held] == ["vneid-level2"]
    assert all(inspect(each).session is None and inspect(each.group).session is None for each in held)
    assert held[0].group.title  # read after the request is over


def test_no_more_is_held_than_there_is_room_for():
    shelf = Held(most=10)
    shelf.put("1", {number: number for number in range(25)})
    assert shelf.find("1", range(25)) == {number: number for number in range(15, 25)}


def test_a_value_of_another_state_is_never_found_by_many_threads():
    """A request that is late puts its own state's values, which no other state finds."""
    shelf = Held(most=100)

    def turn(number: int) -> set[str]:
        state = str(number % 3)
        shelf.put(state, {"thing": state})
        return {state, *shelf.find(state, ["thing"]).values()}

    with ThreadPoolExecutor(8) as pool:
        assert all(len(seen) == 1 for seen in pool.map(turn, range(2000)))


def test_the_first_page_asks_for_less_where_what_pages_share_is_held(site):
    client = site.test_client()
    assert count(client, "/", here(site)) > count(client, "/", here(site))


def count(client: FlaskClient, path: str, environ: dict[str, str]) -> int:
    with asked(client.application.extensions["store"].engine) as statements:
        client.get(path, environ_overrides=environ).get_data()
    return len(statements)
