"""What the fields of public tables are called where people read them: in frames, on the sheet about the source."""

from collections.abc import Callable, Mapping
from contextlib import suppress

from portal.domain.tasks import TaskState
from portal.i18n.babel import gettext as _
from portal.i18n.plan_words import change_name, table_name
from portal.i18n.readiness_words import element_status_name
from portal.i18n.readiness_words import field_names as readiness_names
from portal.i18n.record_words import (
    entry_kind_name,
    entry_state_name,
    programme_state_name,
    role_name,
    source_name,
    task_state_name,
    unclear_name,
)
from portal.i18n.wording import progress_name, status_name, unit_name

IN_BOTH = "_en"


def field_name(field: str) -> str:
    """The name of a field; the field as it is written where it has none."""
    bare = field.removesuffix(IN_BOTH)
    name = _names().get(bare, bare.replace("_", " "))
    return _("%(name)s (tiếng Anh)", name=name) if field.endswith(IN_BOTH) else name


def code_name(field: str, value: str) -> str:
    """What a code of a field means; the text as it is where it is none."""
    for name in NAMES_OF_CODES.get(field, ()):
        with suppress(ValueError, KeyError):
            return name(value)
    return value


NAMES_OF_CODES: Mapping[str, tuple[Callable[[str], str], ...]] = {
    "status": (status_name, progress_name),
    "latest_status": (status_name,),
    "before_status": (status_name,),
    "after_status": (status_name,),
    "old_status": (status_name,),
    "identity_status": (element_status_name,),
    "device_status": (element_status_name,),
    "skill_status": (element_status_name,),
    "account_status": (element_status_name,),
    "kind": (entry_kind_name,),
    "role": (role_name,),
    "state": (entry_state_name, task_state_name, programme_state_name),
    "unclear": (unclear_name,),
    "source": (source_name,),
    "progress": (progress_name,),
    "unit": (unit_name,),
    "table": (table_name,),
    "change": (change_name,),
    "changed_fields": (field_name,),
}


def _names() -> dict[str, str]:
    return _places() | _figures() | _plans() | _states() | _records() | _releases() | _asked() | readiness_names()


def _places() -> dict[str, str]:
    return {
        "area_km2": _("Diện tích (km²)"),
        "code": _("Mã"),
        "commune": _("Xã, phường"),
        "households": _("Số hộ"),
        "kind": _("Loại"),
        "lat": _("Vĩ độ"),
        "locality": _("Nơi"),
        "locality_name": _("Tên nơi"),
        "lon": _("Kinh độ"),
        "name": _("Tên"),
        "parent": _("Thuộc"),
        "population": _("Dân số"),
        "predecessors": _("Nơi cũ"),
        "slug": _("Tên trong địa chỉ"),
        "successors": _("Nơi mới"),
        "valid_from": _("Có từ ngày"),
        "valid_to": _("Có đến hết ngày"),
    }


def _figures() -> dict[str, str]:
    return {
        "after_denominator": _("Mẫu số kỳ sau"),
        "after_numerator": _("Tử số kỳ sau"),
        "after_period": _("Kỳ sau"),
        "after_status": _("Tình trạng kỳ sau"),
        "after_value": _("Giá trị kỳ sau"),
        "before_denominator": _("Mẫu số kỳ trước"),
        "before_numerator": _("Tử số kỳ trước"),
        "before_period": _("Kỳ trước"),
        "before_status": _("Tình trạng kỳ trước"),
        "before_value": _("Giá trị kỳ trước"),
        "change": _("Thay đổi"),
        "date": _("Ngày"),
        "definition": _("Định nghĩa"),
        "denominator": _("Mẫu số"),
        "direction": _("Chiều tốt"),
        "expected": _("Phải có"),
        "group": _("Nhóm"),
        "illustrative": _("Số liệu minh họa"),
        "indicator": _("Chỉ số"),
        "level": _("Cấp"),
        "method": _("Cách tính"),
        "nature": _("Thời điểm hay cả kỳ"),
        "numerator": _("Tử số"),
        "old_denominator": _("Mẫu số cũ"),
        "old_numerator": _("Tử số cũ"),
        "old_status": _("Tình trạng cũ"),
        "old_value": _("Giá trị cũ"),
        "on_map": _("Trên bản đồ"),
        "outcome": _("Kết quả"),
        "period": _("Kỳ"),
        "progress": _("Tiến độ"),
        "rank": _("Hạng"),
        "reported": _("Nơi đã báo cáo"),
        "status": _("Tình trạng"),
        "subject": _("Đối tượng đếm"),
        "target": _("Chỉ tiêu"),
        "target_high": _("Chỉ tiêu, mức cao"),
        "unit": _("Đơn vị tính"),
        "value": _("Giá trị"),
    }


