"""A database server that goes away while it is read: what was asked is asked once more, of a server that is there now.

Reading changes nothing, so a GET can be answered again from its beginning.
"""

from flask import Flask, current_app, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError

from portal.errors import on_failure
from portal.replication import is_worth_repeating
from portal.web import close_session


def init_app(app: Flask) -> None:
    app.register_error_handler(DBAPIError, _ask_again)


def _ask_again(error: DBAPIError) -> ResponseReturnValue:
    if request.method not in {"GET", "HEAD"} or "asked_again" in g or not is_worth_repeating(error):
        return on_failure(error)
    g.asked_again = True
    close_session()
    try:
        return current_app.dispatch_request()
    except Exception as after:
        return current_app.handle_user_exception(after)
