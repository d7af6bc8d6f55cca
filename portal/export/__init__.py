"""A copy of the whole portal to keep: data, tables, catalogue, audit log, checksums, and the site to read offline.

It is made from the public store alone, as it was at a release, by asking the composed application for every address
from inside; so a copy says what the portal says, and two copies of one state are the same bytes. See docs/export.md.
"""

from portal.export.copying import Copied, NotCopied, Source, Wanted, copy_to, copy_to_archive
from portal.export.placing import NotOurs

__all__ = ["Copied", "NotCopied", "NotOurs", "Source", "Wanted", "copy_to", "copy_to_archive"]
