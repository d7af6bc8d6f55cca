"""Preparing the two stores: an empty production installation, or the demonstration."""

import datetime as dt
from pathlib import Path

from sqlalchemy import func, inspect, select, text, update
from sqlalchemy.orm import Session

from portal.db import DeskBase, PublicBase, Revision, Store
from portal.domain.localities import Locality
from portal.domain.search_index import EntryKind, list_refs
from portal.migrations import migrate
from portal.publishing.indexing import index_everything
from portal.publishing.plans import load_plans
from portal.publishing.reference import load_reference
from portal.settings import SettingsError


def prepare(public: Store, desk: Store) -> None:
    """Bring both schemas to the newest version; nothing is loaded.

    :raises SettingsError: both settings name one database, where the public process could read the desk's tables.
    """
    if public.place == desk.place:
        raise SettingsError(
            "LANGSO_DATABASE_URL and LANGSO_DESK_DATABASE_URL name the same database; they must differ."
        )
    migrate("public", public)
    migrate("desk", desk)


def is_empty(session: Session) -> bool:
    return not session.scalar(select(func.count()).select_from(Locality))


class NotProduction(Exception):
    """The stores hold made-up villages and figures, which are never served as real ones."""


def holds_made_up(session: Session) -> bool:
    return bool(session.scalar(select(func.count()).where(Locality.illustrative)))


def is_complete(session: Session) -> bool:
    """Whether loading ran to its end: the communes come into the search index last."""
    return bool(list_refs(session, EntryKind.COMMUNE))


def load_facts(session: Session, data: Path) -> None:
    """Localities, indicators and the plans, from the reviewed facts.

    :raises portal.publishing.problems.Refused: with file, row and reason of everything that is not as it must be.
    """
    load_reference(session, data)
    load_plans(session, data)


def initialise(public: Store, desk: Store, data: Path, *, today: dt.date) -> bool:
    """A production installation: plans and targets, no figures. False when there is one already.

    :raises NotProduction: the stores hold a demonstration, or what is left of one that was interrupted.
    """
    prepare(public, desk)
    with public.begin() as session:
        if holds_made_up(session) or not (is_empty(session) or is_complete(session)):
            raise NotProduction(f"{public.url.render_as_string()} holds a demonstration")
        if not is_empty(session):
            return False
        load_facts(session, data)
        index_everything(session, today=today)
    return True


def empty(store: Store, base: type[PublicBase] | type[DeskBase]) -> None:
    """Delete every row of a store; of a SQLite store the file itself."""
    if store.file is not None:
        store.delete_file()
        return
    ours = [table.name for table in base.metadata.sorted_tables if table.name != Revision.__tablename__]
    with store.session() as session, session.begin():  # there may be no table yet to count a revision in
        there = set(inspect(session.connection()).get_table_names())
        names = ", ".join(f'"{name}"' for name in ours if name in there)
        if names:
            session.execute(text(f"truncate {names} restart identity"))
        if Revision.__tablename__ in there:
            session.execute(update(Revision).values(number=0))
