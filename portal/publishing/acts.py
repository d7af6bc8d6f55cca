"""What officers do with a submission, one function an act: each is one transaction with its audit event.

The desk's pages and the command line call the same functions.
"""

import datetime as dt
import hashlib
import json
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from portal import clock
from portal.db import Store, lock_writers
from portal.domain.localities import Locality, get_commune
from portal.domain.releases import Release, ReleaseKind, get_release
from portal.publishing.audit import record
from portal.publishing.corrections import back_of, to_restore, to_withdraw
from portal.publishing.intake import Finding, Intake, Severity, context_of, marked_workbook, understand
from portal.publishing.preview import Preview, build_preview, keep_preview
from portal.publishing.problems import Problem, PublishingError, refuse
from portal.publishing.publisher import Publisher
from portal.publishing.records import KINDS, Record, is_of_records, put_records, record_context, understand_records
from portal.publishing.submissions import Cell, Submission, SubmissionState, Upload, get_submission, held, put_figures
from portal.publishing.titles import source_of, title_of
from portal.publishing.workbooks import Workbook, read_workbook
from portal.publishing.workflow import PORTAL, Actor, move


@dataclass(frozen=True)
class Office:
    """The desk at work: where releases go, where previews lie, what day it is."""

    publisher: Publisher
    previews: Path
    today: dt.date

    def folder(self, submission_id: int) -> Path:
        """Where the preview of a submission lies."""
        return self.previews / str(submission_id)

    def commune(self, session: Session, ref: str) -> Locality:
        """:raises PublishingError: there is no such commune."""
        commune = get_commune(session, ref, on=self.today)
        if commune is None:
            raise refuse(
                "no-commune",
                ref,
                "không có xã, phường này.",
                "there is no such commune.",
                "Dùng mã hoặc tên trong địa chỉ, như tra-cau.",
                "Use its code or the name in its address, such as tra-cau.",
            )
        return commune


def open_office(values: Mapping[str, str], public: Store, desk: Store) -> Office:
    """The office that the settings describe, today."""
    publisher = Publisher(
        desk,
        public,
        Path(values["FILES_DIR"]),
        threshold=int(values["DISCLOSURE_THRESHOLD"]),
        illustrative=values["DEMO"] == "1",
        secret=values["SECRET_KEY"].encode(),
        base_url=values["BASE_URL"],
    )
    return Office(publisher, Path(values["PREVIEWS_DIR"]), clock.today(values["TODAY"]))


@dataclass(frozen=True)
class Content:
    """What a workbook holds: figures or records, and what was found."""

    findings: tuple[Finding, ...]
    figures: tuple[Cell, ...] = ()
    records: tuple[Record, ...] = ()
    kinds: tuple[str, ...] = ()

    @property
    def errors(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.severity is Severity.ERROR]


@dataclass(frozen=True)
class Read:
    """What became of a workbook that was handed in."""

    submission_id: int
    workbook: Workbook
    content: Content


def hand_in(
    office: Office, commune_ref: str, content: bytes, name: str, actor: Actor, *, into: int | None = None
) -> Read:
    """Read a workbook and keep it as a draft with everything the checks found; preview it when nothing is wrong.

    :param into: the draft or returned submission that it takes the place of; None for a new one.
    :raises Refused: the file cannot be read; nothing is kept of it.
    """
    workbook = read_workbook(content, name)
    now = dt.datetime.now(dt.UTC)
    with office.publisher.public.reading() as public, office.publisher.desk.reading() as desk:
        commune = office.commune(public, commune_ref)
        found = understand_content(public, desk, commune, workbook, office.today)
    with office.publisher.desk.begin() as desk:
        lock_writers(desk, Submission)
        if into is None:
            submission = open_draft(desk, new_submission(commune, now, *_titles(found)), actor, now)
        else:
            submission = _revised(desk, into, found, actor, now)
        _keep_upload(desk, submission, content, name, now)
        submission.findings = [_finding(finding) for finding in found.findings]
        put_figures(desk, submission, [] if found.errors else found.figures)
        put_records(desk, submission, [] if found.errors else found.records)
        number = submission.id
    if not found.errors:
        _preview_or_note(office, number)
    return Read(number, workbook, found)


