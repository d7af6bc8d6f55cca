"""What is handed to GDAL."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from portal.publishing.layers.flaws import Flaw

SHOWN = 10  # layers named in a sentence


@dataclass(frozen=True)
class Source:
    """The checked bytes; ``count`` is how many features they must hold, ``crs`` the file's own coordinate system."""

    content: bytes
    layer: str
    crs: str | None
    count: int | None = None
    encoding: str | None = None


def choose_layer(names: Sequence[str], wanted: str | None) -> str:
    """The one layer, or the one asked for, whatever its case and however its marks are written.

    :raises Flaw: there is none of this name, or several and none was named.
    """
    told = ", ".join(names[:SHOWN])
    if wanted is None and len(names) > 1:
        raise Flaw("several-layers", count=len(names), names=told)
    if wanted is None:
        return names[0]
    found = [name for name in names if _plain(name) == _plain(wanted)]
    if len(found) != 1:
        raise Flaw("no-such-layer", layer=wanted, names=told)
    return found[0]


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
