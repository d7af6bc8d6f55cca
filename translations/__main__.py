"""``python -m translations``: renew the catalogue and say what it still lacks."""

from translations.catalogue import renew

lacking = renew()
print(f"{len(lacking)} messages without English" if lacking else "every message has its English")
for message in lacking:
    print(f"  {message}")
