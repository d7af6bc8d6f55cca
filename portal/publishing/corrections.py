"""Taking back and bringing back: the figures of a withdrawal and of a roll-back.

Nothing that was published is altered. A withdrawal publishes the cells of a release as missing; a roll-back publishes
again what was in force when a release came out. Both are submissions like any other, with a reason, a preview and a
second person.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.releases import Release, get_release, list_releases
from portal.publishing.problems import refuse
from portal.publishing.records import Record, records_to_restore, records_to_take_back
from portal.publishing.submissions import Cell, Figure, Submission

Key = tuple[str, str, str]
Content = tuple[int | None, int | None, float | None, str, bool]


@dataclass(frozen=True)
class Back:
    """What has to be published."""

    cells: list[Cell]
    records: list[Record]


def back_of(public: Session, desk: Session, submission: Submission) -> Back | None:
    """What a withdrawal or roll-back has to publish as things stand; None of any other submission.

    :raises PublishingError: nothing is left to take back, or nothing has changed.
    """
    ref = submission.takes_back or submission.restores
    release = get_release(public, ref) if ref else None
    if release is None:
        return None
    reckon = to_withdraw if submission.takes_back else to_restore
    return reckon(public, desk, release)


def to_withdraw(public: Session, desk: Session, release: Release) -> Back:
    """What takes a release back: its cells that nothing newer has replaced go missing, its records go as they came.

    :raises PublishingError: nothing of it is left.
    """
    now = _in_force(desk, list_releases(public, commune=release.commune))
    cells = [
        Cell(*key, withdrawn=True) for key, (name, content) in now.items() if name == release.id and not content[-1]
    ]
    records = records_to_take_back(public, release.commune, release.seq)
    if not cells and not records:
        raise refuse(
            "nothing-left",
            release.id,
            "không còn số liệu nào của đợt công bố này đang hiển thị.",
            "nothing that this release brought is shown any more.",
            "Chọn đợt công bố đang có hiệu lực.",
            "Choose a release that is in force.",
        )
    return Back(cells, records)


def to_restore(public: Session, desk: Session, release: Release) -> Back:
    """What makes every cell and record again as it was when ``release`` came out.

    :raises PublishingError: nothing has changed since.
    """
    releases = list_releases(public, commune=release.commune)
    now = _in_force(desk, releases)
    then = _in_force(desk, [r for r in releases if r.seq <= release.seq])
    cells = [_restored(key, then.get(key)) for key in now if _content(now, key) != _content(then, key)]
    records = records_to_restore(public, release.commune, release.seq)
    if not cells and not records:
        raise refuse(
            "nothing-changed",
            release.id,
            "từ đợt công bố này đến nay không có gì thay đổi.",
            "nothing has changed since this release.",
            "Chọn một đợt công bố cũ hơn.",
            "Choose an older release.",
        )
    return Back(cells, records)


InForce = dict[Key, tuple[str, Content]]
"""By cell: the release that brought the figure in force, and the figure."""

WITHDRAWN: Content = (None, None, None, "normal", True)


def _content(figures: InForce, key: Key) -> Content:
    content = figures[key][1] if key in figures else WITHDRAWN
    return WITHDRAWN if content[-1] else content


def _restored(key: Key, figure: tuple[str, Content] | None) -> Cell:
    if figure is None or figure[1][-1]:
        return Cell(*key, withdrawn=True)
    numerator, denominator, value, status, _ = figure[1]
    return Cell(*key, numerator, denominator, value, status)


def _in_force(desk: Session, releases: list[Release]) -> InForce:
    """Of several released figures of a cell the newest submission's counts."""
    query = (
        select(
            Figure.indicator,
            Figure.locality,
            Figure.period,
            Submission.release,
            Figure.numerator,
            Figure.denominator,
            Figure.value,
            Figure.status,
            Figure.withdrawn,
        )
        .join(Submission, Figure.submission_id == Submission.id)
        .where(Submission.release.in_([release.id for release in releases]))
        .order_by(Submission.id)
    )
    return {
        (row.indicator, row.locality, row.period): (
            row.release or "",
            (row.numerator, row.denominator, row.value, row.status, row.withdrawn),
        )
        for row in desk.execute(query)
    }
