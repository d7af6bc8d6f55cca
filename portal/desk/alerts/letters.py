"""The words of the letters: a confirmation that is asked for, and what releases told of what a reader follows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from portal.domain.following import Topic
from portal.domain.releases import Release, ReleaseKind
from portal.i18n import gettext as _
from portal.i18n import localized, ngettext, speaking
from portal.i18n.following_words import release_title, topic_name
from portal.i18n.formats import format_date
from portal.routing import in_language

LONGEST = 250  # characters of a subject


@dataclass(frozen=True)
class Written:
    """A letter without the one it is for."""

    subject: str
    body: str
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Told:
    """What a release told of a topic, in the words of a language."""

    title: str
    lines: tuple[str, ...]
    url: str
    corrects: bool


@dataclass(frozen=True)
class Section:
    """All the news of one topic since its reader was told last."""

    path: str
    name: str
    told: tuple[Told, ...]
    left_out: int
    illustrative: bool


def told_of(release: Release, headlines: Sequence[str], narrowing: str, base_url: str, lang: str) -> Told:
    lines = [f"- {line}" for line in headlines]
    if release.reason:
        lines.insert(0, _("Lý do: %(reason)s", reason=localized(release, "reason")))
    title = f"{release_title(release)} ({format_date(release.released_at)})"
    url = link(base_url, f"/releases/{release.id}", lang) + narrowing
    return Told(title, tuple(lines), url, release.kind != ReleaseKind.UPDATE)


def confirmation(names: Sequence[str], token: str, base_url: str, lang: str) -> Written:
    """Asks whoever reads it whether they signed up for these."""
    with speaking(lang):
        lines = [
            _("Chào bạn,"),
            "",
            _("Có người đã dùng địa chỉ thư này để đăng ký nhận tin khi Làng Số công bố hoặc đính chính số liệu về:"),
            "",
            *[f"- {name}" for name in names],
            "",
            _("Nếu đúng là bạn, xin mở liên kết sau và bấm nút xác nhận, trong vòng 3 ngày:"),
            link(base_url, f"/follow/confirm/{token}", lang),
            "",
            _("Nếu không phải bạn, bạn không cần làm gì: sau 3 ngày, địa chỉ này sẽ bị xóa khỏi danh sách."),
            *_foot(base_url, lang),
        ]
        return Written(_("Xác nhận nhận tin của Làng Số"), _text(lines))


def alert(sections: Sequence[Section], token: str, base_url: str, lang: str) -> Written:
    """All the news of a day for one reader, with the ways to leave."""
    leave = link(base_url, f"/follow/leave/{token}", lang)
    with speaking(lang):
        lines = []
        for section in sections:
            lines += [*_section_lines(section), ""]
        lines += [
            "--",
            _("Bạn nhận thư này vì đã đăng ký theo dõi trên Làng Số. Mỗi ngày bạn nhận nhiều nhất một thư."),
            *[_("Ngừng theo dõi %(name)s:", name=s.name) + f"\n{leave}?topic={quote(s.path)}" for s in sections],
            _("Ngừng nhận mọi thư và xóa địa chỉ của bạn:") + f"\n{leave}",
            *_foot(base_url, lang),
        ]
        headers = {"List-Unsubscribe": f"<{leave}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
        return Written(_subject(sections), _text(lines), headers)


def _section_lines(section: Section) -> list[str]:
    lines = [f"== {section.name} ==", *([_("Số liệu minh họa") + "."] if section.illustrative else [])]
    for told in section.told:
        lines += ["", told.title, *told.lines, told.url]
    if section.left_out:
        left = ngettext("Còn %(num)s đợt công bố khác.", "Còn %(num)s đợt công bố khác.", section.left_out)
        lines += ["", left]
    return lines


def _subject(sections: Sequence[Section]) -> str:
    first, corrects = sections[0].name, any(told.corrects for section in sections for told in section.told)
    others = len(sections) - 1
    if others:
        named = ngettext("%(name)s và %(num)s mục khác", "%(name)s và %(num)s mục khác", others, name=first)
    else:
        named = first
    text = _("Làng Số đính chính: %(what)s", what=named) if corrects else _("Làng Số có tin mới: %(what)s", what=named)
    return " ".join(text.split())[:LONGEST]


def _foot(base_url: str, lang: str) -> list[str]:
    return ["", _("Thư này được gửi tự động; xin đừng trả lời."), f"Làng Số – {link(base_url, '/', lang)}"]


def _text(lines: Sequence[str]) -> str:
    return "\n".join(lines) + "\n"


def link(base_url: str, path: str, lang: str) -> str:
    return base_url.rstrip("/") + in_language(path, lang)


def name_of(topic: Topic, lang: str) -> str:
    with speaking(lang):
        return topic_name(topic)
