"""schemathesis asks the real server whatever the description allows, and much that it does not, with all its checks."""

import os
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from api.openapi import describe
from portal.settings import ROOT
from tests import compatibility

COMMAND = [str(Path(sys.executable).parent / "schemathesis")]
CONFIGURED = ROOT / "tests" / "api" / "schemathesis.toml"
COVERED = ("observations", "releases")
"""The resources that are tried at every bound here: the one with most parameters, and one with a part. With the same
command all of them take some two minutes."""


def run(address, folder, *options):
    command = [*COMMAND, "--config-file", str(CONFIGURED), "run", f"{address}/api/v1/openapi.json", "--checks", "all"]
    command += ["--no-color", "--generation-database", "none", "--seed", "1", *options]
    environment = os.environ | {
        "LANGSO_FUZZED": address,
        "SCHEMATHESIS_HOOKS": "tests.fuzzing",
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def passed(done):
    """How many requests there were, all of them answered as described."""
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-1000:]
    found = re.search(r"(\d+) generated, (\d+) passed", done.stdout)
    assert found is not None
    assert found[1] == found[2]
    return int(found[1])


def record(did):
    compatibility.record(client="schemathesis", version=version("schemathesis"), did=did, result="no failure")


def test_requests_drawn_at_random_at_every_address_are_answered_as_described(server, tmp_path):
    done = run(server, tmp_path, "--phases", "examples,fuzzing,stateful", "--max-examples", "6")
    assert passed(done) > 300
    addresses = len(describe()["paths"])
    assert f"{addresses} selected / {addresses} total" in done.stdout
    record("asked every address of the API: examples, fuzzing and stateful, with all checks")


def test_requests_at_every_bound_of_the_description_are_answered_as_described(server, tmp_path):
    wanted = [option for tag in COVERED for option in ("--include-tag", tag)]
    assert passed(run(server, tmp_path, "--phases", "coverage", *wanted)) > 400
    record(f"asked at every bound and of every wrong kind ({', '.join(COVERED)}): coverage, with all checks")
