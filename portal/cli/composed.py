"""The composed public application, for commands that ask the site from inside."""

import sys
from importlib import import_module

from flask import Flask

from portal.settings import ROOT


def make_public_app(**settings: str) -> Flask:
    """As ``wsgi.create_app``; ``wsgi.py`` stands beside the packages and is found as the web server finds it."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    app: Flask = import_module("wsgi").create_app(**settings)
    return app
