"""Where CKAN's clients look for the API: no redirect, with or without a slash at the end, GET and POST."""

from flask import Blueprint, Response, request

from api.ckan.actions import ACTIONS, Action, refuse
from api.ckan.arguments import Arguments, read_arguments
from api.ckan.envelope import JSON, CKANError, bad_request, failure, success
from portal.formats.http import json_answer
from portal.i18n import take_language
from portal.validators import of_state

ckan = Blueprint("ckan", __name__)


@ckan.get("/api/3")
def version() -> Response:
    return json_answer({"version": 3}, mimetype=JSON)


@ckan.route("/api/action/<action>", methods=["GET", "POST"], endpoint="latest")
@ckan.route("/api/3/action/<action>", methods=["GET", "POST"])
def call(action: str) -> Response:
    """The answer of an action, or what keeps it from answering, in CKAN's envelope."""
    run = ACTIONS.get(action) or refuse(action)
    if run is None:
        return bad_request(f"Action name not known: {action}")
    try:
        arguments = read_arguments()
    except ValueError as error:
        return bad_request(f"JSON Error: {error}")
    take_language(arguments.given(["lang"]).get("lang"))
    if request.method == "POST" or request.content_length:
        return _answer(action, run, arguments)
    return of_state(lambda: _answer(action, run, arguments))


def _answer(action: str, run: Action, arguments: Arguments) -> Response:
    try:
        return success(action, run(arguments))
    except CKANError as error:
        return failure(action, error)
