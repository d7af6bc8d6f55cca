"""docs/security.md names every requirement of levels 1 and 2 once, and tests that exist."""

import re
from collections import Counter

import pytest

from portal.settings import ROOT

TEXT = (ROOT / "docs" / "security.md").read_text("utf-8")
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([^|]+) \| ([^|]+) \|([^|]*)\|$", re.MULTILINE)
ROWS = ROW.findall(TEXT)
OF_CHAPTER = {1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 7, 9: 7, 10: 29, 11: 14, 12: 9, 13: 13, 14: 9, 15: 13}
OF_CHAPTER |= {16: 16, 17: 7}
"""How many the standard (5.0.0) has of levels 1 and 2: 70 and 183."""
STATES = ("met", "does not apply", "**not met**")


def test_every_requirement_is_there_once():
    numbers = Counter(number for number, *_rest in ROWS)
    assert [number for number, count in numbers.items() if count > 1] == []
    assert Counter(int(number.partition(".")[0]) for number in numbers) == OF_CHAPTER
    assert len(numbers) == 70 + 183


def test_states_are_counted_as_the_page_says():
    counts = Counter(state for _number, state, _words, _tests in ROWS)
    assert counts.keys() == set(STATES)
    met, not_applying, not_met = (counts[state] for state in STATES)
    assert f"{len(ROWS)} requirements: {met} met, {not_applying} do not apply, {not_met} not met." in TEXT


@pytest.mark.parametrize(("number", "state", "words", "tests"), ROWS, ids=[row[0] for row in ROWS])
def test_what_is_met_is_shown_by_tests_that_exist(number, state, words, tests):
    named = re.findall(r"`([\w/]+\.py)::(\w+)`", tests)
    assert len(named) == tests.count("`") / 2
    assert bool(named) == (state == "met"), number
    for file, test in named:
        assert f"def {test}(" in (ROOT / file).read_text("utf-8"), f"{number}: {file}::{test}"
    assert words.strip()
