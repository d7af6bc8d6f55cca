"""Absolute addresses of the portal."""

from functools import lru_cache

from flask import current_app
from werkzeug.sansio.utils import get_current_url

from portal.at_hand import current_request


def public_url(path: str) -> str:
    """An absolute address: of the setting ``BASE_URL``, else of the request.

    :param path: with or without the prefix below which the portal stands, as in a preview.
    """
    asked = current_request()
    if path.startswith(f"{asked.script_root}/"):
        path = path.removeprefix(asked.script_root)
    return (current_app.config["BASE_URL"] or _root(asked.scheme, asked.host, asked.root_path)).rstrip("/") + path


@lru_cache(maxsize=64)
def _root(scheme: str, host: str, path: str) -> str:
    """``request.url_root``."""
    return get_current_url(scheme, host, path)
