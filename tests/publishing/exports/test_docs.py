from pathlib import Path

from portal.publishing.exports.printing import tables

DOCS = Path(__file__).resolve().parents[3] / "docs" / "files.md"


def test_the_tables_of_the_documentation_are_those_of_the_code() -> None:
    printed = DOCS.read_text(encoding="utf-8").split("<!-- printed -->\n")[1].split("<!-- end of printed -->")[0]
    assert printed == tables(), "print them again: python -m portal.publishing.exports.printing"
