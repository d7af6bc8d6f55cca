"""Messages in the source, and the catalogue that translates them.

The catalogue has no locations and is sorted, so that a change in it is a change of words.
"""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PATH = ROOT / "translations" / "en.po"
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}
HEADER = "# The English of Làng Số's messages; the Vietnamese is the source."


def extract() -> Catalog:
    """Every message of code and templates."""
    catalogue = Catalog(locale="en", header_comment=HEADER, project="lang-so", charset="utf-8")
    for package in ("portal", "api", "maps"):
        found = extract_from_dir(
            str(ROOT / package), METHODS, {"**.html": {"silent": "false"}}, keywords=KEYWORDS, comment_tags=()
        )
        for _file, _line, message, _comments, _context in found:
            catalogue.add(message)
    return catalogue


def load() -> Catalog:
    with PATH.open("rb") as file:
        return read_po(file, locale="en")


def renew() -> list[str]:
    """Write the catalogue anew: translations kept, what is no longer said dropped; answers what has no English."""
    extracted, old = extract(), load()
    for message in extracted:
        known = old.get(message.id) if message.id else None
        if known is not None:
            message.string = known.string
    with PATH.open("wb") as file:
        write_po(file, extracted, width=120, no_location=True, sort_output=True, omit_header=True)
    return untranslated(extracted)


def untranslated(catalogue: Catalog) -> list[str]:
    return [str(m.id) for m in catalogue if m.id and not all(_strings(m.string))]


def _strings(string: object) -> tuple[str, ...]:
    return string if isinstance(string, tuple) else (str(string or ""),)
