"""What real clients read from the real server, for ``docs/compatibility.md``.

Each client test says what its client did. With ``LANGSO_COMPATIBILITY`` naming a file, the lines are kept there, and
``python -m tests.compatibility <file>`` prints the page from them.
"""

import json
import os
import sys
from pathlib import Path

KEPT_IN = "LANGSO_COMPATIBILITY"
COLUMNS = ("client", "version", "did", "result")
HEAD = """# Clients that read this portal

What real clients read from the real server over the demonstration. Printed from a run of the tests on {databases}:

    LANGSO_COMPATIBILITY=runs.jsonl pytest tests
    python -m tests.compatibility runs.jsonl > docs/compatibility.md
"""


def record(*, client: str, version: str, did: str, result: str) -> None:
    """Keep that a client did something and what came of it, in the words of the page; call it when it has succeeded."""
    path = os.environ.get(KEPT_IN)
    if not path:
        return
    line = json.dumps(dict(zip(COLUMNS, (client, version, did, result), strict=True)) | {"test": _test()})
    with Path(path).open("a", encoding="utf-8") as file:  # a line is one write: runs on several cores share the file
        file.write(line + "\n")


def _test() -> str:
    return os.environ.get("PYTEST_CURRENT_TEST", "").partition(" ")[0]


def page(lines: list[str]) -> str:
    """The page: one row for whatever a client did, however often and on however many databases it did so."""
    runs = [json.loads(line) for line in lines if line.strip()]
    rows = sorted({tuple(run[name] for name in COLUMNS) for run in runs})
    table = ["| client | version | what it did | what came of it |", "|---|---|---|---|"]
    table += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return HEAD.format(databases=_databases(runs)) + "\n" + "\n".join(table) + "\n"


def _databases(runs: list[dict[str, str]]) -> str:
    names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
    seen = [shown for name, shown in names.items() if any(name in run["test"].partition("[")[2] for run in runs)]
    return " and ".join(seen) or "any database"


if __name__ == "__main__":
    print(page(Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()), end="")
