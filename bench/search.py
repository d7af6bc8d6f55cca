"""Measure search among 100,000 villages: what is typed, how much is found, and how long it takes.

Names are made by a seeded rule over the country's 3,321 communes, as villages are called: numbered, or of two words.
Times stand as a ratio to the portal's simplest query of the same run; the slowest is also told in milliseconds.
"""

import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import text

from bench.__main__ import seconds
from portal.db import PublicStore
from portal.domain.search import search
from portal.domain.search_index import Entry, EntryKind, rebuild_index
from portal.migrations import migrate
from portal.publishing.national import read_table

EACH = 31
KINDS = ("Thôn", "Ấp", "Tổ dân phố", "Bản", "Khu phố", "Buôn")
WORDS = (
    "Đông Tây Nam Bắc Thượng Hạ Trung Phú An Bình Hòa Lợi Thành Tân Mỹ Ea Kao Tul Nà Pắc Phiêng Sơn Long Phước Hưng "
    "Thịnh Cường Minh Vĩnh Lộc Đồng Cầu Chợ Giếng Xóm Suối Đá Ngọc"
).split()
TYPED = (
    ("th", "a beginning"),
    ("thon", "a word of a sixth of all"),
    ("to dan pho 7", "common words"),
    ("Đường", "with marks"),
    ("hòa bình", "the tone in its other place"),
    ("khu pho 12 hong ha", "a place and its commune"),
    ("phuocc binh", "a letter too many"),
    ("thượgn nông", "two letters that changed places"),
    ("to dna pho 12 hong ha", "a mistake among common words"),
    ("zzzzzz qqqqqq", "nothing like it"),
)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        store = PublicStore(f"sqlite:///{Path(name) / 'public.sqlite'}")
        migrate("public", store)
        print(f"| entries | {_fill(store):,} |")
        with store.session() as session:
            yardstick = seconds(lambda: session.execute(text("select 1")).all())
            print("| typed | why | found | × `select 1` | ms |\n|---|---|---|---|---|")
            for typed, why in TYPED:
                total = search(session, typed).total
                taken = seconds(lambda typed=typed: search(session, typed), times=9)  # type: ignore[misc]
                print(f"| {typed} | {why} | {total:,} | {taken / yardstick:.0f} | {1000 * taken:.1f} |")
        store.close()


def _fill(store: PublicStore) -> int:
    begun = time.perf_counter()
    with store.begin() as session:
        count = rebuild_index(session, _entries())
    print(f"| indexing | {time.perf_counter() - begun:.1f} s |")
    return count


def _entries() -> Iterator[Entry]:
    chance = random.Random(57)  # noqa: S311 - the same names every time
    for commune in read_table().communes:
        yield Entry(EntryKind.COMMUNE, commune.code, commune.name, commune.name)
        kind = chance.choice(KINDS)
        for number in range(1, EACH + 1):
            own = str(number) if chance.random() < 0.6 else " ".join(chance.choices(WORDS, k=2))
            title = f"{kind} {own}"
            yield Entry(EntryKind.VILLAGE, f"{commune.code}/{number}", title, title, commune.name, commune.name)


if __name__ == "__main__":
    main()