def understand_content(
    public: Session, desk: Session, commune: Locality, workbook: Workbook, today: dt.date
) -> Content:
    """The records of the sheets that are of records, and the figures of the others."""
    context = context_of(public, desk, commune, today)
    others = tuple(sheet for sheet in workbook.sheets if not is_of_records(sheet))
    if others == workbook.sheets:
        intake = understand(workbook, context)
        return Content(intake.findings, tuple(figure.cell for figure in intake.figures))
    understood = understand_records(workbook, record_context(public, commune, today))
    intake = understand(replace(workbook, sheets=others), context)
    beside = intake if intake.figures else Intake((), ())  # a sheet of instructions is no mistake beside records
    return Content(
        (*understood.findings, *beside.findings),
        tuple(figure.cell for figure in beside.figures),
        tuple(row.record for row in understood.records),
        understood.kinds,
    )


def mark(office: Office, commune: Locality, workbook: Workbook, lang: str) -> bytes:
    """The officer's own workbook with the cells marked that the checks speak of."""
    with office.publisher.public.reading() as public, office.publisher.desk.reading() as desk:
        found = understand_content(public, desk, commune, workbook, office.today)
    return marked_workbook(workbook, found.findings, lang)


def _preview_or_note(office: Office, number: int) -> None:
    """Preview a draft; what publishing would refuse is noted among its findings, as errors."""
    try:
        preview_again(office, number)
    except PublishingError as refused:
        with held(office.publisher.desk, number) as (_, submission):
            submission.findings = [*submission.findings, *map(_noted, refused.problems)]


def _noted(problem: Problem) -> dict[str, Any]:
    words = asdict(problem)
    rule = {"rule": words["message"], "rule_en": words["message_en"]}
    place = {"sheet": None, "cell": words.pop("where")}
    return words | rule | place | {"severity": "error", "key": f"{problem.code}:{problem.where}", "noted": True}


def _titles(found: Content) -> tuple[str, str]:
    """What a submission of such content is called, in both languages, until its officer says otherwise."""
    if not found.kinds:
        return title_of({cell.period for cell in found.figures})
    kinds = [KINDS[code] for code in dict.fromkeys(found.kinds)]
    return ", ".join(kind.title for kind in kinds), ", ".join(kind.title_en for kind in kinds)


def new_submission(commune: Locality, now: dt.datetime, title: str, title_en: str, **more: Any) -> Submission:
    source, source_en = source_of(commune)
    return Submission(
        commune=commune.code,
        state=SubmissionState.DRAFT,
        title=title,
        title_en=title_en,
        source=source,
        source_en=source_en,
        created_at=now,
        **({"kind": ReleaseKind.UPDATE} | more),
    )


def open_draft(desk: Session, submission: Submission, actor: Actor, now: dt.datetime) -> Submission:
    """Put a new draft on the desk."""
    submission.submitted_by = submission.handed_in_by = actor.name
    desk.add(submission)
    desk.flush()
    details = {"commune": submission.commune, "kind": submission.kind}
    record(
        desk,
        at=now,
        event="submission.created",
        subject=f"submission {submission.id}",
        role="officer",
        details=details,
        private={"by": actor.name},
    )
    return submission


def _revised(desk: Session, number: int, found: Content, actor: Actor, now: dt.datetime) -> Submission:
    submission = get_submission(desk, number)
    if submission.takes_back or submission.restores:
        raise refuse(
            "no-workbook-here",
            f"#{number}",
            "hồ sơ rút lại hoặc khôi phục không nhận tệp.",
            "a withdrawal or a restoration takes no workbook.",
            "Nộp tệp thành hồ sơ mới.",
            "Hand the workbook in as a new submission.",
        )
    if submission.state == SubmissionState.DRAFT:
        submission.title, submission.title_en = _titles(found)
    move(desk, submission, "revise", actor, at=now)
    submission.digest, submission.disclosure, submission.explanations = None, None, []
    submission.submitted_by = submission.handed_in_by = actor.name
    return submission


def _keep_upload(desk: Session, submission: Submission, content: bytes, name: str, now: dt.datetime) -> None:
    sha256 = hashlib.sha256(content).hexdigest()
    if desk.get(Upload, sha256) is None:
        desk.add(Upload(sha256=sha256, name=name[:200], content=content, at=now))
        desk.flush()
    submission.upload_sha256 = sha256


def _finding(finding: Finding) -> dict[str, Any]:
    same_cell = hashlib.sha256(finding.message.encode()).hexdigest()[:8]  # one cell may give two warnings of a code
    key = ":".join((finding.code, finding.sheet or "", finding.cell or "", same_cell))
    return asdict(finding) | {"key": key}


