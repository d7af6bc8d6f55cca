"""The desk's language, and the words its templates can say."""

from typing import Any

from flask import Flask, Response, current_app, g, request

from portal.desk.access import signed_in
from portal.desk.roles import administers
from portal.i18n import LANGUAGES, language, template_words
from portal.i18n.release_words import role_name
from portal.publishing.problems import Problem
from portal.publishing.workflow import STATE_WORDS, State
from portal.routing import in_language

COOKIE = "langso-desk-language"
YEAR = 365 * 24 * 3600


def public_address(path: str) -> str:
    """A path of the public site in the language of this page: ``/plans`` or ``/en/plans``."""
    return in_language(path, language())


def problem_text(problem: Problem) -> str:
    """What is wrong and what to do, as two sentences."""
    english = language() == "en"
    said = problem.message_en if english else problem.message
    return f"{said[:1].upper()}{said[1:]} {problem.fix_en if english else problem.fix}"


FUNCTIONS = template_words.FUNCTIONS | {
    "public_address": public_address,
    "role_name": role_name,
    "state_name": lambda state: STATE_WORDS[State(state)][language() == "en"],
}


def init_app(app: Flask) -> None:
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(FUNCTIONS)
    app.context_processor(_of_this_page)
    app.before_request(_choose_language)
    app.after_request(_keep_language)


def _choose_language() -> None:
    """What the address asks for, else what was asked for last, else Vietnamese."""
    for wish in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if wish in LANGUAGES:
            g.language = wish
            return


def _keep_language(response: Response) -> Response:
    wish = request.args.get("lang")
    if wish in LANGUAGES:
        secure = current_app.config["SESSION_COOKIE_SECURE"]
        response.set_cookie(COOKIE, wish, max_age=YEAR, path="/desk", secure=secure, httponly=True, samesite="Lax")
    return response


def _of_this_page() -> dict[str, Any]:
    account = signed_in()
    return {
        "lang": language(),
        "account": account,
        "administers": account is not None and any(administers(account, grant.commune) for grant in account.grants),
        "demonstration": current_app.config["DEMO"] == "1",
    }
