"""Numbers with their nouns, as commands say them."""


def counted(number: int, noun: str) -> str:
    """``1 row``, ``2 rows``."""
    return f"{number:d} {noun}" if number == 1 else f"{number:d} {noun}s"
