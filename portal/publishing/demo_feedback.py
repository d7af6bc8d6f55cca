"""Made-up questions with answers, their clock and counts of reports, so that the demonstration has pages of them.

They stand in the public store alone: the desk of a demonstration begins with an empty inbox.
"""

import datetime as dt

from sqlalchemy.orm import Session

from portal.domain.feedback import Answer, AnswerClock, Outcome, count_working_days, hash_receipt
from portal.domain.localities import get_commune, list_villages
from portal.domain.signal import ALL, SignalReport, Technology

COMMUNE = "tra-cau"
ASKED = (
    (
        "observation",
        "/observations/vneid-level2/21451/2026-09",
        Outcome.EXPLAINED,
        dt.date(2026, 10, 6),
        dt.date(2026, 10, 9),
        "Tỷ lệ VNeID mức 2 của phường tính trên toàn dân hay chỉ người từ 14 tuổi?",
        "Is the ward's rate of VNeID level 2 of everybody, or of those of 14 and older?",
        "Mẫu số là người trong độ tuổi được cấp tài khoản như ghi ở phần “Cách tính ra số này”, không phải toàn dân.",
        "The denominator is the people of an age to have an account, as the formula on the page says, not everybody.",
    ),
    (
        "plan",
        "/plans/tra-cau",
        Outcome.NO_DATA,
        dt.date(2026, 10, 19),
        dt.date(2026, 10, 30),
        "Có số liệu riêng về người cao tuổi dùng dịch vụ công trực tuyến không?",
        "Are there figures on elderly people who use public services online?",
        "Phường chưa thu thập số liệu này theo độ tuổi. Kế hoạch không yêu cầu chia theo tuổi.",
        "The ward does not collect this by age. The plan does not ask for it.",
    ),
)
REPORTED = ((2, "2026-10", 9), (6, "2026-10", 14), (11, "2026-10", None))
"""Which village of the commune, in which month, by how many; None: fewer than the threshold."""


def add_demo_feedback(session: Session, *, today: dt.date) -> None:
    """Into a loaded demonstration, what had happened by a day."""
    commune = get_commune(session, COMMUNE, on=today)
    if commune is None:
        return
    days = []
    for number, (kind, path, outcome, asked, answered, question, question_en, answer, answer_en) in enumerate(ASKED):
        if answered >= today:
            continue
        days.append(count_working_days(asked, answered))
        session.add(
            Answer(
                receipt_hash=hash_receipt(f"demonstration {number}"),
                commune_id=commune.id,
                about_kind=kind,
                about_ref=path.split("/", 2)[2],
                about_path=path,
                asked_on=asked,
                question=question,
                question_en=question_en,
                answer=answer,
                answer_en=answer_en,
                outcome=outcome,
                answered_at=dt.datetime.combine(answered, dt.time(3), tzinfo=dt.UTC),
                answered_role="approver",
                days=days[-1],
                illustrative=True,
            )
        )
    if days:
        told = {"received": len(days), "answered": len(days), "overdue": 0, "median_days": sum(days) / len(days)}
        session.add(AnswerClock(commune_id=commune.id, upto=today - dt.timedelta(days=1), **told))
    villages = list_villages(session, commune, on=today)
    for position, month, count in REPORTED:
        if month < f"{today:%Y-%m}" and position < len(villages):
            _report(session, villages[position].id, month, count)


def _report(session: Session, locality_id: int, month: str, count: int | None) -> None:
    for technology in (ALL, Technology.NONE) if count else (ALL,):
        session.add(
            SignalReport(
                locality_id=locality_id, month=month, network=ALL, technology=technology, count=count, illustrative=True
            )
        )
