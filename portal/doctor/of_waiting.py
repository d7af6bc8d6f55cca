"""What waits for the desk or goes out from it: the spool, letters, embargoes, the audit log."""

import datetime as dt
import os
import stat
from collections.abc import Iterator

from sqlalchemy import func, or_, select

from portal import spool
from portal.doctor.checks import warning, wrong
from portal.doctor.site import Site
from portal.domain.audit import get_head, line_of_row, select_log
from portal.domain.datasets import Dataset
from portal.domain.localities import Locality
from portal.publishing.audit import count_unpublished, verify_desk
from portal.publishing.letters import Letter, Subscription
from portal.publishing.submissions import Submission, SubmissionState
from portal.settings import desk_secret

QUARTER = dt.timedelta(minutes=15)  # the desk takes every few seconds
HOUR = dt.timedelta(hours=1)
MINUTE = dt.timedelta(minutes=1)  # an embargo ends within seconds
NEWEST = 300  # entries of the log


def find_foreign_key(site: Site) -> Iterator[str]:
    folder, secret = site.folder("SPOOL_DIR"), desk_secret(site.values)
    if not (folder / "desk.pub").is_file() or not (secret or site.is_demonstration):
        return
    mine = spool.public_text(spool.private_key(secret or "demonstration"))
    if (folder / "desk.pub").read_bytes() != mine:
        yield f"{folder / 'desk.pub'} was written by a desk with another secret"


def find_open_spool(site: Site) -> Iterator[str]:
    inside = site.folder("SPOOL_DIR") / "in"
    if site.only == "public" and inside.is_dir() and os.geteuid() != 0:
        if os.access(inside, os.R_OK, effective_ids=True):
            yield f"this user, who runs the public application, may list {inside}"
        if not os.access(inside, os.W_OK | os.X_OK, effective_ids=True):
            yield f"this user, who runs the public application, may not write into {inside}"
    if inside.is_dir() and not site.is_demonstration and inside.stat().st_mode & stat.S_IWOTH:
        yield f"every user of this machine may write into {inside}"


def find_waiting_messages(site: Site) -> Iterator[str]:
    folder = site.folder("SPOOL_DIR")
    names = spool.waiting(folder)
    if not names:
        return
    oldest = (folder / "in" / f"{names[0]}.sealed").stat().st_mtime
    if site.now - dt.datetime.fromtimestamp(oldest, dt.UTC) > QUARTER:
        yield f"{len(names)} messages wait in {folder / 'in'}, the oldest for more than a quarter of an hour"


def find_unreadable_messages(site: Site) -> Iterator[str]:
    inside = site.folder("SPOOL_DIR") / "in"
    if count := sum(1 for _path in inside.glob("*.unreadable")):
        yield f"{count} messages in {inside} could not be opened"


def find_stuck_letters(site: Site) -> Iterator[str]:
    due = (Letter.sent_at.is_(None), Letter.to_sealed.is_not(None))
    late = site.now - HOUR
    late_ones = or_(Letter.next_try_at < late, (Letter.next_try_at.is_(None)) & (Letter.created_at < late))
    with site.reading("desk") as sessions:
        for session in sessions:
            if count := session.scalar(select(func.count()).where(*due, late_ones)):
                yield f"{count} letters should have gone out more than an hour ago"


def find_letters_to_files(site: Site) -> Iterator[str]:
    if site.is_demonstration or site.values["SMTP_URL"]:
        return
    with site.reading("desk") as sessions:
        for session in sessions:
            if count := session.scalar(select(func.count()).select_from(Subscription)):
                yield f"{count} readers asked for letters, which are written into {site.values['MAIL_DIR']}"


def find_overdue(site: Site) -> Iterator[str]:
    due = (Submission.state == SubmissionState.APPROVED, Submission.publish_at < site.now - MINUTE)
    with site.reading("desk") as sessions:
        for session in sessions:
            for number in session.scalars(select(Submission.id).where(*due).order_by(Submission.id).limit(5)):
                yield f"submission {number} should have been published by now"


def find_log_behind(site: Site) -> Iterator[str]:
    with site.reading("desk", "public") as sessions:
        if sessions and (behind := count_unpublished(*sessions)) > 0 and _was_published(site):
            yield f"{behind} entries of the desk are not in the public log"


