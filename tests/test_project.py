"""What holds for the project as a whole."""

import re
import subprocess
from pathlib import Path

import pytest
from alembic import command
from babel.messages.catalog import Message

from portal.cli.settings import settings_table
from portal.migrations import STORES, config_for
from portal.settings import ROOT, SETTINGS, SettingsError, load
from translations.catalogue import extract, untranslated
from translations.catalogue import load as load_catalogue

PLACEHOLDER = re.compile(r"%(?:\(\w+\)s|%)")


@pytest.mark.parametrize("name", STORES)
def test_models_and_migrations_agree(name, public, desk):
    command.check(config_for(name, {"public": public, "desk": desk}[name]))


@pytest.mark.parametrize("name", STORES)
def test_migrations_can_be_taken_back_and_run_again(name, public, desk):
    config = config_for(name, {"public": public, "desk": desk}[name])
    command.downgrade(config, "base")
    command.upgrade(config, "head")
    command.check(config)


def test_every_setting_is_documented():
    assert settings_table() in (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")


def test_without_a_secret_it_refuses_to_start_and_says_how_to_make_one():
    with pytest.raises(SettingsError, match="LANGSO_SECRET_KEY is not set"):
        load({})
    assert load({"LANGSO_DEMO": "1"})["SECRET_KEY"]
    assert load({"LANGSO_SECRET_KEY": "x"})["SECRET_KEY"] == "x"


@pytest.mark.parametrize("threshold", ["2", "11", "five", ""])
def test_a_threshold_out_of_bounds_is_refused(threshold):
    with pytest.raises(SettingsError, match="from 3 to 10"):
        load({"LANGSO_DEMO": "1", "LANGSO_DISCLOSURE_THRESHOLD": threshold})


@pytest.mark.parametrize(
    ("name", "value"), [("TODAY", "22/11/2026"), ("WORKERS", "two"), ("WORKERS", "0"), ("BASE_URL", "so.vn")]
)
def test_a_setting_without_sense_is_refused_at_the_start(name, value):
    with pytest.raises(SettingsError, match=f"LANGSO_{name} is"):
        load({"LANGSO_DEMO": "1", f"LANGSO_{name}": value})


def test_the_public_application_is_never_told_where_the_desks_store_is():
    settings = load({"LANGSO_DEMO": "1", "LANGSO_DESK_DATABASE_URL": "sqlite:///secret.sqlite"})
    assert not {s.name for s in SETTINGS if s.desk_only} & settings.keys()


def test_every_message_has_its_english_and_none_is_left_over():
    extracted, catalogue = extract(), load_catalogue()
    said = {message.id for message in extracted if message.id}
    translated = {message.id for message in catalogue if message.id}
    assert said - translated == set(), "run `make messages` and give the English"
    assert translated - said == set(), "run `make messages`"
    assert untranslated(catalogue) == []


def test_translations_keep_their_placeholders():
    wrong = [message.id for message in load_catalogue() if message.id and not _placeholders_agree(message)]
    assert not wrong


def _placeholders_agree(message: Message) -> bool:
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    wanted = set(PLACEHOLDER.findall(ids[-1])) - {"%%"}
    return all(set(PLACEHOLDER.findall(s)) - {"%%", "%(num)s"} <= wanted for s in strings) and wanted - {
        "%(num)s"
    } <= set(PLACEHOLDER.findall(" ".join(strings)))


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock"])
def test_the_locks_have_hashes_and_no_address(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    pinned = re.findall(r"^([A-Za-z0-9_.\-\[\]]+)==", text, re.MULTILINE)
    assert len(pinned) > 20
    assert text.count("--hash=sha256:") >= len(pinned)
    assert "://" not in text
    assert "index" not in text


def test_the_run_lock_has_nothing_of_the_tests_and_the_test_lock_all_of_the_run_lock():
    pins = [set(re.findall(r"^(\S+==\S+)", (ROOT / f).read_text(), re.MULTILINE)) for f in _LOCKS]
    run, test = pins
    assert run < test
    assert not {p for p in run if p.startswith(("pytest", "mypy", "ruff", "playwright", "html5lib"))}


_LOCKS = ("requirements.lock", "requirements-test.lock")


def test_the_locks_follow_pyproject():
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    wanted = {w.lower().replace("[binary]", "") for w in re.findall(r'^ {4}"([\w.\-\[\]]+==[\w.]+)"', project, re.M)}
    test = (ROOT / "requirements-test.lock").read_text(encoding="utf-8").lower().replace("[binary]", "")
    assert wanted
    assert not {pin for pin in wanted if not re.search(rf"^{re.escape(pin)} ", test, re.MULTILINE)}


def test_make_alone_lists_its_targets():
    listed = subprocess.run(["make", "-s"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for target in ("run", "test", "lock", "bench"):
        assert f"make {target}" in listed


def test_every_command_is_named_in_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = "make run,make test,langso init,langso demo,langso boundaries import,langso places import"
    for command_line in commands.split(","):
        assert command_line in readme


def test_no_path_of_a_machine_and_nothing_of_the_plans_documents_is_committed():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    if not listed:
        pytest.skip("not a git checkout")
    for name in listed:
        path = Path(ROOT / name)
        if path.suffix in {".py", ".md", ".toml", ".lock", ".csv", ".html", ".css", ".js", ""} and path.is_file():
            assert "/work/" + "main" not in path.read_text(encoding="utf-8"), name
    assert not [name for name in listed if name.endswith((".geojson", ".ttl")) or name.startswith("plans/")]
