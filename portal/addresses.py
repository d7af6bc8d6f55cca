"""Absolute addresses of the portal."""

from flask import current_app, request


def public_url(path: str) -> str:
    """An absolute address: of the setting ``BASE_URL``, else of the request.

    :param path: with or without the prefix below which the portal stands, as in a preview.
    """
    if path.startswith(f"{request.script_root}/"):
        path = path.removeprefix(request.script_root)
    return (current_app.config["BASE_URL"] or request.url_root).rstrip("/") + path
