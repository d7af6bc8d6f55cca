"""What surrounds an answer: CKAN's envelope, and its ways to say that something is wrong."""

from typing import Any

from flask import Response

from portal.addresses import public_url
from portal.formats.http import json_answer

JSON = "application/json;charset=utf-8"


class CKANError(Exception):
    """An action cannot be answered.

    :param kind: as CKAN calls it; clients make their own exception of it.
    :param fields: what is wrong with each argument.
    """

    status = 500
    kind = "Internal Server Error"

    def __init__(self, message: str, **fields: list[str]) -> None:
        super().__init__(message)
        self.message, self.fields = message, fields


class NotFound(CKANError):
    status, kind = 404, "Not Found Error"

    def __init__(self, message: str) -> None:
        super().__init__(f"Not found: {message}")


class Invalid(CKANError):
    """An argument is missing or cannot be read."""

    status, kind = 409, "Validation Error"

    def __init__(self, argument: str, message: str) -> None:
        super().__init__(f"{argument}: {message}", **{argument: [message]})


class BadQuery(CKANError):
    status, kind = 400, "Search Query Error"

    def __init__(self, message: str) -> None:
        super().__init__(f"Search Query is invalid: {message}")


class Denied(CKANError):
    status, kind = 403, "Authorization Error"

    def __init__(self, message: str) -> None:
        super().__init__(f"Access denied: {message}")


def success(action: str, result: Any) -> Response:
    return json_answer({"help": help_address(action), "success": True, "result": result}, mimetype=JSON)


def failure(action: str, error: CKANError) -> Response:
    said: dict[str, Any] = {"__type": error.kind, "message": error.message} | error.fields
    return json_answer({"help": help_address(action), "success": False, "error": said}, error.status, JSON)


def shape(kind: str, detail: str) -> dict[str, Any]:
    """A refusal before any action is known."""
    return {"success": False, "error": {"__type": kind, "message": detail}}


def bad_request(message: str) -> Response:
    """What CKAN answers before it knows an action: a bare text."""
    return json_answer(f"Bad request: {message}", 400, JSON)


def help_address(action: str) -> str:
    return public_url(f"/api/3/action/help_show?name={action}")
