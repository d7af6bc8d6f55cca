"""How to cite what the portal publishes: in words, in Vietnamese and English, and for programs that keep literature.

Pure: a work and its absolute address give the same text wherever it is asked for.
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from babel.dates import format_date

from portal.clock import VIET_NAM
from portal.domain import notices
from portal.domain.catalogue import publisher_of
from portal.domain.datasets import Dataset, DatasetVersion

PUBLISHER = "Làng Số"
LICENCE = "CC BY 4.0"
ILLUSTRATIVE = dict(zip(("vi", "en"), notices.ILLUSTRATIVE, strict=True))
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""BibTeX's own names; a style writes them in its language."""

TEX = {sign: "\\" + sign for sign in "%&_#$"} | {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
"""A brace is named: BibTeX counts braces even behind a backslash."""

_NOT_TEXT = re.compile(r"[\x00-\x1f\x7f\s]+")
_NOT_KEY = re.compile(r"[^A-Za-z0-9.-]+")


@dataclass(frozen=True)
class Work:
    """Something that can be cited, at an address that always shows it as it was.

    :param key: names it in a bibliography and never changes; what is no letter, digit, ``-`` or ``.`` becomes ``-``.
    :param part: where it stands, such as the release and dataset of a figure; empty for what stands by itself.
    :param medium: what kind of thing it is, as readers call it.
    :param released_at: when it came out.
    """

    key: str
    author: str
    author_en: str
    title: str
    title_en: str
    medium: str
    medium_en: str
    released_at: dt.datetime
    url: str
    version: str = ""
    part: str = ""
    part_en: str = ""
    illustrative: bool = False

    @property
    def day(self) -> dt.date:
        """On which it came out, in Viet Nam."""
        return self.released_at.astimezone(VIET_NAM).date()


def work_of(dataset: Dataset, version: DatasetVersion, url: str) -> Work:
    """A version of a dataset; ``url`` is the absolute address of its page."""
    author, author_en = publisher_of(dataset.commune)
    return Work(
        key=f"{dataset.slug}-{version.number}",
        author=author,
        author_en=author_en,
        title=dataset.title,
        title_en=dataset.title_en,
        medium="bộ dữ liệu",
        medium_en="data set",
        released_at=version.released_at,
        url=url,
        version=version.number,
        illustrative=dataset.illustrative,
    )


def cite(work: Work, lang: str) -> str:
    """The citation in words, in Vietnamese (``vi``) or English (``en``)."""
    said = _english(work) if lang == "en" else _vietnamese(work)
    return f"{said} {ILLUSTRATIVE[lang]}." if work.illustrative else said


def _vietnamese(work: Work) -> str:
    version = f", phiên bản {work.version}" if work.version else ""
    part = f" {work.part}." if work.part else ""
    return (
        f"{work.author} ({work.day.year}). {work.title}{version} [{work.medium}].{part} {PUBLISHER}, "
        f"công bố ngày {work.day:%d/%m/%Y}. {work.url}. Giấy phép {LICENCE}."
    )


def _english(work: Work) -> str:
    version = f", version {work.version}" if work.version else ""
    part = f" {work.part_en}." if work.part_en else ""
    day = format_date(work.day, "d MMMM y", locale="en")
    return (
        f"{work.author_en} ({work.day.year}). {work.title_en}{version} [{work.medium_en}].{part} {PUBLISHER}, "
        f"released {day}. {work.url}. Licence {LICENCE}."
    )


def bibtex(work: Work) -> str:
    """The entry for BibTeX and biblatex: Vietnamese in UTF-8, the English title in the note."""
    fields = {
        "author": "{" + _tex(work.author) + "}",  # a body's name is not taken apart
        "title": "{" + _tex(work.title) + "}",
        "year": str(work.day.year),
        "month": MONTHS[work.day.month - 1],
        "version": _tex(work.version),
        "howpublished": _tex(work.medium_en),
        "publisher": _tex(PUBLISHER),
        "url": re.sub(r"[{}\s\\]", lambda found: f"%{ord(found[0]):02X}", work.url),
        "langid": "vietnamese",
        "note": _tex("; ".join(_notes(work))),
    }
    lines = [f"  {name} = {_braced(name, value)}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{_key(work)},", *lines, "}", ""])


def csl(work: Work) -> dict[str, Any]:
    """The item in the language of citation processors (CSL-JSON), which Zotero and pandoc read."""
    item = {
        "id": _key(work),
        "type": "dataset",
        "title": work.title,
        "author": [{"literal": work.author}],
        "issued": {"date-parts": [[work.day.year, work.day.month, work.day.day]]},
        "version": work.version,
        "publisher": PUBLISHER,
        "URL": work.url,
        "language": "vi",
        "note": "; ".join(_notes(work)),
    }
    return {name: value for name, value in item.items() if value}


def _notes(work: Work) -> list[str]:
    made_up = [f"{ILLUSTRATIVE['vi']} ({ILLUSTRATIVE['en']})"] if work.illustrative else []
    return [note for note in (work.title_en, work.author_en, work.part, LICENCE) if note] + made_up


def _key(work: Work) -> str:
    return _NOT_KEY.sub("-", work.key)


def _braced(name: str, value: str) -> str:
    return value if name == "month" else f"{{{value}}}"


def _tex(text: str) -> str:
    """On one line, with the signs that TeX would take for its own written out."""
    return "".join(TEX.get(sign, sign) for sign in _NOT_TEXT.sub(" ", text).strip())
