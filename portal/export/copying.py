"""Making a copy: a snapshot of the store, then everything in it, then the checksums; then it takes its place."""

import datetime as dt
import os
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from flask import Flask
from sqlalchemy.orm import Session

from portal import clock
from portal.clock import VIET_NAM
from portal.db import Store
from portal.domain.audit import get_head, stream_lines
from portal.domain.datasets import has_illustrative
from portal.domain.localities import Locality, get_commune
from portal.domain.releases import Release, get_release, list_releases
from portal.export.facts import Facts, describe
from portal.export.frontier import Frontier
from portal.export.package import write_package
from portal.export.placing import COPY, MARK, replacing
from portal.export.readme import readme
from portal.export.released import list_released, put_released
from portal.export.site import Counted, Site
from portal.export.snapshot import find_head, take_snapshot
from portal.export.sums import write_sums, write_zip
from portal.export.tables import CopiedTable, copy_descriptions, copy_tables

Tell = Callable[[str], object]


class NotCopied(Exception):
    """Why there is no copy: what was asked for is not there."""


@dataclass(frozen=True)
class Source:
    """What is copied from.

    :param make_app: makes the public application from settings by name.
    :param base_url: the portal's public address.
    :param today: the setting of that name, for a portal that never released anything.
    """

    public: Store
    files: Path
    make_app: Callable[..., Flask]
    base_url: str
    today: str = ""


@dataclass(frozen=True)
class Wanted:
    """How much is copied.

    :param commune: its slug or code; None for the whole portal.
    :param release: up to which; None for the newest.
    :param every_version: the files of earlier versions of datasets too.
    """

    commune: str | None = None
    release: str | None = None
    every_version: bool = True
    site: bool = True


@dataclass(frozen=True)
class Copied:
    """A copy that was made."""

    facts: Facts
    files: int
    site: Counted | None


def copy_to(source: Source, wanted: Wanted, target: Path, *, archive: Path | None, tell: Tell) -> Copied:
    """Put a copy into the folder ``target``, in place of an earlier one; and with ``archive`` as one zip too.

    :raises NotOurs: the folder holds something else.
    :raises NotCopied: there is no such commune or release.
    :raises NotAsReleased: a released file is missing or harmed.
    :raises NotAnswered: the portal failed at an address.
    :raises OSError: the disk is full or cannot be written. Whatever is raised, the folder is as it was.
    """
    with replacing(target) as work:
        copied = fill(source, wanted, work, link=False, tell=tell)
        if archive is not None:
            write_zip(work / "zip", work / COPY, _top(copied.facts), copied.facts.instant)
            _move(work / "zip", archive.absolute())
    return copied


def copy_to_archive(source: Source, wanted: Wanted, work: Path, name: str) -> Path:
    """Write a copy as one zip called ``name`` into the folder ``work``, silently; raises what ``copy_to`` raises."""
    copied = fill(source, wanted, work, link=True, tell=lambda _: None)
    write_zip(work / name, work / COPY, _top(copied.facts), copied.facts.instant)
    return work / name


def _top(facts: Facts) -> str:
    return f"{facts.name}-{facts.release.id}" if facts.release else facts.name


def _move(path: Path, target: Path) -> None:
    """Give a file its place, also on another file system."""
    try:
        path.replace(target)
    except OSError:
        beside = target.parent / f".{target.name}-new"
        try:
            _copy_whole(path, beside)
            beside.replace(target)
        finally:
            with suppress(FileNotFoundError):
                beside.unlink()


def _copy_whole(path: Path, target: Path) -> None:
    with path.open("rb") as source, target.open("wb") as copy:
        while chunk := source.read(1 << 20):
            copy.write(chunk)
        copy.flush()
        os.fsync(copy.fileno())


