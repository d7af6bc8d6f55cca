"""The lines of the log: what each is, and that no secret and no words of an error are in it."""

import json
import os
import subprocess
import sys
import textwrap

import pytest

from portal.logs.failures import words_of
from portal.logs.masking import Masking
from portal.settings import ROOT

SECRET = "bí mật \"rất\" dài 'x'"
ENVIRON = {
    "LANGSO_SECRET_KEY": SECRET,
    "LANGSO_DATABASE_URL": "postgresql://reader:p%40ss%2Fwörd@db.example:5432/public",
    "LANGSO_SMTP_URL": "smtp://post:letter-secret@mail.example:587",
    "LANGSO_REDIS_URL": "redis://:red-secret@cache.example:6379/0",
}
FORBIDDEN = ("bí mật", "b\\u00ed", "p@ss/wörd", "p%40ss", "letter-secret", "red-secret")


def logged(program: str, **settings: str) -> list[str]:
    """The lines that a program logs, whose log is set up first."""
    script = "from portal import logs\nlogs.configure()\n" + textwrap.dedent(program)
    environ = os.environ | ENVIRON | {f"LANGSO_{name}": value for name, value in settings.items()}
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environ, capture_output=True, timeout=120, check=False
    )
    assert run.stdout == b""
    return run.stderr.decode().splitlines()


def test_every_event_is_a_line_of_json_with_time_level_and_event():
    told = [json.loads(line) for line in logged("logs.told.info('published', release='tra-cau-r6')")]
    assert [(one["level"], one["event"], one["release"]) for one in told] == [("info", "published", "tra-cau-r6")]
    assert told[0]["time"].endswith("Z")


@pytest.mark.parametrize("form", ["json", "text"])
def test_an_error_that_holds_secrets_is_told_without_them(form):
    lines = logged(
        """
        import logging, os
        values = [value for name, value in os.environ.items() if name.startswith("LANGSO_")]
        def fail(held):
            local = held
            raise RuntimeError(f"cannot use {held}, that is {held!r}")
        for value in values:
            try:
                fail(value)
            except RuntimeError as error:
                logs.told.error(f"failed with {value} {value!r}", exc_info=error)
                logging.getLogger("portal").exception("failed with %s", value)
                logging.getLogger("some.library").error("as it stands: %r", {"held": value})
        """,
        LOG_FORMAT=form,
    )
    assert len(lines) > 10
    assert not [line for line in lines for secret in FORBIDDEN if secret in line]
    assert any("fail" in line for line in lines)


def test_an_error_nobody_caught_is_a_line_too_without_its_words():
    (line,) = logged("import os\nint(os.environ['LANGSO_SECRET_KEY'])")
    told = json.loads(line)
    assert told["level"] == "error"
    assert told["failure"][0]["kind"] == "ValueError"
    assert told["failure"][0]["words"] == ""


def test_the_places_of_an_error_are_told_and_what_it_came_of():
    (line,) = logged(
        """
        def inner():
            {}["what somebody typed"]
        try:
            try:
                inner()
            except KeyError as error:
                raise RuntimeError("what somebody typed") from error
        except RuntimeError as error:
            logs.told.error("failed", exc_info=error)
        """
    )
    outer, cause = json.loads(line)["failure"]
    assert (outer["kind"], cause["kind"]) == ("RuntimeError", "KeyError")
    assert cause["at"][-1].endswith("inner")
    assert "typed" not in line


def test_libraries_are_heard_from_warnings_on_and_this_program_from_the_level_that_is_set():
    program = """
        import logging, warnings
        for name in ("sqlalchemy.engine", "portal"):
            logging.getLogger(name).info("told by %s", name)
        logs.told.debug("too little")
        warnings.warn("take care")
    """
    assert [json.loads(line)["event"][:16] for line in logged(program)] == ["told by portal", "<string>:8: User"]
    assert len(logged(program, LOG_LEVEL="error")) == 0


def test_a_database_says_what_nobody_sent_but_not_the_row():
    psycopg = pytest.importorskip("psycopg")
    words = 'duplicate key value violates unique constraint "uq_x"\nDETAIL:  Key (address)=(a@b.vn) already exists.'
    assert words_of(psycopg.errors.UniqueViolation(words)) == "duplicate key value violates unique constraint …"
    assert words_of(PermissionError(13, "Permission denied", "/home/somebody")) == "Permission denied"
    assert words_of(ValueError("invalid literal: 'somebody'")) == ""


def test_addresses_of_mail_and_credentials_of_any_address_are_masked():
    mask = Masking({})
    assert mask("from nguyen.van.a+x@xa.example.vn") == "from …@…"
    assert "hunter2" not in mask("amqp://user:hunter2@host/")
    assert mask("nothing to hide") == "nothing to hide"
