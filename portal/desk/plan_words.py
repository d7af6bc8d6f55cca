"""What the pages about drafts of plans call tables, columns, decisions, doubts and states."""

from collections.abc import Sequence

from portal.domain.obligations import Cadence
from portal.domain.plans import Comparator
from portal.i18n import gettext as _
from portal.i18n import language
from portal.i18n.field_words import field_name
from portal.i18n.plan_words import cadence_name, table_name
from portal.publishing.plan_drafts.draft import Decision, Doubt
from portal.publishing.plan_drafts.storing import DraftState
from portal.publishing.plan_drafts.words import DOUBTS, scans_in_words


def decision_name(decision: str) -> str:
    return {
        Decision.OPEN: _("chưa quyết định"),
        Decision.KEPT: _("đã nhận"),
        Decision.MENDED: _("đã sửa"),
        Decision.DROPPED: _("đã bỏ"),
    }[Decision(decision)]


def draft_state_name(state: str) -> str:
    return {
        DraftState.OPEN: _("Đang rà soát"),
        DraftState.SUBMITTED: _("Chờ duyệt"),
        DraftState.LOADED: _("Đã đưa lên cổng"),
        DraftState.REPLACED: _("Đã có lần đọc mới"),
        DraftState.DISCARDED: _("Đã bỏ"),
    }[DraftState(state)]


def doubt_text(doubt: str) -> str:
    """Why a row is not sure, in a sentence."""
    said = DOUBTS[Doubt(doubt)][language() == "en"]
    return f"{said[:1].upper()}{said[1:]}."


def scans_text(pages: Sequence[int]) -> str:
    """That these pages are pictures and were not read; empty where there are none."""
    return scans_in_words(pages)[language() == "en"]


def column_label(column: str) -> str:
    """The label of a column of a draft's table."""
    named = {
        "field": _("Mục thông tin"),
        "item": _("Ý thứ"),
        "title": _("Nội dung"),
        "due": _("Thời hạn (năm-tháng-ngày)"),
        "due_day": _("Ngày trong tháng"),
        "due_month": _("Tháng"),
    }
    bare = column.removesuffix("_en")
    if bare not in named:
        return field_name(column)
    return _("%(name)s (tiếng Anh)", name=named[bare]) if bare != column else named[bare]


def plan_field_name(field: str) -> str:
    """What a row of the table ``plan`` tells."""
    return {
        "title": _("Tên văn bản"),
        "issuer": _("Cơ quan ban hành"),
        "number": _("Số, ký hiệu"),
        "issued_on": _("Ngày ban hành"),
        "year": _("Năm"),
        "period_from": _("Từ năm"),
        "period_to": _("Đến năm"),
        "basis": _("Căn cứ"),
        "signed_by_role": _("Chức vụ người ký"),
        "note": _("Ghi chú"),
    }.get(field, field)


def comparator_name(comparator: str) -> str:
    return {
        Comparator.AT_LEAST: _("≥ ít nhất"),
        Comparator.EXACTLY: _("= đạt"),
        Comparator.ABOVE: _("> trên"),
        Comparator.AT_MOST: _("≤ không quá"),
        Comparator.BELOW: _("< dưới"),
        Comparator.RANGE: _("khoảng, từ … đến …"),
    }[Comparator(comparator)]


def choices_of(column: str) -> list[tuple[str, str]]:
    """The values a column may have, with their names; empty where anything can be typed."""
    if column == "comparator":
        return [(each.value, comparator_name(each)) for each in Comparator]
    if column == "cadence":
        return [(each.value, cadence_name(each)) for each in Cadence]
    return []


FUNCTIONS = {
    "column_label": column_label,
    "decision_name": decision_name,
    "doubt_text": doubt_text,
    "draft_state_name": draft_state_name,
    "scans_text": scans_text,
    "table_name": table_name,
}
