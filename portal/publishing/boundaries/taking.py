"""An import by the operator: outlines into the public store, and an entry in the log for each commune.

The desk is opened before the public store, in the order in which a publication holds them; its entry is kept first, so
that no change is ever without one.
"""

import datetime as dt
from pathlib import Path

from portal.db import Store, lock_writers
from portal.domain.boundaries import Boundary
from portal.publishing.audit import AuditEntry, keep_import
from portal.publishing.boundaries.importing import Imported, Wanted, import_boundaries

EVENT = "boundaries-imported"


def take_boundaries(
    public: Store, desk: Store, path: Path, *, source: str | None = None, today: dt.date, wanted: Wanted | None = None
) -> Imported:
    """As ``import_boundaries``, told in the log.

    :raises Refused: with every problem found; the stores are as they were.
    """
    with desk.begin() as audit, public.begin() as session:
        lock_writers(audit, AuditEntry)
        lock_writers(session, Boundary)
        done = import_boundaries(session, path, source=source, today=today, wanted=wanted)
        told = {"sha256": done.sha256, "crs": done.crs, "source": done.source}
        homes = done.homes.items()
        details = {commune: told | {"count": count, "replaced": replaced} for commune, (count, replaced) in homes}
        keep_import(audit, session, EVENT, details)
    return done
