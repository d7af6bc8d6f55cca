"""The reporting calendar a plan sets: one obligation for each cadence, from the place that says most of it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from portal.domain.obligations import Cadence
from portal.publishing.plan_drafts.draft import Doubt, DraftRow, Source
from portal.publishing.plan_reading.bodies import leading_names
from portal.publishing.plan_reading.body_names import english_inside, tidy
from portal.publishing.plan_reading.cadences import NamedCadence, list_cadences
from portal.publishing.plan_reading.directory import Directory
from portal.publishing.plan_reading.piece import Part, Piece
from portal.publishing.plan_reading.report_lists import as_one_list, says_only_when, with_their_lists
from portal.publishing.plan_reading.roles import named_lead, read_roles
from portal.publishing.plan_reading.tasks import Place, list_places
from portal.publishing.plan_reading.titling import list_sentences

_REPORT = re.compile(r"báo cáo|gửi (?:kết quả|số liệu|thông tin)|thông tin, tổng hợp", re.IGNORECASE)
_OTHER_WORK = re.compile(
    r"kiểm tra|giám sát|sơ kết|tổng kết|rà soát|đánh giá|diễn tập|tập huấn|bồi dưỡng|đo lường|cập nhật|công bố",
    re.IGNORECASE,
)
_REGULATED = re.compile(
    r"báo cáo[^;.]{0,60}\b(?:theo|đúng)\s+(?:quy định|yêu cầu)|chế độ (?:thông tin,? )?báo cáo"
    r"|báo cáo định kỳ|định kỳ[\w\s,]{0,20}báo cáo",
    re.IGNORECASE,
)
_TO = re.compile(
    r"\b(?:về|gửi|cho|trình|tới|đến|báo cáo(?! (?:kết quả|định kỳ|tiến độ|tình hình|về)))\s+(?=\S)", re.IGNORECASE
)
_VIA = re.compile(r"\b(?:thông qua|qua)\s+(?=\S)", re.IGNORECASE)
_COPY = re.compile(r"\bđồng (?:thời )?(?:kính )?gửi\s+(?=\S)", re.IGNORECASE)
_SUMMED = re.compile(r"\btổng hợp\b", re.IGNORECASE)
_AD_HOC = re.compile(r"đột xuất", re.IGNORECASE)
_PART = re.compile(r"[,;:]\s+(?![^()]*\))")
_RECIPIENTS = re.compile(r"Nơi nhận", re.IGNORECASE)


@dataclass(frozen=True)
class Duty:
    """What one sentence says of reporting.

    :param to: who receives; :param via: through whom; :param copies: who gets a copy; :param summed_for: who gets what
    is made of the reports.
    """

    place: Place
    source: Source
    cadences: tuple[NamedCadence, ...]
    reporter: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    summed_for: tuple[str, ...] = ()
    ad_hoc: bool = False
    regulated: bool = False


def read_obligations(pieces: Sequence[Piece], directory: Directory | None = None) -> list[DraftRow]:
    """The rows of the table ``obligations``, the shortest cadence first.

    Of several places that name a cadence the one counts that names its day, else the one that names most cadences
    together with a recipient; the others go into the note. ``as-regulated`` only where the plan names none at all.
    """
    duties = list(list_duties(pieces, directory or Directory.of(pieces)))
    rows = []
    for cadence in (Cadence.MONTHLY, Cadence.QUARTERLY, Cadence.HALF_YEARLY, Cadence.YEARLY):
        named = [(duty, each) for duty in duties for each in duty.cadences if each.cadence is cadence]
        if named:
            duty, said = max(named, key=_weight)
            rows.append(_row(duty, said, [other for other, _ in named if other.place is not duty.place]))
    regulated = [duty for duty in duties if duty.regulated]
    if not rows and regulated:
        said = NamedCadence(Cadence.AS_REGULATED, 0, 0)
        rows.append(_row(max(regulated, key=lambda duty: bool(duty.to)), said, ()))
    return rows


def _weight(named: tuple[Duty, NamedCadence]) -> tuple[bool, bool, int, int]:
    duty, said = named
    count = len(duty.cadences)
    return said.due_day is not None, said.no_such_day, count if duty.to else 0, count


def list_duties(pieces: Sequence[Piece], directory: Directory) -> Iterator[Duty]:
    """Every sentence that asks for reports, in the document's order."""
    for place, is_heading in _places(pieces):
        for piece in place.pieces:
            for sentence in with_their_lists(list_sentences(tidy(piece.text))):
                duty = _duty(place, piece, sentence, directory)
                if duty and (not is_heading or _stands_alone(duty)):
                    yield duty


def _stands_alone(duty: Duty) -> bool:
    """Whether a heading, or what leads to a list, sets a report itself: it says by when, or who reports to whom."""
    text = duty.source.text
    if not _REPORT.search(text):
        return False
    return any(not each.is_open for each in duty.cadences) or bool(duty.cadences and duty.to and named_lead(text))


def _places(pieces: Sequence[Piece]) -> Iterator[tuple[Place, bool]]:
    """The places that may set a report, each with whether it is a heading or leads to a list."""
    for part in (Part.TASKS, Part.DUTIES):
        places = list_places(pieces, part)
        told = {id(piece) for place in places for piece in place.pieces}
        headings = [
            Place(piece.path, piece.item, [piece])
            for piece in pieces
            if piece.part is part and not piece.cells and id(piece) not in told
        ]
        every = [*((place, False) for place in places), *((heading, True) for heading in headings)]
        yield from sorted(every, key=lambda each: each[0].source.line)
    for piece in pieces:
        if piece.part is Part.TAIL:
            if _RECIPIENTS.match(piece.text):
                return
            yield Place(piece.path.split(".")[0], "", [replace(piece, titles=piece.titles[:1])]), False


