"""People at the desk's pages: they fetch, fill in and send forms as a browser does."""

import re

from flask import Flask
from werkzeug.test import TestResponse

from portal.desk.access import now
from portal.desk.accounts import get_account_named
from portal.desk.administering import COMMAND_LINE, create_account
from portal.desk.roles import Role
from portal.desk.security import library
from portal.desk.stores import writing
from tests.builders import AT, COMMUNE
from tests.html import CheckedPage, check

PASSWORD = "bơi thuyền qua bốn mùa gió"


def make_account(app: Flask, name: str = "lan", *grants: tuple[str, str], password: str | None = PASSWORD) -> int:
    """An account that is set up, an officer of the test commune unless told otherwise; answers its number."""
    with app.app_context(), writing() as session:
        given = [(Role(role), commune) for role, commune in grants or [("officer", COMMUNE)]]
        made, _token = create_account(session, name=name, full_name="", grants=given, by=COMMAND_LINE, at=AT)
        if password is not None:
            made.password = library().pwd_context.hash(library().password_util.normalize(password))
            secret = library().totp_factory.generate_totp_secret()
            library().datastore.tf_set(made, "authenticator", totp_secret=secret)
            made.invitation = made.invited_until = None
        return made.id


def invite(app: Flask, name: str = "lan", *grants: tuple[str, str]) -> str:
    """An account that is not set up; answers its link."""
    with app.app_context(), writing() as session:
        given = [(Role(role), commune) for role, commune in grants or [("officer", COMMUNE)]]
        _made, token = create_account(session, name=name, full_name="", grants=given, by=COMMAND_LINE, at=now())
    return f"/desk/start/{token}"


def change(app: Flask, name: str, **values: object) -> None:
    """Set columns of an account."""
    with app.app_context(), writing() as session:
        account = get_account_named(session, name)
        for column, value in values.items():
            setattr(account, column, value)


def code_of(app: Flask, name: str) -> str:
    """What the account's authenticator shows: the first code that was not used yet."""
    with app.app_context(), writing() as session:
        return library().totp_factory.next_code(get_account_named(session, name))


class Person:
    """A browser at the desk."""

    def __init__(self, app: Flask, *, address: str = "203.0.113.7") -> None:
        self.app = app
        self.client = app.test_client()
        self.address = address

    def get(self, path: str, *, status: int = 200) -> CheckedPage:
        answer = self.client.get(path, environ_base={"REMOTE_ADDR": self.address})
        assert answer.status_code == status, f"{path}: {answer.status}"
        return check(answer.text, path)

    def post(self, path: str, **fields: str) -> TestResponse:
        """Send a form with the token that the pages have given."""
        page = self.client.get("/desk/sign-in", follow_redirects=True).text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page).group(1)
        return self.client.post(path, data={"csrf_token": token} | fields, environ_base={"REMOTE_ADDR": self.address})

    def give_password(self, name: str, password: str = PASSWORD) -> TestResponse:
        return self.post("/desk/sign-in", name=name, password=password)

    def sign_in(self, name: str, password: str = PASSWORD) -> "Person":
        change(self.app, name, totp_counter=None)
        assert self.give_password(name, password).status_code == 303
        assert self.post("/desk/sign-in/code", code=code_of(self.app, name)).status_code == 303
        assert self.is_signed_in()
        return self

    def is_signed_in(self) -> bool:
        return self.client.get("/desk/").status_code == 200
