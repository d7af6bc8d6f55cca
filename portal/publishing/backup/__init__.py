"""Keeping an installation: both stores and every released file in one archive, and back again.

The archive is a zip of JSON lines, one member a table, and of the files, with a manifest of checksums: not a copy of a
database file, so that it can be restored into either kind of database. It holds everything the desk has, private
figures and accounts included.
"""

from portal.publishing.backup.archive import Damaged
from portal.publishing.backup.restoring import NotEmpty, NotRestored, restore
from portal.publishing.backup.taking import NotBackedUp, Taken, back_up

__all__ = ["Damaged", "NotBackedUp", "NotEmpty", "NotRestored", "Taken", "back_up", "restore"]
