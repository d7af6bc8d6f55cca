"""The dictionary of the files of records: what a row is, and what each column means."""

from portal.domain.money import Source
from portal.domain.tasks import TaskState
from portal.i18n import gettext as _
from portal.i18n.record_words import source_name, task_state_name


def a_row(group: str) -> str:
    """What a row of a group's files is; empty for a group of indicators."""
    return {
        "task-progress": _("Mỗi dòng của tệp là một nhiệm vụ mà xã, phường đã báo tình trạng."),
        "reports": _("Mỗi dòng của tệp là một báo cáo đã nhận."),
        "budget": _("Mỗi dòng của tệp là một khoản kinh phí, hoặc một dòng tổng do xã, phường ghi."),
        "support-programmes": _("Mỗi dòng của tệp là một chương trình hỗ trợ."),
        "community-teams": _("Mỗi dòng của tệp là một tổ công nghệ số cộng đồng."),
    }.get(group, "")


def page_of(group: str, commune: str) -> str:
    """The page that shows what the files hold; empty where the plan's pages do."""
    pages = {"budget": "/money", "support-programmes": "/programmes", "community-teams": "/teams"}
    return f"{pages[group]}?commune={commune}" if group in pages else ""


def columns(group: str) -> list[tuple[str, str]]:
    """The columns of a group's files in their order, each with its meaning; none for a group of indicators."""
    own = {
        "task-progress": _task_columns,
        "reports": _report_columns,
        "budget": _money_columns,
        "support-programmes": _programme_columns,
        "community-teams": _team_columns,
    }
    if group not in own:
        return []
    found = own[group]()
    ends = [("release", _("Đợt công bố đã đưa dòng này ra.")), ("illustrative", _("true: minh họa, không có thật."))]
    at = next((i for i, (name, _meaning) in enumerate(found) if name.startswith("sum_")), len(found))
    return [*found[:at], *ends, *found[at:]]


def _task_columns() -> list[tuple[str, str]]:
    states = ", ".join(
        f"{state} ({task_state_name(state)})"
        for state in (TaskState.NOT_STARTED, TaskState.IN_PROGRESS, TaskState.DONE)
    )
    return [
        ("task", _("Mã nhiệm vụ trong kế hoạch.")),
        ("plan", _("Kế hoạch có nhiệm vụ này.")),
        ("title", _("Nhiệm vụ.")),
        ("state", states),
        ("state_on", _("Ngày mà tình trạng đó đúng.")),
        ("evidence", _("Minh chứng.")),
    ]


def _report_columns() -> list[tuple[str, str]]:
    return [
        ("report", _("Mã báo cáo: chỗ trong kế hoạch, định kỳ và kỳ báo cáo.")),
        ("received_on", _("Ngày nhận được báo cáo.")),
    ]


def _money_columns() -> list[tuple[str, str]]:
    sources = ", ".join(f"{source} ({source_name(source)})" for source in Source)
    return [
        ("id", _("Mã của dòng, không đổi.")),
        ("commune", _("Mã xã, phường.")),
        ("year", _("Năm ngân sách; trống ở dòng tổng của mọi năm.")),
        ("programme", _("Chương trình, nhiệm vụ chi; trống ở dòng tổng của mọi chương trình.")),
        ("programme_en", _("Tên tiếng Anh, nếu xã, phường có ghi.")),
        ("source", sources),
        ("is_total", _("true: dòng tổng do xã, phường ghi; không cộng vào các khoản.")),
        ("allocated", _("Số tiền được giao, bằng đồng.")),
        ("disbursed", _("Số tiền đã giải ngân, bằng đồng. Trống khi xã, phường không ghi; 0 là một giá trị.")),
        ("decision_number", _("Số quyết định giao.")),
        ("decided_on", _("Ngày quyết định.")),
        ("note", _("Ghi chú của xã, phường.")),
        ("sum_allocated", _("Ở dòng tổng: cộng số được giao của các khoản.")),
        ("sum_disbursed", _("Ở dòng tổng: cộng số đã giải ngân của các khoản có ghi.")),
        ("adds_up", _("Ở dòng tổng: tổng ghi có bằng tổng các khoản không.")),
    ]


def _programme_columns() -> list[tuple[str, str]]:
    english = _("Câu đó bằng tiếng Anh, nếu xã, phường có ghi.")
    return [
        ("id", _("Mã của dòng, không đổi.")),
        ("commune", _("Mã xã, phường.")),
        ("name", _("Tên chương trình.")),
        ("name_en", english),
        ("audience", _("Ai được hỗ trợ.")),
        ("audience_en", english),
        ("support", _("Hỗ trợ gì.")),
        ("support_en", english),
        ("how", _("Cách đăng ký.")),
        ("how_en", english),
        ("place", _("Nơi nộp.")),
        ("phone", _("Điện thoại của cơ quan.")),
        ("open_from", _("Ngày đầu tiên nhận đăng ký.")),
        ("open_until", _("Ngày cuối cùng; trống khi không có thời hạn.")),
        ("basis", _("Văn bản làm căn cứ.")),
    ]


def _team_columns() -> list[tuple[str, str]]:
    return [
        ("id", _("Mã của dòng, không đổi.")),
        ("commune", _("Mã xã, phường.")),
        ("locality", _("Mã thôn, tổ dân phố; mã xã, phường nếu tổ giúp cả xã, phường.")),
        ("locality_name", _("Tên nơi đó.")),
        ("name", _("Tên tổ.")),
        ("name_en", _("Tên tiếng Anh, nếu xã, phường có ghi.")),
        ("members", _("Số thành viên.")),
        ("contact", _("Chức danh hoặc cơ quan để liên hệ.")),
        ("phone", _("Điện thoại của cơ quan.")),
        ("place", _("Nơi gặp.")),
        ("hours", _("Khi nào.")),
    ]
