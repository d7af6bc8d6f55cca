"""The bench's own arithmetic; what it measures is asserted nowhere."""

import math
import os
import sqlite3
from pathlib import Path

import pytest

from bench.against import trees
from bench.against.addresses import questions
from bench.against.asking import Addresses, read
from bench.against.folders import kept
from bench.against.ratios import Goal, Measured, ratios, spread
from bench.against.readers import Answer, Told, note
from bench.against.rounds import Contender, alternate
from bench.against.stores import LIKE_IT


def test_a_spread_is_the_median_between_the_lowest_and_the_highest_round() -> None:
    assert str(spread([3.0, 1.0, 2.0])) == "2 (1 to 3)"


def test_a_spread_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing was measured"):
        spread([])


def test_ratios_are_taken_round_by_round() -> None:
    assert str(ratios([1.0, 4.0], [1.0, 2.0])) == "1.5 (1 to 2)"


def test_beside_nothing_everything_is_without_end() -> None:
    assert ratios([1.0], [0.0]).middle == math.inf


@pytest.mark.parametrize(("bound", "measured", "met"), [("at most", 1.2, True), ("at least", 1.2, False)])
def test_a_goal_is_met_on_its_own_side(bound: str, measured: float, met: bool) -> None:
    goal = Goal("the whole CSV", bound, 1.5)  # type: ignore[arg-type]
    assert goal.is_met(measured) is met
    assert goal.line(spread([measured])).endswith("| met |" if met else "| MISSED |")


def test_contenders_take_turns() -> None:
    turns: list[str] = []

    def turn(name: str, cost: float) -> Contender:
        return Contender(name, lambda: turns.append(name) or Measured(cost, 1 / cost))  # type: ignore[func-returns-value]

    found = alternate("a load", [turn("ours", 0.001), turn("theirs", 0.02)], 2)
    assert turns == ["ours", "theirs"] * 2
    assert found.dearer("theirs", "ours").middle == pytest.approx(20)
    assert found.quicker("ours", "theirs").middle == pytest.approx(20)
    assert "| theirs | 20 | 20 (20 to 20) | 50 | 0.05 (0.05 to 0.05) | 0 |" in found.lines()


def test_what_wrk_says_is_read() -> None:
    asked = read("Running 2s test\n  8 threads\n\nRESULT 1200 2000000 3 45000\n")
    assert (asked.requests, asked.failed, asked.seconds, asked.p99) == (1200, 3, 2.0, 0.045)


def test_a_run_of_wrk_that_broke_off_is_no_measurement() -> None:
    with pytest.raises(ValueError, match="wrk said nothing"):
        read("unable to connect to 127.0.0.1")


def test_an_address_that_is_to_be_new_is_never_asked_twice() -> None:
    asked = Addresses(["/a", "/b", "/c"], fresh=True)
    asked.spend(2)
    assert asked.next() == ["/c"]
    with pytest.raises(ValueError, match="never asked before"):
        asked.spend(2)


def test_questions_are_all_different_and_the_same_in_every_run() -> None:
    found = questions(["vneid-level2"], ["70001", "70002"], [None])
    assert len(set(found)) == len(found)
    assert found == questions(["vneid-level2"], ["70001", "70002"], [None])


def test_processor_time_and_memory_of_this_process_are_read() -> None:
    sum(range(3_000_000))
    assert trees.processor_seconds(os.getpid()) > 0
    assert trees.resident(os.getpid()) > 1_000_000


def test_what_was_made_is_kept_until_its_source_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGSO_BENCH_DIR", str(tmp_path / "bench"))
    source, made = tmp_path / "source.py", list[Path]()
    for content in ("1", "1", "2"):
        source.write_text(content)
        kept("store", [source], made.append)
    assert len(made) == 2
    assert len(list((tmp_path / "bench").iterdir())) == 1


def test_the_commune_in_a_code_and_in_a_slug_is_another_in_each_copy() -> None:
    connection = sqlite3.connect(":memory:")
    for column, table, before, after in (
        ("code", "localities", "70007-03", "70047-03"),
        ("slug", "datasets", "noi-70020-readiness", "noi-70060-readiness"),
    ):
        query = f"select {LIKE_IT[table][column]} from (select :before as {column})"  # noqa: S608 - names of ours
        assert connection.execute(query, {"before": before, "block": 2}).fetchone() == (after,)
    connection.close()


def row(release: str) -> bytes:
    return f'{{"release":"{release}"}}'.encode()


@pytest.mark.parametrize(
    ("body", "mixed"),
    [
        (b'{"data":[],"total":0}', 0),
        (b'{"data":[' + row("r1") + b"," + row("r1") + b'],"total":2}', 0),
        (b'{"data":[' + row("r1") + b"," + row("r2") + b'],"total":2}', 1),
        (b'{"data":[' + row("r1") + b'],"total":1}', 1),
    ],
)
def test_half_a_release_is_noticed(body: bytes, mixed: int) -> None:
    told = Told()
    note(told, "/api/v1/observations?within=70001", Answer(200, {}, body), begun=1.0, whole=2)
    assert len(told.mixed) == mixed


def test_one_etag_for_two_bodies_is_noticed() -> None:
    told = Told()
    for body in (b"one", b"one", b"two"):
        note(told, "/", Answer(200, {"etag": '"1"'}, body), begun=1.0, whole=2)
    assert told.mixed == ["/: one ETag for two bodies"]
