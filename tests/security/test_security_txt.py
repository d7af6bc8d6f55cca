"""/.well-known/security.txt says whom to tell of a weakness."""

import datetime as dt

import pytest

from tests.site.kinds import ON_ONE_DATABASE

PATH = "/.well-known/security.txt"


@ON_ONE_DATABASE
@pytest.mark.parametrize(
    ("settings", "contact"),
    [
        ({"CONTACT_EMAIL": "so@example.vn"}, "mailto:so@example.vn"),
        ({"SECURITY_CONTACT": "an.ninh@example.vn", "CONTACT_EMAIL": "so@example.vn"}, "mailto:an.ninh@example.vn"),
        ({"SECURITY_CONTACT": "https://so.example.vn/an-ninh"}, "https://so.example.vn/an-ninh"),
    ],
)
def test_it_names_the_contact_and_is_good_for_less_than_a_year(settings, contact, demo):
    with demo.running_app(BASE_URL="https://so.example.vn", **settings) as app:
        answer = app.test_client().get(PATH, base_url="https://so.example.vn")
    assert (answer.status_code, answer.content_type) == (200, "text/plain; charset=utf-8")
    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert fields["Contact"] == contact
    assert fields["Canonical"] == f"https://so.example.vn{PATH}"
    assert fields["Preferred-Languages"] == "vi, en"
    left = dt.datetime.fromisoformat(fields["Expires"]).date() - dt.date(2026, 11, 22)
    assert dt.timedelta(days=90) < left < dt.timedelta(days=365)


@ON_ONE_DATABASE
def test_without_a_contact_there_is_none(app):
    assert app.test_client().get(PATH).status_code == 404
