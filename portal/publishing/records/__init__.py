"""More than figures: task states, reports received, money, support programmes and community teams.

The same way in as figures have: a workbook, checks, a second person, a release. Rows given are added or updated by
their key, a row marked for deletion is withdrawn, and every other row stays.
"""

from portal.publishing.records.gathering import record_context
from portal.publishing.records.kinds import Column, Context, ReadRecord, Record, RecordKind
from portal.publishing.records.reading import KINDS, Understood, is_of_records, understand_records
from portal.publishing.records.submitted import SubmittedRecord, list_records, list_records_in_force, put_records
from portal.publishing.records.template import records_template
from portal.publishing.records.writing import (
    records_as_of,
    records_to_restore,
    records_to_take_back,
    write_records,
)

__all__ = [
    "KINDS",
    "Column",
    "Context",
    "ReadRecord",
    "Record",
    "RecordKind",
    "SubmittedRecord",
    "Understood",
    "is_of_records",
    "list_records",
    "list_records_in_force",
    "put_records",
    "record_context",
    "records_as_of",
    "records_template",
    "records_to_restore",
    "records_to_take_back",
    "understand_records",
    "write_records",
]
