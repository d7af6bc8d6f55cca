"""The releases as an Atom feed, for those who follow them with a reader of feeds."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from portal.addresses import public_url
from portal.domain.change_counts import count_changes_by_release
from portal.domain.changes import ChangeKind
from portal.domain.datasets import list_illustrative_releases
from portal.domain.following import Topic, TopicKind, list_headlines, narrowing_of, of_commune
from portal.domain.localities import Locality
from portal.domain.releases import Release, list_withdrawals
from portal.formats.atom import Entry, Feed
from portal.i18n import gettext as _
from portal.i18n import language, localized
from portal.i18n.following_words import headline_texts, release_title, topic_name
from portal.i18n.formats import format_date
from portal.i18n.release_words import counts_text, kind_name
from portal.pages.context import address
from portal.web import session

Paging = tuple[tuple[str, str], ...]
"""The other parts of a feed: relation and address."""


def feed_of_releases(releases: Sequence[Release], commune: Locality | None, url: str) -> bytes:
    """The feed of these releases, the newest first, in the language of the page; ``url`` is where it was asked for."""
    return _write(_feed(commune, url), releases, of_commune(commune) if commune else None)


def feed_of_topic(topic: Topic, releases: Sequence[Release], url: str, paging: Paging = ()) -> bytes:
    """The feed of the releases that touched a commune, a village or an indicator."""
    if topic.kind is TopicKind.COMMUNE:
        return _write(replace(_feed(topic.commune, url), links=paging), releases, topic)
    if topic.kind is TopicKind.INDICATOR:
        title = _("Các đợt công bố số liệu: %(indicator)s", indicator=topic_name(topic))
    else:
        title = _("Số liệu mới và đính chính: %(place)s", place=topic_name(topic))
    page, guid = public_url(address(topic.path)), url.partition("?")[0]  # all parts of a feed are one feed
    feed = Feed(f"{title} – Làng Số", page, url, language(), guid=guid, links=paging)
    return _write(feed, releases, topic)


def _feed(commune: Locality | None, url: str) -> Feed:
    asked = f"?commune={commune.slug}" if commune else ""
    page, guid = (public_url(address(path) + asked) for path in ("/releases", "/releases.atom"))
    return Feed(_title(commune), page, url, language(), guid=guid)


def _write(feed: Feed, releases: Sequence[Release], topic: Topic | None) -> bytes:
    made_up = list_illustrative_releases(session(), [release.id for release in releases])
    counts = count_changes_by_release(session(), releases)
    withdrawals = list_withdrawals(session(), releases)
    headlines = list_headlines(session(), topic, releases) if topic else {}
    narrowing, entries = narrowing_of(topic) if topic else "", []
    for release in releases:
        withdrawal = withdrawals.get(release.id)
        sentences = _sentences(release, {} if narrowing else counts.get(release.seq, {}), withdrawal)
        notice = [_("Số liệu minh họa") + "."] if release.id in made_up else []
        said = told(headline_texts(headlines.get(release.seq, [])), [*sentences, *notice])
        entries.append(_entry(release, said, withdrawal, topic))
    return with_notice(feed, made_up=bool(made_up)).write(entries)


def told(headlines: Sequence[str], sentences: Sequence[str]) -> str:
    """What changed first, then the rest of what there is to say."""
    changed = "; ".join(headlines)
    return " ".join([*([f"{changed}."] if changed else []), *sentences])


def with_notice(feed: Feed, *, made_up: bool) -> Feed:
    """The feed, with the words that go with illustrative figures."""
    return replace(feed, subtitle=_("Số liệu minh họa") if made_up else "")


def _title(commune: Locality | None) -> str:
    title = _("Các đợt công bố và đính chính")
    return f"{title} – {localized(commune)}" if commune else f"{title} – Làng Số"


def _entry(release: Release, said: str, withdrawal: Release | None, topic: Topic | None) -> Entry:
    url = public_url(address(f"/releases/{release.id}"))
    return Entry(
        url=url + (narrowing_of(topic) if topic else ""),
        title=release_title(release),
        summary=said,
        author=localized(release.commune),
        published=release.released_at,
        updated=withdrawal.released_at if withdrawal else release.released_at,
        categories=(release.kind,),
        id=url + (narrowing_of(topic) if topic and topic.kind is TopicKind.VILLAGE else ""),
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
