"""schemathesis asks the real server whatever the description allows, and much that it does not, with all its checks."""

import os
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from portal.settings import ROOT
from tests import compatibility
from tests.browsing import serving

COMMAND = [str(Path(sys.executable).parent / "schemathesis")]
CONFIGURED = ROOT / "tests" / "api" / "schemathesis.toml"
TAGS = ("observations", "localities", "releases", "files")
"""The resources that all phases try here: of each kind one. `tests/fuzzing.py` says how to try all."""


@pytest.fixture(scope="module")
def address(app):
    with serving(app) as address:
        yield address


def run(address, folder, *options):
    command = [*COMMAND, "--config-file", str(CONFIGURED), "run", f"{address}/api/v1/openapi.json", "--checks", "all"]
    command += ["--no-color", "--generation-database", "none", "--seed", "1", *options]
    environment = os.environ | {
        "LANGSO_FUZZED": address,
        "SCHEMATHESIS_HOOKS": "tests.fuzzing",
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_nothing_that_schemathesis_tries_is_answered_otherwise_than_described(address, tmp_path):
    wanted = [option for tag in TAGS for option in ("--include-tag", tag)]
    done = run(address, tmp_path, "--phases", "examples,fuzzing,stateful", "--max-examples", "5", *wanted)
    assert done.returncode == 0, done.stdout[-5000:]
    found = re.search(r"(\d+) generated, (\d+) passed", done.stdout)
    assert found is not None
    assert found[1] == found[2]
    result = "no failure"
    did = "tried the API with all checks (examples, fuzzing and stateful; the longer run also coverage)"
    compatibility.record(client="schemathesis", version=version("schemathesis"), did=did, result=result)
