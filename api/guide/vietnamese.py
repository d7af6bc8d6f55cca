"""The Vietnamese of the sentences about parameters and fields, which the schemas have in English."""

import json
from functools import cache
from pathlib import Path

PATH = Path(__file__).with_name("vietnamese.json")


def in_vietnamese(english: str) -> str:
    """A sentence of the description in Vietnamese; in English where it has none yet, which a test does not let be."""
    return sentences().get(english, english)


@cache
def sentences() -> dict[str, str]:
    found: dict[str, str] = json.loads(PATH.read_text(encoding="utf-8"))
    return found
