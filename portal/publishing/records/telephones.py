"""Telephone numbers in Viet Nam: an office's may be published, a person's only with their consent.

Landlines begin with 02, service numbers with 1800 and 1900; 03, 05, 07, 08 and 09 are mobile (Circular 22/2014/TT-BTTTT
and the conversion of 2018). A mobile number is not refused, since a duty phone may be one, but has to be explained.
"""

import re
from collections.abc import Iterator

from portal.publishing.intake.findings import Finding
from portal.publishing.records.catalogue import finding
from portal.publishing.records.kinds import ReadRecord

_MOBILE = re.compile(r"(?<!\d)(?:\+?84|0)[\s.-]*[35789](?:[\s.-]*\d){8}(?!\d)")
SEARCHED = ("phone", "contact", "place", "how", "hours", "name")


def find_mobile(text: str) -> str | None:
    """The first mobile number in a text, as it is written."""
    match = _MOBILE.search(text)
    return match[0] if match else None


def check_phone(row: ReadRecord) -> Iterator[Finding]:
    """Mobile numbers wherever a row could hold one."""
    for name in SEARCHED:
        number = find_mobile(row.content.get(name) or "")
        if number is not None:
            yield finding("records.personal-phone", row.sheet, row.cell(name), value=number)
