"""The catalogue as CKAN's read API: for its clients, its harvesters and whoever has learned it."""

from flask import Flask

from api.ckan import (
    datastore,
    feeds,
    groups,
    licences,
    organizations,
    packages,
    resources,
    search,
    status,
    tags,
)
from api.ckan.actions import ACTIONS
from api.ckan.routing import ckan

SUBJECTS = (packages, resources, organizations, groups, tags, licences, search, datastore, status, feeds)
"""Whose functions are the actions."""

__all__ = ["ACTIONS", "SUBJECTS", "init_app"]


def init_app(app: Flask) -> None:
    app.register_blueprint(ckan)
