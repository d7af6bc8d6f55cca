"""What browsers load beside the pages, written where a web server sends it from, with compressed forms beside."""

import gzip
import shutil
from collections.abc import Iterator
from pathlib import Path

import brotli
from flask import Flask

from portal.disk import drafted
from portal.nginx_site import templates_in
from portal.settings import ROOT

WORDS = ROOT / "deploy" / "nginx" / "words"
FRAME = "frame.html"
"""The page around the words of each refusal."""
COMPRESSED = {".css", ".js", ".svg"}


def write_static(app: Flask, folder: Path) -> list[Path]:
    """Write the files under the addresses that the application has them at; what it no longer has is removed.

    :return: those of the application, without their compressed forms.
    """
    sources = dict(_list_files(app))
    written = [_put(source, folder / name, source.read_bytes()) for name, source in sources.items()]
    pages = templates_in(WORDS)
    for path in WORDS.iterdir():
        if path.name != FRAME:
            _put(path, folder / "-" / "words" / path.name, pages.get_template(path.name).render().encode())
    for path in (folder / "static").rglob("*"):
        if path.is_file() and not any(
            path.with_name(path.name.removesuffix(end)) in written for end in ("", ".br", ".gz")
        ):
            path.unlink()
    return written


def _list_files(app: Flask) -> Iterator[tuple[str, Path]]:
    """Addresses without the leading slash, and where the file lies."""
    for holder in (app, *app.blueprints.values()):
        if holder.static_folder is None or holder.static_url_path is None:
            continue
        root = Path(holder.static_folder)
        for path in sorted(root.rglob("*")):
            if path.is_file():
                yield f"{holder.static_url_path}/{path.relative_to(root).as_posix()}".lstrip("/"), path


def _put(source: Path, target: Path, content: bytes) -> Path:
    """What a source gives and its compressed forms, all of its age, so that none is mistaken for newer than others."""
    target.parent.mkdir(parents=True, exist_ok=True)
    forms = {target: content}
    if target.suffix in COMPRESSED:
        forms[target.with_name(f"{target.name}.br")] = brotli.compress(content)
        forms[target.with_name(f"{target.name}.gz")] = gzip.compress(content, 9, mtime=0)
    for path, form in forms.items():
        with drafted(path) as draft:
            draft.write_bytes(form)
            shutil.copystat(source, draft)
            draft.chmod(0o644)
    return target
