"""How much of a document is read before it is refused."""

from dataclasses import dataclass

MEGA = 1_000_000


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes, times in seconds; a plan of a commune has 10 to 60 pages and 100,000 characters."""

    size: int = 40 * MEGA  # of the file
    entries: int = 2_000  # parts inside a Word file
    inflated: int = 200 * MEGA  # all parts of a Word file, decompressed
    ratio: int = 200  # decompressed to compressed, of a part above 1 MB
    part: int = 120 * MEGA  # the part of a Word file that holds the text, decompressed
    pages: int = 2_000  # of a PDF
    characters: int = 2 * MEGA  # of the text read
    lines: int = 200_000
    answer: int = 30 * MEGA  # what the reading process may write
    memory: int = 480 * MEGA  # address space of the reading process
    processor: int = 25
    seconds: int = 30
    files: int = 32


LIMITS = Limits()
