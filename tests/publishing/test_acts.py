"""What officers do, from a workbook to a release and back: previewed as published, by two persons, never half."""

import datetime as dt
import hashlib
import io

import pytest
import xlsxwriter
from sqlalchemy import func, select

from portal.domain.changes import list_change_rows, summarise_changes
from portal.domain.observations import Observation
from portal.domain.releases import DisclosureReport, get_release, get_withdrawal
from portal.publishing import acts
from portal.publishing.acts import Office
from portal.publishing.attacking import list_truth
from portal.publishing.audit import AuditEntry
from portal.publishing.preview import reading_preview
from portal.publishing.problems import PublishingError, Refused
from portal.publishing.publisher import Publisher
from portal.publishing.records import KINDS
from portal.publishing.submissions import Figure, Submission, Upload
from portal.publishing.workflow import Actor, Role
from tests.builders import COMMUNE, make_group, make_installation, observation_of

OFFICER = Actor("can.bo", frozenset({Role.OFFICER}))
APPROVER = Actor("nguoi.duyet", frozenset({Role.APPROVER}))
VILLAGES = 12
CODE = "vneid-level2"


@pytest.fixture
def office(public, desk, tmp_path, now) -> Office:
    make_installation(public, villages=VILLAGES)
    publisher = Publisher(desk, public, tmp_path / "files", illustrative=True, secret=b"a secret of tests")
    return Office(publisher, tmp_path / "previews", now)


def workbook(period: str = "2026-09", **numerators: int) -> bytes:
    """A long CSV of every village; ``thon_3=4`` sets the count of the third."""
    lines = ["Thôn,Chỉ số,Kỳ,Tử số,Mẫu số"]
    for n in range(1, VILLAGES + 1):
        lines.append(f"Thôn {n},{CODE},{period},{numerators.get(f'thon_{n}', 60 + n)},{200 + n}")
    return "\n".join(lines).encode()


def hand_in(office: Office, content: bytes, **more: object) -> int:
    read = acts.hand_in(office, COMMUNE, content, "so-lieu.csv", OFFICER, **more)
    assert [f for f in read.content.findings if f.severity == "error"] == []
    return read.submission_id


def release(office: Office, content: bytes, **words: object) -> str:
    number = hand_in(office, content)
    acts.submit(office, number, OFFICER, words | {"explanations": _explain_all(office, number)})
    acts.approve(office, number, APPROVER)
    return acts.publish(office, number, APPROVER)


def _explain_all(office: Office, number: int) -> dict[str, str]:
    with office.publisher.desk.session() as session:
        return {f["key"]: "đã rà soát" for f in session.get_one(Submission, number).findings}


def state_of(office: Office, number: int) -> str:
    with office.publisher.desk.session() as session:
        return session.get_one(Submission, number).state


def test_from_a_workbook_to_a_release_by_two_persons(office, public, desk):
    assert release(office, workbook()) == "thu-nghiem-r1"
    with public.session() as session, desk.session() as officers:
        assert observation_of(session, f"{COMMUNE}-03", "2026-09").numerator == 63
        assert session.get_one(DisclosureReport, 1).cells == VILLAGES
        submission = officers.get_one(Submission, 1)
        assert (submission.state, submission.submitted_by, submission.approved_by) == (
            "published",
            "can.bo",
            "nguoi.duyet",
        )
        events = list(officers.scalars(select(AuditEntry.event).order_by(AuditEntry.seq)))
    assert events == [
        "submission.created",
        "submission.submitted",
        "submission.approved",
        "release.published",
    ]


def test_the_bytes_handed_in_are_kept_by_their_hash(office, desk):
    content = workbook()
    hand_in(office, content)
    with desk.session() as session:
        upload = session.get_one(Upload, hashlib.sha256(content).hexdigest())
        assert (upload.content, upload.name) == (content, "so-lieu.csv")


