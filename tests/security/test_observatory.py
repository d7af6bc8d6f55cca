"""MDN's HTTP Observatory grades every kind of page, over TLS through the shipped site of nginx."""

import json
import os
import subprocess

import pytest

from portal.settings import ROOT
from tests.conftest import lacking
from tests.deploy.nginx_site import RunningSite, what_is_lacking
from tests.site.kinds import KINDS, ON_ONE_DATABASE, in_english
from tests.site.programs import missing

FOLDER = ROOT / "bench" / "observatory"
PACKAGE = FOLDER / "node_modules" / "@mdn" / "mdn-http-observatory"
BESIDE = ("/desk/sign-in", "/robots.txt", "/api/v1/observations", "/catalog.ttl", "/static/site.css")


def grade(site: RunningSite, paths: list[str]) -> list[dict]:
    """What the Observatory says of each path."""
    asked = {"host": site.host, "http": site.http, "https": site.https, "paths": paths}
    ended = subprocess.run(
        ["node", "observatory.mjs", json.dumps(asked)],
        cwd=FOLDER,
        env=os.environ | {"NODE_EXTRA_CA_CERTS": str(site.certificate)},
        capture_output=True,
        text=True,
        check=False,
        timeout=30 * len(paths),
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    return [json.loads(line) for line in ended.stdout.splitlines()]


@pytest.fixture(scope="module")
def observatory() -> None:
    if reason := missing("node", PACKAGE).replace("bench/web", "bench/observatory") or what_is_lacking():
        lacking(reason)


@ON_ONE_DATABASE
def test_every_kind_of_page_gets_the_best_grade(observatory, live):
    paths = [*KINDS.values(), in_english("/"), *BESIDE]
    grades = grade(live.site, paths)
    assert len(grades) == len(paths)
    assert {each["path"]: each["failed"] for each in grades if each["failed"]} == {}
    assert {(each["grade"], each["verified"]) for each in grades} == {("A+", True)}, grades
