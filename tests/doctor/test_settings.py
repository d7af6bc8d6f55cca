"""Settings that are missing, unsafe, unknown or at odds: one broken installation for each check."""

import pytest

from tests.stores import ON_SQLITE

WEAK = "demonstration"


pytestmark = ON_SQLITE  # settings are looked at alike whatever the stores are


@pytest.mark.parametrize(
    ("code", "settings", "words"),
    [
        ("setting-senseless", {"WORKERS": "two"}, "LANGSO_WORKERS"),
        ("secret-missing", {"SECRET_KEY": ""}, "LANGSO_SECRET_KEY is not set"),
        ("secret-weak", {"SECRET_KEY": "abc"}, "3 letters"),
        ("secret-weak", {"SECRET_KEY": f"{WEAK}-of-something-that-is-long-enough"}, "an example"),
        ("secret-weak", {"DESK_SECRET_KEY": "a" * 60}, "LANGSO_DESK_SECRET_KEY is an example"),
        ("demonstration-public", {"DEMO": "1"}, "LANGSO_BASE_URL is https://so.tracau.gov.vn"),
        ("host-missing", {"BASE_URL": ""}, "localhost alone"),
        ("address-missing", {"BASE_URL": "", "HOSTS": "so.tracau.gov.vn"}, "not set"),
        ("address-plain", {"BASE_URL": "http://so.tracau.gov.vn"}, "http://so"),
        ("proxy-not-counted", {"PROXIES": "0"}, "LANGSO_PROXIES is 0"),
        ("cookies-plain", {"DESK_SECURE": "0"}, "LANGSO_DESK_SECURE is 0"),
        ("day-fixed", {"TODAY": "2026-11-22"}, "2026-11-22"),
        ("limit-missing", {"RATE_LIMIT": ""}, "empty"),
        ("setting-unknown", {"BASE_URI": "https://so.vn"}, "LANGSO_BASE_URI: is LANGSO_BASE_URL meant?"),
        ("contact-missing", {"CONTACT_EMAIL": ""}, "not set"),
        ("mail-senseless", {"SMTP_URL": "mail.example.vn"}, "LANGSO_SMTP_URL is not an address"),
        ("mail-senseless", {"MAIL_FROM": "nobody"}, "LANGSO_MAIL_FROM"),
        ("redis-away", {"REDIS_URL": "redis://127.0.0.1:1/0"}, "does not answer"),
    ],
)
def test_a_setting_that_is_wrong_is_found_and_not_where_it_is_right(real, code, settings, words):
    assert real.found(code) == []
    assert words in " ".join(real.found(code, **settings))


def test_one_secret_for_both_is_warned_of(real):
    assert real.found("secret-shared") == []
    assert real.found("secret-shared", DESK_SECRET_KEY=real.environ["LANGSO_SECRET_KEY"])


def test_a_secret_in_a_file_is_read_and_a_file_that_cannot_be_is_told(real, tmp_path):
    file = tmp_path / "secret"
    file.write_text(real.environ.pop("LANGSO_SECRET_KEY"))
    named = {"SECRET_KEY_FILE": str(file)}
    assert real.found("secret-missing", **named) == real.found("secret-unreadable", **named) == []
    file.unlink()
    assert real.found("secret-unreadable", **named)


def test_a_demonstration_on_this_machine_and_a_portal_on_loopback_are_fine(real):
    assert real.found("demonstration-public", DEMO="1", BASE_URL="http://127.0.0.1:8000") == []
    assert real.found("address-plain", BASE_URL="http://localhost:8000") == []
