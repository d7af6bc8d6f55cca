"""How to cite a figure: in Vietnamese, in English and as BibTeX, always the version in hand and never a later one."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import g

from portal.domain.catalogue import publisher_of
from portal.domain.passports import Passport
from portal.formats.http import public_url
from portal.i18n import gettext as _
from portal.i18n import language, localized
from portal.i18n.formats import format_date
from portal.pages.observation_words import title_of, value_text
from portal.routing import in_language


def citations(passport: Passport) -> dict[str, str]:
    """By ``vi``, ``en`` and ``bibtex``."""
    return {lang: _in(lang, passport) for lang in ("vi", "en")} | {"bibtex": _bibtex(passport)}


def _in(lang: str, passport: Passport) -> str:
    with _speaking(lang):
        return _sentence(passport)


@contextmanager
def _speaking(lang: str) -> Iterator[None]:
    """Words in a language, whichever the answer is in."""
    before = language()
    g.language = lang
    try:
        yield
    finally:
        g.language = before


def _sentence(passport: Passport) -> str:
    release = passport.current.release
    text = _(
        "%(publisher)s (%(year)s). %(title)s: %(value)s. %(where)s. Làng Số, công bố ngày %(day)s. %(url)s. "
        "Giấy phép CC BY 4.0.",
        publisher=_publisher(passport),
        year=release.released_at.year,
        title=title_of(passport.current),
        value=value_text(passport.current),
        where=_where(passport),
        day=format_date(release.released_at),
        url=_url(passport),
    )
    return f"{text} {_('Số liệu minh họa')}." if passport.is_illustrative else text


def _where(passport: Passport) -> str:
    """The release that brought the figure and the version of the dataset that first carried it."""
    carried = passport.versions[-1].carried_by
    if not carried:
        return _("Đợt công bố %(release)s", release=passport.current.release.id)
    return _(
        "Đợt công bố %(release)s, bộ dữ liệu “%(dataset)s”, phiên bản %(number)s",
        release=passport.current.release.id,
        dataset=localized(passport.dataset, "title"),
        number=carried[0],
    )


def _publisher(passport: Passport) -> str:
    vietnamese, english = publisher_of(passport.commune)
    return english if language() == "en" else vietnamese


def _url(passport: Passport) -> str:
    """The address at which the figure is read as it was when this version came out."""
    row = passport.current
    path = f"/observations/{row.indicator_code}/{passport.ref}/{row.period}"
    return public_url(in_language(path, language())) + f"?as_of={row.release.id}"


def _bibtex(passport: Passport) -> str:
    row, release = passport.current, passport.current.release
    note = _where(passport) + ("; CC BY 4.0; " + _("Số liệu minh họa") if passport.is_illustrative else "; CC BY 4.0")
    fields = {
        "author": "{" + _escaped(_publisher(passport)) + "}",
        "title": "{" + _escaped(f"{title_of(row)}: {value_text(row)}") + "}",
        "year": str(release.released_at.year),
        "publisher": "Làng Số",
        "url": _url(passport),
        "note": _escaped(note),
    }
    key = f"langso-{row.indicator_code}-{passport.ref}-{row.period}-{release.id}"
    return "\n".join([f"@misc{{{key},", *(f"  {name} = {{{value}}}," for name, value in fields.items()), "}"])


def _escaped(text: str) -> str:
    """With the signs that TeX would take for its own."""
    return "".join("\\" + sign if sign in "%&_#$" else sign for sign in text)
