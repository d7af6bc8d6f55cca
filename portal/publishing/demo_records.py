"""What the demonstration makes up beside figures: task states, reports received, money, programmes and teams.

The plans are real, so whatever is said here of a real task is flagged as illustrative wherever it shows. Everything
is drawn from a seed and equal in every run.
"""

import datetime as dt
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.domain.folding import slugify
from portal.domain.localities import Locality, list_villages
from portal.domain.obligations import Report, list_plan_reports
from portal.domain.plans import list_plans
from portal.domain.tasks import Task, list_tasks
from portal.publishing.demo_figures import SEED
from portal.publishing.records import Record
from portal.publishing.records.kinds import join_key

TITLE = "Tiến độ nhiệm vụ, báo cáo đã nhận, kinh phí, chương trình hỗ trợ và tổ công nghệ số"
TITLE_EN = "Progress of tasks, reports received, money, support programmes and community teams"
RECORDS_ON = dt.date(2026, 11, 12)
"""The day on which every commune releases them."""
EVIDENCE = (
    "Đã ban hành văn bản triển khai (minh chứng minh họa)",
    "Biên bản nghiệm thu của Phòng Văn hóa - Xã hội (minh chứng minh họa)",
    "Danh sách lớp tập huấn lưu tại Trung tâm Phục vụ hành chính công (minh chứng minh họa)",
)
PHONE = "1900 0000 (số minh họa)"


@dataclass(frozen=True)
class _Budget:
    """A made-up line: programme, share of a thousand million đồng, source, how much of it was spent."""

    programme: str
    programme_en: str
    source: str
    allocated: int
    spent: int | None  # percent


BUDGETS = (
    _Budget("Hạ tầng số và an toàn thông tin", "Digital infrastructure and security", "commune", 640, 71),
    _Budget("Hạ tầng số và an toàn thông tin", "Digital infrastructure and security", "province", 900, 55),
    _Budget("Tập huấn kỹ năng số cho người dân", "Digital skills for residents", "commune", 180, 88),
    _Budget("Tập huấn kỹ năng số cho người dân", "Digital skills for residents", "contributed", 60, None),
    _Budget("Hoạt động của tổ công nghệ số cộng đồng", "Work of community digital teams", "commune", 120, 64),
)
OVERSPENT = "thuong-hong"  # where a line spends more than it was given, with a word of explanation
MISMATCHED = "phuoc-binh"  # where the total stated is not the sum of its lines


@dataclass(frozen=True)
class _Programme:
    name: str
    name_en: str
    audience: str
    audience_en: str
    support: str
    support_en: str
    how: str
    how_en: str
    start: dt.date | None
    until: dt.date | None


PROGRAMMES = (
    _Programme(
        "Cài đặt và hướng dẫn dùng VNeID tại nhà",
        "VNeID set up and explained at home",
        "Người cao tuổi, người khuyết tật và hộ neo người",
        "Older people, people with disabilities and people living alone",
        "Tổ công nghệ số đến nhà cài đặt VNeID mức 2 và hướng dẫn dùng, miễn phí.",
        "A community team sets up VNeID level 2 at home and explains it, free of charge.",
        "Báo với trưởng thôn, tổ trưởng tổ dân phố hoặc gọi bộ phận một cửa để hẹn ngày.",
        "Tell the village head or call the one-stop desk to arrange a day.",
        dt.date(2026, 1, 5),
        None,
    ),
    _Programme(
        "Lớp kỹ năng số buổi tối",
        "Evening classes in digital skills",
        "Mọi người dân từ 15 tuổi",
        "Every resident aged 15 and over",
        "Bốn buổi học: dịch vụ công trực tuyến, thanh toán, an toàn trên mạng, gọi trợ giúp.",
        "Four evenings: online services, payments, safety online, calling for help.",
        "Đăng ký tại nhà sinh hoạt cộng đồng hoặc ở bộ phận một cửa; không cần giấy tờ.",
        "Sign up at the community house or the one-stop desk; no papers are needed.",
        dt.date(2026, 9, 1),
        dt.date(2026, 12, 31),
    ),
    _Programme(
        "Chữ ký số cá nhân miễn phí năm đầu",
        "A personal digital signature, free in the first year",
        "Người dân nộp hồ sơ dịch vụ công trực tuyến",
        "Residents who file online",
        "Một chứng thư chữ ký số dùng trong 12 tháng.",
        "One digital certificate for 12 months.",
        "Mang căn cước đến bộ phận một cửa; nhận trong ngày.",
        "Bring your identity card to the one-stop desk; you get it the same day.",
        dt.date(2026, 3, 1),
        dt.date(2026, 9, 30),
    ),
)


