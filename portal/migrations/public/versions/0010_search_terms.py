"""The search index has a row a word, with all entries that have it in one cell"""

from collections import defaultdict
from typing import Any

import numpy as np
import sqlalchemy as sa
from alembic import op

from portal.db import bytewise
from portal.domain.search_index import words_of

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

GONE = ("search_words",)
OF_A_KIND = 100_000_000


def upgrade() -> None:
    entries = _entries()
    op.drop_table("search_words")
    op.drop_table("search_entries")
    op.create_table(
        "search_entries",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        *[
            sa.Column(name, sa.String(length=length), nullable=False)
            for name, length in [("ref", 200)]
            + [(name, 300) for name in ("title", "title_en", "context", "context_en", "keywords")]
        ],
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entries")),
    )
    op.create_table(
        "search_terms",
        sa.Column("word", bytewise(60), nullable=False),
        sa.Column("titled", sa.LargeBinary(), nullable=False),
        sa.Column("told", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_search_terms")),
    )
    if entries:
        _write(entries)


def _entries() -> list[dict[str, Any]]:
    """What is there, numbered by kind; what it was found by besides its texts becomes its keywords."""
    connection = op.get_bind()
    words: dict[int, set[str]] = defaultdict(set)
    for number, word in connection.execute(sa.text("select entry_id, word from search_words")):
        words[number].add(word)
    numbers: dict[int, int] = defaultdict(int)
    entries = []
    for row in connection.execute(sa.text("select * from search_entries order by rank, id")).mappings():
        entry = {**row, "id": row["rank"] * OF_A_KIND + numbers[row["rank"]], "keywords": ""}
        numbers[entry.pop("rank")] += 1
        titled, told = words_of(entry)
        entry["keywords"] = " ".join(sorted(words[row["id"]] - titled - told))[:300]
        entries.append(entry)
    return entries


def _write(entries: list[dict[str, Any]]) -> None:
    connection = op.get_bind()
    cells: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for entry in entries:
        for words, place in zip(words_of(entry), (0, 1), strict=True):
            for word in words:
                cells[word][place].append(entry["id"])
    terms = [
        {"word": word, "titled": _cell(titled), "told": _cell(told)} for word, (titled, told) in sorted(cells.items())
    ]
    connection.execute(sa.table("search_entries", *map(sa.column, entries[0])).insert(), entries)
    connection.execute(sa.table("search_terms", *map(sa.column, terms[0])).insert(), terms)


def _cell(numbers: list[int]) -> bytes:
    return np.asarray(sorted(numbers), "<u4").tobytes()


def downgrade() -> None:
    op.drop_table("search_terms")
    op.execute("delete from search_entries")  # their words are gone: the index is written anew
    with op.batch_alter_table("search_entries") as batch_op:
        batch_op.drop_column("keywords")
        batch_op.add_column(sa.Column("rank", sa.Integer(), nullable=False))
    op.create_table(
        "search_words",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("word", bytewise(60), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["search_entries.id"], name=op.f("fk_search_words_entry_id")),
        sa.PrimaryKeyConstraint("entry_id", "word", name=op.f("pk_search_words")),
    )
    op.create_index("ix_search_words_word_entry_id", "search_words", ["word", "entry_id"], unique=False)
