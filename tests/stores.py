"""Databases for tests: made, copied and dropped, alike on SQLite and PostgreSQL."""

import itertools
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, event

from portal.db import PublicStore, Store
from portal.publishing.stores import prepare


def _only_on(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("databases", [name], indirect=True, scope="session")


ON_SQLITE, ON_POSTGRESQL = _only_on("sqlite"), _only_on("postgresql")
"""For tests of what only one kind of database has."""


@contextmanager
def asked(engine: Engine) -> Iterator[list[str]]:
    """The statements that the database is asked meanwhile."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


class Databases:
    """Makes pairs of stores, public and desk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = itertools.count(1)

    @contextmanager
    def pair(self) -> Iterator[tuple[Store, Store]]:
        """A new pair of empty stores with their tables, dropped at the end."""
        raise NotImplementedError


class SQLiteDatabases(Databases):
    name = "sqlite"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._template: Path | None = None

    @contextmanager
    def pair(self) -> Iterator[tuple[Store, Store]]:
        folder = self.folder / f"pair-{next(self._numbers)}"
        if self._template is None:
            self._template = self.folder / "template"
            _prepare_and_close(_stores_in(self._template))
        shutil.copytree(self._template, folder)
        yield from _yield_and_close(_stores_in(folder))
        shutil.rmtree(folder)


class PostgreSQLDatabases(Databases):
    """Those of one server, which may be asked for again later: no name comes twice."""

    name = "postgresql"
    _names = itertools.count(1)

    def __init__(self, folder: Path, server: str) -> None:
        super().__init__(folder)
        self._server = server
        self._template = ""

    @contextmanager
    def pair(self) -> Iterator[tuple[Store, Store]]:
        if not self._template:
            self._template = f"template{next(self._names)}"
            self._create(self._template, None)
            _prepare_and_close(self._stores(self._template))
        name = f"pair{next(self._names)}"
        self._create(name, self._template)
        yield from _yield_and_close(self._stores(name))
        self._execute(*[f'drop database "langso_{name}_{kind}" with (force)' for kind in ("public", "desk")])

    def _create(self, name: str, template: str | None) -> None:
        for kind in ("public", "desk"):
            like = f' template "langso_{template}_{kind}"' if template else ""
            self._execute(f'create database "langso_{name}_{kind}"{like}')

    def _stores(self, name: str) -> tuple[Store, Store]:
        base = self._server.rpartition("/")[0]
        return PublicStore(f"{base}/langso_{name}_public"), Store(f"{base}/langso_{name}_desk")

    def _execute(self, *statements: str) -> None:
        with psycopg.connect(self._server, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)


def _stores_in(folder: Path) -> tuple[Store, Store]:
    return PublicStore(f"sqlite:///{folder}/public.sqlite"), Store(f"sqlite:///{folder}/desk.sqlite")


def _prepare_and_close(stores: tuple[Store, Store]) -> None:
    prepare(*stores)
    for store in stores:
        store.close()


def _yield_and_close(stores: tuple[Store, Store]) -> Iterator[tuple[Store, Store]]:
    try:
        yield stores
    finally:
        for store in stores:
            store.close()
