"""What a plan says of itself: number, day, issuer, place, legal basis, years, recipients and who signed."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from portal.domain.folding import fold
from portal.publishing.plan_drafts.draft import NEEDED_OF_PLAN, Doubt, DraftRow
from portal.publishing.plan_reading.body_names import spell, tidy
from portal.publishing.plan_reading.capitals import CAPITALS
from portal.publishing.plan_reading.dates import find_date
from portal.publishing.plan_reading.piece import Part, Piece
from portal.publishing.plan_reading.titling import TITLE
from portal.publishing.plan_reading.years import list_endings

FIELDS = (
    "title",
    "issuer",
    "number",
    "issued_on",
    "year",
    "period_from",
    "period_to",
    "basis",
    "signed_by_role",
    "note",
)
_SAME_IN_ENGLISH = frozenset({"number", "issued_on", "year", "period_from", "period_to", "basis"})

_KIND = re.compile(r"(?P<kind>KẾ HOẠCH(?: HÀNH ĐỘNG)?|CHƯƠNG TRÌNH HÀNH ĐỘNG|ĐỀ ÁN)(?:\s*[:\-]?\s*(?P<rest>.+))?")
_NUMBER = (
    rf"\d{{1,5}}(?:/\d{{4}}/[{CAPITALS}]\w*(?:-[{CAPITALS}]\w*)?"
    rf"|\s?[-/]\s?[{CAPITALS}đ]\w*\s?[-/]\s?[{CAPITALS}đ]\w*)"
)
_DOCUMENT_NUMBER = re.compile(rf"(?<![\w/]){_NUMBER}")
_OWN_NUMBER = re.compile(
    rf"(?:^|\s)Số\s*:?\s*(?P<number>\d{{1,5}}\s?[-/]\s?[{CAPITALS}đ]\w*\s?[-/]\s?[{CAPITALS}đ]\w*)"
)
_PLACE_AND_DAY = re.compile(
    rf"(?P<place>[{CAPITALS}]['’\w]*(?:[\s\-][{CAPITALS}]['’\w]*)*),\s*ngày\b[^;]*?năm\s*(?P<year>20\d\d)?"
)
_PREAMBLE = re.compile(r"(?:Căn cứ|Thực hiện|Theo|Xét|Triển khai)\b")
_RUNS_ON = re.compile(
    r"(?<=\w) (?=(?:Căn cứ|Thực hiện) (?:các )?(?:Nghị quyết|Nghị định|Quyết định|Kế hoạch|Chương trình|Chỉ thị|Luật))"
)
_ISSUES = re.compile(
    r"(?<!của )(?P<issuer>(?:Ủy ban nhân dân|Hội đồng nhân dân|Ban Thường vụ|Ban Chấp hành|Thường trực|Đảng ủy|Đảng bộ)"
    r"[^,;.:]{0,80}?)\s+(?:xây dựng|ban hành|lập|đề ra|triển khai|phê duyệt)\b"
)
_ISSUER_HEAD = ("ỦY BAN NHÂN DÂN", "ĐẢNG ỦY")
_CITED = re.compile(
    rf"(?P<number>(?:số\s+)?{_NUMBER}),?(?:\s+ngày\s+[\d/.\s]+(?:tháng\s+\d+\s+năm\s+\d+)?)?"
    r"(?:\s+của\s+(?:(?!\s(?:về|trên|giai|và)\b)[^,;])+)?(?:\s+(?:về|ban hành)\s.*?)?"
    r"(?=\s+trên địa bàn|\s+giai đoạn|\s+năm 20|[;]|$)"
)
_COMMUNE = re.compile(
    rf"\b(?P<unit>phường|xã|đặc khu) (?P<name>[{CAPITALS}]['’\w]*(?: [{CAPITALS}]['’\w]*){{0,4}})(?![\w/-])"
)
_LETTERHEAD = re.compile(
    rf"(?:^|DÂN |ỦY )(?P<unit>PHƯỜNG|XÃ|ĐẶC KHU) (?P<name>[{CAPITALS}'’]+(?: [{CAPITALS}'’]+){{0,3}})"
    r"(?= CỘNG HÒA| ĐẢNG| \||$)"
)
_OF_PLACE = re.compile(rf"({_NUMBER}) trên địa bàn (?=(?:phường|xã|đặc khu) [^,;]+$)")
_SPAN = re.compile(r"(?:giai đoạn|thời kỳ)\s+(?:năm\s+)?(?P<first>20\d\d)\s*(?:-|–|đến(?: năm)?)\s*(?P<last>20\d\d)")
_CITED_YEAR = re.compile(r"(?:\d{1,2}/\d{1,2}/|năm )(20[2-9]\d)")
_ROLE = r"(?:PHÓ )?(?:CHỦ TỊCH|BÍ THƯ(?: THƯỜNG TRỰC)?|CHÁNH VĂN PHÒNG|TRƯỞNG BAN|TRƯỞNG PHÒNG)"
_SIGNED = re.compile(rf"(?:(?P<for>KT|TL|TUQ)\s?[./]\s?(?P<whose>{_ROLE})\s+)?(?P<role>{_ROLE})(?!\w)")
_RECIPIENTS = re.compile(r"Nơi nhận\s*:?\s*", re.IGNORECASE)
_SIGNATURE = re.compile(r"(?:TM|T/M|KT|TL|TUQ)\s?[./]|(?:PHÓ )?(?:CHỦ TỊCH|BÍ THƯ)\b")


def read_particulars(pieces: Sequence[Piece], *, name: str) -> list[DraftRow]:
    """The rows of the table ``plan``, one for each field; what the document leaves blank stays empty.

    :param name: of the file, which is the title where the document has none.
    """
    head = [part for piece in pieces if piece.part is Part.HEAD for part in _parted(piece)]
    title_piece = next(_titles(head), None)
    day_piece = next((piece for piece in head if _is_dated(piece)), None)
    number_piece = next(
        (piece for piece in head if not _PREAMBLE.match(piece.text) and _OWN_NUMBER.search(piece.text)), None
    )
    basis = [piece for piece in head if piece is not title_piece and _PREAMBLE.match(piece.text)]
    day = find_date(day_piece.text) if day_piece else None
    year = _year(day_piece, basis)
    first, last = _period(pieces, title_piece, year)
    values: dict[str, tuple[str, Piece | None]] = {
        "title": (_title(head, title_piece, basis, commune_of(pieces)) or name, title_piece),
        "issuer": _issuer(head, commune_of(pieces)),
        "number": (_own_number(number_piece), number_piece),
        "issued_on": (day.isoformat() if day else "", day_piece),
        "year": (year, day_piece),
        "period_from": (first, title_piece),
        "period_to": (last, title_piece),
        "basis": (_basis(basis), basis[0] if basis else None),
        "signed_by_role": _signed(pieces),
        "note": ("", None),
    }
    return [_row(field, value, piece, day is None) for field, (value, piece) in values.items()]


def _row(field: str, value: str, piece: Piece | None, no_day: bool) -> DraftRow:
    cells = {"field": field, "value": value, "value_en": value if field in _SAME_IN_ENGLISH else ""}
    doubts: tuple[str, ...] = (Doubt.NO_DAY,) if no_day and field in {"issued_on", "year"} else ()
    if not value and field in NEEDED_OF_PLAN:
        doubts = (Doubt.NOT_FOUND,)
    return DraftRow("plan", cells, piece.source if piece else None, part=field, doubts=doubts)


def recipients(pieces: Sequence[Piece]) -> list[str]:
    """Who receives the document, as it names them: the list under ``Nơi nhận``."""
    found: list[str] = []
    listed = False
    for piece in pieces:
        if piece.part is not Part.TAIL:
            continue
        whole = next((cell for cell in piece.cells if _RECIPIENTS.match(cell)), piece.text)
        said = _RECIPIENTS.match(whole)
        text = whole[said.end() :] if said else whole
        listed = listed or bool(said) or bool(piece.label)
        if listed and _SIGNATURE.match(text):
            break
        if listed:
            found += [name for part in text.split(";") if (name := part.strip(" -+.,;"))]
    return found


def place_of_issue(pieces: Sequence[Piece]) -> str:
    """Where the document was given, as beside its day: ``Suối Thơm``; empty where it does not say."""
    for piece in pieces:
        if piece.part is Part.HEAD and (found := _PLACE_AND_DAY.search(piece.text)):
            return found["place"]
    return ""


def commune_of(pieces: Sequence[Piece]) -> str:
    """The commune of the letterhead, else the one the plan speaks of most: ``phường Bàu Sen``; empty where it names
    none.
    """
    for piece in pieces:
        if piece.part is Part.HEAD and (found := _LETTERHEAD.search(piece.text)):
            return f"{found['unit'].lower()} {found['name'].title()}"
    named = Counter((found["unit"], found["name"]) for piece in pieces for found in _COMMUNE.finditer(piece.text))
    best = max(named, key=lambda each: (named[each] > 1 or " " in each[1], named[each]), default=None)
    return " ".join(best) if best else ""


def _parted(piece: Piece) -> list[Piece]:
    """A title that runs on into the preamble, as in a document whose lines are cut long, and the preamble."""
    return [replace(piece, text=text) for text in _RUNS_ON.split(piece.text)]


def _titles(head: Sequence[Piece]) -> Iterator[Piece]:
    for number, piece in enumerate(head):
        kind = _KIND.fullmatch(piece.text.strip())
        if kind and kind["rest"]:
            yield piece
        elif kind and number + 1 < len(head):
            yield head[number + 1]


def _title(head: Sequence[Piece], piece: Piece | None, basis: Sequence[Piece], commune: str) -> str:
    """The document's kind and subject; of the resolution it carries out only the number."""
    said = piece.text if piece else ""
    if not said and basis and (cited := _DOCUMENT_NUMBER.search(basis[0].text)):
        said = basis[0].text[: cited.end()]
    said = re.sub(r"^KẾ HOẠCH\s*[:\-]?\s*", "", said)
    if not said:
        return ""
    said = _CITED.sub(lambda cited: cited["number"], said).rstrip(" .,;:")
    if not fold(said).startswith(("ke hoach", "chuong trinh", "de an")):
        kinds = (kind["kind"] for each in head if (kind := _KIND.fullmatch(each.text.strip())))
        said = f"{next(kinds, 'Kế hoạch').capitalize()} {said[:1].lower()}{said[1:]}"
    said = _OF_PLACE.sub(r"\1 của ", said)
    if commune and fold(commune) not in fold(said):
        said += f" của {commune}"
    return said if len(said) <= TITLE else said[: said.rfind(" ", 0, TITLE)]


