"""The audit log of the desk: every act, chained by hash, and its copy that everyone may read."""

from portal.publishing.audit.entries import (
    PUBLIC_EVENTS,
    AuditEntry,
    AuditKey,
    find_break,
    get_desk_head,
    record,
    set_salt_key,
)
from portal.publishing.audit.imports import keep_import
from portal.publishing.audit.publishing import LogDiverged, publish_log
from portal.publishing.audit.verifying import count_unpublished, verify_desk

__all__ = [
    "PUBLIC_EVENTS",
    "AuditEntry",
    "AuditKey",
    "LogDiverged",
    "count_unpublished",
    "find_break",
    "get_desk_head",
    "keep_import",
    "publish_log",
    "record",
    "set_salt_key",
    "verify_desk",
]
