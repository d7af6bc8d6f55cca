"""The way of a submission: its states, the moves between them, who may make each, and the audit event of each.

All of it is data: the desk's buttons, the command line, the guards and the diagram in ``docs/publishing.md`` are
read from ``MOVES``.
"""

import datetime as dt
import enum
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from portal.db import lock_writers
from portal.domain.changes import NOTHING
from portal.publishing.audit import record
from portal.publishing.problems import Problem, PublishingError
from portal.publishing.submissions import Submission
from portal.publishing.submissions import SubmissionState as State


class Role(enum.StrEnum):
    OFFICER = "officer"
    APPROVER = "approver"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Actor:
    """Who acts: an account's name, and its roles in the commune at hand."""

    name: str | None
    roles: frozenset[str] = field(default_factory=frozenset)


PORTAL = Actor(None)
"""The portal itself, when a set time has come or one release follows from another."""


@dataclass(frozen=True)
class Move:
    """From some states to another. ``role`` is who may make it; None: only the portal itself."""

    name: str
    before: frozenset[State]
    after: State
    role: Role | None
    event: str
    title: str
    title_en: str
    rules: tuple[str, ...] = ()


def _move(name: str, before: str, after: State, role: Role | None, event: str, words: str, *rules: str) -> Move:
    title, title_en = words.split(" | ")
    return Move(name, frozenset(State(s) for s in before.split()), after, role, event, title, title_en, rules)


MOVES = {
    m.name: m
    for m in (
        _move(
            "revise", "draft returned", State.DRAFT, Role.OFFICER, "submission.revised", "Nộp lại tệp | Hand in again"
        ),
        _move(
            "submit",
            "draft returned",
            State.SUBMITTED,
            Role.OFFICER,
            "submission.submitted",
            "Gửi duyệt | Submit for approval",
            "previewed",
            "something",
            "explained",
            "reasoned",
        ),
        _move("recall", "submitted", State.DRAFT, Role.OFFICER, "submission.recalled", "Rút về | Recall"),
        _move(
            "return",
            "submitted approved",
            State.RETURNED,
            Role.APPROVER,
            "submission.returned",
            "Trả lại | Return",
            "told_why",
            "not_out",
        ),
        _move(
            "approve",
            "submitted",
            State.APPROVED,
            Role.APPROVER,
            "submission.approved",
            "Duyệt | Approve",
            "another_person",
            "protected",
        ),
        _move("publish", "approved", State.PUBLISHED, Role.APPROVER, "release.published", "Công bố | Publish"),
        _move("supersede", "published", State.SUPERSEDED, None, "release.superseded", "Đã có số mới thay | Superseded"),
        _move("withdraw", "published superseded", State.WITHDRAWN, None, "release.withdrawn", "Đã rút | Withdrawn"),
        _move("discard", "draft returned", State.DISCARDED, Role.OFFICER, "submission.discarded", "Bỏ | Discard"),
    )
}

STATE_WORDS = {
    State.DRAFT: ("Bản nháp", "Draft"),
    State.SUBMITTED: ("Chờ duyệt", "Waiting for approval"),
    State.RETURNED: ("Bị trả lại", "Returned"),
    State.APPROVED: ("Đã duyệt, chờ công bố", "Approved, waiting to be published"),
    State.PUBLISHED: ("Đã công bố", "Published"),
    State.SUPERSEDED: ("Đã có số mới thay", "Superseded"),
    State.WITHDRAWN: ("Đã rút", "Withdrawn"),
    State.DISCARDED: ("Đã bỏ", "Discarded"),
}

Rule = Callable[[Submission, Actor], bool]

RULES: dict[str, tuple[Rule, str, str, str, str]] = {
    "previewed": (
        lambda submission, actor: submission.digest is not None,
        "chưa có bản xem trước.",
        "there is no preview yet.",
        "Sửa hết lỗi trong tệp và xem trước rồi mới gửi.",
        "Mend every error of the workbook and look at the preview first.",
    ),
    "something": (
        lambda submission, actor: submission.digest != NOTHING,
        "tệp không có gì khác với số liệu đang công bố.",
        "the workbook holds nothing that differs from what is published.",
        "Nộp tệp có số mới hoặc số đã sửa.",
        "Hand in new or mended figures.",
    ),
    "explained": (
        lambda submission, actor: not list_unexplained(submission),
        "còn cảnh báo chưa được giải thích.",
        "some warnings have no explanation yet.",
        "Viết một câu giải thích cho mỗi cảnh báo.",
        "Write a sentence on each warning.",
    ),
    "reasoned": (
        lambda submission, actor: submission.kind == "update" or bool((submission.reason or "").strip()),
        "đính chính cần ghi lý do.",
        "a correction needs its reason.",
        "Ghi lý do; lý do sẽ được công bố.",
        "Write the reason; it will be published.",
    ),
    "told_why": (
        lambda submission, actor: bool((submission.returned_because or "").strip()),
        "trả lại cần nói rõ vì sao.",
        "returning needs a word on why.",
        "Ghi điều cần sửa cho cán bộ lập hồ sơ.",
        "Write what the officer has to mend.",
    ),
    "not_out": (
        lambda submission, actor: submission.release is None,
        "đợt công bố này đang được thực hiện.",
        "this release is already on its way out.",
        "Nếu công bố bị gián đoạn, bấm công bố lại; muốn lấy lại thì rút sau khi công bố.",
        "If publishing was interrupted, publish again; to take it back, withdraw it afterwards.",
    ),
    "another_person": (
        lambda submission, actor: actor.name not in {None, submission.submitted_by, submission.handed_in_by},
        "người duyệt phải là người khác với người lập và người gửi.",
        "whoever approves must be another person than whoever handed in and whoever submitted.",
        "Nhờ một người có quyền duyệt khác.",
        "Ask another approver.",
    ),
    "protected": (
        lambda submission, actor: submission.digest is not None and not (submission.disclosure or {}).get("exposures"),
        "bản xem trước chưa qua được phép thử lộ thông tin của thôn nhỏ.",
        "the preview has not passed the disclosure audit.",
        "Bỏ những chỉ số và kỳ được nêu trong báo cáo, rồi xem trước lại.",
        "Leave out the indicators and periods that the report names, and preview again.",
    ),
}


