"""The programs that judge pages and come through npm (``bench/web/package-lock.json`` holds versions and hashes).

``npm ci --prefix bench/web`` installs them; ``.ci/run`` does.
"""

from pathlib import Path

from portal.settings import ROOT

FOLDER = ROOT / "bench" / "web"
VNU = FOLDER / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
LIGHTHOUSE = FOLDER / "node_modules" / "lighthouse" / "package.json"


def missing(*needed: Path) -> str:
    """What to do where one of these is not installed; empty where all are."""
    lacking = [path for path in needed if not path.exists()]
    return f"{lacking[0].name} is not installed (npm ci --prefix bench/web)" if lacking else ""