def preview_again(office: Office, number: int) -> Preview:
    """Build the preview anew and bind the submission to it. One that corrects becomes a correction.

    :raises PublishingError: publishing would refuse it, or it was approved already and is bound to what was approved.
    """
    _renew_back(office, number)
    preview = build_preview(office.publisher, number, office.folder(number), now=dt.datetime.now(dt.UTC))
    with held(office.publisher.desk, number) as (_, submission):
        _require_open(submission)
        keep_preview(submission, preview)
        submission.findings = [finding for finding in submission.findings if not finding.get("noted")]
        if submission.kind != ReleaseKind.RETRACTION:
            submission.kind = (
                ReleaseKind.CORRECTION if preview.changes.corrects or submission.restores else ReleaseKind.UPDATE
            )
    return preview


def _renew_back(office: Office, number: int) -> None:
    """Reckon anew what a withdrawal or a roll-back has to publish, since something may have come out meanwhile.

    :raises PublishingError: it was approved already.
    """
    with held(office.publisher.desk, number) as (desk, submission), office.publisher.public.reading() as public:
        _require_open(submission)
        back = back_of(public, desk, submission)
        if back is not None:
            put_figures(desk, submission, back.cells)
            put_records(desk, submission, back.records)


def _require_open(submission: Submission) -> None:
    """:raises PublishingError: it was approved, published or given up."""
    if submission.state not in {SubmissionState.DRAFT, SubmissionState.RETURNED, SubmissionState.SUBMITTED}:
        raise refuse(
            "not-open",
            f"#{submission.id}",
            "hồ sơ đã được duyệt hoặc đã đóng, không xem trước lại được.",
            "the submission was approved or closed; it cannot be previewed anew.",
            "Nếu hồ sơ đã duyệt nhưng chưa công bố, trả lại rồi xem trước và gửi duyệt lại.",
            "If it is approved but not published, return it, preview it again and submit it anew.",
        )


def submit(office: Office, number: int, actor: Actor, words: Mapping[str, Any]) -> None:
    """Send a draft to whoever approves.

    :param words: any of title, title_en, source, source_en, reason, reason_en, and ``explanations`` by key.
    :raises PublishingError: warnings are unexplained, a reason is wanting, or nothing was previewed.
    """
    with held(office.publisher.desk, number) as (desk, submission):
        _take_words(submission, words)
        submission.submitted_by, submission.returned_because = actor.name, None
        move(desk, submission, "submit", actor, at=dt.datetime.now(dt.UTC))


TEXTS = ("title", "title_en", "source", "source_en", "reason", "reason_en")


def _take_words(submission: Submission, words: Mapping[str, Any]) -> None:
    for name in TEXTS:
        text = str(words.get(name) or "").strip()
        if text:
            setattr(submission, name, text)
    submission.title_en = submission.title_en or submission.title
    if submission.reason and (not submission.reason_en or (words.get("reason") and not words.get("reason_en"))):
        submission.reason_en = submission.reason
    given = {key: text.strip() for key, text in (words.get("explanations") or {}).items() if text.strip()}
    submission.explanations = [
        {"key": f["key"], "code": f["code"], "rule": f["rule"], "rule_en": f["rule_en"], "text": given[f["key"]]}
        for f in submission.findings
        if f["key"] in given and f["severity"] == "warning"
    ] or submission.explanations


def recall(office: Office, number: int, actor: Actor) -> None:
    """Take a submission back before anyone approved it."""
    _simply(office, number, "recall", actor)


def discard(office: Office, number: int, actor: Actor) -> None:
    """Give a draft up; what was handed in stays on record."""
    _simply(office, number, "discard", actor)
    shutil.rmtree(office.folder(number), ignore_errors=True)


def _simply(office: Office, number: int, name: str, actor: Actor) -> None:
    with held(office.publisher.desk, number) as (desk, submission):
        move(desk, submission, name, actor, at=dt.datetime.now(dt.UTC))


def send_back(office: Office, number: int, actor: Actor, because: str) -> None:
    """Return a submission to its officer with a word on what to mend."""
    with held(office.publisher.desk, number) as (desk, submission):
        submission.returned_because = because.strip()
        move(desk, submission, "return", actor, at=dt.datetime.now(dt.UTC))
        submission.approved_by = submission.publish_at = None


def approve(
    office: Office, number: int, actor: Actor, *, publish_at: dt.datetime | None = None, seen: str | None = None
) -> None:
    """Approve what was previewed; with ``publish_at`` it comes out by itself at that instant, and not before.

    :param seen: the ``seal_of`` what the approver looked at, where that is known.
    :raises PublishingError: it may not be approved, or it is no longer what the approver looked at.
    """
    with held(office.publisher.desk, number) as (desk, submission):
        if submission.state == SubmissionState.SUBMITTED and seen not in {None, seal_of(submission)}:
            raise _changed_since_seen(submission)
        submission.publish_at = publish_at
        move(desk, submission, "approve", actor, at=dt.datetime.now(dt.UTC))
        submission.approved_by = actor.name