def demo_records(public: Session, commune: Locality, today: dt.date) -> list[Record]:
    """Made-up records of a commune; its villages and plans are in the store already.

    Nothing in them is later than the day on which they are released.
    """
    villages = list_villages(public, commune, on=today)
    today = min(today, RECORDS_ON)
    tasks = [task for plan in list_plans(public, commune=commune) for task in list_tasks(public, plan)]
    reports = list_plan_reports(public, commune=commune, today=today)
    luck = random.Random(f"{SEED}-{commune.slug}-records")  # noqa: S311 - made-up content, not a secret
    return [
        *_task_records(tasks, today, luck),
        *_receipts(reports, today, luck),
        *_money(commune, luck),
        *_programmes(commune),
        *_teams(commune, villages, luck),
    ]


def _task_records(tasks: Iterable[Task], today: dt.date, luck: random.Random) -> Iterator[Record]:
    """Of every three tasks two have a state."""
    for task in tasks:
        state = luck.choice(("done", "in-progress", "in-progress", "not-started", None, None))
        day = today - dt.timedelta(days=luck.randint(10, 150))
        evidence = luck.choice(EVIDENCE)
        if state is not None:
            said = evidence if state == "done" else None
            yield Record("task-progress", task.id, {"state": state, "state_on": day.isoformat(), "evidence": said})


def _receipts(reports: Iterable[Report], today: dt.date, luck: random.Random) -> Iterator[Record]:
    """Of the reports due this year most came in time, some late and a few not at all."""
    for report in reports:
        if report.due is None or report.due >= today or report.due.year < today.year:
            continue
        days = luck.choice((-4, -3, -2, -1, 0, 0, 2, 9, None))
        if days is not None:
            received = min(report.due + dt.timedelta(days=days), today)
            yield Record("reports", report.id, {"received_on": received.isoformat()})


def _money(commune: Locality, luck: random.Random) -> Iterator[Record]:
    million = 1_000_000
    lines = []
    for number, budget in enumerate(BUDGETS, start=1):
        allocated = round(budget.allocated * luck.uniform(0.7, 1.3)) * million
        spent = None if budget.spent is None else round(allocated * budget.spent / 100 / million) * million
        note = None
        if number == 3 and commune.slug == OVERSPENT:
            spent, note = allocated + 12 * million, "Mở thêm hai lớp theo nguyện vọng của người dân (minh họa)."
        decision = f"{40 + number}/QĐ-UBND (minh họa)"
        lines.append(_line(commune, budget, allocated, spent, decision, note))
    yield from lines
    yield _total(commune, lines, off=50 * million if commune.slug == MISMATCHED else 0)


def _line(
    commune: Locality, budget: _Budget, allocated: int, spent: int | None, decision: str, note: str | None
) -> Record:
    key = join_key(commune.slug, 2026, slugify(budget.programme), budget.source, slugify(decision))
    content = {
        "year": 2026,
        "programme": budget.programme,
        "programme_en": budget.programme_en,
        "source": budget.source,
        "is_total": False,
        "allocated": allocated,
        "disbursed": spent,
        "decision_number": decision,
        "decided_on": "2026-01-12",
        "note": note,
    }
    return Record("budget", key, content)


def _total(commune: Locality, lines: Sequence[Record], *, off: int) -> Record:
    content = {
        "year": 2026,
        "programme": None,
        "programme_en": None,
        "source": None,
        "is_total": True,
        "allocated": sum(line.content["allocated"] for line in lines) + off,
        "disbursed": sum(line.content["disbursed"] or 0 for line in lines),
        "decision_number": None,
        "decided_on": None,
        "note": None,
    }
    return Record("budget", join_key(commune.slug, "total", 2026, "all", "all"), content)


def _programmes(commune: Locality) -> Iterator[Record]:
    for made in PROGRAMMES:
        content = {
            "name": made.name,
            "name_en": made.name_en,
            "audience": made.audience,
            "audience_en": made.audience_en,
            "support": made.support,
            "support_en": made.support_en,
            "how": made.how,
            "how_en": made.how_en,
            "place": f"Trung tâm Phục vụ hành chính công, {commune.name}",
            "phone": PHONE,
            "open_from": made.start.isoformat() if made.start else None,
            "open_until": made.until.isoformat() if made.until else None,
            "basis": "Kế hoạch minh họa",
        }
        yield Record("support-programmes", join_key(commune.slug, slugify(made.name)), content)


def _teams(commune: Locality, villages: Sequence[Locality], luck: random.Random) -> Iterator[Record]:
    """One of the commune, and one of each of the first villages."""
    for place in [commune, *villages[:8]]:
        name = f"Tổ công nghệ số cộng đồng {place.name[0].lower()}{place.name[1:]}"
        content = {
            "locality": place.code,
            "name": name,
            "name_en": f"Community digital technology team of {place.name_en}",
            "members": luck.randint(4, 11),
            "contact": "Bộ phận một cửa" if place is commune else "Tổ trưởng tổ công nghệ số",
            "phone": PHONE,
            "place": f"Nhà sinh hoạt cộng đồng {place.name}" if place is not commune else f"Trụ sở {commune.name}",
            "hours": luck.choice(("Thứ bảy, 8 giờ đến 11 giờ", "Tối thứ ba và thứ năm, 19 giờ đến 21 giờ")),
        }
        yield Record("community-teams", join_key(place.code, slugify(name)), content)
