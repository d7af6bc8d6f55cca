"""The releases as an Atom feed (RFC 4287), for those who follow them with a reader of feeds."""

import datetime as dt
import re
from collections.abc import Sequence
from io import BytesIO

from feedgenerator import Atom1Feed
from markupsafe import escape

from portal.domain.change_counts import count_changes_by_release
from portal.domain.changes import ChangeKind
from portal.domain.datasets import list_illustrative_releases
from portal.domain.localities import Locality
from portal.domain.releases import Release, ReleaseKind, list_withdrawals
from portal.formats.http import public_url
from portal.i18n import gettext as _
from portal.i18n import language, localized
from portal.i18n.formats import format_date
from portal.i18n.release_words import counts_text, kind_name
from portal.pages.context import address
from portal.web import session

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
NOTHING_YET = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class _Feed(Atom1Feed):
    def latest_post_date(self) -> dt.datetime:
        """A feed without entries is the same feed whenever it is asked for."""
        return super().latest_post_date() if self.items else NOTHING_YET


def atom_of(releases: Sequence[Release], commune: Locality | None) -> bytes:
    """The feed of these releases, the newest first, in the language of the page."""
    asked = f"?commune={commune.slug}" if commune else ""
    made_up = list_illustrative_releases(session(), [release.id for release in releases])
    feed = _Feed(
        title=_plain(_title(commune)),
        link=public_url(address("/releases") + asked),
        feed_url=public_url(address("/releases.atom") + asked),
        feed_guid=public_url(address("/releases.atom") + asked),
        description=_("Số liệu minh họa") if made_up else "",
        language=language(),
        author_name="Làng Số",
        feed_copyright="CC BY 4.0",
    )
    counts = count_changes_by_release(session(), releases)
    withdrawals = list_withdrawals(session(), releases)
    for release in releases:
        _add(feed, release, counts.get(release.seq, {}), withdrawals.get(release.id), release.id in made_up)
    content = BytesIO()
    feed.write(content, "utf-8")
    return content.getvalue()


def _title(commune: Locality | None) -> str:
    title = _("Các đợt công bố và đính chính")
    return f"{title} – {localized(commune)}" if commune else f"{title} – Làng Số"


def _add(
    feed: Atom1Feed, release: Release, counts: dict[ChangeKind, int], withdrawal: Release | None, made_up: bool
) -> None:
    page = public_url(address(f"/releases/{release.id}"))
    sentences = [*_sentences(release, counts, withdrawal), *([_("Số liệu minh họa") + "."] if made_up else [])]
    title = f"{localized(release.commune)}: {localized(release, 'title')}"
    if release.kind != ReleaseKind.UPDATE:
        title = f"{kind_name(release.kind)} – {title}"
    feed.add_item(
        title=_plain(title),
        link=page,
        unique_id=page,
        description=str(escape(_plain(" ".join(sentences)))),  # a summary is HTML
        author_name=_plain(localized(release.commune)),
        pubdate=release.released_at,
        updateddate=withdrawal.released_at if withdrawal else release.released_at,
        categories=[release.kind],
    )


def _sentences(release: Release, counts: dict[ChangeKind, int], withdrawal: Release | None) -> list[str]:
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


def _plain(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return NOT_XML.sub("", text)
