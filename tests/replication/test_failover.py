"""A primary that is killed while officers publish and readers read: nothing acknowledged is lost, nobody notices."""

import json

from sqlalchemy import select

from portal.db import PublicStore, Store
from portal.domain.releases import Release
from portal.publishing.audit import verify_desk
from portal.publishing.publisher import Publisher
from portal.publishing.stores import prepare
from portal.publishing.submissions import Submission, SubmissionState
from tests.builders import make_installation
from tests.replication.failing_over import Press, Readers, serving
from tests.replication.pair import Pair, wait_until

MORE = 3  # releases before the primary is killed, and after


def test_a_killed_primary_costs_readers_nothing_and_no_acknowledged_release(pair: Pair, tmp_path):
    publisher = _make_publisher(pair, tmp_path / "files")
    with serving(pair.url("langso_public"), publisher.files) as port:
        readers, press = Readers(port), Press(publisher)
        with readers.reading(), press.publishing():
            _wait_for_more(press)
            pair.primary.kill()
            _wait_for_more_answers(readers)  # of the replica, before it is promoted
            pair.replica.promote()
            _wait_for_more(press)
            _wait_for_more_answers(readers)
        listed = json.loads(readers.ask("/api/v1/releases?limit=500"))["data"]
    assert readers.failures == []
    assert set(press.acknowledged) <= {release["id"] for release in listed}
    _require_whole(publisher, press.acknowledged)


def _make_publisher(pair: Pair, files) -> Publisher:
    for name in ("langso_public", "langso_desk"):
        pair.primary.execute(f"create database {name}")
    public, desk = PublicStore(pair.url("langso_public")), Store(pair.url("langso_desk"))
    prepare(public, desk)
    make_installation(public)
    files.mkdir()
    publisher = Publisher(desk, public, files, secret=b"a secret of tests")
    press = Press(publisher)
    publisher.publish(press.hand_in(99))
    return publisher


def _wait_for_more(press: Press) -> None:
    before = len(press.acknowledged)
    wait_until(lambda: len(press.acknowledged) >= before + MORE)


def _wait_for_more_answers(readers: Readers) -> None:
    before = len(readers.answers)
    wait_until(lambda: len(readers.answers) >= before + 40 or readers.failures)


def _require_whole(publisher: Publisher, acknowledged: list[str]) -> None:
    with publisher.public.reading() as public, publisher.desk.reading() as desk:
        out = set(public.scalars(select(Release.id)))
        marked = {s.release for s in desk.scalars(select(Submission)) if s.state != SubmissionState.APPROVED}
        checked, findings = verify_desk(desk, public)
    assert len(acknowledged) == len(set(acknowledged)) >= 2 * MORE
    assert set(acknowledged) <= out & marked
    assert findings == []
    assert checked.head is not None
    for store in (publisher.public, publisher.desk):
        store.close()