def _plans() -> dict[str, str]:
    return {
        "amended_by": _("Được thay bằng"),
        "amends": _("Thay cho"),
        "arithmetic": _("Phép tính"),
        "basis": _("Căn cứ"),
        "body": _("Cơ quan"),
        "cadence": _("Chu kỳ"),
        "changed_fields": _("Mục đã đổi"),
        "citation": _("Vị trí trong văn bản"),
        "comparator": _("So sánh"),
        "days_late": _("Số ngày trễ"),
        "due": _("Thời hạn"),
        "due_day": _("Trước ngày"),
        "due_month": _("Của tháng; theo quý là tháng thứ mấy trong quý"),
        "due_note": _("Thời hạn như văn bản ghi"),
        "evidence": _("Minh chứng"),
        "field": _("Mục của văn bản"),
        "gap": _("Chênh lệch"),
        "issued_on": _("Ngày ban hành"),
        "issuer": _("Cơ quan ban hành"),
        "item": _("Ý thứ mấy trong mục"),
        "latest_denominator": _("Mẫu số mới nhất"),
        "latest_expected": _("Nơi phải báo cáo, kỳ mới nhất"),
        "latest_numerator": _("Tử số mới nhất"),
        "latest_period": _("Kỳ mới nhất"),
        "latest_reported": _("Nơi đã báo cáo, kỳ mới nhất"),
        "latest_status": _("Tình trạng số mới nhất"),
        "latest_value": _("Giá trị mới nhất"),
        "lead": _("Cơ quan chủ trì"),
        "leads": _("Số việc chủ trì"),
        "missing_since": _("Thiếu từ ngày"),
        "note": _("Lưu ý"),
        "number": _("Số hiệu"),
        "old_comparator": _("So sánh trước đây"),
        "old_section": _("Mục trước đây"),
        "old_target": _("Chỉ tiêu trước đây"),
        "old_title": _("Tên gọi trước đây"),
        "old_value_high": _("Giá trị cao nhất trước đây"),
        "old_year": _("Năm trước đây"),
        "partners": _("Cơ quan phối hợp"),
        "partner_in": _("Số việc phối hợp"),
        "period_from": _("Từ năm"),
        "period_to": _("Đến năm"),
        "plan": _("Kế hoạch"),
        "received_on": _("Ngày nhận"),
        "recipient": _("Nơi nhận"),
        "reporter": _("Nơi báo cáo"),
        "receives": _("Số kỳ báo cáo nhận"),
        "reports": _("Số báo cáo"),
        "role": _("Vai trò"),
        "section": _("Mục"),
        "state": _("Tình trạng"),
        "state_on": _("Tình trạng ngày"),
        "table": _("Phần của kế hoạch"),
        "targets": _("Số chỉ tiêu"),
        "task": _("Nhiệm vụ"),
        "unclear": _("Chưa rõ"),
        "value_high": _("Giá trị cao nhất"),
        "year": _("Năm"),
    }


def _states() -> dict[str, str]:
    """Counts of tasks by their state, under the states' codes."""
    return {state.value: _("Số việc %(state)s", state=task_state_name(state)) for state in TaskState}


def _asked() -> dict[str, str]:
    """Of questions, reports of missing signal and the log of proof."""
    return {
        "about": _("Hỏi về"),
        "answer": _("Trả lời"),
        "answered_at": _("Trả lời lúc"),
        "asked_on": _("Ngày hỏi"),
        "at": _("Ghi lúc"),
        "days": _("Số ngày làm việc"),
        "event": _("Việc"),
        "hash": _("Dấu băm"),
        "month": _("Tháng"),
        "network": _("Nhà mạng"),
        "page": _("Trang"),
        "question": _("Câu hỏi"),
        "seq": _("Số thứ tự"),
        "technology": _("Loại sóng"),
    }


def _records() -> dict[str, str]:
    return {
        "adds_up": _("Cộng khớp"),
        "allocated": _("Được giao"),
        "audience": _("Dành cho"),
        "contact": _("Liên hệ"),
        "decided_on": _("Ngày quyết định"),
        "decision_number": _("Số quyết định"),
        "disbursed": _("Đã giải ngân"),
        "hours": _("Giờ làm việc"),
        "how": _("Cách đăng ký"),
        "is_total": _("Là tổng"),
        "members": _("Số người"),
        "open_from": _("Nhận từ ngày"),
        "open_until": _("Nhận đến ngày"),
        "phone": _("Điện thoại"),
        "place": _("Địa điểm"),
        "programme": _("Chương trình"),
        "source": _("Nguồn"),
        "sum_allocated": _("Tổng được giao theo nguồn"),
        "sum_disbursed": _("Tổng đã giải ngân theo nguồn"),
        "support": _("Hỗ trợ"),
    }


def _releases() -> dict[str, str]:
    return {
        "approved_by_role": _("Vai trò người duyệt"),
        "dataset": _("Bộ dữ liệu"),
        "description": _("Mô tả"),
        "disclosure_cells": _("Số ô đã xét"),
        "disclosure_narrowest": _("Khoảng hẹp nhất còn đoán được"),
        "disclosure_solved": _("Số ô tính ra được"),
        "disclosure_threshold": _("Ngưỡng che"),
        "disclosure_withheld": _("Số ô che"),
        "explanations": _("Giải thích"),
        "files": _("Tệp"),
        "first_version": _("Phiên bản đầu có số này"),
        "id": _("Mã dòng"),
        "last_version": _("Phiên bản cuối có số này"),
        "licence": _("Giấy phép"),
        "reason": _("Lý do"),
        "age_days": _("Số ngày từ lần công bố cuối"),
        "release": _("Đợt công bố"),
        "released_at": _("Công bố lúc"),
        "restores": _("Khôi phục"),
        "rows": _("Số dòng"),
        "submitted_by_role": _("Vai trò người nộp"),
        "superseded_at": _("Hết hiệu lực lúc"),
        "superseded_by": _("Được thay bởi đợt"),
        "takes_back": _("Rút lại"),
        "title": _("Tên gọi"),
        "version": _("Phiên bản"),
        "withdrawn_by": _("Bị rút bởi đợt"),
    }
