"""The environments that are measured: ours as an operator installs it, and one from a lock of its own for others."""

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from bench.against.folders import HERE, kept
from portal.settings import ROOT

LOCK, OWN_LOCK = HERE / "requirements.lock", ROOT / "requirements.lock"
DEBIAN = "/usr/bin/python3"
SPATIAL = """
import sqlite3
connection = sqlite3.connect(":memory:")
connection.enable_load_extension(True)
connection.execute("select load_extension('mod_spatialite.so')")
"""


class NotInstalled(RuntimeError):
    """A program that the bench runs is not on this machine; the message says what to install."""


def require(program: str, package: str) -> str:
    """The program's path."""
    found = shutil.which(program)
    if found is None:
        raise NotInstalled(f"{program} is not installed (Debian: {package})")
    return found


@cache
def own_python() -> Path:
    """Ours with what it needs to run and nothing else: some of what tests need would be loaded too."""
    return kept("own", [OWN_LOCK], lambda folder: _install(folder, sys.executable, OWN_LOCK)) / "bin" / "python"


@cache
def programs(*, spatial: bool = False) -> Path:
    """The folder of Datasette's, pygeoapi's and gunicorn's commands.

    :param spatial: on a Python that reads GeoPackages by SQLite, as pygeoapi does, where ours was built without.
    """
    python = _spatial_python() if spatial else sys.executable
    name = "others" if python == sys.executable else "others-debian"
    return kept(name, [LOCK], lambda folder: _install(folder, python, LOCK)) / "bin"


def _spatial_python() -> str:
    for python in (sys.executable, DEBIAN):
        if not subprocess.run([python, "-c", SPATIAL], capture_output=True, check=False, timeout=60).returncode:
            return python
    raise NotInstalled("no Python here can load SpatiaLite (Debian: python3, libsqlite3-mod-spatialite)")


def _install(folder: Path, python: str, lock: Path) -> None:
    uv = shutil.which("uv", path=str(Path(sys.executable).parent)) or "uv"
    make = [uv, "venv", "--quiet", "--relocatable", "--allow-existing", "--python", python, folder]
    subprocess.run(make, check=True, timeout=120)
    install = [uv, "pip", "sync", "--quiet", "--require-hashes", "--python", folder / "bin" / "python", lock]
    subprocess.run(install, check=True, timeout=600)
