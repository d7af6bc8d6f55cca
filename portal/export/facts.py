"""What is said of a whole copy: in ``export.json``, in ``README.md`` and in the bar on every copied page."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from portal.clock import VIET_NAM
from portal.domain.localities import Locality
from portal.domain.notices import MADE_UP_BUT_PLANS
from portal.domain.releases import Release
from portal.export.placing import FORMAT
from portal.export.site import Counted
from portal.export.tables import CopiedTable


@dataclass(frozen=True)
class Facts:
    """Which state of which part of the portal a copy shows.

    :param commune: None for the whole portal.
    :param release: the newest in it; None where nothing was ever released.
    :param day: on which progress and deadlines are judged.
    :param audit_head: ``SEQ:HASH`` of the log's last entry, as ``langso audit verify --head`` takes it.
    """

    base_url: str
    commune: Locality | None
    release: Release | None
    day: dt.date
    illustrative: bool
    audit_head: str | None
    every_version: bool

    @property
    def name(self) -> str:
        return f"lang-so-{self.commune.slug}" if self.commune else "lang-so"

    @property
    def title(self) -> tuple[str, str]:
        """In Vietnamese and English."""
        if self.commune is None:
            return "Làng Số: toàn bộ dữ liệu", "Làng Số: all of its data"
        return f"Làng Số: dữ liệu của {self.commune.name}", f"Làng Số: the data of {self.commune.name_en}"

    @property
    def notice(self) -> tuple[str | None, str | None]:
        return MADE_UP_BUT_PLANS if self.illustrative else (None, None)

    @property
    def instant(self) -> dt.datetime:
        """When the copied state came about; of a portal without releases the beginning of the day."""
        if self.release is not None:
            return self.release.released_at.astimezone(dt.UTC)
        return dt.datetime.combine(self.day, dt.time(), VIET_NAM).astimezone(dt.UTC)


def describe(
    facts: Facts, *, files: int, tables: Sequence[CopiedTable], described: Sequence[str], site: Counted | None
) -> Mapping[str, Any]:
    """The content of ``export.json``."""
    release = facts.release
    return {
        "format": FORMAT,
        "name": facts.name,
        "title": facts.title[0],
        "title_en": facts.title[1],
        "portal_version": version("lang-so"),
        "base_url": facts.base_url,
        "commune": facts.commune.code if facts.commune else None,
        "release": release.id if release else None,
        "released_at": facts.instant.isoformat().replace("+00:00", "Z") if release else None,
        "judged_on": facts.day.isoformat(),
        "illustrative": facts.illustrative,
        "notice": facts.notice[0],
        "notice_en": facts.notice[1],
        "audit_head": facts.audit_head,
        "every_version": facts.every_version,
        "released_files": files,
        "tables": {table.name: table.rows for table in tables},
        "descriptions": list(described),
        "site": None if site is None else {"pages": site.pages, "files": site.files, "bytes": site.bytes},
        "absent": None if site is None else sorted(site.absent),
    }
