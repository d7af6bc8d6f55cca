"""Reads the Containerfile, and runs its steps in an empty Debian root: no container engine is needed, only root."""

import json
import os
import shlex
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from portal.settings import ROOT

FILE = ROOT / "deploy" / "container" / "Containerfile"
CONFIGURED = ("/etc/pip.conf", "/etc/resolv.conf", "/etc/hosts", "/etc/apt/sources.list.d/debian.sources")
"""How this machine reaches mirrors; a root that is built here must reach them in the same way."""
CERTIFICATES = ("SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE")
PASSED_ON = (*CERTIFICATES, "PIP_INDEX_URL", "PIP_DEFAULT_TIMEOUT", "http_proxy", "https_proxy", "no_proxy")
WITHIN = (
    'mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" && '
    'exec /usr/sbin/chroot --userspec="$1" "$0" /bin/sh -c "$2"'
)


@dataclass
class Stage:
    """One image: its steps in their order, and what it says of itself."""

    base: str
    name: str
    steps: list[tuple[str, str]] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)

    def command(self, *names: str) -> list[str]:
        return [part for name in names for part in json.loads(self.said[name].partition("CMD ")[2] or self.said[name])]


def read_containerfile(path: Path = FILE) -> dict[str, Stage]:
    """The stages by name. Every instruction stands on a line of its own."""
    stages: dict[str, Stage] = {}
    for line in path.read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        instruction, _, rest = line.partition(" ")
        if instruction == "FROM":
            base, _as, name = rest.split()
            stage = stages[name] = Stage(base, name)
        elif instruction == "ENV":
            name, _, value = rest.partition("=")
            stage.environment[name] = value
            stage.steps.append((instruction, rest))
        elif instruction in {"RUN", "COPY"}:
            stage.steps.append((instruction, rest))
        else:
            stage.said[instruction] = rest
    return stages


class Failed(RuntimeError):
    """A step failed; the message is what it wrote last."""


@dataclass
class Builder:
    """Builds stages below a folder.

    :param base: the root that every stage begins from.
    """

    folder: Path
    base: Path

    def build(self, stage: Stage) -> Path:
        root = self.folder / stage.name
        subprocess.run(["cp", "--archive", str(self.base), str(root)], check=True)
        environment: dict[str, str] = {}
        for instruction, rest in stage.steps:
            if instruction == "COPY":
                self._copy(root, shlex.split(rest))
            elif instruction == "ENV":  # for the steps after it
                environment |= [rest.split("=", 1)]
            else:
                self.run(root, rest, environment)
        return root

    def _copy(self, root: Path, parts: list[str]) -> None:
        source = ROOT
        if parts[0].startswith("--from="):
            source = self.folder / parts.pop(0).removeprefix("--from=")
        *names, target = parts
        for name in names:
            origin, place = source / name.lstrip("/"), root / target.lstrip("/")
            if origin.is_dir():
                shutil.copytree(origin, place, symlinks=True, dirs_exist_ok=True)
            else:
                place = place / origin.name if target.endswith("/") else place
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(origin, place)

    def run(self, root: Path, command: str, environment: dict[str, str], *, user: str = "0:0") -> str:
        """What a command in the root wrote.

        :raises Failed: with its last words.
        """
        done = subprocess.run(
            within(root, command, user),
            env=_environment(environment),
            check=False,
            capture_output=True,
            text=True,
            timeout=900,
        )
        if done.returncode:
            raise Failed(f"{command}: {(done.stdout + done.stderr)[-2000:]}")
        return done.stdout


def within(root: Path, command: str, user: str) -> list[str]:
    """A command in a root, with its own view of mounts: what it mounts is gone with it."""
    return ["unshare", "--mount", "--propagation", "private", "/bin/sh", "-c", WITHIN, str(root), user, command]


def _environment(own: dict[str, str]) -> dict[str, str]:
    usual = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "DEBIAN_FRONTEND": "noninteractive"}
    return usual | {name: os.environ[name] for name in PASSED_ON if name in os.environ} | own


def make_base(folder: Path) -> Path:
    """An empty Debian 12, as ``debian:12-slim`` is.

    :raises Failed: no mirror can be reached, or this machine cannot make one.
    """
    base = folder / "base"
    sources = "/etc/apt/sources.list.d/debian.sources"
    command = ["mmdebstrap", "--quiet", "--mode=root", "--variant=minbase", "--include=ca-certificates"]
    command += ["bookworm", str(base)]
    if Path(sources).exists():
        command.append(sources)
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, timeout=600)
    except FileNotFoundError:
        raise Failed("mmdebstrap is not installed (Debian: mmdebstrap)") from None
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise Failed(f"a Debian root cannot be made here: {str(error.stderr or error)[-1000:]}") from None
    for name in (*CONFIGURED, *(os.environ[name] for name in CERTIFICATES if name in os.environ)):
        if Path(name).is_file():
            place = base / name.lstrip("/")
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(name, place)
    return base
