"""What can be wrong with a document, in both languages, and what to do."""

from portal.publishing.documents.sentences import CATALOGUE, KINDS, UNITS
from portal.publishing.problems import Problem, Refused
from portal.publishing.workbooks.words import show


def refuse_document(code: str, file: str, /, **values: object) -> Refused:
    """The refusal of a file, to be raised; ``file`` is its name as ``file_name`` cleaned it."""
    shown = {key: show(value) if isinstance(value, str) else value for key, value in values.items()}
    message, message_en, fix, fix_en = (text.format_map(shown) for text in CATALOGUE[code])
    return Refused([Problem(code, file, message, message_en, fix, fix_en)])


def refuse_kind(kind: str, file: str) -> Refused:
    """The refusal of a file of another kind, one of ``KINDS``."""
    found, found_en = KINDS[kind]
    return refuse_document("other-kind", file, found=found, found_en=found_en)


def refuse_size(unit: str, file: str, count: int, limit: int) -> Refused:
    """The refusal of too many of something, one of ``UNITS``."""
    name, name_en = UNITS[unit]
    return refuse_document("too-large-document", file, unit=name, unit_en=name_en, count=count, limit=limit)