def test_the_release_is_what_was_previewed_cell_by_cell(office, public):
    number = hand_in(office, workbook(thon_3=2))
    with reading_preview(office.folder(number)) as session:
        previewed = list_change_rows(session, get_release(session, f"preview-{number}"))
    acts.submit(office, number, OFFICER, {"explanations": _explain_all(office, number)})
    acts.approve(office, number, APPROVER)
    published = acts.publish(office, number, APPROVER)
    with public.session() as session:
        assert list_change_rows(session, get_release(session, published)) == previewed
    assert any(row[-1] == "withheld" for row in previewed)


def test_nothing_of_a_draft_is_in_the_public_store(office, public):
    hand_in(office, workbook())
    with public.session() as session:
        assert session.scalar(select(func.count()).select_from(Observation)) == 0


def test_a_file_that_cannot_be_read_leaves_nothing(office, desk):
    with pytest.raises(Refused):
        acts.hand_in(office, COMMUNE, b"\x00\x01\x02", "so-lieu.xlsx", OFFICER)
    with desk.session() as session:
        assert session.scalar(select(func.count()).select_from(Submission)) == 0
        assert session.scalar(select(func.count()).select_from(Upload)) == 0
        assert session.scalar(select(func.count()).select_from(AuditEntry)) == 0


def test_a_workbook_with_an_error_is_kept_as_a_draft_without_a_figure_and_goes_no_further(office, desk):
    read = acts.hand_in(office, COMMUNE, workbook(thon_2=999), "so-lieu.csv", OFFICER)
    assert [f.code for f in read.content.errors] == ["numerator-over-denominator"]
    with desk.session() as session:
        assert session.scalar(select(func.count()).select_from(Figure)) == 0
    with pytest.raises(PublishingError, match="xem trước"):
        acts.submit(office, read.submission_id, OFFICER, {})
    acts.hand_in(office, COMMUNE, workbook(), "so-lieu.csv", OFFICER, into=read.submission_id)
    acts.submit(office, read.submission_id, OFFICER, {"explanations": _explain_all(office, read.submission_id)})
    assert state_of(office, read.submission_id) == "submitted"


def test_what_changes_a_published_value_is_a_correction_and_needs_its_reason(office, public):
    release(office, workbook())
    number = hand_in(office, workbook(thon_5=80))
    words = {"explanations": _explain_all(office, number)}
    with pytest.raises(PublishingError, match="lý do"):
        acts.submit(office, number, OFFICER, words)
    acts.submit(office, number, OFFICER, words | {"reason": "đếm lại"})
    acts.approve(office, number, APPROVER)
    with public.session() as session:
        assert get_release(session, acts.publish(office, number, APPROVER)).kind == "correction"


def test_one_who_submitted_cannot_approve(office):
    both = Actor(OFFICER.name, frozenset(Role))
    number = hand_in(office, workbook())
    acts.submit(office, number, both, {"explanations": _explain_all(office, number)})
    with pytest.raises(PublishingError, match="người khác"):
        acts.approve(office, number, both)


def test_of_two_approved_changes_of_one_cell_the_second_is_told_and_no_figure_is_lost(office, public):
    release(office, workbook())
    first, second = hand_in(office, workbook(thon_5=80)), hand_in(office, workbook(thon_5=90))
    for number in (first, second):
        words = {"reason": "đếm lại", "explanations": _explain_all(office, number)}
        acts.submit(office, number, OFFICER, words)
        acts.approve(office, number, APPROVER)
    acts.publish(office, first, APPROVER)
    with pytest.raises(PublishingError, match="bản xem trước"):
        acts.publish(office, second, APPROVER)
    with public.session() as session:
        assert observation_of(session, f"{COMMUNE}-05", "2026-09").numerator == 80
    acts.send_back(office, second, APPROVER, "xem lại")
    acts.preview_again(office, second)
    acts.submit(office, second, OFFICER, {})
    acts.approve(office, second, APPROVER)
    assert acts.publish(office, second, APPROVER) == "thu-nghiem-r3"
    with public.session() as session:
        assert observation_of(session, f"{COMMUNE}-05", "2026-09").numerator == 90


