"""What the doctor looks at: the settings as they are, however senseless, and the stores as far as they answer."""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from portal.db import Store
from portal.settings import SETTINGS
from portal.standing import Stand, Standing, find_standing

ADDRESSES = {"public": "DATABASE_URL", "desk": "DESK_DATABASE_URL"}
SECRETS = ("SECRET_KEY", "DESK_SECRET_KEY")
SHORTEST = 6  # letters of a secret that can be told from a word by chance


@dataclass(frozen=True)
class Site:
    """An installation.

    :param only: ``public`` or ``desk``, where the process that runs has the rights of that user alone.
    :param thorough: every file and every page of the stores, however long it takes.
    """

    environ: Mapping[str, str]
    only: str | None = None
    thorough: bool = False
    network: bool = False
    now: dt.datetime = field(default_factory=lambda: dt.datetime.now(dt.UTC))

    @cached_property
    def values(self) -> dict[str, str]:
        """Every setting as it was given, without asking whether it has sense."""
        return {setting.name: self._read(setting.name, setting.default) for setting in SETTINGS}

    def _read(self, name: str, default: str) -> str:
        file = self.environ.get(f"LANGSO_{name}_FILE")
        if file:
            with suppress(OSError, ValueError):
                return Path(file).read_text("utf-8").strip()
        return self.environ.get(f"LANGSO_{name}", default)

    @property
    def is_demonstration(self) -> bool:
        return self.values["DEMO"] == "1"

    @property
    def sees_desk(self) -> bool:
        return self.only != "public"

    @cached_property
    def stores(self) -> dict[str, Store]:
        """Those that the settings name in a way that can be understood, opened for reading."""
        names = ("public", "desk") if self.sees_desk else ("public",)
        stores = {}
        for name in names:
            with suppress(Exception):  # what cannot be understood is what another check tells
                stores[name] = Store(self.values[ADDRESSES[name]], read_only=True)
        return stores

    @cached_property
    def _asked(self) -> dict[str, Standing | str]:
        """Of each store its standing, or in words why it cannot be read."""
        found: dict[str, Standing | str] = {}
        for name, store in self.stores.items():
            try:
                found[name] = find_standing(name, store)
            except (DBAPIError, OSError, ValueError) as error:
                found[name] = " ".join(str(getattr(error, "orig", None) or error).split())
        return found

    @property
    def standings(self) -> dict[str, Standing]:
        """Of each store that could be asked."""
        return {name: found for name, found in self._asked.items() if isinstance(found, Standing)}

    @property
    def silence(self) -> dict[str, str]:
        """Of each store that is there and cannot be read, why."""
        return {name: found for name, found in self._asked.items() if isinstance(found, str)}

    def answering(self) -> Iterator[tuple[str, Store]]:
        """The stores that can be read and have tables."""
        for name, standing in self.standings.items():
            if standing.stand != Stand.NONE:
                yield name, self.stores[name]

    def current(self, name: str) -> Store | None:
        """A store with the tables that this program knows, if it is such a one."""
        for found, store in self.answering():
            if found == name and self.standings[name].stand == Stand.CURRENT:
                return store
        return None

    @contextmanager
    def reading(self, *names: str) -> Iterator[list[Session]]:
        """A session on each of the stores named; none at all unless every one is as this program knows it."""
        stores = [self.current(name) for name in names]
        if any(store is None for store in stores):
            yield []
            return
        sessions = [store.session() for store in stores if store is not None]
        try:
            yield sessions
        finally:
            for session in sessions:
                session.close()

    def folder(self, setting: str) -> Path:
        return Path(self.values[setting])

    def folders(self) -> Iterator[tuple[str, Path]]:
        """Where this installation writes, with the setting that says so."""
        names = ("FILES_DIR", "SPOOL_DIR", "PREVIEWS_DIR", "MAIL_DIR") if self.sees_desk else ("SPOOL_DIR",)
        yield from ((name, self.folder(name)) for name in names)
        for name, store in self.stores.items():
            if store.file is not None:
                yield ADDRESSES[name], store.file.parent

    def secrets(self) -> set[str]:
        """What must never be printed."""
        found = {self.values[name] for name in SECRETS}
        for value in self.values.values():
            with suppress(ValueError):
                found.add(urlsplit(value).password or "")
        return {secret for secret in found if len(secret) >= SHORTEST}

    def close(self) -> None:
        for store in self.stores.values():
            store.close()