def list_unexplained(submission: Submission) -> list[dict[str, Any]]:
    """The warnings that still want a word."""
    said = {entry["key"] for entry in submission.explanations or [] if entry.get("text", "").strip()}
    warnings = [finding for finding in submission.findings or [] if finding.get("severity") != "error"]
    return [finding for finding in warnings if finding["key"] not in said]


def list_hindrances(submission: Submission, name: str, actor: Actor) -> Iterator[Problem]:
    """Why a move cannot be made; nothing when it can."""
    wanted = MOVES[name]
    where = f"#{submission.id}"
    if submission.state not in wanted.before:
        now, now_en = STATE_WORDS[State(submission.state)]
        yield Problem(
            "wrong-state",
            where,
            f"hồ sơ đang ở trạng thái “{now}”, không thể: {wanted.title.lower()}.",
            f"the submission is “{now_en.lower()}”; it cannot do: {wanted.title_en.lower()}.",
            "Tải lại trang để xem trạng thái mới nhất.",
            "Load the page again to see where it stands.",
        )
    elif actor is not PORTAL and (wanted.role is None or wanted.role not in actor.roles):
        yield Problem(
            "not-your-role",
            where,
            "tài khoản này không có quyền làm việc đó ở xã, phường này.",
            "this account has no right to do that in this commune.",
            "Nhờ quản trị viên cấp quyền.",
            "Ask an administrator for the role.",
        )
    else:
        for rule in wanted.rules:
            holds, *words = RULES[rule]
            if not holds(submission, actor):
                yield Problem(rule.replace("_", "-"), where, *words)


def list_moves(submission: Submission, actor: Actor) -> list[Move]:
    """The moves this actor has the role and the state for, whether or not a rule still hinders them."""
    return [m for m in MOVES.values() if submission.state in m.before and m.role is not None and m.role in actor.roles]


def move(session: Session, submission: Submission, name: str, actor: Actor, *, at: dt.datetime, **details: Any) -> None:
    """Make a move, with its audit event, in the caller's transaction.

    :param details: what else the event tells.
    :raises PublishingError: saying why it cannot be made.
    """
    lock_writers(session, Submission)
    session.refresh(submission, ["state"])
    hindrances = list(list_hindrances(submission, name, actor))
    if hindrances:
        raise PublishingError(hindrances)
    wanted = MOVES[name]
    submission.state = wanted.after
    record(
        session,
        at=at,
        event=wanted.event,
        subject=submission.release or f"submission {submission.id}",
        role=wanted.role or "portal",
        details={"kind": submission.kind, "submission": submission.id} | details,
        private={"by": actor.name} if actor.name else None,
    )


def diagram() -> str:
    """The states and moves as a Mermaid state diagram, and a table of who makes each move and what it is called."""
    lines = ["```mermaid", "stateDiagram-v2", "    [*] --> draft: hand in (officer)"]
    for wanted in MOVES.values():
        words = f"{wanted.title_en.lower()} ({wanted.role or 'the portal'})"
        lines += [f"    {before} --> {wanted.after}: {words}" for before in sorted(wanted.before)]
    return "\n".join([*lines, "```", "", *_table()])


def _table() -> Iterator[str]:
    yield "| move | from | to | who | audit event | only if |"
    yield "|---|---|---|---|---|---|"
    for m in MOVES.values():
        rules = "; ".join(RULES[rule][2].rstrip(".") for rule in m.rules)
        before = ", ".join(sorted(m.before))
        not_if = f"not when {rules}" if rules else ""
        yield f"| {m.name} | {before} | {m.after} | {m.role or 'the portal'} | `{m.event}` | {not_if} |"


if __name__ == "__main__":
    print(diagram())
