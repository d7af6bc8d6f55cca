"""Preview: publishing without its last step.

The submission is released by the very code that publishes, from the same stored figures, into a copy of the
commune's slice of the public store. The copy is what officers look at; the digest of what changed binds the approval
to it, and the attack on it must pass.
"""

import datetime as dt
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from sqlalchemy.orm import Session

from portal.db import Store
from portal.domain.changes import Summary, summarise_changes
from portal.domain.localities import Locality
from portal.domain.plans import list_targets
from portal.domain.progress import ProgressStatus, list_progress
from portal.domain.releases import Release, get_release
from portal.publishing.attacking import Attack, attack_release, list_truth
from portal.publishing.problems import refuse
from portal.publishing.publisher import Publisher
from portal.publishing.release import commune_of, write_release
from portal.publishing.slices import copy_slice
from portal.publishing.submissions import Submission, list_overtaken

STORE = "public.sqlite"
NO_REASON_YET = "…"


@dataclass(frozen=True)
class StatusChange:
    """A target whose progress would be judged differently."""

    target: str
    before: ProgressStatus
    after: ProgressStatus


@dataclass(frozen=True)
class Preview:
    """What publishing a submission would do."""

    changes: Summary
    attack: Attack


def release_in_preview(submission: Submission) -> str:
    """The id that the release has in its preview."""
    return submission.release or f"preview-{submission.id}"


def build_preview(publisher: Publisher, submission_id: int, folder: Path, *, now: dt.datetime) -> Preview:
    """Make the preview of a submission in ``folder``, in place of an earlier one; whole or not at all.

    :raises PublishingError: what publishing would refuse.
    :raises OSError: the disk is full or cannot be written.
    """
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    building = Path(tempfile.mkdtemp(prefix=".building-", dir=folder.parent))
    try:
        preview = _publish_into(publisher, submission_id, building, now)
        shutil.rmtree(folder, ignore_errors=True)
        building.rename(folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return preview


def _publish_into(publisher: Publisher, submission_id: int, folder: Path, now: dt.datetime) -> Preview:
    with publisher.desk.reading() as desk:
        submission = desk.get_one(Submission, submission_id)
        _refuse_overtaken(desk, submission)
        _let_go(desk, submission)
        with publisher.public.reading() as public:
            target = copy_slice(public, commune_of(public, submission.commune, now), folder / STORE)
        try:
            with target.begin() as copy:
                return _preview(publisher, desk, copy, submission, folder, now)
        finally:
            target.close()


def _refuse_overtaken(desk: Session, submission: Submission) -> None:
    """Figures that a newer submission has published would be passed over without a word."""
    cells = list_overtaken(desk, submission)
    if cells:
        names = "; ".join(", ".join(cell) for cell in cells[:5]) + (" …" if len(cells) > 5 else "")
        raise refuse(
            "overtaken",
            names,
            f"một hồ sơ lập sau hồ sơ này đã công bố {len(cells)} ô trong tệp.",
            f"a submission begun after this one has published {len(cells)} of its cells.",
            "Bỏ hồ sơ này và nộp tệp thành một hồ sơ mới.",
            "Discard this submission and hand the workbook in as a new one.",
        )


def _let_go(desk: Session, submission: Submission) -> None:
    """Take it out of the session, so that a reason not yet given can be stood in for."""
    desk.expunge(submission)
    submission.reason = submission.reason or NO_REASON_YET
    submission.reason_en = submission.reason_en or NO_REASON_YET


def _preview(
    publisher: Publisher, desk: Session, copy: Session, submission: Submission, folder: Path, now: dt.datetime
) -> Preview:
    terms = replace(publisher.terms, files=folder / "files")
    written = write_release(desk, copy, submission, release_in_preview(submission), now, terms)
    truth = list_truth(copy, desk, written.commune, publishing=written.numbers)
    desk.rollback()  # the attack may take seconds, in which nobody should wait for the desk
    return Preview(summarise_changes(copy, written.release), attack_release(copy, truth, written, publisher.threshold))


def keep_preview(submission: Submission, preview: Preview) -> None:
    """Bind the submission to what was previewed."""
    submission.digest = preview.changes.digest
    submission.disclosure = asdict(preview.attack)


@contextmanager
def reading_preview(folder: Path) -> Iterator[Session]:
    """A session of the previewed store.

    :raises FileNotFoundError: there is none; it has to be built again.
    """
    path = folder / STORE
    if not path.is_file():
        raise FileNotFoundError(path)
    store = Store(f"sqlite:///{path}", read_only=True)
    try:
        with store.session() as session:
            yield session
    finally:
        store.close()


def get_previewed(session: Session, submission: Submission) -> Release:
    """The release as it stands in the preview's store.

    :raises FileNotFoundError: the preview is of another name of it, and has to be built again.
    """
    release = get_release(session, release_in_preview(submission))
    if release is None:
        raise FileNotFoundError(f"the preview of submission {submission.id} has no release")
    return release


def list_status_changes(live: Session, previewed: Session, commune: Locality, today: dt.date) -> list[StatusChange]:
    """The targets of a commune whose status the previewed release would change."""
    before = _statuses(live, commune, today)
    after = _statuses(previewed, commune, today)
    return [StatusChange(t, before[t], after[t]) for t in after if before.get(t, after[t]) != after[t]]


def _statuses(session: Session, commune: Locality, today: dt.date) -> dict[str, ProgressStatus]:
    targets = list_targets(session, commune=commune)
    return {progress.target.id: progress.status for progress in list_progress(session, targets, today=today)}
