"""From an older program's stores to this one's: rehearsed on what a backup restores, then done whole, with a way back.

    scratch.py     two stores of their own for a rehearsal, gone at its end
    migrating.py   both stores' migrations in one transaction each, checked before they are committed
    checking.py    what must be the same afterwards
    going_back.py  both stores as the backup has them, in one transaction each
    note.py        what an upgrade that was killed leaves for the next one to finish

Each store changes in one transaction, and the two are committed one after the other. Whoever is killed before leaves
both as they were; whoever is killed between leaves one older than the program, which nothing serves and the next
upgrade finishes.
"""

from portal.publishing.upgrading.checking import Differs
from portal.publishing.upgrading.going_back import go_back
from portal.publishing.upgrading.migrating import migrate_both
from portal.publishing.upgrading.note import Note, read_note, write_note
from portal.publishing.upgrading.scratch import scratch

__all__ = [
    "Differs",
    "Note",
    "go_back",
    "migrate_both",
    "read_note",
    "scratch",
    "write_note",
]
