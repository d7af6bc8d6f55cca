"""Every program that the guide shows is run as it stands, but for the portal's address, against a real server."""

import platform
import re
import shutil
import subprocess
import sys

import pandas
import pytest

from api.guide.examples import FOLDER, KINDS, SERVER, TASKS, list_examples
from tests import compatibility
from tests.api.reading import csv_rows
from tests.conftest import lacking

RUN = {
    "sh": (["bash"], "sh"),
    "py": ([sys.executable], "py"),
    "R": (["Rscript", "--vanilla"], "R"),
    "js": (["node"], "mjs"),
}
"""How each language is run, and the ending that it wants."""

DEBIAN = {"R": "r-base-core, r-cran-jsonlite", "js": "nodejs"}
VERSIONS = {"sh": ["curl", "--version"], "R": ["Rscript", "--version"], "js": ["node", "--version"]}
PRINTED = {
    "first.sh": r'{"locality":"21451-03","value":88.6813,"status":"normal"}\],"next":"/api/v1/obs.*","total":36}$',
    "first.py": r"^36 villages\n21451-01 89\.2188 normal\n(.*\n)*21451-33  withheld\n",
    "first.R": r"^36 villages\n(.*\n)* +normal withheld *\n +31 +5",
    "first.js": r"^36 villages\n21451-01 89\.2188 normal\n(.*\n)*21451-33  withheld\n",
    "pages.sh": r'^Link: </api/v1/tasks\?commune=tra-cau&limit=20&as_of=[\w-]+&cursor=\w+>; rel="next"',
    "pages.py": "^64 tasks, 64 different ones$",
    "pages.R": "^64 tasks, 64 different ones$",
    "pages.js": "^64 tasks, 64 different ones$",
    "as-of.sh": '"value":88.2231,.*"release":"tra-cau-r4"',
    "as-of.py": "^36 villages, 3 corrected since$",
    "whole.sh": "^whole$",
    "whole.py": "^whole: 576 rows$",
    "whole.R": "^whole: 576 rows$",
    "whole.js": "^whole: 576 rows$",
    "table.sh": "^locality,indicator,value,status$",
    "table.py": r"withheld +25\n25 withheld; 0 of them with a value$",
    "table.R": "25 withheld; 0 of them with a value$",
    "unchanged.sh": "^304$",
    "unchanged.py": "^unchanged since the last time$",
    "refused.sh": '"type":"/api/problems#unknown-parameter".*"nearest":"period"',
    "refused.py": "^/api/problems#unknown-parameter: There is no parameter “perod”",
    "refused.js": "^/api/problems#unknown-parameter period$",
}
"""What each prints over the demonstration."""


def test_every_example_is_shown_and_run():
    shown = {example.name for task in TASKS for example in list_examples(task, SERVER)}
    assert shown == {path.name for path in FOLDER.iterdir() if path.suffix[1:] in KINDS}
    assert shown == PRINTED.keys() | {"first.m", "table.m"}


def test_every_language_shows_how_to_begin():
    assert {example.kind for example in list_examples("first", SERVER)} == KINDS.keys()


@pytest.mark.parametrize("name", PRINTED)
def test_an_example_of_the_guide_does_what_it_says(name, server, tmp_path):
    task, kind = name.split(".")
    command, ending = RUN[kind]
    if shutil.which(command[0]) is None:
        lacking(f"{command[0]} is not installed (Debian: {DEBIAN.get(kind, command[0])})")
    [example] = [example for example in list_examples(task, server) if example.kind == kind]
    path = tmp_path / f"example.{ending}"
    path.write_text(example.source, encoding="utf-8")
    done = subprocess.run([*command, path.name], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    said = done.stdout + (done.stderr if name == "refused.py" else "")
    assert re.search(PRINTED[name], said.strip()), f"{said}\n{done.stderr}"
    assert done.returncode == (1 if name == "refused.py" else 0), done.stderr
    record(kind, name)


def record(kind, name):
    client = {"sh": "curl", "py": "Python", "R": "R with jsonlite", "js": "Node.js"}[kind]
    version = platform.python_version() if kind == "py" else said_by(VERSIONS[kind])
    if name == "table.py":
        client, version = "pandas", pandas.__version__
    compatibility.record(client=client, version=version, did=f"ran the guide's examples ({kind})", result="as promised")


def said_by(command):
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return re.search(r"\d+(\.\d+)+", done.stdout + done.stderr)[0]


def test_a_table_that_was_cut_off_is_found_out(server, tmp_path):
    """The example that checks the trailer says so when lines are missing."""
    [example] = [example for example in list_examples("whole", server) if example.kind == "sh"]
    fetched = example.source.replace("\ntold=", "\nsed -i 5d observations.ndjson\ntold=", 1)
    assert fetched != example.source
    done = subprocess.run(["bash", "-c", fetched], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (1, "cut off: fetch it again")


@pytest.mark.parametrize("name", ["first", "table"])
def test_what_the_power_query_names_exists(name, client):
    """Excel is not here to run it: its addresses, parameters and columns are held against the portal."""
    [example] = [example for example in list_examples(name, "http://localhost") if example.kind == "m"]
    tables = requests_of(example.source)
    assert tables
    columns = set()
    for path, query in tables:
        assert path.startswith("api/v1/")
        assert path.endswith(".csv")
        found = csv_rows(client, path.removeprefix("api/v1/").removesuffix(".csv"), **query)
        assert found
        columns |= found[0].keys()
    assert columns_of(example.source) <= columns


def requests_of(source):
    """The addresses that a query reads, with their parameters."""
    found = re.findall(r'RelativePath = "([^"]+)",\s*Query = \[([^\]]+)\]', source)
    found += re.findall(r'Read\(\s*"([^"]+)",\s*\[([^\]]+)\]', source)
    return [(path, dict(re.findall(r'(\w+) = "([^"]*)"', query))) for path, query in found]


def columns_of(source):
    body = source[source.index("Rows" if "Rows =" in source else "Joined") :]
    named = re.findall(r'\{"(\w+)", (?:type|Int64)', body)
    named += [n for group in re.findall(r'\{((?:"\w+"(?:, )?)+)\}', body) for n in re.findall(r'"(\w+)"', group)]
    return set(named)


def test_the_columns_of_a_power_query_are_found():
    sources = {name: next(e.source for e in list_examples(name, "") if e.kind == "m") for name in ("first", "table")}
    assert columns_of(sources["first"]) == {"numerator", "denominator", "value", "locality"}
    assert columns_of(sources["table"]) == {"locality", "code", "name"}
