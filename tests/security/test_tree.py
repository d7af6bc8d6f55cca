"""What must not stand in the program, and what it is built on."""

import importlib.metadata
import json
import re
from collections import Counter

import pytest

from portal.settings import ROOT

PROGRAM = ("portal", "api", "maps", "wsgi.py")
DANGEROUS = re.compile(
    r"\bpickle\b|\bmarshal\b|\bshelve\b|yaml\.(unsafe_|full_)?load\(|shell=True|os\.system|os\.popen|verify=False"
    r"|CERT_NONE|_create_unverified|\bmd5\b|\bsha1\b|\beval\(|\bexec\(|tempfile\.mktemp\(|debug=True"
    r"|^import random|from random import|xml\.dom|xml\.sax\.make_parser|lxml|render_template_string"
)
IN_SCRIPTS = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|postMessage")
UNESCAPED = re.compile(r"\|\s*safe\b|Markup\((?!\"\"|' rel)")
OURS = {
    "portal/templates/components/sprite.html": "drawings of the program itself",
    "portal/templates/components_gallery/page_header.html": "a component, rendered and escaped just before",
    "portal/pages/json_ld.py": "a frame of our own, filled by format, which escapes; the JSON has no <",
    "portal/pages/components.py": "a component of the gallery over samples of the program",
    "portal/i18n/babel.py": "messages are of the program; values are escaped into them",
    "api/guide/marks.py": "escaped one step before",
    "maps/templates/maps/places.svg": "colours of the program itself",
}
"""Every text that goes into a page as it is, and why it may."""

FORBIDDEN = re.compile(r"AGPL|Affero|SSPL|Commons Clause|BUSL", re.IGNORECASE)
SAID_ELSEWHERE = {"axe-playwright-python", "resvg-py"}
"""Both MIT, as their sources say; their metadata are silent."""


def program(*suffixes: str):
    for part in (*PROGRAM, "static"):
        path = ROOT / part
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            if file.suffix in suffixes and "__pycache__" not in file.parts:
                yield file.relative_to(ROOT).as_posix(), file.read_text("utf-8")


def test_nothing_that_is_known_to_be_dangerous_stands_in_the_program():
    found = {name: DANGEROUS.findall(text) for name, text in program(".py")}
    assert {name: words for name, words in found.items() if words} == {}
    found = {name: IN_SCRIPTS.findall(text) for name, text in program(".js", ".html")}
    assert {name: words for name, words in found.items() if words} == {}


def test_every_text_that_is_not_escaped_is_listed():
    found = {name for name, text in program(".py", ".html", ".svg") if UNESCAPED.search(text)}
    assert found == OURS.keys()


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock"])
def test_every_package_is_pinned_once_with_its_hash_and_a_licence_that_may_be_used(lock):
    text = (ROOT / lock).read_text("utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    names = [re.match(r"([\w.\-]+)(?:\[[^\]]*\])?==[\w.+!]+", entry) for entry in entries if not entry.startswith("#")]
    assert all(names), "every line pins one version"
    where = Counter((name[1].lower(), _marker(name.string)) for name in names)  # one for each kind of machine
    assert [name for name, count in where.items() if count > 1] == []
    bare = {name for name, marker in where if not marker}
    assert [name for name, marker in where if marker and name in bare] == []
    assert all("--hash=sha256:" in entry for entry in entries if not entry.startswith("#"))
    assert "://" not in text
    unknown = {name[1] for name in names if not _licence(name[1]) and name[1] not in SAID_ELSEWHERE}
    assert unknown == set()
    assert {name[1] for name in names if FORBIDDEN.search(_licence(name[1]))} == set()


def _marker(entry: str) -> str:
    """For which machines and versions of Python an entry is; empty: for all."""
    return entry.partition("\n")[0].partition(";")[2].strip(" \\")


def _licence(name: str) -> str:
    """As the package says it; of one that this machine needs not, nothing is to be said."""
    try:
        said = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        return "not installed here"
    classified = [each for each in said.get_all("Classifier") or [] if each.startswith("License")]
    return " ".join([said.get("License-Expression") or "", *classified, (said.get("License") or "")[:200]]).strip()


@pytest.mark.parametrize("folder", ["web", "observatory"])
def test_what_comes_through_npm_is_pinned_with_its_hash_and_without_an_address(folder):
    lock = json.loads((ROOT / "bench" / folder / "package-lock.json").read_text("utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert [name for name, entry in packages.items() if not entry.get("integrity") or "resolved" in entry] == []
    assert [name for name, entry in packages.items() if FORBIDDEN.search(str(entry.get("license", "")))] == []


def test_make_audit_asks_about_both_locks():
    text = (ROOT / "Makefile").read_text("utf-8")
    for part in ("pip-audit==", "requirements.lock", "requirements-test.lock", "npm audit"):
        assert part in text.partition("\naudit:")[2]
