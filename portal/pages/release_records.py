"""What a release changed beside figures: tasks, reports, money, programmes, teams, field by field in words."""

from portal.domain.indicators import IndicatorGroup, list_groups
from portal.domain.records import list_record_changes
from portal.domain.releases import Release
from portal.i18n.record_changes import Entry, entries_by_group
from portal.web import session


def list_record_entries(release: Release) -> list[tuple[IndicatorGroup, list[Entry]]]:
    """By subject, in the order of the groups."""
    return entries_by_group(list_groups(session()), list_record_changes(session(), release.seq))
