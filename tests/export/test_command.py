"""``langso export`` and ``langso bulk``: what they do, and what they say when they do not."""

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from portal.cli import commands
from portal.cli.serve import list_commands
from portal.settings import ROOT


@pytest.fixture
def langso(monkeypatch):
    """Run ``langso`` over an installation, in this process."""

    def run(installation, *arguments, **more):
        for name in [name for name in os.environ if name.startswith("LANGSO_")]:
            monkeypatch.delenv(name)
        for name, value in (environment_of(installation) | more).items():
            monkeypatch.setenv(name, value)
        return CliRunner().invoke(commands, arguments)

    return run


def environment_of(installation):
    return {
        "LANGSO_DATABASE_URL": installation.public.url.render_as_string(hide_password=False),
        "LANGSO_FILES_DIR": str(installation.files),
        "LANGSO_SECRET_KEY": "x",
        "LANGSO_TODAY": "2026-11-22",
    }


def test_a_copy_names_its_portal_so_an_unknown_address_is_refused(langso, bare, tmp_path):
    done = langso(bare, "export", str(tmp_path / "copy"))
    assert (done.exit_code, done.stdout) == (2, "")
    assert "set LANGSO_BASE_URL, or give --base-url" in done.stderr
    done = langso(bare, "export", str(tmp_path / "copy"), "--base-url", "so.example.vn")
    assert "begins with http:// or https://" in done.stderr


def test_an_empty_production_installation_is_copied(bare, tmp_path):
    """As a process of its own, as it is run."""
    done = subprocess.run(
        [sys.executable, "-c", "from portal.cli import main; main()", "export", "copy", "--no-site", "--zip", "c.zip"],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LANGSO_BASE_URL": "https://so.example.vn"}
        | environment_of(bare),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "before its first release: 0 released files." in done.stdout
    assert "checksums of" in done.stderr
    assert not (tmp_path / "copy" / "site").exists()
    assert (tmp_path / "c.zip").stat().st_size > 10_000


def test_what_cannot_be_copied_is_said_and_changes_nothing(langso, bare, tmp_path):
    (tmp_path / "letter.txt").write_text("dear")
    there = {"LANGSO_BASE_URL": "https://so.example.vn"}
    done = langso(bare, "export", str(tmp_path), **there)
    assert done.exit_code == 1
    assert "neither empty nor a copy" in done.stderr
    done = langso(bare, "export", str(tmp_path / "copy"), "--as-of", "nowhere-r1", **there)
    assert done.stderr.endswith("there is no release nowhere-r1; nothing was copied.\n")
    done = langso(bare, "bulk", "nowhere-r1", **there)
    assert "There is no release nowhere-r1." in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["letter.txt"]


def test_without_a_release_there_is_no_bulk_zip_to_make(langso, bare):
    done = langso(bare, "bulk", LANGSO_BASE_URL="https://so.example.vn")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")


def test_serving_makes_bulk_zips_beside_the_desk_unless_none_are_kept():
    values = {"WORKERS": "1", "THREADS": "4", "BASE_URL": "", "BULK_KEPT": "12"}
    started = list_commands(values, "127.0.0.1", 8001, None)
    assert started[-1][:3] == ["nice", "-n", "10"]
    assert started[-1][-4:] == ["bulk", "--watch", "--base-url", "http://127.0.0.1:8001"]
    assert len(list_commands(values | {"BULK_KEPT": "0"}, "127.0.0.1", 8001, None)) == len(started) - 1
    assert len(list_commands(values, "127.0.0.1", 8001, "public")) == 1
