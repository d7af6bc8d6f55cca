"""The Nu HTML checker reads every kind of page, in both languages, in one run of its own process."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.conftest import lacking
from tests.site import programs
from tests.site.kinds import ON_ONE_DATABASE, in_both_languages

pytestmark = ON_ONE_DATABASE


@pytest.fixture(scope="session")
def _checker() -> None:
    if missing := programs.missing("java", programs.VNU):
        lacking(missing)


def complaints(folder: Path) -> dict[str, list[str]]:
    """What the checker finds wrong, by file; warnings and remarks are not asked for."""
    command = ["java", "-jar", programs.VNU, "--errors-only", "--format", "json", "--skip-non-html", folder]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    found: dict[str, list[str]] = {}
    for message in json.loads(ended.stderr)["messages"]:
        found.setdefault(Path(message["url"]).name, []).append(f"{message['message']} … {message.get('extract', '')}")
    return found


@pytest.mark.usefixtures("_checker")
def test_no_kind_of_page_has_an_error_of_html(client, tmp_path):
    names = {"wrong.html": "a page that is wrong"}
    (tmp_path / "wrong.html").write_text("<!doctype html><html lang=vi><title>x</title><p><ul></ul></p>")
    for number, path in enumerate(in_both_languages()):
        names[f"{number}.html"] = path
        (tmp_path / f"{number}.html").write_bytes(client.get(path).data)
    found = {names[file]: said for file, said in complaints(tmp_path).items()}
    assert found.pop("a page that is wrong"), "the checker says nothing at all"
    assert found == {}
