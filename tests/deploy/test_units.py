"""The systemd units: systemd reads them without complaint, and the two users can do what they must and no more."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from portal.settings import ROOT, SETTINGS
from tests.conftest import lacking

UNITS = ROOT / "deploy" / "systemd"
SERVICES = sorted(path.name for path in UNITS.glob("*.service"))
PROGRAM = "/opt/langso/.venv/bin/langso"
MOST_EXPOSED = 2.0
"""Of ten, as ``systemd-analyze security`` reckons; what comes with Debian is often above nine."""


@pytest.fixture(scope="module")
def units(tmp_path_factory):
    """Copies that name a program which is there: systemd looks for it."""
    if shutil.which("systemd-analyze") is None:
        lacking("systemd-analyze is not installed (Debian: systemd)")
    folder = tmp_path_factory.mktemp("units")
    for path in (*UNITS.glob("*.service"), *UNITS.glob("*.timer")):
        (folder / path.name).write_text(path.read_text("utf-8").replace(PROGRAM, "/bin/true"), "utf-8")
    return folder


def test_systemd_reads_every_unit_without_a_word(units):
    command = ["systemd-analyze", "verify", "--man=no", *sorted(map(str, units.iterdir()))]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_is_hardly_exposed(units, service):
    threshold = f"--threshold={MOST_EXPOSED * 10:.0f}"
    command = ["systemd-analyze", "security", "--offline=true", "--no-pager", threshold, str(units / service)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout
    assert float(re.search(r"exposure level for \S+: ([\d.]+)", done.stdout)[1]) < MOST_EXPOSED


def test_the_public_service_is_told_nothing_of_the_desk():
    unit = (UNITS / "langso-public.service").read_text("utf-8")
    assert "User=langso\n" in unit
    assert "desk-secret" not in unit
    assert re.search("InaccessiblePaths=.*/var/lib/langso/desk", unit)
    assert "DESK" not in (UNITS / "public.env").read_text("utf-8")


def test_environment_files_name_settings_that_are_there_and_hold_no_secret():
    known = {f"LANGSO_{setting.name}" for setting in SETTINGS}
    for path in UNITS.glob("*.env"):
        lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
        names = {line.partition("=")[0] for line in lines}
        assert names <= known, path.name
        assert not [name for name in names if "SECRET" in name], path.name


@pytest.fixture
def installed():
    """A root with the users and folders of an installation; not below pytest's own folder, which is for one user."""
    if os.geteuid() != 0 or shutil.which("systemd-sysusers") is None:
        lacking("users and folders of an installation need root, and systemd (Debian: systemd)")
    with tempfile.TemporaryDirectory(prefix="langso-root-") as name:
        root = Path(name)
        root.chmod(0o755)
        _install(root)
        yield root


def _install(root):
    for name, target in (("sysusers.conf", "sysusers.d"), ("tmpfiles.conf", "tmpfiles.d")):
        (root / "usr/lib" / target).mkdir(parents=True)
        shutil.copy(UNITS / name, root / "usr/lib" / target / "langso.conf")
    (root / "etc").mkdir()
    (root / "etc/passwd").write_text("root:x:0:0::/root:/bin/sh\nwww-data:x:33:33::/:/bin/false\n")
    (root / "etc/group").write_text("root:x:0:\nwww-data:x:33:\n")
    for command, *more in (
        ["systemd-sysusers"],
        ["systemd-tmpfiles", "--create", "--prefix=/var", "--prefix=/etc/langso"],
    ):
        subprocess.run([command, f"--root={root}", *more], check=True, capture_output=True, timeout=60)


def _as(root, user, program):
    """Run Python as one of the users; answers what it said last, or the name of the error that ended it."""
    passwd = dict(line.split(":", 1) for line in (root / "etc/passwd").read_text().splitlines())
    uid, gid = passwd[user].split(":")[1:3]
    groups = [line.split(":") for line in (root / "etc/group").read_text().splitlines()]
    others = [number for _name, _x, number, members in groups if user in members.split(",")]
    change = ["setpriv", f"--reuid={uid}", f"--regid={gid}", f"--groups={','.join([gid, *others])}"]
    script = (
        f"import os, pathlib, sys; os.umask(0o027); root = pathlib.Path({str(root / 'var/lib/langso')!r})\n{program}"
    )
    done = subprocess.run(
        [*change, sys.executable, "-c", script], cwd=ROOT, check=False, capture_output=True, text=True, timeout=60
    )
    told = done.stdout if done.returncode == 0 else done.stderr
    return told.strip().rpartition("\n")[2].partition(":")[0]


SEND = "import datetime as dt; from portal.spool import send, is_open; assert is_open(root / 'spool')\n"
SEND += "print(send(root / 'spool', 'question', {'a': 1}, at=dt.datetime.now(dt.UTC)))"
OPEN = "from portal.spool import open_spool; open_spool(root / 'spool', 'secret'); print('open')"
TAKE = "from portal.spool import drop; (path,) = (root / 'spool/in').glob('*.sealed'); path.read_bytes(); "
TAKE += "drop(root / 'spool', path.stem); print('taken')"


def test_what_readers_send_goes_in_by_one_user_and_out_by_the_other(installed):
    assert _as(installed, "langso-desk", OPEN) == "open"
    assert re.fullmatch("[0-9a-f]{32}", _as(installed, "langso", SEND))
    for forbidden in ("list((root / 'spool/in').iterdir())", "(root / 'spool/desk.pub').write_bytes(b'')"):
        assert _as(installed, "langso", forbidden) == "PermissionError"
    assert _as(installed, "langso-desk", TAKE) == "taken"


@pytest.mark.parametrize("user", ["langso", "www-data"])
def test_what_is_published_is_read_and_never_written_by_who_serves_it(installed, user):
    write = "(root / 'public/files/a').mkdir(); (root / 'public/files/a/f').write_text('x'); print('written')"
    assert _as(installed, "langso-desk", write) == "written"
    assert _as(installed, user, "print((root / 'public/files/a/f').read_text())") == "x"
    for forbidden in (
        "(root / 'public/files/a/f').write_text('y')",
        "(root / 'public/files/b').mkdir()",
        "(root / 'public/files/a/f').unlink()",
        "list((root / 'desk').iterdir())",
        "list((root.parents[1] / 'backups/langso').iterdir())",
        "list((root.parents[2] / 'etc/langso/secrets').iterdir())",
    ):
        assert _as(installed, user, forbidden) == "PermissionError", forbidden
