"""The words for the parts of a plan, and for how one differs from another's."""

from portal.domain.obligations import Cadence
from portal.domain.plan_changes import ChangeKind
from portal.i18n.babel import gettext as _


def change_name(kind: str) -> str:
    """A kind of change.

    :raises ValueError: it is none.
    """
    return {
        ChangeKind.LOWERED: _("hạ mức"),
        ChangeKind.RAISED: _("nâng mức"),
        ChangeKind.DROPPED: _("bỏ"),
        ChangeKind.ADDED: _("thêm"),
        ChangeKind.LATER: _("lùi năm"),
        ChangeKind.EARLIER: _("đưa lên năm sớm hơn"),
        ChangeKind.DATED: _("nay có ghi năm"),
        ChangeKind.UNDATED: _("không còn ghi năm"),
        ChangeKind.REWORDED: _("đổi cách ghi"),
        ChangeKind.CHANGED: _("đổi nơi làm hoặc thời hạn"),
        ChangeKind.SAME: _("giữ nguyên"),
    }[ChangeKind(kind)]


def cadence_name(cadence: str) -> str:
    """How often a plan wants a report.

    :raises ValueError: it is none.
    """
    return {
        Cadence.MONTHLY: _("hằng tháng"),
        Cadence.QUARTERLY: _("hằng quý"),
        Cadence.HALF_YEARLY: _("6 tháng một lần"),
        Cadence.YEARLY: _("hằng năm"),
        Cadence.AS_REGULATED: _("theo quy định"),
    }[Cadence(cadence)]


def table_name(table: str) -> str:
    """What stands in a table of a plan.

    :raises KeyError: there is no such table.
    """
    return {
        "plan": _("Văn bản"),
        "targets": _("Chỉ tiêu"),
        "outline": _("Đề mục"),
        "goals": _("Mục tiêu không kèm con số"),
        "tasks": _("Nhiệm vụ, giải pháp"),
        "responsibilities": _("Trách nhiệm của cơ quan"),
        "obligations": _("Chế độ báo cáo"),
        "bodies": _("Cơ quan"),
    }[table]
