"""A primary that is killed while officers publish and readers read: nothing acknowledged is lost, nobody notices."""

import json

from tests.replication.failing_over import MORE, fail_over, make_publisher, require_whole
from tests.replication.pair import Pair


def test_a_killed_primary_costs_readers_nothing_and_no_acknowledged_release(pair: Pair, tmp_path):
    publisher = make_publisher(pair, tmp_path / "files")
    readers, press = fail_over(pair, publisher)
    listed = json.loads(readers.last)["data"]
    assert readers.failures == []
    assert len(press.acknowledged) >= 2 * MORE
    assert set(press.acknowledged) <= {release["id"] for release in listed}
    require_whole(publisher, press.acknowledged)
