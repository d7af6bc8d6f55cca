"""The doctor says nothing of a sound installation, and of a broken one what is wrong."""

import json
import os
import subprocess
import sys

import pytest

from portal.cli.doctor import doctor
from portal.doctor.catalogue import CHECKS, checks_table
from portal.doctor.checks import wrong
from portal.doctor.examining import examine, list_checks
from portal.doctor.site import Site
from portal.settings import ROOT
from tests.doctor.conftest import DESK_SECRET, SECRET, environ_of

SERVER = {"postgresql-careless", "postgresql-superuser", "desk-open-to-roles", "role-writes"}
"""What is so of the throw-away server of the tests: it forgets on purpose, and its one role may do everything."""


def told(site: Site) -> set[str]:
    return {f"{finding.check.code}: {finding.about}" for finding in examine(site)}


def of_others(findings: set[str]) -> set[str]:
    return {finding for finding in findings if finding.partition(":")[0] not in SERVER}


@pytest.mark.parametrize("only", [None, "public", "desk"])
def test_a_sound_production_installation_has_no_finding(real, only):
    findings = told(real.site(only=only, thorough=True))
    assert of_others(findings) == set()
    assert findings == set() or real.public.file is None


def test_a_sound_demonstration_has_no_finding(demo, tmp_path):
    environ = environ_of(demo.public, demo.desk, demo.files, tmp_path)
    for name in ("SECRET_KEY", "DESK_SECRET_KEY", "BASE_URL", "CONTACT_EMAIL", "PROXIES"):
        environ.pop(f"LANGSO_{name}")
    assert of_others(told(Site(environ | {"LANGSO_DEMO": "1", "LANGSO_TODAY": "2026-11-22"}))) == set()


def test_each_code_is_told_apart_and_each_check_says_what_is_wrong_and_what_to_do():
    assert len({check.code for check in CHECKS}) == len(CHECKS)
    assert all(check.wrong.endswith((".", ")")) and len(check.mend) > 10 for check in CHECKS)


def test_every_check_is_documented():
    assert checks_table().strip() in (ROOT / "docs" / "doctor.md").read_text(encoding="utf-8")


def test_only_what_a_user_may_see_is_asked_and_the_network_only_where_it_is_wanted(real):
    asked = {check.code for check in list_checks(real.site(only="public"))}
    assert asked & {"embargo-overdue", "desk-open", "certificate", "mail-away"} == set()
    assert "certificate" in {check.code for check in list_checks(real.site(network=True))}


def test_a_check_that_fails_stops_no_other_and_says_so(real):
    def fail(_site: Site) -> list[str]:
        raise OSError(f"no luck with {SECRET}")

    broken = wrong("broken", "It is broken.", "Mend it.", fail)
    findings = examine(real.site(), [broken, *[c for c in CHECKS if c.code == "contact-missing"]])
    assert [finding.about for finding in findings] == ["broken: OSError: no luck with ***"]


def test_no_secret_is_ever_printed(real):
    """Whatever is wrong with them, and whatever a server says of an address."""
    weak = "hoa-sen-hoa-sen"
    site = real.site(
        SECRET_KEY=weak,
        DESK_SECRET_KEY=weak,
        DATABASE_URL="postgresql://langso:mat-khau-kho@127.0.0.1:1/public",
        DESK_DATABASE_URL="mysql://langso:mat-khau-desk@127.0.0.1/desk",
        REDIS_URL="redis://:mat-khau-redis@127.0.0.1:1/0",
        SMTP_URL="smtp://u:mat-khau-thu@mail.example.vn:587/path",
    )
    findings = examine(site)
    printed = json.dumps([[f.check.wrong, f.about, f.check.mend] for f in findings], ensure_ascii=False)
    assert {"secret-weak", "store-silent", "redis-away", "setting-senseless"} <= {f.check.code for f in findings}
    assert not [secret for secret in (weak, "mat-khau", SECRET, DESK_SECRET) if secret in printed]


def run(real, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    real.close()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("LANGSO_")} | real.environ
    return subprocess.run(
        [sys.executable, "-m", "portal.cli", "doctor", *arguments],
        env=environment | {f"LANGSO_{name}": value for name, value in more.items()},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_command_ends_with_0_1_or_2_and_says_what_to_do(real):
    usual = {"DATABASE_URL": real.environ["LANGSO_DATABASE_URL"]}
    if real.public.file is not None:
        sound = run(real, **usual)
        assert (sound.returncode, sound.stderr) == (0, "")
        assert "nothing is wrong" in sound.stdout
        warned = run(real, CONTACT_EMAIL="")
        assert warned.returncode == 2
        assert "Mend:  Set LANGSO_CONTACT_EMAIL." in warned.stdout
    done = run(real, "--json", TODAY="2026-11-22")
    assert done.returncode == 1
    assert "day-fixed" in {finding["code"] for finding in json.loads(done.stdout)["findings"]}


def test_the_command_looks_at_nothing_where_only_the_list_is_asked_for():
    assert doctor.params
    environment = dict(os.environ, LANGSO_DATABASE_URL="sqlite:////nowhere/public.sqlite")
    command = [sys.executable, "-m", "portal.cli", "doctor", "--list"]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == checks_table().strip()
