"""Workbooks gone wrong by chance, repeatable."""

import io
import random
import re
import zipfile

from tests.publishing.hostile.zips import entry, zipped

NASTY = (
    "",
    "-1",
    "0",
    "1",
    "7",
    "s",
    "e",
    "str",
    "d",
    "A0",
    "B7",
    "XFD1048576",
    "99999999999",
    "1e999",
    "NaN",
    "\u0301",
    "true",
)


def mutate(content: bytes, seed: int) -> bytes:
    """One of the ways a file goes wrong, by number; the same number gives the same file."""
    generator = random.Random(seed)  # noqa: S311
    if seed % 4:
        return _disturbed(content, generator)
    damaged = bytearray(content)
    for _ in range(generator.randint(1, 6)):
        at, length = generator.randrange(len(damaged)), generator.randint(0, 40)
        damaged[at : at + length] = generator.choice([b"", bytes([generator.randrange(256)]), damaged[at : at + 9]])
    return bytes(damaged)


def _disturbed(content: bytes, generator: random.Random) -> bytes:
    """A sound archive of parts that are not: values replaced, elements dropped or repeated."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = {name: archive.read(name).decode() for name in archive.namelist()}
    name = generator.choice([name for name in found if name.startswith("xl/") and "theme" not in name])
    for _ in range(generator.randint(1, 3)):
        pattern = generator.choice(
            [r'(?<=")[^"<>]*(?=")', r"(?<=>)[^<>]+(?=<)", r"<[^<>]*/>", r"<(c|row|v|t|si)\b.*?</\1>"]
        )
        spots = list(re.finditer(pattern, found[name]))
        if spots:
            spot = generator.choice(spots)
            other = (
                generator.choice([*NASTY, spot[0] * 2]) if "<" not in spot[0] else generator.choice(["", spot[0] * 2])
            )
            found[name] = found[name][: spot.start()] + other + found[name][spot.end() :]
    return zipped(entry(part, text) for part, text in found.items())
