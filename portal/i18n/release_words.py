"""The words for what a release changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from portal.domain.changes import CellChange, ChangeKind
from portal.domain.releases import ReleaseKind
from portal.i18n.babel import gettext as _
from portal.i18n.babel import ngettext
from portal.i18n.formats import format_number

MOST_DECIMALS = 6


def kind_name(kind: str) -> str:
    """What kind of publishing act a release was."""
    return {
        ReleaseKind.UPDATE: _("Cập nhật"),
        ReleaseKind.CORRECTION: _("Đính chính"),
        ReleaseKind.RETRACTION: _("Rút lại"),
    }[ReleaseKind(kind)]


def change_name(kind: str) -> str:
    return {
        ChangeKind.ADDED: _("Số mới"),
        ChangeKind.CHANGED: _("Đổi số"),
        ChangeKind.REMOVED: _("Gỡ số"),
        ChangeKind.WITHHELD: _("Không công bố"),
        ChangeKind.MISSING: _("Không có số liệu"),
    }[ChangeKind(kind)]


def counts_text(counts: Mapping[ChangeKind, int]) -> str:
    """``4 ô đổi số, 3 ô không công bố``."""
    return ", ".join(_count_text(kind, number) for kind, number in counts.items())


def _count_text(kind: ChangeKind, number: int) -> str:
    count = format_number(number)
    return {
        ChangeKind.ADDED: ngettext("%(count)s ô có số mới", "%(count)s ô có số mới", number, count=count),
        ChangeKind.CHANGED: ngettext("%(count)s ô đổi số", "%(count)s ô đổi số", number, count=count),
        ChangeKind.REMOVED: ngettext("%(count)s ô bị gỡ số", "%(count)s ô bị gỡ số", number, count=count),
        ChangeKind.WITHHELD: ngettext("%(count)s ô không công bố", "%(count)s ô không công bố", number, count=count),
        ChangeKind.MISSING: ngettext(
            "%(count)s ô không có số liệu", "%(count)s ô không có số liệu", number, count=count
        ),
    }[kind]


def decimals_apart(change: CellChange) -> int:
    """The fewest decimals, from the indicator's up, at which old and new and their difference do not look the same."""
    decimals, gap = change.indicator.decimals, change.difference
    old, new = change.old.exact if change.old else None, change.new.exact
    if not gap or old is None or new is None:
        return decimals
    while decimals < MOST_DECIMALS and (round(old, decimals) == round(new, decimals) or not round(gap, decimals)):
        decimals += 1
    return decimals


def difference_text(difference: Fraction | None, unit: str, decimals: int) -> str:
    """``+0,4 điểm %`` for a rate, ``+3`` for a count; empty where there is none to tell."""
    if difference is None:
        return ""
    if not difference:
        return _("không đổi")
    number = format_number(difference, decimals, sign=True)
    return _("%(number)s điểm %%", number=number) if unit == "percent" else number


@dataclass(frozen=True)
class Line:
    """One cell that a release changes, in words, with the address of its place."""

    change: CellChange
    path: str

    @property
    def decimals(self) -> int:
        return decimals_apart(self.change)

    @property
    def difference(self) -> str:
        return difference_text(self.change.difference, self.change.indicator.unit, self.decimals)


def role_name(role: str) -> str:
    """Who acted, by office and never by name."""
    return {
        "officer": _("cán bộ nhập liệu"),
        "approver": _("người duyệt"),
        "administrator": _("người quản trị"),
    }.get(role, role)


FUNCTIONS = {
    "counts_text": counts_text,
    "release_kind_name": kind_name,
    "release_role_name": role_name,
}
"""For the templates."""
