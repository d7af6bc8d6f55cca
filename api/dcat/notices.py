"""What must be said wherever a dataset is described, as DCAT has it: in the description, which every reader shows."""

from portal.domain.catalogue import Entry
from portal.domain.notices import notices_of


def notices(entry: Entry) -> tuple[str, str]:
    """In Vietnamese and English, to be put behind a description; empty where there is nothing to say."""
    said = notices_of(entry)
    return "".join(f" {vi}" for vi, _en in said), "".join(f" {en}" for _vi, en in said)
