"""Which kind of file an upload is: by its first bytes, which its name must agree with."""

from portal.publishing.problems import Refused
from portal.publishing.workbooks.delimited import read_delimited
from portal.publishing.workbooks.grid import Workbook
from portal.publishing.workbooks.limits import Limits
from portal.publishing.workbooks.spreadsheet import read_spreadsheet
from portal.publishing.workbooks.words import about_file

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old Excel files, and the wrapping of encrypted new ones
PASSWORD = "EncryptedPackage".encode("utf-16-le")
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OTHERS = {b"%PDF": "PDF", b"{\\rtf": "RTF", b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"Rar!": "RAR", b"7z": "7z"}
SHEETS = ".xlsx"
TEXTS = (".csv", ".tsv")
OLD = {".xls": "xls", ".xlsb": "xlsb", ".ods": "ods", ".xlsm": "macros", ".xltm": "macros", ".xlam": "macros"}


def read_kind(content: bytes, name: str, sha256: str, limits: Limits) -> Workbook:
    """The workbook in these bytes, in this process.

    :raises Refused: it is of no kind that is read, or reading it refused it.
    """
    ending = "." + name.lower().rpartition(".")[2] if "." in name else ""
    found = _find_kind(content, name, ending)
    if found == "csv" and ending in TEXTS:
        sheets, notes = read_delimited(content, name, limits)
    elif found == "xlsx" and ending == SHEETS:
        sheets, notes = read_spreadsheet(content, name, limits)
    elif ending in (SHEETS, *TEXTS):
        raise Refused([about_file("wrong-extension", name, ending=ending, found=found.upper())])
    else:
        raise Refused([about_file(OLD.get(ending, "unknown-kind"), name)])
    return Workbook(name, found, tuple(sheets), sha256, tuple(notes))


def _find_kind(content: bytes, name: str, ending: str) -> str:
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise Refused([about_file("empty-file", name)])
    if content.startswith(OLE):
        raise Refused([about_file("encrypted" if PASSWORD in content else "xls", name)])
    if content.startswith(ZIP):
        return "xlsx"
    other = next((kind for start, kind in OTHERS.items() if content.startswith(start)), "")
    if other:
        return other
    if ending == SHEETS:
        raise Refused([about_file("damaged", name, reason="ZIP")])
    return "csv"
