"""The public portal and the desk in one process, or in two."""

import pytest
from werkzeug.test import Client

from portal.desk.stores import close_stores
from portal.settings import SettingsError, load
from tests.desk.conftest import desk_over
from wsgi import create_site


@pytest.fixture
def site(office, public, desk):
    site = create_site(
        DATABASE_URL=public.url.render_as_string(hide_password=False),
        DESK_DATABASE_URL=desk.url.render_as_string(hide_password=False),
        SECRET_KEY="for tests only",
        TODAY="2026-11-22",
        DEMO="",
    )
    yield site
    site.public.extensions["store"].close()
    close_stores(site.desk)


def test_the_address_says_which_application_answers(site):
    client = Client(site)
    assert client.get("/desk").headers["Location"] == "/desk/sign-in"
    assert client.get("/desk/sign-in").status_code == 200
    assert client.get("/about").headers["Cache-Control"].startswith("public")
    assert client.get("/desktop").status_code == 404


def test_the_public_application_has_no_desk_and_is_not_told_where_its_store_is(site, desk):
    assert site.public.test_client().get("/desk/sign-in").status_code == 404
    told = repr(sorted(site.public.config.items(), key=str)) + repr(site.public.extensions)
    assert (desk.url.database or "?") not in told
    assert "DESK_DATABASE_URL" not in told


def test_the_public_site_sets_no_cookie_and_the_desk_only_its_own(site):
    client = Client(site)
    assert "Set-Cookie" not in client.get("/about").headers
    with client.get("/static/site.css") as sheet:
        assert "Set-Cookie" not in sheet.headers
    assert "__Host-langso-desk=" in client.get("/desk/sign-in").headers["Set-Cookie"]


def test_the_desk_alone_serves_its_own_sheet_without_a_cookie(site):
    with site.desk.test_client().get("/static/desk.css") as answer:
        assert (answer.status_code, "Set-Cookie" in answer.headers) == (200, False)


@pytest.mark.parametrize(("name", "value"), [("DESK_SECURE", "yes"), ("PROXIES", "-1"), ("PROXIES", "many")])
def test_a_setting_of_the_desk_without_sense_is_refused_at_the_start(name, value):
    with pytest.raises(SettingsError, match=f"LANGSO_{name} is"):
        load({"LANGSO_SECRET_KEY": "x", f"LANGSO_{name}": value}, desk=True)


def test_cookies_ask_for_https_but_in_the_demonstration():
    assert load({"LANGSO_SECRET_KEY": "x"}, desk=True)["DESK_SECURE"] == "1"
    assert load({"LANGSO_DEMO": "1"}, desk=True)["DESK_SECURE"] == "0"
    assert load({"LANGSO_DEMO": "1", "LANGSO_DESK_SECURE": "1"}, desk=True)["DESK_SECURE"] == "1"


def test_what_the_desk_signs_depends_on_its_own_secret(public, desk, office):
    one, two = desk_over(public, desk, DESK_SECRET_KEY="one"), desk_over(public, desk, DESK_SECRET_KEY="two")
    keys = ("SECRET_KEY", "SECURITY_TOTP_SECRETS", "DESK_KEY_DEVICES", "DESK_KEY_ATTEMPTS")
    for key in keys:
        assert len({str(app.config[key]) for app in (one, two, office)}) == 3, key
    assert len({str(one.config[key]) for key in keys}) == len(keys)
    for app in (one, two):
        close_stores(app)
