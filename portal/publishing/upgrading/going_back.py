"""Both stores as a backup has them, under the schema of that time: each in one transaction, whatever is there now."""

from pathlib import Path

import orjson
from alembic.util import CommandError
from sqlalchemy import Connection, select

from portal.db import Store
from portal.domain.audit import parse_head
from portal.domain.releases import Release
from portal.migrations import migrate_on
from portal.migrations.running import require_references
from portal.publishing.audit import get_desk_head
from portal.publishing.backup import NotRestored
from portal.publishing.backup.archive import Reader
from portal.publishing.backup.restoring import compare, fill
from portal.publishing.upgrading.migrating import both, readers_kept
from portal.publishing.upgrading.scratch import drop_everything
from portal.standing import find_standing


def go_back(archive: Path, public: Store, desk: Store, files: Path) -> None:
    """Put both stores back as the archive has them; released files stay where they lie.

    :raises portal.publishing.backup.archive.Damaged: naming the member; nothing was touched.
    :raises NotRestored: what differs from the archive; nothing was changed.
    """
    with Reader(archive) as backup, both(public, desk) as (readers, officers):
        for name, connection in (("public", readers), ("desk", officers)):
            with readers_kept(name, connection):
                refill(backup, name, connection)
        compare(backup, readers, officers, files)


def refill(backup: Reader, name: str, connection: Connection) -> None:
    """One store's tables made anew as the backup has them, with its rows.

    :raises NotRestored: the program does not know that schema.
    """
    revision = backup.manifest["stores"][name]["revision"]
    drop_everything(connection)
    try:
        migrate_on(name, connection, revision)
    except CommandError:
        raise NotRestored(f"the backup's {name} store has schema {revision}, unknown to this program") from None
    fill(backup, name, connection)
    require_references(connection)


def list_lost(archive: Path, public: Store, desk: Store) -> list[str]:
    """What happened after the backup and would be undone by going back, in words; nothing where nothing did.

    :raises portal.publishing.backup.archive.Damaged: naming the member.
    """
    with Reader(archive) as backup:
        told = backup.manifest["audit"]
        kept = _releases_of(backup)
    lost = []
    with public.reading() as session:
        newer = [release for release in session.scalars(select(Release.id)) if release not in kept]
    if newer:
        lost.append(f"releases {', '.join(sorted(newer))}")
    with desk.reading() as session:
        head = get_desk_head(session)
    entries = (head.seq if head else 0) - (parse_head(told).seq if told else 0)
    if entries > 0:
        lost.append(f"{entries} acts of the desk")
    return lost


def is_there(archive: Path, public: Store, desk: Store) -> bool:
    """Whether both stores have the schemas of the backup: then going back has nothing to do, or was done.

    :raises portal.publishing.backup.archive.Damaged: naming the member.
    """
    with Reader(archive) as backup:
        kept = {name: store["revision"] for name, store in backup.manifest["stores"].items()}
    return {name: find_standing(name, store).revision for name, store in (("public", public), ("desk", desk))} == kept


def _releases_of(backup: Reader) -> set[str]:
    lines = backup.lines("public/releases.jsonl")
    columns = [name for name, _kind in orjson.loads(next(lines))["columns"]]
    place = columns.index("id")
    return {orjson.loads(line)[place] for line in lines}
