"""The bench of uploads reads each kind of file; how long it takes is asserted nowhere."""

from pathlib import Path

import pytest

from bench.uploads import measure
from tests.publishing.hostile import CASES, OUTLINES


@pytest.mark.parametrize("cases", [CASES, OUTLINES], ids=["figures", "outlines"])
def test_a_file_is_made_and_read_and_ends_with_its_code(cases: dict[str, object], tmp_path: Path) -> None:
    name = next(iter(cases))
    measured = measure(name, tmp_path)
    assert measured.code == cases[name].code  # type: ignore[attr-defined]
    assert measured.megabytes > 1
