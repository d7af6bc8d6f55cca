"""The OpenAPI description holds of what is answered, whatever is asked: schemathesis against the real server."""

import re
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from tests.compatibility import record

LEFT_OUT = "positive_data_acceptance,negative_data_rejection"
"""The standard has a limit above the maximum cut down, not refused; and no pattern tells a date from 2026-02-31, or a
release that exists from one that does not. ``test_contract`` holds what is refused."""

KINDS = r"^(?!.*/collections/[a-z])|/collections/(communes|villages|vneid-level2)/"
"""The addresses of one collection of each kind: those of every indicator are described by the same function."""


def test_every_answer_is_as_described(served, tmp_path):
    program = shutil.which("schemathesis", path=str(Path(sys.executable).parent))
    checks = ["--checks", "all", "--exclude-checks", LEFT_OUT]
    sized = ["--include-path-regex", KINDS, "--max-examples", "1", "--seed", "1", "--workers", "1", "--no-color"]
    run = subprocess.run(
        [program, "run", f"{served}/api", *checks, *sized], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout[-5000:]
    found = re.search(r"(\d+) generated", run.stdout)
    record(
        client="schemathesis",
        version=version("schemathesis"),
        did="asked /ogc whatever its description allows, and more",
        result=f"{found[1] if found else 'all'} requests, no failure",
    )
