"""A process killed while it publishes leaves the old release or the new one, whole."""

import os

import pytest

from portal.publishing.acts import Office
from portal.publishing.publisher import Publisher
from tests.builders import make_installation
from tests.publishing.killing import kill_often

VILLAGES = 12
TIMES = int(os.environ.get("LANGSO_KILLS", "12"))  # `make bench` kills 200 times


@pytest.fixture
def office(public, desk, tmp_path, now) -> Office:
    make_installation(public, villages=VILLAGES)
    publisher = Publisher(desk, public, tmp_path / "files", secret=b"a secret of tests")
    return Office(publisher, tmp_path / "previews", now)


def workbook(turn: int) -> bytes:
    """The same month each time, other counts."""
    rows = [f"Thôn {n},vneid-level2,2026-09,{60 + n + turn % 30},{200 + n}" for n in range(1, VILLAGES + 1)]
    return "\n".join(["Thôn,Chỉ số,Kỳ,Tử số,Mẫu số", *rows]).encode()


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_kill_at_any_moment_leaves_the_old_release_or_the_new_one_whole(office):
    outcome = kill_often(office, workbook, times=TIMES)
    assert outcome["old"] + outcome["new"] == TIMES
    assert outcome["killed"] > 0