def _was_published(site: Site) -> bool:
    """Whether something that the public is to know happened, and not just now."""
    with site.reading("public") as sessions:
        heads = [get_head(session) for session in sessions]
    return any(head is None or head.at is None or head.at < site.now - dt.timedelta(days=7) for head in heads)


def find_broken_log(site: Site) -> Iterator[str]:
    with site.reading("public") as sessions:
        for session in sessions:
            head = get_head(session)
            lines = map(line_of_row, session.execute(select_log(after=max(0, head.seq - NEWEST) if head else 0)))
            before = None
            for line in lines:
                if line.rehash() != line.hash or (before is not None and line.previous != before):
                    yield f"entry {line.seq} of the public log does not fit"
                    return
                before = line.hash


def find_broken_desk_log(site: Site) -> Iterator[str]:
    if site.thorough:
        with site.reading("desk", "public") as sessions:
            if sessions:
                yield from (str(finding) for finding in verify_desk(*sessions)[1] if finding.seq is not None)


def find_made_up(site: Site) -> Iterator[str]:
    if not site.is_demonstration:
        with site.reading("public") as sessions:
            for session in sessions:
                if count := session.scalar(select(func.count()).where(Locality.illustrative)):
                    yield f"{count} places are made up, and LANGSO_DEMO is not 1"


def find_mixed(site: Site) -> Iterator[str]:
    with site.reading("public") as sessions:
        for session in sessions:
            kinds = set(session.scalars(select(Dataset.illustrative).distinct()))
            if kinds == {True, False}:
                yield "some datasets are made up and some are real"


CHECKS = (
    wrong(
        "spool-foreign",
        "What readers send is sealed for another desk: this one cannot open it.",
        "Start the desk with the secret of this installation; it writes the key anew. What was sent meanwhile needs "
        "the other secret.",
        find_foreign_key,
        of_desk=True,
    ),
    wrong(
        "spool-rights",
        "The folder in which readers' messages wait has other rights than it should.",
        "The desk's user owns it; the public user's group may write and enter it, and not list it: chmod 2730 "
        "(docs/deploying.md).",
        find_open_spool,
    ),
    wrong(
        "spool-growing",
        "Nobody takes in what readers send.",
        "Run langso post --watch, which langso serve runs beside the desk; look at its log.",
        find_waiting_messages,
        of_desk=True,
    ),
    warning(
        "spool-unreadable",
        "Messages could not be opened, and were set aside.",
        "They go after a month. Many of them: somebody else can write to the folder, or the secret was changed.",
        find_unreadable_messages,
        of_desk=True,
    ),
    wrong(
        "letters-stuck",
        "Letters to readers do not go out.",
        "Run langso post, read what it says, and check LANGSO_SMTP_URL with the mail server.",
        find_stuck_letters,
        of_desk=True,
    ),
    warning(
        "letters-to-files",
        "Readers asked for letters, and no mail server is named.",
        "Set LANGSO_SMTP_URL.",
        find_letters_to_files,
        of_desk=True,
    ),
    wrong(
        "embargo-overdue",
        "The time of an approved release has come, and it is not out: the publisher does not run.",
        "Run langso publish --due --watch, which langso serve runs beside the desk; langso publish NUMBER says why.",
        find_overdue,
        of_desk=True,
    ),
    warning(
        "log-behind",
        "The public audit log has had nothing from the desk for a week.",
        "Run langso publish --due; then langso audit verify.",
        find_log_behind,
        of_desk=True,
    ),
    wrong(
        "log-broken",
        f"The newest {NEWEST} entries of the public audit log are not chained to each other.",
        "Run langso audit verify and keep the stores as they are; restore a backup from before (docs/audit.md).",
        find_broken_log,
    ),
    wrong(
        "log-broken-at-desk",
        "The desk's audit log does not verify (only asked with --thorough).",
        "Keep the stores as they are; restore a backup from before (docs/audit.md).",
        find_broken_desk_log,
        of_desk=True,
    ),
    wrong(
        "made-up-in-production",
        "Made-up villages and figures are served as if they were real.",
        "Name other stores and run langso init; or set LANGSO_DEMO=1 if this is the demonstration.",
        find_made_up,
    ),
    wrong(
        "made-up-beside-real",
        "Made-up and real datasets stand beside each other.",
        "Take back the made-up ones (langso withdraw), or begin anew with langso init in other stores.",
        find_mixed,
    ),
)