def test_an_embargoed_release_comes_out_at_its_time_and_not_before(office, public):
    number = hand_in(office, workbook())
    acts.submit(office, number, OFFICER, {"explanations": _explain_all(office, number)})
    now = dt.datetime.now(dt.UTC)
    acts.approve(office, number, APPROVER, publish_at=now + dt.timedelta(hours=1))
    with pytest.raises(PublishingError, match="hẹn"):
        acts.publish(office, number, APPROVER)
    assert office.publisher.list_due(now) == []
    with public.session() as session:
        assert session.scalar(select(func.count()).select_from(Observation)) == 0
    assert office.publisher.list_due(now + dt.timedelta(hours=1)) == [number]


def test_what_is_due_is_published_by_the_portal_itself(office):
    number = hand_in(office, workbook())
    acts.submit(office, number, OFFICER, {"explanations": _explain_all(office, number)})
    acts.approve(office, number, APPROVER, publish_at=dt.datetime.now(dt.UTC))
    told: list[str] = []
    acts.publish_due(office, tell=told.append)
    assert (told, state_of(office, number)) == (["Published: thu-nghiem-r1"], "published")


def test_what_is_due_but_overtaken_goes_back_to_its_officer_with_the_reason(office, desk):
    release(office, workbook())
    number = hand_in(office, workbook(thon_5=80))
    acts.submit(office, number, OFFICER, {"reason": "đếm lại", "explanations": _explain_all(office, number)})
    acts.approve(office, number, APPROVER, publish_at=dt.datetime.now(dt.UTC) + dt.timedelta(milliseconds=1))
    release(office, workbook(thon_5=90), reason="đếm lại")
    acts.publish_due(office, tell=lambda _line: None)
    with desk.session() as session:
        submission = session.get_one(Submission, number)
        assert (submission.state, submission.release, submission.publish_at) == ("returned", None, None)
        assert "xem trước" in submission.returned_because


def test_a_withdrawn_release_leaves_a_tombstone_that_says_why(office, public, desk):
    first = release(office, workbook())
    number = acts.withdraw(office, first, OFFICER, "dùng sai mẫu", "wrong form")
    acts.submit(office, number, OFFICER, {})
    acts.approve(office, number, APPROVER)
    second = acts.publish(office, number, APPROVER)
    with public.session() as session:
        taken = get_release(session, first)
        withdrawal = get_withdrawal(session, taken)
        assert (withdrawal.id, withdrawal.kind, withdrawal.reason) == (second, "retraction", "dùng sai mẫu")
        assert observation_of(session, f"{COMMUNE}-05", "2026-09").status == "missing"
    assert state_of(office, 1) == "withdrawn"
    with pytest.raises(PublishingError, match="không còn số liệu"):
        acts.withdraw(office, first, OFFICER, "lần nữa")


def test_a_roll_back_is_a_new_release_that_brings_the_old_cells_back(office, public):
    first = release(office, workbook())
    release(office, workbook(thon_5=80, thon_6=81), reason="đếm lại")
    release(office, workbook("2026-10", thon_5=82, thon_6=83))
    with public.session() as session:
        before = {(o.locality_id, o.period): o.value for o in _live(session, "2026-09")}
    number = acts.roll_back(office, first, OFFICER, "bản đính chính sai")
    acts.submit(office, number, OFFICER, {})
    acts.approve(office, number, APPROVER)
    back = acts.publish(office, number, APPROVER)
    with public.session() as session:
        now = {(o.locality_id, o.period): o.value for o in _live(session, "2026-09")}
        assert (get_release(session, back).restores, get_release(session, back).kind) == (first, "correction")
        assert {key for key in now if now[key] != before[key]} != set()
        assert observation_of(session, f"{COMMUNE}-05", "2026-09").numerator == 65
        assert observation_of(session, f"{COMMUNE}-05", "2026-10").status == "missing"
    with pytest.raises(PublishingError, match="không có gì thay đổi"):
        acts.roll_back(office, back, OFFICER, "lần nữa")


def _live(session, period):
    query = select(Observation).where(Observation.period == period, Observation.superseded_in.is_(None))
    return list(session.scalars(query))


