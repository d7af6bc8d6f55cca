"""A real installation at work: the country's plans and indicators, one ward with twenty villages and some releases."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy.orm import Session

from portal.db import Store
from portal.desk.stores import close_stores
from portal.domain.localities import Locality, get_commune
from portal.publishing.acts import Office
from portal.publishing.intake import Context, context_of
from portal.publishing.publisher import Publisher
from portal.publishing.stores import initialise
from portal.publishing.submissions import Cell, Submission
from portal.publishing.workflow import Actor, Role
from portal.settings import DATA
from tests.builders import make_submission
from tests.desk.people import Person, make_account
from tests.publishing.intake.places import TODAY, figures, villages
from wsgi import Site, create_site

SLUG = "tra-cau"
AT = dt.datetime(2026, 10, 15, 2, 0, tzinfo=dt.UTC)
OFFICER = Actor("can.bo", frozenset({Role.OFFICER}))
APPROVER = Actor("nguoi.duyet", frozenset({Role.APPROVER}))


@dataclass(frozen=True)
class Ward:
    """Both applications over its stores, and how tests act in it."""

    site: Site
    public: Store
    desk: Store
    office: Office
    code: str

    @property
    def app(self) -> Flask:
        return self.site.desk

    @property
    def context(self) -> Context:
        with self.public.session() as public, self.desk.session() as desk:
            return context_of(public, desk, commune_in(public), TODAY)

    def person(self, name: str, *roles: str, commune: str | None = None) -> Person:
        """A new browser, signed in under a new account with these roles."""
        where = self.code if commune is None else commune
        make_account(self.app, name, *[(role, where) for role in roles])
        return Person(self.app).sign_in(name)

    def get(self, number: int) -> Submission:
        with self.desk.session() as session:
            return session.get_one(Submission, number)


def commune_in(public: Session) -> Locality:
    found = get_commune(public, SLUG, on=TODAY)
    assert found is not None
    return found


@contextmanager
def make_ward(public: Store, desk: Store, folder: Path) -> Iterator[Ward]:
    """Figures of August, September and the second quarter are out, in one release."""
    initialise(public, desk, DATA, today=TODAY)
    code = _settle(public)
    publisher = Publisher(desk, public, folder / "files", secret=b"a secret of tests")
    publisher.publish(make_submission(desk, _cells(code), at=AT, commune=code), at=AT)
    site = create_site(
        DATABASE_URL=public.url.render_as_string(hide_password=False),
        DESK_DATABASE_URL=desk.url.render_as_string(hide_password=False),
        FILES_DIR=str(folder / "files"),
        PREVIEWS_DIR=str(folder / "previews"),
        SPOOL_DIR=str(folder / "spool"),
        MAIL_DIR=str(folder / "mail"),
        SECRET_KEY="for tests only",
        TODAY=TODAY.isoformat(),
        DESK_SECURE="0",
        DEMO="",
    )
    site.desk.testing = site.public.testing = True
    yield Ward(site, public, desk, Office(publisher, folder / "previews", TODAY), code)
    close_stores(site.desk)
    site.public.extensions["store"].close()


def _settle(public: Store) -> str:
    """Give the ward its villages; answers the ward's code."""
    with public.begin() as session:
        ward = commune_in(session)
        for position, village in enumerate(villages(), start=1):
            place = Locality(code=_moved(village.code, ward.code), slug=village.slug, kind="village", unit=village.unit)
            place.name = place.name_en = village.name
            place.parent_id, place.position, place.valid_from = ward.id, position, ward.valid_from
            place.source = "a test"
            session.add(place)
        return ward.code


def _moved(village: str, ward: str) -> str:
    return f"{ward}-{village.rpartition('-')[2]}"


def _cells(ward: str) -> list[Cell]:
    return [
        Cell(indicator, _moved(village, ward), period, known.numerator, known.denominator)
        for (indicator, village, period), known in figures().items()
    ]
