"""Publishing in a process of its own that is killed at some moment, and what must hold of the stores afterwards."""

import hashlib
import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from portal.domain.changes import summarise_changes
from portal.domain.datasets import DatasetFile, DatasetVersion
from portal.domain.observations import Observation
from portal.domain.releases import get_release, list_releases
from portal.publishing import acts
from portal.publishing.acts import Office
from portal.publishing.audit import find_break
from portal.publishing.submissions import Submission
from portal.publishing.workflow import Actor, Role
from tests.builders import COMMUNE

OFFICER = Actor("can.bo", frozenset({Role.OFFICER}))
APPROVER = Actor("nguoi.duyet", frozenset({Role.APPROVER}))


@dataclass(frozen=True)
class Seen:
    """How the public store stands: its releases, and how many observations each has."""

    releases: dict[str, int]


def make_ready(office: Office, content: bytes) -> int:
    """An approved submission; answers its number."""
    number = acts.hand_in(office, COMMUNE, content, "so-lieu.csv", OFFICER).submission_id
    with office.publisher.desk.reading() as desk:
        asked = {finding["key"]: "đã rà soát" for finding in desk.get_one(Submission, number).findings}
    acts.submit(office, number, OFFICER, {"explanations": asked, "reason": "đếm lại"})
    acts.approve(office, number, APPROVER)
    return number


def close(office: Office) -> None:
    office.publisher.public.close()
    office.publisher.desk.close()


def publish_and_kill(office: Office, number: int, after: float) -> bool:
    """Publish in a child that gets SIGKILL after so many seconds; whether it was still at it."""
    close(office)  # connections do not survive a fork
    child = os.fork()
    if child == 0:
        try:
            acts.publish(office, number, APPROVER)
        finally:
            os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def look(office: Office) -> Seen:
    with office.publisher.public.reading() as public:
        query = select(Observation.released_in, func.count()).group_by(Observation.released_in)
        counts = dict(tuple(row) for row in public.execute(query))
        releases = list_releases(public, commune=office.commune(public, COMMUNE))
        return Seen({release.id: counts.get(release.seq, 0) for release in releases})


def require_whole(office: Office, before: Seen, number: int) -> bool:
    """Check that the stores are as before or have the whole release; answers which (True: the release is out).

    :raises AssertionError: anything else.
    """
    after = look(office)
    with office.publisher.desk.reading() as desk, office.publisher.public.reading() as public:
        submission = desk.get_one(Submission, number)
        out = submission.release is not None and submission.release in after.releases
        assert submission.state == ("published" if out else "approved")
        assert set(after.releases) - set(before.releases) == ({submission.release} if out else set())
        assert {name: after.releases[name] for name in before.releases} == before.releases
        if out:
            assert summarise_changes(public, get_release(public, submission.release)).digest == submission.digest
        _require_files(office.publisher.files, list(public.scalars(select(DatasetVersion))))
        assert find_break(desk) is None
    return out


def _require_files(folder: Path, versions: list[DatasetVersion]) -> None:
    """Every file of every version that can be read is there, whole."""
    for version in versions:
        for file in version.files:
            _require_file(folder / version.dataset_slug / version.number / file.name, file)
    assert list(folder.glob("*/.building-*")) == []


def _require_file(path: Path, file: DatasetFile) -> None:
    content = path.read_bytes()
    assert (len(content), hashlib.sha256(content).hexdigest()) == (file.bytes, file.sha256)


def kill_often(office: Office, make_content: Callable[[int], bytes], *, times: int, seed: int = 57) -> dict[str, int]:
    """Publish again and again and kill each at a random moment; answers how it went."""
    rng = random.Random(seed)  # noqa: S311
    longest = _time_one(office, make_content(0))
    outcome = {"killed": 0, "old": 0, "new": 0}
    for turn in range(1, times + 1):
        number, before = make_ready(office, make_content(turn)), look(office)
        outcome["killed"] += publish_and_kill(office, number, rng.uniform(0, longest))
        office.publisher.recover()
        out = require_whole(office, before, number)
        outcome["new" if out else "old"] += 1
        if not out:
            acts.publish(office, number, APPROVER)
            assert require_whole(office, before, number)
    return outcome


def _time_one(office: Office, content: bytes) -> float:
    number = make_ready(office, content)
    begun = time.perf_counter()
    acts.publish(office, number, APPROVER)
    return 1.5 * (time.perf_counter() - begun)
