"""Where what takes long to make is kept between runs: ``LANGSO_BENCH_DIR``, or ``instance/bench``."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from portal.settings import ROOT

HERE = Path(__file__).parent


def root() -> Path:
    folder = Path(os.environ.get("LANGSO_BENCH_DIR", ROOT / "instance" / "bench")).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def kept(name: str, sources: Iterable[Path], make: Callable[[Path], None]) -> Path:
    """The folder ``make`` filled, made again only when a source of it is another; older ones of the name go."""
    folder = root() / f"{name}-{_digest(sources)}"
    if folder.exists():
        return folder
    for older in root().glob(f"{name}-????????????"):
        shutil.rmtree(older)
    unfinished = root() / f".{name}"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    make(unfinished)
    return unfinished.rename(folder)


def _digest(sources: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(sources):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def size(folder: Path) -> int:
    """Bytes on disk of all that lies in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
