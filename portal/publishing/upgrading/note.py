"""What is kept of an upgrade beside the stores: enough for the next run to finish one that was killed."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from portal.disk import drafted, sync_folder

NAME = "upgrade.json"
BACKUP = "before.zip"


@dataclass(frozen=True)
class Note:
    """An upgrade, or a going back, that has begun to change the stores.

    :param act: ``upgrade`` or ``back``.
    :param folder: where the backup lies that was made before.
    :param before: the version of each store's schema as it was found.
    :param program: the version of the program that upgrades.
    """

    act: str
    folder: str
    before: dict[str, str]
    program: str
    at: str

    @property
    def archive(self) -> Path:
        return Path(self.folder) / BACKUP


def write_note(folder: Path, note: Note) -> None:
    """Have the note on disk before anything changes."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with drafted(folder / NAME) as draft, draft.open("w", encoding="utf-8") as file:
        json.dump(asdict(note), file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(folder)


def read_note(folder: Path) -> Note | None:
    """The note of what was begun there; None where there is none."""
    path = folder / NAME
    return Note(**json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else None


def end_note(folder: Path) -> None:
    """What was begun there has come to its end."""
    (folder / NAME).unlink(missing_ok=True)
