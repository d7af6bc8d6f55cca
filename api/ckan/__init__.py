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
from api.ckan.envelope import shape
from api.ckan.routing import ckan
from portal.bare import SHAPES

SUBJECTS = (packages, resources, organizations, groups, tags, licences, search, datastore, status, feeds)
"""Whose functions are the actions."""

__all__ = ["ACTIONS", "SUBJECTS", "init_app"]


def init_app(app: Flask) -> None:
    SHAPES.update({"/api/3/": shape, "/api/action/": shape})
    app.register_blueprint(ckan)
