"""The office as the desk's pages act in it, and in whose name."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from flask import Flask, current_app

from portal import web
from portal.desk.access import account
from portal.desk.roles import roles_in
from portal.desk.stores import close_reading
from portal.domain.localities import Locality
from portal.publishing.acts import Office, open_office
from portal.publishing.workflow import Actor


def init_app(app: Flask, settings: Mapping[str, str]) -> None:
    both = app.extensions["stores"]
    app.extensions["office"] = open_office(settings, both.public, both.desk)


def office() -> Office:
    """The office today. What was read of the stores before is let go, so that acting never waits for it."""
    close_reading()
    return replace(current_app.extensions["office"], today=web.today())


def preview_folder(number: int) -> Path:
    """Where the preview of a submission lies; for reading, so nothing that was read is let go."""
    folder: Path = current_app.extensions["office"].folder(number)
    return folder


def actor(commune: Locality) -> Actor:
    """Who is signed in, with the roles held in a commune."""
    return Actor(account().name, roles_in(account(), commune.code))
