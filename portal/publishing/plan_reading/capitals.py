"""The capital letters of Vietnamese and of highland names for character classes, as ``re`` has none of its own."""

CAPITALS = "A-Z" + "".join(chr(code) for code in range(0xC0, 0x1F00) if chr(code).isupper() and chr(code).isalpha())
"""To be put into square brackets. ``À-Ỹ`` would take in small letters as well."""
