"""The command line: what it does, and what it says when it does not."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from portal.db import Store
from portal.domain.boundaries import list_outlines
from portal.domain.localities import get_commune, list_villages
from portal.settings import ROOT


@pytest.fixture
def langso(tmp_path: Path, databases):
    """Run ``langso`` in an empty place, on either database."""
    with databases.pair() as (public, desk):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("LANGSO_")} | {
            "LANGSO_DATABASE_URL": public.url.render_as_string(hide_password=False),
            "LANGSO_DESK_DATABASE_URL": desk.url.render_as_string(hide_password=False),
            "LANGSO_FILES_DIR": str(tmp_path / "files"),
            "LANGSO_TODAY": "2026-11-22",
        }

        def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
            command = [sys.executable, "-c", "from portal.cli import main; main()", *arguments]
            return subprocess.run(
                command, env=environment | more, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
            )

        run.public = public  # type: ignore[attr-defined]
        yield run


def test_every_command_refuses_without_a_secret_in_a_sentence(langso):
    for command in (["init"], ["serve"], ["demo"]):
        done = langso(*command)
        assert done.returncode == 2
        assert "LANGSO_SECRET_KEY is not set" in done.stderr
        assert "Traceback" not in done.stderr


def test_init_prepares_once_and_changes_nothing_the_second_time(langso):
    assert "ready." in langso("init", LANGSO_SECRET_KEY="x").stdout
    assert "nothing was changed" in langso("init", LANGSO_SECRET_KEY="x").stdout


def test_publishing_says_once_that_files_will_lack_the_portals_address(langso):
    langso("init", LANGSO_SECRET_KEY="x")
    done = langso("publish", "--due", LANGSO_SECRET_KEY="x")
    assert (done.returncode, done.stderr.count("LANGSO_BASE_URL is not set")) == (0, 1)
    assert langso("publish", "--due", LANGSO_SECRET_KEY="x", LANGSO_BASE_URL="https://so.example.vn").stderr == ""


def test_demo_wants_to_be_told_that_it_may_empty_the_stores(langso):
    done = langso("demo", LANGSO_SECRET_KEY="x")
    assert done.returncode == 2
    assert "Set LANGSO_DEMO=1" in done.stderr


def test_demo_never_empties_a_production_store_by_mistake(langso):
    langso("init", LANGSO_SECRET_KEY="x")
    done = langso("demo", LANGSO_DEMO="1")
    assert done.returncode == 1
    assert "is not a demonstration" in done.stderr


def test_demo_keep_loads_once_and_is_never_taken_for_a_real_installation(langso):
    assert "is loaded" in langso("demo", "--keep", LANGSO_DEMO="1").stdout
    assert "already loaded" in langso("demo", "--keep", LANGSO_DEMO="1").stdout
    done = langso("init", LANGSO_SECRET_KEY="x")
    assert done.returncode == 1
    assert "holds a demonstration; nothing was changed" in done.stderr


def test_serve_without_a_store_says_what_to_run(langso):
    done = langso("serve", LANGSO_DEMO="1")
    assert done.returncode == 1
    assert "langso init" in done.stderr


def test_serve_tells_a_store_that_cannot_be_read_and_a_port_in_use(langso, tmp_path):
    broken = tmp_path / "broken.sqlite"
    broken.write_text("this is no database, and long enough to be taken for one" * 40)
    done = langso("serve", LANGSO_DEMO="1", LANGSO_DATABASE_URL=f"sqlite:///{broken}")
    assert (done.returncode, "cannot be read" in done.stderr) == (1, True)
    langso("init", LANGSO_SECRET_KEY="x")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = langso("serve", "--port", str(taken.getsockname()[1]), LANGSO_SECRET_KEY="x")
    assert (done.returncode, "cannot be used" in done.stderr) == (1, True)


def test_boundaries_import_draws_the_real_outlines(langso):
    outlines = ROOT.parent / "shared" / "geo" / "communes.geojson"
    if not outlines.exists():
        pytest.skip("the real outlines (../shared/geo) are not on this machine")
    langso("init", LANGSO_SECRET_KEY="x")
    done = langso("boundaries", "import", str(outlines), LANGSO_SECRET_KEY="x")
    assert done.returncode == 0, done.stderr
    assert "5" in done.stdout


def test_boundaries_import_of_a_broken_file_names_the_feature_and_changes_nothing(langso, tmp_path, now):
    langso("init", LANGSO_SECRET_KEY="x")
    bow = [[107.0, 14.0], [107.1, 14.1], [107.1, 14.0], [107.0, 14.1], [107.0, 14.0]]
    feature = {
        "type": "Feature",
        "properties": {"code": "23284"},
        "geometry": {"type": "Polygon", "coordinates": [bow]},
    }
    path = tmp_path / "bow.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    done = langso("boundaries", "import", str(path), LANGSO_SECRET_KEY="x")
    assert done.returncode == 1
    assert "1" in done.stderr
    assert "Traceback" not in done.stderr
    store: Store = langso.public
    with store.session() as session:
        commune = get_commune(session, "dak-cam", on=now)
        places = [commune, *list_villages(session, commune)]
        assert list_outlines(session, [place.id for place in places]) == {}


def test_settings_are_printed(langso):
    assert "LANGSO_DATABASE_URL" in langso("settings").stdout
