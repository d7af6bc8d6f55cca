"""``langso account``: what it does, and what it says."""

import re

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from portal.cli import commands
from portal.desk.accounts import Account
from portal.publishing.audit import AuditEntry
from tests.builders import COMMUNE
from tests.desk.people import PASSWORD, make_account


@pytest.fixture
def langso(office, public, desk, monkeypatch):
    for name, value in {
        "DATABASE_URL": public.url.render_as_string(hide_password=False),
        "DESK_DATABASE_URL": desk.url.render_as_string(hide_password=False),
        "SECRET_KEY": "for tests only",
        "BASE_URL": "https://so.example.vn/",
        "TODAY": "2026-11-22",
        "DEMO": "",
    }.items():
        monkeypatch.setenv(f"LANGSO_{name}", value)
    return lambda *arguments: CliRunner().invoke(commands, ["account", *arguments])


def test_the_first_account_is_made_with_its_link_and_set_up_in_the_browser(langso, person):
    made = langso("create", "Lan@xa.example.vn", "--role", "administrator", "--commune", "all", "--full-name", "Lan")
    link = re.search(r"https://so\.example\.vn(/desk/start/[\w-]+)", made.output).group(1)
    assert made.exit_code == 0
    assert "Chào Lan" in person().get(link).text
    assert "lan@xa.example.vn\tto be set up\tadministrator all" in langso("list").output


def test_roles_are_granted_and_revoked_by_slug_or_code(langso, office):
    make_account(office, "lan")
    assert "lan is approver of thu-nghiem." in langso("grant", "lan", *_as("approver", "thu-nghiem")).output
    assert "lan was approver of 99001 already." in langso("grant", "lan", *_as("approver", COMMUNE)).output
    assert f"lan\tin use\tofficer {COMMUNE}, approver {COMMUNE}" in langso("list").output
    assert "no longer officer" in langso("revoke", "lan", *_as("officer", COMMUNE)).output
    assert "was not officer" in langso("revoke", "lan", *_as("officer", COMMUNE)).output
    assert f"lan\tin use\tapprover {COMMUNE}\n" in langso("list").output


def _as(role, commune):
    return "--role", role, "--commune", commune


def test_disabling_resetting_enabling(langso, office, person):
    make_account(office, "lan")
    lan = person().sign_in("lan")
    assert "is disabled" in langso("disable", "lan").output
    assert not lan.is_signed_in()
    assert "disabled" in langso("list").output
    link = re.search(r"/desk/start/[\w-]+", langso("reset", "lan").output).group()
    assert person().client.get(link).status_code == 404
    assert "is enabled" in langso("enable", "lan").output
    assert person().post(link, password=PASSWORD, again=PASSWORD).status_code == 303


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["create", "lan", *_as("officer", COMMUNE)], "There is an account named lan already."),
        (["create", "có dấu", *_as("officer", COMMUNE)], "A name has 3 to 80 characters"),
        (["create", "minh", *_as("officer", "nowhere")], "There is no commune nowhere."),
        (["disable", "nobody"], "There is no account named nobody."),
        (["reset", "nobody"], "There is no account named nobody."),
        (["grant", "nobody", *_as("officer", COMMUNE)], "There is no account named nobody."),
    ],
)
def test_what_cannot_be_done_is_a_sentence_and_changes_nothing(langso, office, desk, arguments, sentence):
    make_account(office, "lan")
    refused = langso(*arguments)
    assert (refused.exit_code, sentence in refused.output) == (1, True)
    with desk.session() as session:
        assert [account.name for account in session.scalars(select(Account))] == ["lan"]


def test_the_command_line_acts_as_the_operator_in_the_audit_log(langso, desk):
    langso("create", "lan", *_as("officer", COMMUNE))
    with desk.session() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.seq)).all()
    assert [(entry.event, entry.role) for entry in entries] == [
        ("account.created", "operator"),
        ("account.granted", "operator"),
    ]


def test_without_the_tables_it_says_what_to_run(langso, tmp_path, monkeypatch):
    monkeypatch.setenv("LANGSO_DESK_DATABASE_URL", f"sqlite:///{tmp_path}/empty.sqlite")
    refused = langso("list")
    assert (refused.exit_code, "Run `langso init` first" in refused.output) == (1, True)