def test_a_release_of_which_nothing_is_shown_any_more_is_superseded(office):
    release(office, workbook())
    release(office, workbook(**{f"thon_{n}": 90 + n for n in range(1, VILLAGES + 1)}), reason="đếm lại")
    assert state_of(office, 1) == "superseded"


def test_the_digest_of_a_release_does_not_depend_on_when_or_where_it_was_made(office, public):
    number = hand_in(office, workbook())
    acts.submit(office, number, OFFICER, {"explanations": _explain_all(office, number)})
    acts.approve(office, number, APPROVER)
    published = acts.publish(office, number, APPROVER)
    with public.session() as session, office.publisher.desk.session() as desk:
        summary = summarise_changes(session, get_release(session, published))
        assert summary.digest == desk.get_one(Submission, number).digest


def test_what_is_approved_is_what_the_approver_looked_at(office):
    number = hand_in(office, workbook())
    acts.submit(office, number, OFFICER, {"explanations": _explain_all(office, number)})
    seen = seal_in(office, number)
    acts.recall(office, number, OFFICER)
    acts.hand_in(office, COMMUNE, workbook(thon_5=90), "so-lieu.csv", OFFICER, into=number)
    acts.submit(office, number, OFFICER, {"explanations": _explain_all(office, number)})
    with pytest.raises(PublishingError, match="đã thay đổi từ lúc bạn mở trang"):
        acts.approve(office, number, APPROVER, seen=seen)
    acts.approve(office, number, APPROVER, seen=seal_in(office, number))
    assert state_of(office, number) == "approved"


def seal_in(office: Office, number: int) -> str:
    with office.publisher.desk.session() as session:
        return acts.seal_of(session.get_one(Submission, number))


def test_what_was_approved_cannot_be_previewed_into_something_else(office):
    release(office, workbook())
    first, second = hand_in(office, workbook(thon_5=80)), hand_in(office, workbook(thon_5=90))
    for number in (first, second):
        acts.submit(office, number, OFFICER, {"reason": "đếm lại", "explanations": _explain_all(office, number)})
        acts.approve(office, number, APPROVER)
    acts.publish(office, first, APPROVER)
    before = seal_in(office, second)
    with pytest.raises(PublishingError, match="đã được duyệt"):
        acts.preview_again(office, second)
    assert seal_in(office, second) == before


def test_a_draft_is_called_after_the_workbook_it_holds_now(office, desk):
    number = hand_in(office, workbook("2026-09"))
    acts.hand_in(office, COMMUNE, workbook("2026-10"), "so-lieu.csv", OFFICER, into=number)
    with desk.session() as session:
        assert session.get_one(Submission, number).title == "Số liệu tháng 10/2026"


def test_a_withdrawal_takes_no_workbook(office):
    number = acts.withdraw(office, release(office, workbook()), OFFICER, "dùng sai mẫu")
    with pytest.raises(PublishingError, match="không nhận tệp"):
        acts.hand_in(office, COMMUNE, workbook("2026-10"), "so-lieu.csv", OFFICER, into=number)


def test_the_audit_of_a_preview_knows_the_figures_that_are_previewed(office, public, desk):
    number = hand_in(office, workbook(thon_3=2, thon_4=3))
    with reading_preview(office.folder(number)) as previewed, desk.session() as officers:
        release = get_release(previewed, f"preview-{number}")
        truth = list_truth(previewed, officers, release.commune, publishing=(number, release.seq))
        assert truth[CODE, f"{COMMUNE}-03", "2026-09"] == (2, 203)
        assert len(truth) == VILLAGES


def test_an_approval_covers_the_words_that_are_published_too(office):
    number = hand_in(office, workbook())
    explanations = {"explanations": _explain_all(office, number)}
    acts.submit(office, number, OFFICER, explanations)
    seen = seal_in(office, number)
    acts.recall(office, number, OFFICER)
    acts.submit(office, number, OFFICER, explanations | {"title": "Một tên khác"})
    with pytest.raises(PublishingError, match="đã thay đổi từ lúc bạn mở trang"):
        acts.approve(office, number, APPROVER, seen=seen)


