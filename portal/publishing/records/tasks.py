"""How far the plan's tasks are, with the day and what shows it."""

from collections.abc import Iterator, Mapping
from typing import Any

from portal.publishing.intake.findings import Finding
from portal.publishing.records.catalogue import finding
from portal.publishing.records.kinds import Choice, Column, Context, ReadRecord, RecordKind, Type

STATES = (
    Choice("not-started", "Chưa bắt đầu", "Not started"),
    Choice("in-progress", "Đang làm", "In progress"),
    Choice("done", "Đã xong", "Done"),
)


def _key(content: Mapping[str, Any], _context: Context) -> str:
    return str(content["task"])


def _check(row: ReadRecord, context: Context) -> Iterator[Finding]:
    state = row.content.get("state")
    if row.record.key not in context.tasks:
        yield finding("task.unknown", row.sheet, row.cell("task"), value=row.record.key)
    if state == "done" and not row.content.get("evidence"):
        yield finding("task.done-without-evidence", row.sheet, row.cell("evidence"))
    before = context.live[TASKS.code].get(row.record.key, {}).get("state")
    if before == "done" and state not in {"done", None}:
        word = next(choice for choice in STATES if choice.code == state)
        yield finding("task.went-back", row.sheet, row.cell("state"), value=word.text, value_en=word.text_en)


def _offered(context: Context) -> Iterator[Mapping[str, Any]]:
    live = context.live[TASKS.code]
    for task in context.tasks.values():
        yield {"task": task.id, "title": task.title, "citation": task.citation, **live.get(task.id, {})}


TASKS = RecordKind(
    code="task-progress",
    sheet="Nhiệm vụ",
    title="Tiến độ nhiệm vụ",
    title_en="Progress of tasks",
    columns=(
        Column("task", "Mã nhiệm vụ", "Task code", "Mã của nhiệm vụ; không sửa.", required=True, width=26),
        Column("title", "Nhiệm vụ", "Task", "Để dễ tìm; không được đọc.", only_read=True, width=60),
        Column("citation", "Trong văn bản", "In the plan", "Để dễ tìm; không được đọc.", only_read=True, width=16),
        Column("state", "Tình trạng", "State", "Chọn trong danh sách.", Type.CHOICE, required=True, choices=STATES),
        Column("state_on", "Tính đến ngày", "As of day", "Ngày mà tình trạng này đúng.", Type.DAY, True, past=True),
        Column(
            "evidence",
            "Minh chứng",
            "Evidence",
            "Số văn bản, đường dẫn hoặc kết quả thấy được. Không nêu thông tin riêng của người dân.",
            longest=1000,
            width=50,
        ),
    ),
    key_of=_key,
    check=_check,
    offered=_offered,
    asks=("state", "state_on", "evidence"),
)
