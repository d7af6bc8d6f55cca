"""Whether this process can answer readers now: each condition by name, with what is wrong in words."""

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from portal import draining, spool
from portal.replication import get_lag
from portal.standing import list_revisions

OK = "ok"
Check = Callable[[Session, Mapping[str, str]], str]
"""Answers what is wrong and what to do; nothing where all is well."""


def _store(session: Session, _settings: Mapping[str, str]) -> str:
    session.execute(select(1))
    return ""


def _schema(session: Session, _settings: Mapping[str, str]) -> str:
    found = session.scalar(text("select version_num from alembic_version"))
    needed = list_revisions("public")[-1]
    if found == needed:
        return ""
    return f"the public store has schema {found}, this program needs {needed}: upgrade the installation"


def _files(_session: Session, settings: Mapping[str, str]) -> str:
    folder = Path(settings["FILES_DIR"])
    if folder.is_dir() and os.access(folder, os.R_OK | os.X_OK):
        return ""
    return "the folder of released files (FILES_DIR) cannot be read"


def _lag(session: Session, settings: Mapping[str, str]) -> str:
    lag = get_lag(session)
    most = float(settings["REPLICA_LAG"])
    return "" if lag is None or lag <= most else f"the replica is {lag:.0f} seconds behind, {most:.0f} are allowed"


def _spool(_session: Session, settings: Mapping[str, str]) -> str:
    folder = Path(settings["SPOOL_DIR"])
    if not spool.is_open(folder):
        return "no desk has opened the spool (SPOOL_DIR): start the desk"
    if not os.access(folder / "in", os.W_OK | os.X_OK):
        return "this user cannot write into the spool (SPOOL_DIR)"
    return "" if shutil.disk_usage(folder).free >= spool.ROOM else "the disk of the spool (SPOOL_DIR) is full"


def _stopping(_session: Session, _settings: Mapping[str, str]) -> str:
    return "this worker is stopping" if draining.has_begun() else ""


CHECKS: dict[str, Check] = {
    "stopping": _stopping,
    "store": _store,
    "schema": _schema,
    "lag": _lag,
    "files": _files,
    "spool": _spool,
}


def examine(session: Session, settings: Mapping[str, str]) -> dict[str, str]:
    """What is wrong, by the name of the check; ``ok`` where nothing is."""
    return {name: _asked(check, session, settings) or OK for name, check in CHECKS.items()}


def is_fit(found: Mapping[str, str]) -> bool:
    return set(found.values()) == {OK}


def _asked(check: Check, session: Session, settings: Mapping[str, str]) -> str:
    try:
        return check(session, settings)
    except SQLAlchemyError:
        session.rollback()
        return "the public store does not answer"
    except OSError as error:
        return f"cannot be looked at: {error.strerror}"
