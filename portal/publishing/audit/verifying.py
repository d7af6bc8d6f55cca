"""Checking the desk's own log: chain, commitments, the public copy, and that events and releases agree."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.audit import (
    Checked,
    Finding,
    Head,
    Kind,
    LogEntry,
    LogLine,
    check_log,
    get_head,
    line_of_row,
    select_log,
)
from portal.domain.datasets import checksums_of_release
from portal.domain.releases import Release
from portal.publishing.audit.entries import (
    PAGE,
    PUBLIC_EVENTS,
    AuditEntry,
    commitment_of,
    get_desk_head,
    get_key,
    iterate,
)

PUBLISHED = "release.published"


def verify_desk(
    desk: Session, public: Session, *, known: Sequence[Head] = (), ends_at: Head | None = None
) -> tuple[Checked, list[Finding]]:
    """Check everything the two stores can tell of the log; answers what the chain holds, and every finding.

    :param known: heads kept from earlier, which the log must extend.
    :param ends_at: the head that the log must end with.
    """
    shown = get_head(public)  # asked first: the desk is then at least as far
    checked = check_log(lambda: (entry.line.to_bytes() for entry in iterate(desk)), known=known, ends_at=ends_at)
    findings = [checked.finding] if checked.finding else []
    findings += _check_commitments(desk)
    findings += _check_copy(desk, public, shown.seq if shown else 0)
    findings += _check_releases(desk, public)
    return checked, findings


def count_unpublished(desk: Session, public: Session) -> int:
    """How many entries the public log does not have yet."""
    shown, newest = get_head(public), get_desk_head(desk)
    return max(0, (newest.seq if newest else 0) - (shown.seq if shown else 0))


def _check_commitments(desk: Session) -> Iterator[Finding]:
    """The first entry whose private parts are not what was committed to."""
    key = get_key(desk)
    for entry in iterate(desk):
        if key is None:
            yield Finding(entry.seq, Kind.MISSING, "the desk's key is missing: no commitment can be opened")
            return
        if entry.commitment != commitment_of(entry, key):
            told = f"entry {entry.seq} is altered: its private parts are not what was committed to"
            yield Finding(entry.seq, Kind.ALTERED, f"{told}, or the desk's key is another")
            return


def _check_copy(desk: Session, public: Session, upto: int) -> Iterator[Finding]:
    """The first entry of the public log that is not the desk's."""
    copy = _public_lines(public, upto)
    for entry in iterate(desk):
        if entry.seq > upto:
            break
        if next(copy, None) != entry.line:
            yield Finding(entry.seq, Kind.ALTERED, f"entry {entry.seq} of the public log is not the desk's")
            return
    extra = next(copy, None)
    if extra is not None:
        yield Finding(extra.seq, Kind.UNKNOWN, f"entry {extra.seq} of the public log is unknown to the desk")


def _public_lines(public: Session, upto: int) -> Iterator[LogLine]:
    after = 0
    while rows := public.execute(select_log(after=after).where(LogEntry.seq <= upto).limit(PAGE)).all():
        yield from (line_of_row(row) for row in rows)
        after = rows[-1][0]


def _check_releases(desk: Session, public: Session) -> Iterator[Finding]:
    """Every release has its event, every event about a release its release, and the files are those it told of."""
    events = _events_of_releases(desk)
    releases = public.scalars(select(Release.id).order_by(Release.id))
    files = {release: checksums_of_release(public, release) for release in releases}
    for entry in events:
        if entry.subject not in files:
            told = f"entry {entry.seq} tells of release {entry.subject}, and there is no such release"
            yield Finding(entry.seq, Kind.UNFOUNDED, told)
        elif entry.event == PUBLISHED and entry.details.get("files", files[entry.subject]) != files[entry.subject]:
            told = f"entry {entry.seq} tells of other files than release {entry.subject} has"
            yield Finding(entry.seq, Kind.UNFOUNDED, told)
    for release in sorted(files.keys() - {entry.subject for entry in events if entry.event == PUBLISHED}):
        told = f"release {release} has no entry; its publication may have been interrupted, or be under way: ask again"
        yield Finding(None, Kind.UNFOUNDED, told)


def _events_of_releases(desk: Session) -> list[AuditEntry]:
    events = [event for event in PUBLIC_EVENTS if event.startswith("release.")]
    query = select(AuditEntry).where(AuditEntry.event.in_(events), AuditEntry.public).order_by(AuditEntry.seq)
    return list(desk.scalars(query))