def _issuer(head: Sequence[Piece], commune: str) -> tuple[str, Piece | None]:
    for piece in reversed(head):
        if found := list(_ISSUES.finditer(tidy(piece.text))):
            return f"{spell(found[-1]['issuer']).core} {commune}".strip(), piece
    for piece in head:
        for known in _ISSUER_HEAD:
            if commune and piece.text[: len(known) - 1].isupper() and fold(piece.text).startswith(fold(known)):
                return f"{spell(known.capitalize()).core} {commune}", piece
    return "", None


def _is_dated(piece: Piece) -> bool:
    return not _PREAMBLE.match(piece.text) and bool(_PLACE_AND_DAY.search(piece.text))


def _own_number(piece: Piece | None) -> str:
    found = _OWN_NUMBER.search(piece.text) if piece else None
    return _tight(found["number"]) if found else ""


def _tight(number: str) -> str:
    return re.sub(r"\s", "", number)


def _basis(pieces: Sequence[Piece]) -> str:
    numbers = (_tight(found.group()) for piece in pieces for found in _DOCUMENT_NUMBER.finditer(piece.text))
    return "; ".join(dict.fromkeys(numbers))


def _year(day_piece: Piece | None, basis: Sequence[Piece]) -> str:
    """Of the document's day, or, where that is blank, of the newest document it rests on."""
    dated = _PLACE_AND_DAY.search(day_piece.text) if day_piece else None
    if dated and dated["year"]:
        return dated["year"]
    return max((year for piece in basis for year in _CITED_YEAR.findall(piece.text)), default="")


