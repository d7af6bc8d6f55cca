"""The programs that judge pages and come through npm (``bench/web/package-lock.json`` holds versions and hashes).

``npm ci --prefix bench/web`` installs them; ``.ci/run`` does.
"""

import json
import shutil
import subprocess
from pathlib import Path

from portal.settings import ROOT
from tests.browsing import FLAGS
from tests.conftest import CHROMIUM

FOLDER = ROOT / "bench" / "web"
VNU = FOLDER / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
LIGHTHOUSE = FOLDER / "node_modules" / "lighthouse"
DEBIAN = {"java": "default-jre-headless", "node": "nodejs, with npm"}


def missing(program: str, *files: Path) -> str:
    """What to do where a program or one of its files is not installed; empty where all are."""
    if shutil.which(program) is None:
        return f"{program} is not installed (Debian: {DEBIAN[program]})"
    lacking = [path for path in files if not path.exists()]
    return f"{lacking[0].name} is not installed (npm ci --prefix bench/web)" if lacking else ""


def judge(addresses: list[str], *, performance: bool) -> list[dict]:
    """What Lighthouse (mobile) says of each address: scores of 0 to 100, layout shift, what is wrong.

    Performance is only asked for where it is to be told: it takes longer and hangs on what else the machine does.
    """
    told = {"chrome": str(CHROMIUM), "flags": FLAGS, "performance": performance, "addresses": addresses}
    command = ["node", "lighthouse.mjs", json.dumps(told)]
    ended = subprocess.run(
        command, cwd=FOLDER, capture_output=True, text=True, check=False, timeout=120 * len(addresses)
    )
    if ended.returncode:
        raise RuntimeError(ended.stderr)
    return [json.loads(line) for line in ended.stdout.splitlines()]
