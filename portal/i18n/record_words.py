"""The words for the codes of records: states of tasks, reports and programmes, sources of money, who answers."""

from portal.domain.bodies import Role
from portal.domain.clarity import Unclear
from portal.domain.ledger import PASSED, EntryKind
from portal.domain.money import Source
from portal.domain.obligations import ReportState
from portal.domain.programmes import ProgrammeState
from portal.domain.tasks import TaskState
from portal.i18n.babel import gettext as _


def task_state_name(state: str) -> str:
    return {
        TaskState.UNKNOWN: _("chưa rõ"),
        TaskState.NOT_STARTED: _("chưa bắt đầu"),
        TaskState.IN_PROGRESS: _("đang làm"),
        TaskState.DONE: _("đã xong"),
        TaskState.OVERDUE: _("quá hạn"),
    }[TaskState(state)]


def report_state_name(state: str) -> str:
    return {
        ReportState.RECEIVED: _("đã nhận"),
        ReportState.LATE: _("nhận muộn"),
        ReportState.MISSING: _("chưa nhận được"),
        ReportState.UPCOMING: _("sắp đến hạn"),
        ReportState.UNKNOWN: _("chưa rõ"),
        ReportState.NO_DATE: _("không nêu ngày"),
    }[ReportState(state)]


def source_name(source: str) -> str:
    return {
        Source.CENTRAL: _("ngân sách trung ương"),
        Source.PROVINCE: _("ngân sách tỉnh, thành phố"),
        Source.COMMUNE: _("ngân sách xã, phường"),
        Source.CONTRIBUTED: _("xã hội hóa"),
        Source.OTHER: _("nguồn khác"),
    }[Source(source)]


def programme_state_name(state: str) -> str:
    return {
        ProgrammeState.OPEN: _("đang nhận đăng ký"),
        ProgrammeState.AHEAD: _("chưa bắt đầu nhận"),
        ProgrammeState.ENDED: _("đã kết thúc"),
    }[ProgrammeState(state)]


def entry_kind_name(kind: str) -> str:
    return {
        EntryKind.REPORT: _("báo cáo"),
        EntryKind.TASK: _("nhiệm vụ"),
        EntryKind.MILESTONE: _("mốc chỉ tiêu"),
    }[EntryKind(kind)]


def entry_state_name(state: str) -> str:
    """Of a line of the ledger of deadlines: a report's state, a task's, or that its day has passed."""
    if state == PASSED:
        return _("đã đến hạn")
    return report_state_name(state) if state in set(ReportState) else task_state_name(state)


def unclear_name(what: str) -> str:
    return {
        Unclear.WHO: _("chưa rõ cơ quan thực hiện"),
        Unclear.ANSWERS: _("chưa rõ ai chịu trách nhiệm chính"),
        Unclear.WHEN: _("chưa rõ thời hạn"),
        Unclear.PRODUCT: _("chưa có sản phẩm, minh chứng"),
    }[Unclear(what)]


def role_name(role: str) -> str:
    return {
        Role.LEAD: _("chủ trì"),
        Role.PARTNER: _("phối hợp"),
        Role.REPORTER: _("gửi báo cáo"),
        Role.RECIPIENT: _("nhận báo cáo"),
    }[Role(role)]


FUNCTIONS = {
    "programme_state_name": programme_state_name,
    "report_state_name": report_state_name,
    "source_name": source_name,
    "task_state_name": task_state_name,
    "unclear_name": unclear_name,
}
"""For the templates."""
