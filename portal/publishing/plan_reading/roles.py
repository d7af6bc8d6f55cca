"""Who leads a piece of work and who takes part: ``X chủ trì, phối hợp với Y``, ``giao X``, ``X: ...``."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from portal.publishing.plan_reading.bodies import is_group, is_names_only, leading_names
from portal.publishing.plan_reading.body_names import tidy
from portal.publishing.plan_reading.directory import Directory

_BEFORE_SUBJECT = re.compile(
    r"^(?:(?:Trên cơ sở|Căn cứ|Theo|Hằng năm|Hàng năm|Định kỳ|Hằng quý|Hàng quý|Hằng tháng|Hàng tháng)\b[^,;.:]*,\s+"
    r"|[^:.;]{3,80}:\s+)",
)
_GIVEN = re.compile(r"\b(?:[Gg]iao(?: cho)?(?! trách nhiệm)|[Pp]hân công|[Yy]êu cầu|[Đđ]ề nghị)\s+(?=\S)")
_LEADS = re.compile(r"[,;:.]\s*(?P<who>[^,;:.]+(?:,[^,;:.]+){0,2}?)\s+chủ trì\b")
_WITH = re.compile(
    r"(?:[Pp]hối hợp|[Hh]ợp tác|liên kết)[^.;:]{0,120}?\s+(?:với|cùng)\s+"
    r"|(?<!đôn đốc, )[Pp]hối hợp(?:,\s*hướng dẫn)?\s+"
    r"|(?:[Pp]hát huy|[Nn]êu cao)(?:\s+\w+){0,2}\s+vai trò\s+(?:nòng cốt\s+)?của\s+|với sự tham gia của\s+|cùng với\s+"
)


class Roles(NamedTuple):
    """Names of bodies, each as the plan has it in full."""

    lead: tuple[str, ...]
    partners: tuple[str, ...]


def read_roles(text: str, titles: Sequence[str], directory: Directory, intro: str = "") -> Roles:
    """Who leads what a sentence asks for, and with whom.

    The sentence itself says it, or else the words that introduce the list (``Phòng Kinh tế có trách nhiệm:``), or else
    the nearest heading that is nothing but bodies; under such a heading a group (``các đơn vị``) does not lead instead.
    """
    heading = _heading_lead(titles)
    own = named_lead(text)
    if heading and own and is_group(own[0]):
        own = []
    leads = directory.names(own or named_lead(intro) or heading)
    partners = [name for name in directory.names(_partners(text)) if name not in leads]
    return Roles(tuple(leads), tuple(partners))


def named_lead(text: str) -> list[str]:
    """The bodies a sentence names as the ones to act; none where it only says what to do."""
    said = tidy(text)
    if names := _subject(said):
        return names
    if (given := _GIVEN.search(said)) and (names := leading_names(said[given.end() :])):
        return names
    if (leading := _LEADS.search(said)) and (names := leading_names(leading["who"].strip())):
        return names
    return []


def _subject(said: str) -> list[str]:
    """The bodies a sentence begins with, after its label (``Báo cáo: ``) and its circumstances (``Hằng năm, ``)."""
    for _ in range(3):
        if names := leading_names(said):
            return names
        if not (opening := _BEFORE_SUBJECT.match(said)):
            return []
        said = said[opening.end() :]
    return []


def _heading_lead(titles: Sequence[str]) -> list[str]:
    for title in reversed(titles):
        if is_names_only(title):
            return leading_names(title)
    return []


def _partners(text: str) -> list[str]:
    said = tidy(text)
    names: list[str] = []
    for found in _WITH.finditer(said):
        names += leading_names(said[found.end() :])
    return list(dict.fromkeys(names))