def seal_of(submission: Submission) -> str:
    """SHA-256 over everything that an approver approves: what changes, and the words that are published with it."""
    words = [getattr(submission, name) for name in (*TEXTS, "kind", "digest")]
    said = [(entry["key"], entry["text"]) for entry in submission.explanations]
    return hashlib.sha256(json.dumps([words, said], ensure_ascii=False).encode()).hexdigest()


def _changed_since_seen(submission: Submission) -> PublishingError:
    return refuse(
        "changed-since-seen",
        f"#{submission.id}",
        "hồ sơ đã thay đổi từ lúc bạn mở trang.",
        "the submission has changed since you opened the page.",
        "Xem lại những gì sẽ thay đổi rồi mới duyệt.",
        "Look at what would change now before you approve.",
    )


def publish(office: Office, number: int, actor: Actor = PORTAL) -> str:
    """Publish what was approved; answers the release's id.

    :raises PublishingError: it is not approved, its time has not come, or it would not be as previewed.
    """
    release = office.publisher.publish(number, actor=actor)
    shutil.rmtree(office.folder(number), ignore_errors=True)
    return release


def withdraw(office: Office, release_id: str, actor: Actor, reason: str, reason_en: str = "") -> int:
    """Draft the taking back of a release; answers the submission's number.

    :raises PublishingError: no such release, or nothing of it is left.
    """
    return _follow_up(office, release_id, actor, reason, reason_en, restore=False)


def roll_back(office: Office, release_id: str, actor: Actor, reason: str, reason_en: str = "") -> int:
    """Draft the return to the state in which a release left the commune's figures; answers the submission's number.

    :raises PublishingError: no such release, or nothing has changed since.
    """
    return _follow_up(office, release_id, actor, reason, reason_en, restore=True)


def _follow_up(office: Office, release_id: str, actor: Actor, reason: str, reason_en: str, *, restore: bool) -> int:
    now = dt.datetime.now(dt.UTC)
    with office.publisher.desk.begin() as desk, office.publisher.public.reading() as public:
        lock_writers(desk, Submission)  # the desk first, then the public store: the order of publishing
        release = get_existing_release(public, release_id)
        back = to_restore(public, desk, release) if restore else to_withdraw(public, desk, release)
        submission = open_draft(desk, _submission_after(release, reason, reason_en, now, restore=restore), actor, now)
        put_figures(desk, submission, back.cells)
        put_records(desk, submission, back.records)
        number = submission.id
    _preview_or_note(office, number)
    return number


def _submission_after(release: Release, reason: str, reason_en: str, now: dt.datetime, *, restore: bool) -> Submission:
    words = {"reason": reason.strip(), "reason_en": reason_en.strip() or reason.strip()}
    if restore:
        title = (f"Khôi phục số liệu như tại đợt {release.id}", f"Figures restored as of {release.id}")
        return new_submission(release.commune, now, *title, kind=ReleaseKind.CORRECTION, restores=release.id, **words)
    title = (f"Rút đợt công bố {release.id}", f"Release {release.id} withdrawn")
    return new_submission(release.commune, now, *title, kind=ReleaseKind.RETRACTION, takes_back=release.id, **words)


def get_existing_release(public: Session, release_id: str) -> Release:
    """:raises PublishingError: there is none of this id."""
    release = get_release(public, release_id)
    if release is None:
        raise refuse(
            "no-release",
            release_id,
            "không có đợt công bố này.",
            "there is no such release.",
            "Xem mã đợt công bố ở trang Các đợt công bố.",
            "See the ids on the page of releases.",
        )
    return release


def publish_due(office: Office, *, tell: Callable[[str], object]) -> None:
    """Publish what was approved for a time that has come; what is refused goes back to its officer with the reason.

    What the desk did since is told to the public audit log.
    """
    office.publisher.mark_what_is_out()
    for number in office.publisher.list_due(dt.datetime.now(dt.UTC)):
        try:
            tell(f"Published: {publish(office, number)}")
        except PublishingError as refused:
            tell(f"Submission {number} could not be published: {refused}")
            _return_if_due(office, number, refused)
    office.publisher.publish_log()


def _return_if_due(office: Office, number: int, refused: PublishingError) -> None:
    """Give it back to its officer, unless somebody was quicker."""
    because = "; ".join(f"{p.message} {p.fix}" for p in refused.problems)
    with suppress(PublishingError):
        send_back(office, number, PORTAL, because)
