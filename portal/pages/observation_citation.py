"""How to cite a figure, in the words of ``domain.citations``: always the version in hand and never a later one."""

from typing import Any

from portal.addresses import public_url
from portal.domain.catalogue import publisher_of
from portal.domain.citations import Work, bibtex, cite, csl
from portal.domain.passports import Passport
from portal.i18n import gettext as _
from portal.i18n import localized, speaking
from portal.pages.observation_words import cited_text, title_of


def citations(passport: Passport) -> dict[str, Any]:
    """By ``vi``, ``en``, ``bibtex`` and ``csl``."""
    work = work_of(passport)
    return {"vi": cite(work, "vi"), "en": cite(work, "en"), "bibtex": bibtex(work), "csl": csl(work)}


def work_of(passport: Passport) -> Work:
    """The figure as it was when the version in hand came out, at the address that always shows it so."""
    row = passport.current
    path = f"/observations/{row.indicator_code}/{passport.ref}/{row.period}"
    author, author_en = publisher_of(passport.commune)
    with speaking("vi"):
        title, part = _title(passport), _part(passport)
    with speaking("en"):
        title_en, part_en = _title(passport), _part(passport)
    return Work(
        key=f"langso-{row.indicator_code}-{passport.ref}-{row.period}-{row.release.id}",
        author=author,
        author_en=author_en,
        title=title,
        title_en=title_en,
        medium="số liệu",
        medium_en="figure",
        released_at=row.release.released_at,
        url=public_url(f"{path}?as_of={row.release.id}"),
        part=part,
        part_en=part_en,
        illustrative=passport.is_illustrative,
    )


def _title(passport: Passport) -> str:
    return f"{title_of(passport.current)}: {cited_text(passport.current)}"


def _part(passport: Passport) -> str:
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
