"""The process that reads one document: ``python -m`` this, the file as standard input, the answer as standard output.

It limits itself before it looks at the first byte, and answers JSON (``transport``). Dying is an answer as well.
"""

import json
import sys
from typing import TYPE_CHECKING

from portal.publishing.documents.limits import Limits
from portal.publishing.limited import answer_within
from portal.publishing.problems import Refused

if TYPE_CHECKING:
    from portal.publishing.documents.document import Document


def main() -> int:
    """Read standard input as the arguments say: the file's clean name, its SHA-256 and the limits as JSON."""
    name, sha256, told = sys.argv[1:]
    limits = Limits(**json.loads(told))
    return answer_within(limits, lambda: _answer(name, sha256, limits))


def _answer(name: str, sha256: str, limits: Limits) -> bytes:
    from portal.publishing.documents import transport  # noqa: PLC0415 - read under the limits

    try:
        return transport.encode_document(_read(sys.stdin.buffer.read(), name, sha256, limits))
    except Refused as refused:
        return transport.encode_refusal(refused)


def _read(content: bytes, name: str, sha256: str, limits: Limits) -> "Document":
    from portal.publishing.documents.kinds import read_kind  # noqa: PLC0415

    return read_kind(content, name, sha256, limits)


if __name__ == "__main__":
    sys.exit(main())