def test_a_correction_whose_reason_is_not_written_yet_can_be_previewed_again(office):
    release(office, workbook())
    number = hand_in(office, workbook(thon_5=80))
    acts.preview_again(office, number)
    hand_in(office, workbook(thon_5=81), into=number)
    assert state_of(office, number) == "draft"


def test_whoever_handed_in_cannot_approve_though_another_submitted(office):
    both = Actor(OFFICER.name, frozenset(Role))
    number = hand_in(office, workbook())
    acts.submit(office, number, Actor("nguoi.khac", OFFICER.roles), {"explanations": _explain_all(office, number)})
    with pytest.raises(PublishingError, match="người khác"):
        acts.approve(office, number, both)


def test_figures_that_a_newer_submission_has_published_are_not_passed_over_in_silence(office, desk):
    older, newer = hand_in(office, workbook(thon_5=70)), hand_in(office, workbook(thon_5=99))
    acts.submit(office, newer, OFFICER, {"explanations": _explain_all(office, newer)})
    acts.approve(office, newer, APPROVER)
    acts.publish(office, newer, APPROVER)
    with pytest.raises(PublishingError, match="hồ sơ mới"):
        acts.preview_again(office, older)
    acts.hand_in(office, COMMUNE, workbook(thon_5=77), "so-lieu.csv", OFFICER, into=older)
    with desk.session() as session:
        assert [f["code"] for f in session.get_one(Submission, older).findings] == ["overtaken"]


def test_old_explanations_do_not_go_out_with_a_new_workbook(office, desk):
    number = hand_in(office, workbook())
    with desk.begin() as session:
        session.get_one(Submission, number).explanations = [{"key": "x", "text": "Thôn 3 có 13 người chuyển đi"}]
    hand_in(office, workbook(thon_5=70), into=number)
    with desk.session() as session:
        assert session.get_one(Submission, number).explanations == []


def test_a_withdrawal_takes_nothing_that_came_out_after_it_was_drafted(office, public):
    first = release(office, workbook())
    number = acts.withdraw(office, first, OFFICER, "dùng sai mẫu")
    acts.submit(office, number, OFFICER, {})
    acts.approve(office, number, APPROVER)
    release(office, workbook(thon_5=99), reason="đếm lại")
    with pytest.raises(PublishingError, match="không còn số liệu"):
        acts.publish(office, number, APPROVER)
    with public.session() as session:
        assert observation_of(session, f"{COMMUNE}-05", "2026-09").numerator == 99


def test_records_and_figures_of_one_workbook_are_both_taken(office, public):
    with public.begin() as session:
        session.add(make_group("community-teams"))
    book = io.BytesIO()
    with xlsxwriter.Workbook(book) as writer:
        figures = writer.add_worksheet("So lieu")
        for number, line in enumerate(workbook().decode().splitlines()):
            cells = line.split(",")
            figures.write_row(number, 0, cells[:3] + [int(c) if c.isdigit() else c for c in cells[3:]])
        teams = writer.add_worksheet("Tổ công nghệ số")
        columns = [column for column in KINDS["community-teams"].columns if column.required]
        teams.write_row(0, 0, [column.header for column in columns])
        teams.write_row(1, 0, ["Thôn 1" if column.name == "locality" else "Tổ 1" for column in columns])
    read = acts.hand_in(office, COMMUNE, book.getvalue(), "ca-hai.xlsx", OFFICER)
    assert len(read.content.figures) == VILLAGES
    assert read.content.kinds == ("community-teams",)


def test_a_new_reason_never_goes_out_with_an_old_one_in_english(office, desk):
    release(office, workbook())
    number = hand_in(office, workbook(thon_5=80))
    words = {"explanations": _explain_all(office, number)}
    acts.submit(office, number, OFFICER, words | {"reason": "Sửa A"})
    acts.recall(office, number, OFFICER)
    acts.submit(office, number, OFFICER, words | {"reason": "Sửa B"})
    with desk.session() as session:
        assert session.get_one(Submission, number).reason_en == "Sửa B"
