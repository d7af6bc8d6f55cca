"""The releases as an Atom feed, for those who follow them with a reader of feeds."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from portal.addresses import public_url
from portal.domain.change_counts import count_changes_by_release
from portal.domain.changes import ChangeKind
from portal.domain.datasets import list_illustrative_releases
from portal.domain.indicators import Indicator
from portal.domain.localities import Locality
from portal.domain.releases import Release, ReleaseKind, list_withdrawals
from portal.formats.atom import Entry, Feed
from portal.i18n import gettext as _
from portal.i18n import language, localized
from portal.i18n.formats import format_date
from portal.i18n.release_words import counts_text, kind_name
from portal.pages.context import address
from portal.web import session


def feed_of_releases(releases: Sequence[Release], commune: Locality | None, url: str) -> bytes:
    """The feed of these releases, the newest first, in the language of the page; ``url`` is where it was asked for."""
    asked = f"?commune={commune.slug}" if commune else ""
    page, guid = (public_url(address(path) + asked) for path in ("/releases", "/releases.atom"))
    return _write(Feed(_title(commune), page, url, language(), guid=guid), releases)


def feed_of_indicator(indicator: Indicator, releases: Sequence[Release], url: str) -> bytes:
    """The feed of the releases that wrote an indicator's figures."""
    title = _("Các đợt công bố số liệu: %(indicator)s", indicator=localized(indicator))
    page = public_url(address(f"/indicators/{indicator.code}"))
    return _write(Feed(f"{title} – Làng Số", page, url, language()), releases)


def _write(feed: Feed, releases: Sequence[Release]) -> bytes:
    made_up = list_illustrative_releases(session(), [release.id for release in releases])
    counts = count_changes_by_release(session(), releases)
    withdrawals = list_withdrawals(session(), releases)
    entries = [
        _entry(release, counts.get(release.seq, {}), withdrawals.get(release.id), release.id in made_up)
        for release in releases
    ]
    return with_notice(feed, made_up=bool(made_up)).write(entries)


def with_notice(feed: Feed, *, made_up: bool) -> Feed:
    """The feed, with the words that go with illustrative figures."""
    return replace(feed, subtitle=_("Số liệu minh họa") if made_up else "")


def _title(commune: Locality | None) -> str:
    title = _("Các đợt công bố và đính chính")
    return f"{title} – {localized(commune)}" if commune else f"{title} – Làng Số"


def _entry(release: Release, counts: Mapping[ChangeKind, int], withdrawal: Release | None, made_up: bool) -> Entry:
    sentences = [*_sentences(release, counts, withdrawal), *([_("Số liệu minh họa") + "."] if made_up else [])]
    title = f"{localized(release.commune)}: {localized(release, 'title')}"
    if release.kind != ReleaseKind.UPDATE:
        title = f"{kind_name(release.kind)} – {title}"
    return Entry(
        url=public_url(address(f"/releases/{release.id}")),
        title=title,
        summary=" ".join(sentences),
        author=localized(release.commune),
        published=release.released_at,
        updated=withdrawal.released_at if withdrawal else release.released_at,
        categories=(release.kind,),
    )


def _sentences(release: Release, counts: Mapping[ChangeKind, int], withdrawal: Release | None) -> list[str]:
    said = []
    if withdrawal is not None:
        day = format_date(withdrawal.released_at)
        said.append(_("Đợt này đã được rút ngày %(day)s bằng đợt %(release)s.", day=day, release=withdrawal.id))
    said.append(kind_name(release.kind) + (f": {counts_text(counts)}." if counts else "."))
    if release.takes_back:
        said.append(_("Rút đợt %(release)s.", release=release.takes_back))
    if release.restores:
        said.append(_("Khôi phục số liệu như tại đợt %(release)s.", release=release.restores))
    if release.reason:
        said.append(_("Lý do: %(reason)s", reason=localized(release, "reason")))
    return said
