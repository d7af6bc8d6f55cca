"""``langso deploy``: what an operator writes with it, and what it refuses."""

import gzip

import brotli
import pytest
from click.testing import CliRunner

from portal.cli import commands
from portal.nginx_site import SHIPPED
from portal.settings import ROOT


@pytest.fixture
def run(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments):
        return CliRunner().invoke(commands, ["deploy", *map(str, arguments)])

    return invoke


def everything_written(folder):
    return "\n".join(path.read_text("utf-8") for path in folder.rglob("*.conf"))


def test_the_site_is_written_for_the_names_given(run, tmp_path):
    done = run("nginx", "--server-name", "so.example.vn", "--server-name", "www.so.example.vn", "--output", tmp_path)
    assert done.exit_code == 0, done.output
    text = everything_written(tmp_path)
    assert "server_name so.example.vn www.so.example.vn;" in text
    assert "ssl_certificate /etc/letsencrypt/live/so.example.vn/fullchain.pem;" in text
    assert "{{" not in text
    assert "{%" not in text
    assert {path.name for path in (tmp_path / "langso").iterdir()} == {path.name for path in SHIPPED.glob("langso/*")}


def test_another_configuration_is_not_overwritten_unless_told_so_and_our_own_is(run, tmp_path):
    own = tmp_path / "nginx.conf"
    own.write_text("user www-data;\n")
    command = ("nginx", "--server-name", "so.example.vn", "--output", tmp_path)
    refused = run(*command)
    assert (refused.exit_code, own.read_text()) == (1, "user www-data;\n")
    assert "--replace" in refused.output
    assert run(*command, "--replace").exit_code == run(*command).exit_code == 0


def test_a_network_that_is_none_is_refused_in_words(run, tmp_path):
    done = run("nginx", "--server-name", "so.example.vn", "--output", tmp_path, "--operators", "inside")
    assert done.exit_code == 1
    assert "--operators inside" in done.output
    assert not list(tmp_path.iterdir())


def test_in_containers_the_site_is_where_the_compose_file_has_it(run, tmp_path):
    assert run("nginx", "--containers", "--server-name", "so.example.vn", "--output", tmp_path).exit_code == 0
    text = everything_written(tmp_path)
    assert "server public:8000 " in text
    assert "listen 8443 ssl http2;" in text
    assert ":8443$request_uri" not in text
    assert "\nuser " not in text


def test_static_files_are_written_whole_with_their_compressed_forms_and_old_ones_go(run, tmp_path, monkeypatch):
    monkeypatch.setenv("LANGSO_DATABASE_URL", f"sqlite:///{tmp_path}/none.sqlite")
    (tmp_path / "www/static").mkdir(parents=True)
    (tmp_path / "www/static/left.css.br").write_bytes(b"of an earlier version")
    done = run("static", "--output", tmp_path / "www")
    assert done.exit_code == 0, done.output
    for source in (path for path in (ROOT / "static").rglob("*") if path.is_file()):
        written = tmp_path / "www" / "static" / source.relative_to(ROOT / "static")
        assert written.read_bytes() == source.read_bytes()
        if source.suffix in {".css", ".js", ".svg"}:
            assert brotli.decompress(written.with_name(f"{written.name}.br").read_bytes()) == source.read_bytes()
            assert gzip.decompress(written.with_name(f"{written.name}.gz").read_bytes()) == source.read_bytes()
    assert (tmp_path / "www/static/leaflet/leaflet.js").is_file()
    assert not (tmp_path / "www/static/left.css.br").exists()
    assert not list((tmp_path / "www").rglob(".*"))