def fill(source: Source, wanted: Wanted, work: Path, *, link: bool, tell: Tell) -> Copied:
    """Fill the folder ``COPY`` of a folder to work in."""
    with source.public.reading() as session:
        release = _find_release(session, wanted)
        commune = _find_commune(session, wanted.commune, _day_of(release, source))
        release = release or _newest(session, commune)
        head = find_head(session, release)
    day = _day_of(release, source)
    tell("snapshot of the public store")
    with closing(take_snapshot(source.public, work / "store.sqlite", commune=commune, release=release)) as store:
        with store.reading() as session:
            facts = Facts(
                base_url=source.base_url.rstrip("/"),
                commune=commune,
                release=release,
                day=day,
                illustrative=has_illustrative(session),
                audit_head=str(head) if head else None,
                every_version=wanted.every_version,
            )
        return _Making(source, wanted, store, facts, work, tell).make(link=link)


def _day_of(release: Release | None, source: Source) -> dt.date:
    """The day of a release in Viet Nam; today without one."""
    return release.released_at.astimezone(VIET_NAM).date() if release else clock.today(source.today)


def _find_release(session: Session, wanted: Wanted) -> Release | None:
    if wanted.release is None:
        return None
    found = get_release(session, wanted.release)
    if found is None:
        raise NotCopied(f"there is no release {wanted.release}")
    return found


def _newest(session: Session, commune: Locality | None) -> Release | None:
    return next(iter(list_releases(session, commune=commune, limit=1)), None)


def _find_commune(session: Session, ref: str | None, day: dt.date) -> Locality | None:
    if ref is None:
        return None
    found = get_commune(session, ref, on=day)
    if found is None:
        raise NotCopied(f"there is no commune {ref}")
    return found


@dataclass(frozen=True)
class _Making:
    """A copy that is being made, in its order: the site links to the data and the log beside it."""

    source: Source
    wanted: Wanted
    store: Store
    facts: Facts
    work: Path
    tell: Tell

    @property
    def copy(self) -> Path:
        return self.work / COPY

    def make(self, *, link: bool) -> Copied:
        files = self._put_data(link=link)
        self._put_log()
        app = self._make_app()
        try:
            tables = copy_tables(app, self.facts.base_url, self.copy, self.tell)
            described = copy_descriptions(app, self.facts.base_url, self.copy)
            site = self._put_site(app) if self.wanted.site else None
        finally:
            app.extensions["store"].close()
        told = describe(self.facts, files=files, tables=tables, described=described, site=site)
        self._put_words(told, tables)
        self.tell(f"checksums of {write_sums(self.copy)} files")
        return Copied(self.facts, files, site)

    def _put_data(self, *, link: bool) -> int:
        with self.store.reading() as session:
            released = list_released(session, every_version=self.wanted.every_version)
            count = put_released(released, self.source.files, self.copy / "data", link=link)
        self.tell(f"data: {count} released files")
        return count

    def _put_log(self) -> None:
        with self.store.reading() as session:
            head = get_head(session)
        if head is None:
            return
        (self.copy / "audit").mkdir()
        with (self.copy / "audit" / "audit.jsonl").open("wb") as file:
            file.writelines(stream_lines(self.store.session, upto=head.seq))

    def _make_app(self) -> Flask:
        app = self.source.make_app(
            DATABASE_URL=self.store.url.render_as_string(),
            FILES_DIR=str(self.copy / "data"),
            BASE_URL=self.facts.base_url,
            TODAY=self.facts.day.isoformat(),
            RATE_LIMIT="",
            PROXIES="0",
        )
        app.config["COPY"] = self.facts
        return app

    def _put_site(self, app: Flask) -> Counted:
        with closing(Frontier(self.work / "frontier.sqlite")) as frontier:
            return Site(app, self.facts.base_url, self.copy).copy(frontier, self.tell)

    def _put_words(self, told: Mapping[str, Any], tables: list[CopiedTable]) -> None:
        with self.store.reading() as session:
            newest = [file for file in list_released(session, every_version=False) if file.format == "csv"]
        write_package(self.copy, told, tables, newest)
        (self.copy / "README.md").write_text(readme(self.facts, told, tables), encoding="utf-8")
        options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
        (self.copy / MARK).write_bytes(orjson.dumps(told, option=options))
