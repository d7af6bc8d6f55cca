"""Paragraphs of a document: broken lines joined, each with the label it begins with."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from portal.publishing.documents.document import Line
from portal.publishing.plan_reading.cleaning import clean_lines
from portal.publishing.plan_reading.flattened import with_tables
from portal.publishing.plan_reading.labels import Label, Level, read_label

_NUMBER_OF = r"(?:quyết|hoạch|trình|định|luật|án|văn|tư|lệnh|thị) số"
_GOES_ON = re.compile(
    rf"(?:[,(“\-–/&]|\b(?:và|của|các|những|cho|về|với|tại|theo|từ|đến|trên|dưới|là|hoặc|{_NUMBER_OF}))$", re.IGNORECASE
)
_CITES = re.compile(rf"\b(?:khoản|điều|điểm|mục|{_NUMBER_OF})$", re.IGNORECASE)
_BASIS = re.compile(r"(?:Căn cứ|Xét|Theo) ")
_ISSUER = re.compile(
    r"(?:Ban Thường vụ|Ban Chấp hành|Đảng ủy|Ủy ban|Uỷ ban|UBND|Hội đồng|HĐND|Chủ tịch|Thực hiện|Theo|Xét)\b"
)
_VERB = re.compile(
    r"(?:Nâng cao|Tăng cường|Đẩy mạnh|Rà soát|Hoàn thiện|Bố trí|Chủ trì|Chủ động|Tiếp tục|Tập trung|Khuyến khích"
    r"|Huy động|Bảo đảm|Đảm bảo|Thúc đẩy|Quán triệt|Ứng dụng|Thực hiện|Phối hợp|Tham mưu|Yêu cầu|Phấn đấu)\b"
    r"|Xây dựng (?!Đảng\b|và\b)|Triển khai "
)
"""Verbs that begin an office's sentences and stand in no name: with a capital they are not inside a sentence."""
_ENDS = re.compile(r"[.;:!?…]['”\"’)]*$")
_STARTS = re.compile(r"(?:Trên đây là|Nơi nhận|Căn cứ |TM\.|T/M|KT\.|TL\.|TUQ\.)")
SHORT = 0.88
"""A line that stays below this part of the usual width, though a word more would fit, is the last of its paragraph."""
GREEDY = 0.9
"""Where so many of the lines that go on had no room for the next word, lines were broken after so many characters."""
NEVER_FIRST = "%)]”,.;:…"
WRAPPED = 0.1
"""A document of which fewer lines than this part go on in the next has a paragraph on each line."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """:param label: what it begins with, the words after it being ``text``."""

    text: str
    line: int
    last_line: int
    page: int | None
    label: Label | None
    cells: tuple[str, ...] = ()


def join_lines(lines: Iterable[Line], *, capitals: bool = True) -> list[Paragraph]:
    """The paragraphs in the order of the document.

    :param capitals: whether every capital can be told; TCVN3 writes those with a tone as small letters.

    A line goes on in the next where that begins lower case, or where it was as full as lines are here and the next
    bears no label. A label out of the blue within a sentence (``khoản 1.``) is not taken for one.
    """
    cleaned = list(clean_lines(with_tables(list(lines))))
    begins_small = str.islower if capitals else _is_plain_small
    width = _usual_width(cleaned, begins_small)
    groups: list[list[Line]] = []
    for line in cleaned:
        if groups and _goes_on(groups[-1], line, width, begins_small):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(group) for group in groups]


@dataclass(frozen=True)
class _Width:
    """:param most: characters of a line; :param exact: lines were broken at just so many."""

    most: float
    exact: bool

    def has_room(self, before: str, after: str) -> bool:
        """Whether the first word of a line would have fitted at the end of the one before."""
        needed = len(before) + 1 + len(after.split(maxsplit=1)[0])
        return needed <= self.most * (1 if self.exact else SHORT)


def _is_plain_small(letter: str) -> bool:
    return "a" <= letter <= "z"


def _usual_width(lines: Sequence[Line], begins_small: Callable[[str], bool]) -> _Width:
    """How wide the lines are, told from those that surely go on, as the next begins lower case."""
    longest = max((len(line.text) for line in lines), default=0)
    going_on = [
        (line.text, after.text)
        for line, after in pairwise(lines)
        if begins_small(after.text[0]) and not after.whole and read_label(after.text) is None
    ]
    exact = _Width(longest, exact=True)
    full = sum(not exact.has_room(*pair) for pair in going_on)
    if len(going_on) <= WRAPPED * len(lines) or full >= GREEDY * len(going_on):
        return exact
    return _Width(median(len(text) for text, _ in going_on), exact=False)


def _goes_on(group: Sequence[Line], line: Line, width: _Width, begins_small: Callable[[str], bool]) -> bool:
    before = group[-1]
    if before.whole or line.whole or before.cells or line.cells or _STARTS.match(line.text):
        return False
    if before.text.endswith(";") and _BASIS.match(group[0].text) and _ISSUER.match(line.text):
        return False
    if _VERB.match(line.text) and not _ENDS.search(before.text) and not before.text.endswith(","):
        return False
    room = width.has_room(before.text, line.text)
    label = read_label(line.text)
    if label is not None and (room or not _is_chance(label, before.text, line.text)):
        return False
    if begins_small(line.text[0]) or line.text[0] in NEVER_FIRST or _GOES_ON.search(before.text):
        return True
    return not room


def _is_chance(label: Label, before: str, text: str) -> bool:
    """Whether what looks like a label is the next word of a sentence: a dash between two words, a number cited."""
    if _ENDS.search(before):
        return False
    if label.level is Level.BULLET and not text[1:2].isspace():
        return True
    return label.rest[:1].islower() or bool(_CITES.search(before))


def _paragraph(group: Sequence[Line]) -> Paragraph:
    text = group[0].text
    for line in group[1:]:
        tight = text.endswith("-") and not text.endswith(" -") and text[-2:-1].isalnum()
        text = text + line.text if tight else f"{text} {line.text}"
    label = None if group[0].cells else read_label(text)
    words = label.rest if label else text
    return Paragraph(words, group[0].number, group[-1].number, group[0].page, label, group[0].cells)
