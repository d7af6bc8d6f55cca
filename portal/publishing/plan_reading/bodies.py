"""Names of bodies in a sentence, in full; a list of them is split only where each part is a body."""

import re
from collections.abc import Iterable, Sequence

from portal.publishing.plan_drafts.draft import DraftRow
from portal.publishing.plan_reading.body_names import OWN_UNITS, UNITS, english_of, official_name, spell, tidy
from portal.publishing.plan_reading.body_words import BARE_GROUP, MENTION, START, VERB
from portal.publishing.plan_reading.capitals import CAPITALS

_END = re.compile(r"[.:()!?;|]")
_JOINT = re.compile(r"\s*[;,]\s*|\s+(?:và|cùng|hoặc)\s+")
_ASIDE = re.compile(r"\s*\([^()]*\)")
_FORMULA = re.compile(
    r"^(?:(?:Nhiệm vụ|Trách nhiệm)(?:,\s*trách nhiệm)?\s+(?:của\s+)?|Phân công trách nhiệm(?: của)?\s+"
    r"|Đề nghị\s+|Yêu cầu\s+|Giao(?: cho)?\s+|Đối với\s+)",
    re.IGNORECASE,
)
_CONCERNED = re.compile(r"^[Cc]ác (?P<whom>(?:cơ quan|đơn vị|tổ chức|phòng|ban|ngành)[\w, ]*liên quan)$")
_GROUPS = re.compile(r"(?:các|từng|thủ trưởng|thôn|cộng đồng)\b", re.IGNORECASE)
_NAMED_BY_FIELD = re.compile(r"(?:Phòng|Trung tâm|Sở|Ban|Đài|Hội|Văn phòng) ", re.IGNORECASE)
_UP_TO_UNIT = re.compile(
    rf"(?P<name>\S.*? (?:{'|'.join(UNITS)})(?! hội)(?: [{CAPITALS}][\w'’]*)*) (?=[^\W\d_{CAPITALS}])"
)
_NAME_GOES_ON = frozenset({"viên", *UNITS, "của", "và", "cấp"})
_HAS_SUBJECT = frozenset({"Ban Chỉ đạo", "Doanh nghiệp"})
"""Names that go on in small letters: ``Ban Chỉ đạo chuyển đổi số``."""
_COMRADES = re.compile(r"^[Cc]ác đồng chí ")
LONGEST = 200
"""A list of bodies is at most so many characters."""


def leading_names(text: str) -> list[str]:
    """The bodies a text begins with, up to its verb, as the document has them but in full; none where it begins
    otherwise.
    """
    return _names_at(_said(text))


def _names_at(said: str) -> list[str]:
    return _split(said[: _end_of_names(said)]) if START.match(said) else []


def is_names_only(text: str) -> bool:
    """Whether a heading is nothing but bodies: ``Trách nhiệm của Công an xã``."""
    said = _said(text).rstrip(".:;, ")
    return bool(START.match(said)) and _end_of_names(said) >= len(said)


def _said(text: str) -> str:
    tidied = re.sub(r"\bcó liên quan\b", "liên quan", _ASIDE.sub("", tidy(text)))
    said = _FORMULA.sub("", tidied)
    return said if said == tidied else said[:1].upper() + said[1:]


def _end_of_names(said: str) -> int:
    verb = VERB.search(said, 1)
    end = verb.start() if verb else len(said)
    for sign in _END.finditer(said, 0, end):
        goes_on = sign.group() == ";" and START.match(said[sign.end() :].lstrip())
        if not goes_on:
            return sign.start()
    return end


def _split(phrase: str) -> list[str]:
    names: list[str] = []
    position, joint, last = 0, "", ""
    for cut in [*_JOINT.finditer(phrase), None]:
        part = phrase[position : cut.start() if cut else len(phrase)].strip()
        count = len(names)
        if part and not _takes_in(names, joint, part):
            break
        last = joint if len(names) > count else last
        joint, position = (cut.group(), cut.end()) if cut else ("", len(phrase))
    return _finished(names, last)


def _takes_in(names: list[str], joint: str, part: str) -> bool:
    """Add a part of a list: a body of its own, or more of the body before; False where the bodies have ended."""
    part = _COMRADES.sub("", part)
    whole = f"{names[-1]}{joint}{part}" if names else ""
    longer = until_unit(whole)
    if names and len(longer) > len(names[-1] + joint) and official_name(spell(longer).core):
        names[-1] = longer
        return longer == whole
    if _CONCERNED.match(part) and (group := next(filter(_is_open_group, reversed(names)), None)):
        told = _CONCERNED.sub(r"\g<whom>", part)
        names[names.index(group)] = f"{group}{joint if group is names[-1] else ', '}{told}"
    elif not names or START.match(part):
        names.append(until_unit(part))
        return until_unit(part) == part
    elif _is_open_group(names[-1]) or (part[0].isupper() and _NAMED_BY_FIELD.match(names[-1])):
        names[-1] = longer
        return longer == whole
    elif BARE_GROUP.match(part):
        names.append(f"các {part}")
    else:
        return False
    return True


def until_unit(said: str) -> str:
    """A name up to its unit, or up to where an official name is complete; what else follows in small letters is no
    more of it.
    """
    if is_group(said):
        return said
    if found := _UP_TO_UNIT.match(said):
        return found["name"]
    words = said.split(" ")
    for count in range(len(words) - 1, 1, -1):
        name = " ".join(words[:count])
        if words[count][0].islower() and words[count] not in _NAME_GOES_ON and _is_whole(name):
            return said if official_name(name) in _HAS_SUBJECT else name
    return said


def _is_whole(name: str) -> bool:
    return name[-1].isalnum() and official_name(name) is not None


def is_group(name: str) -> bool:
    """Whether a name is one of several bodies together: ``Các thôn``."""
    return bool(_GROUPS.match(name))


def _is_open_group(name: str) -> bool:
    return is_group(name) and not name.endswith("liên quan")


def _finished(names: Sequence[str], joint: str = "") -> list[str]:
    """The unit named after ``và`` at the end of a list is that of all: ``Mặt trận và các đoàn thể xã``."""
    bodies = [spell(name) for name in names]
    if len(bodies) > 1 and joint.strip() == "và" and bodies[-1].unit in OWN_UNITS:
        bodies = [body if body.unit or "liên quan" in body.core else bodies[-1].within(body) for body in bodies]
    return [body.full for body in bodies if body.core]


def mentioned_names(text: str) -> list[str]:
    """Every body named by a proper name in a text, wherever it stands."""
    said = _said(text)
    found = _names_at(said)
    for mention in MENTION.finditer(said):
        found += _names_at(said[mention.start() : mention.start() + LONGEST])
    return found


def list_bodies(rows: Iterable[DraftRow]) -> list[DraftRow]:
    """The table ``bodies``: every body that leads, helps, reports or receives, in the order in which they are named."""
    found: dict[str, DraftRow] = {}
    for row in rows:
        for column in ("lead", "partners", "reporter", "recipient"):
            for name in filter(None, row.cells.get(column, "").split("; ")):
                if name not in found:
                    cells = {"name": name, "name_en": english_of(name)}
                    found[name] = DraftRow("bodies", cells, row.source, part=name)
    return list(found.values())
