"""The machine: room, clock, limits, programs, and whether anything of it is kept elsewhere."""

import datetime as dt
import os
import resource
import shutil
import zoneinfo
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import redis
from sqlalchemy import func, select

from portal import upkeep
from portal.clock import VIET_NAM
from portal.doctor.checks import warning, wrong
from portal.doctor.site import Site
from portal.domain.releases import Release

MB = 2**20
LEAST_ROOM = 512 * MB
LEAST_INODES = 10_000
LEAST_MEMORY = 512 * MB
LEAST_FILES = 1024
AHEAD = dt.timedelta(hours=1)
OLD = dt.timedelta(days=2)
CONTROL_GROUP = Path("/sys/fs/cgroup/memory.max")


def find_full(site: Site) -> Iterator[str]:
    for device, names in _devices(site).items():
        free = shutil.disk_usage(device).free
        if free < LEAST_ROOM:
            yield f"{free // MB} MB are free at {device} ({', '.join(names)})"


def find_no_inodes(site: Site) -> Iterator[str]:
    for device, names in _devices(site).items():
        about = os.statvfs(device)
        if about.f_files and about.f_favail < LEAST_INODES:
            yield f"{about.f_favail} files can still be made at {device} ({', '.join(names)})"


def _devices(site: Site) -> dict[Path, list[str]]:
    """The first folder on each file system that is written to, with the settings that lead there."""
    found: dict[int, Path] = {}
    names: dict[Path, list[str]] = {}
    for name, folder in site.folders():
        there = _nearest(folder)
        device = found.setdefault(there.stat().st_dev, there)
        names.setdefault(device, []).append(f"LANGSO_{name}")
    return names


def _nearest(path: Path) -> Path:
    """The folder itself, or the lowest one above it that this user can see."""
    path = path.absolute()
    with suppress(PermissionError):
        if path.exists():
            return path
    return _nearest(path.parent)


def find_no_folder_rights(site: Site) -> Iterator[str]:
    for name, folder in site.folders():
        there = _nearest(folder)
        if name != "SPOOL_DIR" and site.sees_desk and not os.access(there, os.W_OK | os.X_OK, effective_ids=True):
            yield f"LANGSO_{name}: {there}"


def find_no_zones(site: Site) -> Iterator[str]:
    try:
        zoneinfo.ZoneInfo(VIET_NAM.key)
    except (zoneinfo.ZoneInfoNotFoundError, OSError):
        yield f"there is nothing about {VIET_NAM.key}"


def find_wrong_clock(site: Site) -> Iterator[str]:
    """A file cannot be from the future, nor a release."""
    paths = [store.file for store in site.stores.values() if store.file is not None and store.file.exists()]
    for path in [*paths, *(folder for _name, folder in site.folders() if folder.is_dir())]:
        written = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
        if written > site.now + AHEAD:
            yield f"it is {site.now:%Y-%m-%d %H:%M} UTC, and {path} was written at {written:%Y-%m-%d %H:%M}"
            return


def find_little_memory(site: Site) -> Iterator[str]:
    for name, most in (("of the process", _memory_limit()), ("of the control group", _group_limit())):
        if most is not None and most < LEAST_MEMORY:
            yield f"the limit {name} is {most // MB} MB"


def _memory_limit() -> int | None:
    most, _hard = resource.getrlimit(resource.RLIMIT_AS)
    return None if most == resource.RLIM_INFINITY else most


def _group_limit() -> int | None:
    try:
        return int(CONTROL_GROUP.read_text())
    except (OSError, ValueError):  # "max", or no such system
        return None


def find_few_files(site: Site) -> Iterator[str]:
    most, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most != resource.RLIM_INFINITY and most < LEAST_FILES:
        yield f"a process may have {most} files open"


def find_no_nice(site: Site) -> Iterator[str]:
    if site.values["BULK_KEPT"] != "0" and shutil.which("nice") is None:
        yield "there is no program nice"


def find_no_backup(site: Site) -> Iterator[str]:
    if site.is_demonstration or not _has_releases(site):
        return
    last = upkeep.last_backup(upkeep.upkeep_folder(site.values))
    if last is None:
        yield "langso backup was never run here"
    elif site.now - last.at > OLD:
        yield f"the last was made at {last.at:%Y-%m-%d %H:%M} UTC: {last.file}"


def _has_releases(site: Site) -> bool:
    with site.reading("public") as sessions:
        return any(session.scalar(select(func.count()).select_from(Release)) for session in sessions)


def find_no_redis(site: Site) -> Iterator[str]:
    url = site.values["REDIS_URL"]
    if not url:
        return
    try:
        with redis.from_url(url, socket_timeout=2, socket_connect_timeout=2) as client:
            client.ping()
    except (redis.RedisError, ValueError, OSError) as error:
        yield f"LANGSO_REDIS_URL does not answer ({type(error).__name__})"


CHECKS = (
    wrong(
        "disk-full",
        f"Less than {LEAST_ROOM // MB} MB are free where the portal writes; publishing will fail.",
        "Make room: old backups first, then fewer bulk zips (LANGSO_BULK_KEPT).",
        find_full,
    ),
    wrong(
        "inodes-full",
        "The file system can hold hardly any more files.",
        "Remove many small files, or move LANGSO_FILES_DIR to a file system made for more.",
        find_no_inodes,
    ),
    wrong(
        "folder-not-writable",
        "The desk's user has no right to write into a folder that the settings name.",
        "chown it to the desk's user, or name another.",
        find_no_folder_rights,
        of_desk=True,
    ),
    wrong(
        "zones-missing",
        "The machine does not know what time it is in Viet Nam.",
        "Install tzdata: it comes with requirements.lock, and with every Debian.",
        find_no_zones,
    ),
    wrong(
        "clock-wrong",
        "The clock is behind what was written before: embargoes end too late, signatures seem to be from the future.",
        "Set the clock, and keep it set: systemctl enable --now systemd-timesyncd.",
        find_wrong_clock,
    ),
    warning(
        "memory-little",
        f"The portal may have less than {LEAST_MEMORY // MB} MB of memory; maps and workbooks need more.",
        "Raise MemoryMax of the unit, or ulimit -v.",
        find_little_memory,
    ),
    warning(
        "files-few",
        "A process may have so few files open that a crowd of readers is turned away.",
        "Raise LimitNOFILE of the unit, or ulimit -n 8192.",
        find_few_files,
    ),
    wrong(
        "nice-missing",
        "langso serve cannot start what makes the bulk zips behind the readers' back.",
        "Install coreutils, or set LANGSO_BULK_KEPT=0.",
        find_no_nice,
        of_desk=True,
    ),
    warning(
        "backup-old",
        "What happened since the last backup is lost if this machine is.",
        "Run langso backup every night (the timer in deploy/systemd does), and keep a copy on another machine.",
        find_no_backup,
        of_desk=True,
    ),
    warning(
        "redis-away",
        "Limits are counted by each process alone, and other hosts hear of releases a little later.",
        "Start Redis, correct LANGSO_REDIS_URL, or unset it where there is one host.",
        find_no_redis,
    ),
)
