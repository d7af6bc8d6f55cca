"""The public audit log: every act of the desk in the order it was done, each entry chained to the one before by hash.

Of a public act the entry tells everything; of any other it tells when, and a commitment that only the desk can open.
"""

from portal.domain.audit.chain import FIRST, Head, LogLine, canonical, instant_text, parse_head
from portal.domain.audit.checking import Checked, Finding, Kind, check_log
from portal.domain.audit.log import LogEntry, get_head, line_of_row, list_newest, select_log, stream_lines

__all__ = [
    "FIRST",
    "Checked",
    "Finding",
    "Head",
    "Kind",
    "LogEntry",
    "LogLine",
    "canonical",
    "check_log",
    "get_head",
    "instant_text",
    "line_of_row",
    "list_newest",
    "parse_head",
    "select_log",
    "stream_lines",
]
