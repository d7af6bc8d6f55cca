"""The list of kinds of pages misses none."""

import re

from tests.site.kinds import KINDS, MISSING, ON_ONE_DATABASE
from tests.test_routes import addresses

EMBED = ".embed"
NO_PAGE = re.compile(r"\.(png|svg|geojson|csv|json|xlsx|atom|ics|parquet|zip|js|css)$|^/api/v1/")
"""Addresses that say what they answer, and it is no page."""


@ON_ONE_DATABASE
def test_every_page_that_a_reader_can_open_is_of_a_kind_in_the_list(app, client):
    match = app.url_map.bind("localhost").match
    known = {match(path.partition("?")[0])[0] for path in KINDS.values() if path != KINDS[MISSING]}
    forgotten = [path for path in addresses() if _may_be_a_page(path) and match(path.partition("?")[0])[0] not in known]
    assert [path for path in forgotten if _is_a_page(client, path)] == []
    assert len(known) > 35


def test_tables_to_embed_are_one_kind_and_it_is_in_the_list():
    embedded = [path for path in addresses() if path.partition("?")[0].endswith(EMBED)]
    assert bool(embedded) == any(path.partition("?")[0].endswith(EMBED) for path in KINDS.values())


def _may_be_a_page(path: str) -> bool:
    return not path.startswith("/en") and not NO_PAGE.search(path) and not path.endswith(EMBED)


def _is_a_page(client, path: str) -> bool:
    with client.get(path) as answer:
        return answer.mimetype == "text/html"
