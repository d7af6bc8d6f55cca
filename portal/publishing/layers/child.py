"""The process that reads one GeoPackage or zipped Shapefile: the file as standard input, JSON as standard output.

It limits itself before it looks at the first byte. What GDAL gets to see was checked and chosen before: a plain
archive of the parts of one Shapefile, or a database whose layer is a plain table, with no table that is a program.
"""

import json
import sys
from types import SimpleNamespace
from typing import Any

from portal.publishing.layers.flaws import Flaw
from portal.publishing.limited import answer_within


def main() -> int:
    given, bounds = (json.loads(told) for told in sys.argv[1:])
    return answer_within(SimpleNamespace(**bounds), lambda: _written(given))


def _written(given: dict[str, Any]) -> bytes:
    answer = _answer(given, sys.stdin.buffer.read())
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()


def _answer(given: dict[str, Any], content: bytes) -> dict[str, Any]:
    try:
        return _read(given, content)
    except Flaw as flaw:
        return {"flaw": flaw.code, "values": flaw.values}


def _read(given: dict[str, Any], content: bytes) -> dict[str, Any]:
    if given["format"] == "GeoPackage":
        from portal.publishing.layers.geopackage import open_geopackage  # noqa: PLC0415 - under the limits

        source = open_geopackage(content, given["layer"], is_open=given["open"])
    else:
        from portal.publishing.layers.shapefile import open_shapefile  # noqa: PLC0415

        source = open_shapefile(content, given["layer"])
    from portal.publishing.layers.features import list_features  # noqa: PLC0415

    return {"crs": source.crs, "features": list_features(source)}


if __name__ == "__main__":
    sys.exit(main())
