"""What the operator's commands remember beside the stores: when the last backup was made, what an upgrade was doing."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from portal.disk import drafted

LAST = "last-backup.json"


@dataclass(frozen=True)
class LastBackup:
    """Of this installation, by this program, wherever it lies now."""

    file: str
    at: dt.datetime


def upkeep_folder(values: Mapping[str, str]) -> Path:
    """A private folder beside the previews; the public application has no right there."""
    return Path(values["PREVIEWS_DIR"]).absolute().parent / "upkeep"


def note_backup(folder: Path, file: Path, at: dt.datetime) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with drafted(folder / LAST) as draft:
        draft.write_text(json.dumps({"file": str(file.absolute()), "at": at.isoformat()}), encoding="utf-8")


def last_backup(folder: Path) -> LastBackup | None:
    """None where none is known of."""
    try:
        told = json.loads((folder / LAST).read_text(encoding="utf-8"))
        return LastBackup(told["file"], dt.datetime.fromisoformat(told["at"]))
    except (OSError, ValueError, KeyError):
        return None