def _duty(place: Place, piece: Piece, sentence: str, directory: Directory) -> Duty | None:
    above = " ".join((place.intro, *place.titles[-1:]))
    clauses = [clause for clause in re.split(r";\s+", as_one_list(sentence)) if clause]
    about = [clause for number, clause in enumerate(clauses) if _is_report(clause, clauses[number + 1 :][:1], above)]
    cadences = tuple(each for clause in about for each in _of_reports(clause))
    said = "; ".join(about)
    regulated = bool(_REGULATED.search(said))
    if not cadences and not regulated:
        return None
    told = sentence[as_one_list(sentence).find(about[0]) :]
    lead = read_roles(sentence, place.titles, directory, place.intro).lead
    first, summed = _cut_summary(told)
    named = [directory.names(_after(pattern, text)) for pattern, text in ((_VIA, first), (_COPY, first), (_TO, summed))]
    via, copies, summed_for = map(tuple, named)
    asked = _after(_TO, _without_asides(first)) or _after(_TO, _without_asides(_of_report(tidy(place.intro))))
    to = tuple(name for name in directory.names(asked) if name not in via + copies)
    return Duty(
        place,
        replace(piece.source, text=sentence),
        cadences,
        lead or read_roles(piece.text, place.titles, directory, place.intro).lead,
        to,
        via,
        copies,
        tuple(name for name in summed_for if name not in to),
        bool(_AD_HOC.search(sentence)),
        regulated,
    )


def _is_report(clause: str, after: Sequence[str], above: str) -> bool:
    if _REPORT.search(clause):
        return True
    if _OTHER_WORK.search(clause):
        return False
    return bool(_REPORT.match(after[0]) if after else _REPORT.search(above))


def _of_reports(clause: str) -> list[NamedCadence]:
    """The cadences of a clause without those of other work (``kiểm tra hằng năm, báo cáo kết quả``)."""
    cuts = [0, *(cut.end() for cut in _PART.finditer(clause)), len(clause)]
    kept = []
    for each in list_cadences(clause, in_list=says_only_when(clause)):
        start = max(cut for cut in cuts if cut <= each.start)
        part = clause[start : min(cut for cut in cuts if cut > each.start)]
        if _REPORT.search(part) or not _OTHER_WORK.search(part):
            kept.append(each)
    return kept


def _cut_summary(told: str) -> tuple[str, str]:
    """What is said up to the reports being put together, and what after."""
    marks = [mark for mark in _SUMMED.finditer(told) if _after(_TO, told[: mark.start()])]
    return (told[: marks[0].start()], told[marks[0].start() :]) if marks else (told, "")


def _of_report(intro: str) -> str:
    return intro if _REPORT.search(intro) else ""


def _without_asides(text: str) -> str:
    return re.sub(r"\s*\([^()]*\)", "", text)


def _after(pattern: re.Pattern[str], text: str) -> list[str]:
    found: list[str] = []
    for mark in pattern.finditer(text):
        found += leading_names(text[mark.end() :])
    return list(dict.fromkeys(found))


def _row(duty: Duty, said: NamedCadence, others: Iterable[Duty]) -> DraftRow:
    note, note_en = _notes(duty, others)
    cells = {
        "section": duty.place.section,
        "item": duty.place.item,
        "cadence": said.cadence.value,
        "due_day": str(said.due_day or ""),
        "due_month": str(said.due_month or ""),
        "reporter": "; ".join(duty.reporter),
        "recipient": "; ".join((*duty.to, *duty.copies)),
        "note": note,
        "note_en": note_en,
    }
    doubts = () if said.due_day else (Doubt.NO_SUCH_DAY if said.no_such_day else Doubt.NO_DAY,)
    return DraftRow("obligations", cells, duty.source, part=said.cadence.value, doubts=doubts)


def _notes(duty: Duty, others: Iterable[Duty]) -> tuple[str, str]:
    notes: list[tuple[str, str]] = []
    if duty.via:
        notes.append((f"gửi qua {_list(duty.via)}", f"sent through {_english(duty.via)}"))
    if duty.copies:
        notes.append((f"{_list(duty.copies)} nhận bản đồng gửi", f"a copy goes to {_english(duty.copies)}"))
    if duty.summed_for:
        notes.append((f"bản tổng hợp gửi {_list(duty.summed_for)}", f"a summary goes to {_english(duty.summed_for)}"))
    if duty.ad_hoc:
        notes.append(("ngoài kỳ này còn báo cáo đột xuất", "ad hoc reports come on top"))
    places = sorted({_cited(other.place) for other in others})
    notes += [(f"{cited} cũng nêu kỳ này", f"{cited_en} names this period too") for cited, cited_en in places]
    return _sentence(vi for vi, _ in notes), _sentence(en for _, en in notes)


def _cited(place: Place) -> tuple[str, str]:
    if not place.item:
        return place.section, place.section
    return f"{place.section}, gạch đầu dòng {place.item}", f"{place.section}, bullet {place.item}"


def _list(names: Sequence[str]) -> str:
    return ", ".join(names)


def _english(names: Sequence[str]) -> str:
    return ", ".join(f"the {english}" if (english := english_inside(name)) else name for name in names)


def _sentence(notes: Iterable[str]) -> str:
    said = "; ".join(notes)
    return f"{said[0].upper()}{said[1:]}." if said else ""
