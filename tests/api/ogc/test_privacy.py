"""Nothing of this dialect tells what is withheld: two desks that differ only in that give the same answers."""

import json
import re

import pytest

from portal.publishing.publisher import Publisher
from portal.publishing.submissions import Cell
from tests.api.ogc.asking import get, items
from tests.builders import AT, COMMUNE, make_indicator, make_installation, make_submission, observation_of
from tests.publishing.test_non_interference import make_app, publish, two_pairs  # noqa: F401

HIDDEN = {"withheld", "missing", "not-applicable"}
COLLECTION = "/ogc/collections/vneid-level2"
ASKED = (
    "/ogc/collections",
    COLLECTION,
    f"{COLLECTION}?f=html",
    f"{COLLECTION}/items?limit=1000",
    f"{COLLECTION}/items?limit=5&offset=5",
    f"{COLLECTION}/items?f=html",
    f"{COLLECTION}/items?datetime=2026-09-15",
    f"{COLLECTION}/items?datetime=2027-01-01/..",
    f"{COLLECTION}/items?bbox=100,0,110,20",
    *(f"{COLLECTION}/items/99001-{n:02}" for n in (4, 5, 6)),
    *(f"{COLLECTION}/items/99001-{n:02}?f=html" for n in (4, 5, 6)),
    "/ogc/collections/villages/items?limit=1000",
    "/ogc/api",
)
STAMP = re.compile(rb'"timeStamp":"[^"]+"')


def test_two_desks_that_differ_only_in_withheld_counts_answer_the_same(two_pairs, tmp_path, now):  # noqa: F811
    answers = []
    for number, (public, desk) in enumerate(two_pairs):
        files = tmp_path / str(number)
        publish(public, desk, files, moved=number, now=now)
        app = make_app(public, files, now)
        answers.append({path: told(app.test_client().get(path)) for path in ASKED})
        app.extensions["store"].close()
    assert answers[0] == answers[1]
    assert b'"withheld"' in answers[0][f"{COLLECTION}/items?limit=1000"][2]


def told(response):
    assert response.status_code == 200
    headers = {name: value for name, value in response.headers if name not in {"Date", "Expires"}}
    return response.status_code, headers, STAMP.sub(b"", response.get_data())


@pytest.mark.parametrize("when", [None, "2025-07-15", "2026-06-30"])
def test_a_figure_that_is_not_shown_shows_none_of_its_numbers(client, when):
    withheld = 0
    for collection in (c["id"] for c in get(client, "/collections")["collections"][2:]):
        page = items(client, collection, limit=1000, **({"datetime": when} if when else {}))
        for properties in (feature["properties"] for feature in page["features"]):
            hidden = properties["status"] in HIDDEN
            assert (properties["value"] is None) == hidden
            assert not (hidden and properties["numerator"] is not None)
            withheld += properties["status"] == "withheld"
    assert withheld > 0


def test_how_many_match_does_not_depend_on_what_is_shown(client):
    """A withheld figure is a figure: it counts as one of its period."""
    shown = items(client, "digital-signature", limit=1000, when="2025-07-15")
    statuses = {feature["properties"]["status"] for feature in shown["features"]}
    assert "withheld" in statuses
    assert shown["numberMatched"] == items(client, "villages")["numberMatched"]


def test_zero_missing_and_not_applicable_are_different_things(public, desk, tmp_path, now):
    make_installation(public, villages=4, indicators=[make_indicator("coverage-5g", subject="infrastructure")])
    cells = [Cell("coverage-5g", f"{COMMUNE}-0{n}", "2026-09", 0, 40) for n in (1, 2, 3)]
    Publisher(desk, public, tmp_path, secret=b"s", illustrative=False).publish(make_submission(desk, cells), at=AT)
    with public.begin() as session:
        for number, status in ((2, "missing"), (3, "not-applicable")):
            cell = observation_of(session, f"{COMMUNE}-0{number}", "2026-09", "coverage-5g")
            cell.status, cell.value, cell.numerator = status, None, None
    app = make_app(public, tmp_path, now)
    features = items(app.test_client(), "coverage-5g")["features"]
    app.extensions["store"].close()
    told = [[f["properties"][name] for name in ("status", "value", "numerator", "period")] for f in features]
    assert told == [
        ["normal", 0, 0, "2026-09"],
        ["missing", None, None, "2026-09"],
        ["not-applicable", None, None, "2026-09"],
        ["missing", None, None, "2026-09"],  # which did not report
    ]


def test_what_is_made_up_says_so_in_every_answer(client):
    for collection in ("communes", "villages", "vneid-level2"):
        assert get(client, f"/collections/{collection}")["illustrative"] is True
        assert items(client, collection)["illustrative"] is True
    for feature in items(client, "vneid-level2", limit=1000)["features"]:
        assert feature["properties"]["illustrative"] is True
    commune = get(client, "/collections/communes/items/21451")["properties"]
    assert (commune["illustrative"], commune["outline"]) == (True, "schematic"), "its drawn outline is made up"
    assert "Số liệu minh họa" in json.dumps(get(client, "/collections/villages"), ensure_ascii=False)
