"""The versions of datasets as Atom feeds: of one dataset, or of them all."""

from collections.abc import Mapping, Sequence

from portal.addresses import public_url
from portal.domain.catalogue import publisher_of
from portal.domain.datasets import Dataset, DatasetVersion
from portal.domain.following import Headline, list_headlines, of_dataset
from portal.formats.atom import Entry, Feed
from portal.i18n import gettext as _
from portal.i18n import language, localized
from portal.i18n.following_words import headline_texts
from portal.i18n.formats import format_number
from portal.i18n.release_words import kind_name
from portal.pages.context import address
from portal.pages.release_feed import Paging, told, with_notice
from portal.web import session


def feed_of_dataset(dataset: Dataset, versions: Sequence[DatasetVersion], url: str, paging: Paging = ()) -> bytes:
    title = _("Các phiên bản: %(title)s", title=localized(dataset, "title"))
    page = public_url(address(f"/datasets/{dataset.slug}"))
    headlines = list_headlines(session(), of_dataset(dataset), [version.release for version in versions])
    return _write(Feed(title, page, url, language(), guid=url.partition("?")[0], links=paging), versions, headlines)


def feed_of_catalogue(versions: Sequence[DatasetVersion], url: str) -> bytes:
    title = _("Phiên bản mới của các bộ dữ liệu")
    return _write(Feed(f"{title} – Làng Số", public_url(address("/datasets")), url, language()), versions, {})


def _write(feed: Feed, versions: Sequence[DatasetVersion], headlines: Mapping[int, Sequence[Headline]]) -> bytes:
    made_up = any(version.dataset.illustrative for version in versions)
    entries = (_entry(version, headline_texts(headlines.get(version.release_seq, []))) for version in versions)
    return with_notice(feed, made_up=made_up).write(entries)


def _entry(version: DatasetVersion, changed: Sequence[str]) -> Entry:
    dataset, release = version.dataset, version.release
    title = _("%(title)s, phiên bản %(number)s", title=localized(dataset, "title"), number=version.number)
    return Entry(
        url=public_url(address(f"/datasets/{dataset.slug}/{version.number}")),
        title=title,
        summary=told(changed, _sentences(version)),
        author=publisher_of(dataset.commune)[int(language() == "en")],
        published=version.released_at,
        updated=version.released_at,
        categories=(release.kind,),
    )


def _sentences(version: DatasetVersion) -> list[str]:
    release = version.release
    said = [f"{kind_name(release.kind)}: {localized(release, 'title')}."]
    if release.reason:
        said.append(_("Lý do: %(reason)s", reason=localized(release, "reason")))
    said.append(_("Số dòng: %(count)s.", count=format_number(version.rows)))
    return [*said, *([_("Số liệu minh họa") + "."] if version.dataset.illustrative else [])]
