"""Publishing: from an approved submission on the desk to a release in the public store.

The release is named at the desk first, written to the public store in one transaction under that name, then marked
published at the desk. Each step can be repeated: after a crash ``recover`` and ``publish`` finish what they find
half-way, and only the public store says what is out.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.clock import VIET_NAM
from portal.db import Store, lock_writers
from portal.domain import disclosure
from portal.domain.changes import summarise_changes
from portal.domain.datasets import checksums_of_release
from portal.domain.records import list_gone
from portal.domain.releases import DisclosureReport, Release, get_release
from portal.publishing.attacking import Attack, attack_release, list_truth
from portal.publishing.audit import count_unpublished, publish_log
from portal.publishing.corrections import back_of
from portal.publishing.exports import sweep
from portal.publishing.problems import refuse
from portal.publishing.protection import Rule
from portal.publishing.records import list_records
from portal.publishing.release import Terms, Written, commune_of, write_release
from portal.publishing.statistics import refresh_statistics
from portal.publishing.submissions import (
    Submission,
    SubmissionState,
    get_submission_of,
    held,
    list_figures,
    list_submissions,
)
from portal.publishing.workflow import PORTAL, Actor, move


@dataclass(frozen=True)
class Publisher:
    """Where releases go and under which rule.

    :param threshold: the k of ``domain.disclosure``.
    :param secret: orders villages of one size when the guard needs a partner; not to be known outside.
    :param base_url: the public address that the files of a release name for good; empty for paths alone.
    """

    desk: Store
    public: Store
    files: Path
    threshold: int = disclosure.THRESHOLD
    illustrative: bool = False
    secret: bytes = b""
    base_url: str = ""

    @property
    def terms(self) -> Terms:
        return Terms(self.files, Rule(self.threshold, self.secret), self.illustrative, self.base_url)

    def publish(self, submission_id: int, *, at: dt.datetime | None = None, actor: Actor = PORTAL) -> str:
        """Release an approved submission; answers the release's id. Done twice, the second finds it done.

        The desk is held from here until the release is marked, so that nobody takes the approval back meanwhile.

        :param at: when it counts as released; None for the instant at which its turn comes.
        :raises PublishingError: no such submission or it is not approved, something else was published meanwhile that
            makes the release differ from its preview, or what ``write_release`` refuses.
        """
        release_id = self._name_release(submission_id)
        try:
            self._write(submission_id, release_id, at, actor)
        except BaseException:
            self._forget_name(submission_id)
            raise
        return release_id

    def _write(self, submission_id: int, release_id: str, at: dt.datetime | None, actor: Actor) -> None:
        with held(self.desk, submission_id) as (desk, submission):
            if submission.release != release_id:
                raise _name_lost(submission_id)
            with self.public.begin() as public:
                lock_writers(public, Release)
                at = at or dt.datetime.now(dt.UTC)
                if get_release(public, release_id) is None:
                    self._release(desk, public, submission, release_id, at)
            self._mark(desk, submission, at, actor)
        self.publish_log()
        refresh_statistics(self.public)

    def publish_log(self) -> None:
        """Copy to the public audit log what it does not have yet."""
        with self.desk.reading() as desk, self.public.reading() as shown:
            behind = count_unpublished(desk, shown)
        if behind:
            with self.desk.reading() as desk, self.public.begin() as public:
                publish_log(desk, public)

    def recover(self) -> list[str]:
        """Mark what a crash left published but unmarked, and forget what it left unfinished; answers the releases.

        What was named but is not out stays approved, to be published again.
        """
        with self.desk.begin() as desk:
            lock_writers(desk, Submission)  # nobody is building while this is held
            sweep(self.files)
        out = self.mark_what_is_out()
        for submission in self._list_named():
            self._forget_name(submission.id)
        return out

    def _list_named(self) -> list[Submission]:
        """The approved submissions whose release has its name and is not marked."""
        with self.desk.reading() as desk:
            return [s for s in list_submissions(desk, states={SubmissionState.APPROVED}) if s.release]

    def _forget_name(self, submission_id: int) -> None:
        """Free the name of a release that did not come out."""
        with held(self.desk, submission_id) as (_, submission), self.public.reading() as public:
            if submission.release is not None and get_release(public, submission.release) is None:
                submission.release = None

    def mark_what_is_out(self) -> list[str]:
        """Finish what somebody else was killed at between the two stores; answers the releases."""
        named = self._list_named()
        with self.public.reading() as public:
            out = [submission.id for submission in named if get_release(public, submission.release or "") is not None]
        return [self.publish(number) for number in out]

    def list_due(self, now: dt.datetime) -> list[int]:
        """The approved submissions whose set time has come, the oldest first."""
        with self.desk.reading() as desk:
            approved = list_submissions(desk, states={SubmissionState.APPROVED})
        return [s.id for s in reversed(approved) if s.publish_at is not None and s.publish_at <= now]

    def _name_release(self, submission_id: int) -> str:
        with held(self.desk, submission_id) as (desk, submission):
            if submission.release is None:
                _require_approved(submission)
                submission.release = f"{self._commune_slug(submission)}-r{_next_number(desk, submission.commune)}"
            return submission.release

    def _commune_slug(self, submission: Submission) -> str:
        with self.public.reading() as public:
            return commune_of(public, submission.commune, dt.datetime.now(dt.UTC)).slug

    def _release(
        self, desk: Session, public: Session, submission: Submission, release_id: str, at: dt.datetime
    ) -> None:
        _require_approved(submission)
        _require_time(submission, dt.datetime.now(dt.UTC))
        if submission.digest is not None:
            _require_back(desk, public, submission)
        written = write_release(desk, public, submission, release_id, at, self.terms)
        if submission.digest is not None:
            _require_as_previewed(public, submission, written.release)
        attack = self._attack(desk, public, written)
        public.add(DisclosureReport(release_seq=written.release.seq, **attack.figures()))

    def _attack(self, desk: Session, public: Session, written: Written) -> Attack:
        truth = list_truth(public, desk, written.commune, publishing=written.numbers)
        attack = attack_release(public, truth, written, self.threshold)
        attack.require_passed()
        return attack

    def _mark(self, desk: Session, submission: Submission, at: dt.datetime, actor: Actor) -> None:
        if submission.state != SubmissionState.APPROVED:
            return
        with self.public.reading() as public:
            files = checksums_of_release(public, submission.release or "")
            move(desk, submission, "publish", actor, at=at, files=files)
            if submission.takes_back:
                taken = get_submission_of(desk, submission.takes_back)
                if taken is not None and taken.state != SubmissionState.WITHDRAWN:
                    move(desk, taken, "withdraw", PORTAL, at=at)
            published = list_submissions(desk, commune=submission.commune, states={SubmissionState.PUBLISHED})
            gone = list_gone(public, [earlier.release or "" for earlier in published])
            for earlier in published:
                if earlier.id != submission.id and earlier.release in gone:
                    move(desk, earlier, "supersede", PORTAL, at=at)


def _next_number(desk: Session, commune: str) -> int:
    query = select(Submission.release).where(Submission.commune == commune, Submission.release.is_not(None))
    return 1 + max((int((name or "").rpartition("-r")[2]) for name in desk.scalars(query)), default=0)


def _name_lost(number: int) -> Exception:
    return refuse(
        "interrupted",
        f"#{number}",
        "việc công bố vừa bị gián đoạn.",
        "publishing was interrupted.",
        "Bấm công bố lại.",
        "Publish again.",
    )


def _require_approved(submission: Submission) -> None:
    if submission.state not in {SubmissionState.APPROVED, SubmissionState.PUBLISHED}:
        raise refuse(
            "not-approved",
            f"#{submission.id}",
            f"hồ sơ chưa được duyệt (đang ở trạng thái {submission.state}).",
            f"the submission is {submission.state}, not approved.",
            "Cần người thứ hai duyệt trước khi công bố.",
            "A second person has to approve it first.",
        )


def _require_as_previewed(public: Session, submission: Submission, release: Release) -> None:
    if summarise_changes(public, release).digest != submission.digest:
        raise _changed_meanwhile(submission)


def _require_time(submission: Submission, now: dt.datetime) -> None:
    if submission.publish_at is not None and submission.publish_at > now:
        when = submission.publish_at.astimezone(VIET_NAM)
        raise refuse(
            "embargo",
            f"#{submission.id}",
            f"hồ sơ được hẹn công bố lúc {when:%H:%M ngày %d/%m/%Y}.",
            f"the submission is to be published at {when:%Y-%m-%d %H:%M}.",
            "Đợi đến giờ, hoặc trả lại rồi duyệt lại không hẹn giờ.",
            "Wait, or return it and approve it again without a time.",
        )


def _require_back(desk: Session, public: Session, submission: Submission) -> None:
    """A withdrawal or roll-back says what it does; what came out meanwhile may have made that untrue."""
    back = back_of(public, desk, submission)
    if back is None:
        return
    figures = {(f.indicator, f.locality, f.period, f.numerator, f.withdrawn) for f in list_figures(desk, submission)}
    wanted = {(c.indicator, c.locality, c.period, c.numerator, c.withdrawn) for c in back.cells}
    records = {(r.kind, r.key, r.withdrawn) for r in list_records(desk, submission)}
    if figures != wanted or records != {(r.kind, r.key, r.withdrawn) for r in back.records}:
        raise _changed_meanwhile(submission)


def _changed_meanwhile(submission: Submission) -> Exception:
    return refuse(
        "changed-meanwhile",
        f"#{submission.id}",
        "trong lúc chờ, một đợt khác đã công bố làm thay đổi kết quả so với bản xem trước đã duyệt.",
        "meanwhile another release was published that makes this one differ from the preview that was approved.",
        "Mở hồ sơ, xem trước lại rồi duyệt lại.",
        "Open the submission, look at the new preview and approve it again.",
    )