def _period(pieces: Sequence[Piece], title: Piece | None, year: str) -> tuple[str, str]:
    """The years the title names, or from the document's to the last one that its goals and tasks name."""
    if title and (span := _SPAN.search(title.text)):
        return span["first"], span["last"]
    said = [piece for piece in pieces if piece.part in {Part.GOALS, Part.TASKS}]
    last = max((ending.year for piece in said for ending in list_endings(piece.text)), default=0)
    return year, str(last or year)


def _signed(pieces: Sequence[Piece]) -> tuple[str, Piece | None]:
    tail = [piece for piece in pieces if piece.part is Part.TAIL]
    said = " ".join(piece.text for piece in tail if not piece.label)
    found = list(_SIGNED.finditer(said))
    if not found:
        return "", None
    role = _as_words(found[-1]["role"])
    if found[-1]["for"] == "KT":
        role += f" (ký thay {_as_words(found[-1]['whose'])})"
    signing = (piece for piece in reversed(tail) if found[-1]["role"] in piece.text)
    return role, next(signing, None)


def _as_words(role: str) -> str:
    """``PHÓ CHỦ TỊCH`` → ``Phó Chủ tịch``."""
    above, _, below = role.rpartition("PHÓ ")
    return " ".join(filter(None, ("Phó" if above or role.startswith("PHÓ ") else "", below.capitalize())))
