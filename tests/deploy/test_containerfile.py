"""The container's image, as far as it can be tried without an engine: its steps, run in an empty Debian root."""

import contextlib
import json
import os
import re
import shlex
import shutil
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

import pytest

from portal.settings import ROOT
from tests.conftest import lacking
from tests.deploy.containerfile import Builder, Failed, make_base, read_containerfile, within
from tests.deploy.nginx_site import make_certificate
from tests.postgresql import free_port

PUBLIC, DESK = "991:990", "992:990"
SETTINGS = {
    "LANGSO_SECRET_KEY": "for tests only",
    "LANGSO_DATABASE_URL": "sqlite:////var/lib/langso/public/public.sqlite",
    "LANGSO_DESK_DATABASE_URL": "sqlite:////var/lib/langso/desk/desk.sqlite",
    "LANGSO_FILES_DIR": "/var/lib/langso/public/files",
    "LANGSO_SPOOL_DIR": "/var/lib/langso/spool",
    "LANGSO_WORKERS": "1",
}


def test_final_images_run_as_nobody_in_particular_and_say_how_they_are():
    stages = read_containerfile()
    for name in ("portal", "nginx"):
        said = stages[name].said
        assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", said["USER"]), name
        assert stages[name].command("HEALTHCHECK"), name
        assert {"ENTRYPOINT", "EXPOSE"} <= said.keys(), name


def test_packages_come_from_the_lock_file_with_their_checksums_and_nothing_compiles():
    steps = [rest for stage in read_containerfile().values() for _instruction, rest in stage.steps]
    (install,) = [step for step in steps if "pip install" in step]
    assert {"--require-hashes", "--only-binary", "/opt/langso/requirements.lock"} <= set(install.split())
    assert not [step for step in steps if re.search(r"\b(gcc|build-essential|\S+-dev)\b", step)]


def test_what_is_copied_is_there_and_nothing_private_is():
    for stage in read_containerfile().values():
        for parts in (shlex.split(rest) for instruction, rest in stage.steps if instruction == "COPY"):
            names = [name for name in parts[:-1] if not parts[0].startswith("--from=")]
            assert all((ROOT / name).exists() for name in names), names
            assert not {".", "instance", ".git", "tests"} & set(names)


@pytest.mark.skipif(os.geteuid() != 0, reason="a root of its own needs root")
def test_the_steps_of_the_image_run_in_an_empty_root_and_what_they_made_answers():
    """Once, for both final images: making them takes minutes."""
    with tempfile.TemporaryDirectory(dir="/var/tmp", prefix="langso-image-") as name:
        folder = Path(name)
        try:
            builder = Builder(folder, make_base(folder))
        except Failed as reason:
            lacking(str(reason))
        stages = read_containerfile()
        built = {name: builder.build(stages[name]) for name in ("build", "portal", "nginx")}
        _answers(builder, built["portal"], stages["portal"])
        _holds_no_tools(built["portal"])
        _configures(builder, built["nginx"], folder)


def _answers(builder, root, stage):
    settings, port = stage.environment | SETTINGS, free_port()
    builder.run(root, "langso init", settings, user=DESK)
    command = shlex.join([*stage.command("ENTRYPOINT"), "serve", "--only", "public", "--port", str(port)])
    with subprocess.Popen(within(root, f"exec {command}", PUBLIC), env=settings, cwd="/") as process:
        try:
            assert _asked(f"http://127.0.0.1:{port}/healthz", process) == b"ok\n"
            check = shlex.join(stage.command("HEALTHCHECK")).replace(":8000", f":{port}")
            builder.run(root, check, settings, user=PUBLIC)
            with urllib.request.urlopen(f"http://localhost:{port}/api/v1/plans?limit=1", timeout=30) as answer:
                assert json.load(answer)["total"] == 5
        finally:
            process.terminate()
    with pytest.raises(Failed):
        builder.run(root, "cat /var/lib/langso/desk/desk.sqlite", settings, user=PUBLIC)


def _asked(url, process):
    end = time.monotonic() + 120
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - ours
            return answer.read()
        time.sleep(0.3)
    raise AssertionError("the image's server did not answer")


def _holds_no_tools(root):
    for tool in ("gcc", "make", "pip", "pip3", "git", "curl", "wget"):
        assert not [path for path in ("usr/bin", "opt/langso/.venv/bin") if (root / path / tool).exists()], tool


def _configures(builder, root, folder):
    """nginx of the image reads the site that the portal's image writes."""
    langso = "/opt/langso/.venv/bin/langso deploy nginx --containers --server-name so.example.vn --output /site"
    builder.run(folder / "build", langso, {"LANGSO_DEMO": "1", "PYTHONPATH": "/opt/langso"})
    shutil.copytree(folder / "build" / "site", root / "etc/langso-nginx")
    (root / "etc/hosts").write_text("127.0.0.1 localhost public desk\n")
    (root / "etc/langso-certificate").mkdir()
    own = root / "etc/langso-certificate"
    make_certificate("so.example.vn", own / "fullchain.pem", own / "privkey.pem")
    prepare = "rm -f /var/log/nginx/* && install -d -o 993 /run/langso /var/cache/nginx /var/log/nginx"
    prepare += " && chown 993 /etc/langso-certificate/*"
    builder.run(root, prepare, {})
    check = "mkdir -p /var/cache/nginx/langso && nginx -t -c /etc/langso-nginx/nginx.conf -e stderr"
    builder.run(root, check, {}, user="993:990")
