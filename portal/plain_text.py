"""Text as people send it in forms, without what nobody can see and no page, feed or workbook may hold."""

import re

LINE = re.compile("\r\n|[\r\v\f\u2028\u2029]")
UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Control signs, and those that turn the direction of all that follows on the page."""


def plain_text(text: str) -> str:
    """With lines ended alike and nothing unseen in it; the soft line ends of word processors are line ends."""
    return UNSEEN.sub("", LINE.sub("\n", text)).strip()
