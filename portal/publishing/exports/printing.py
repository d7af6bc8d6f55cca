"""The tables of ``docs/files.md``, printed by ``python -m portal.publishing.exports.printing``."""

from collections.abc import Iterator

from portal.domain.dictionary import FIGURES, RECORDS, STATUSES, Column, unit_of
from portal.formats.mediatypes import FORMATS, file_name


def tables() -> str:
    """Formats, statuses and the columns of every kind of file, in Markdown."""
    return "\n".join([*_formats(), "", *_statuses(), *_dictionaries(), ""])


def _formats() -> Iterator[str]:
    yield "| `format` | file | media type |"
    yield "|---|---|---|"
    for code, format_ in FORMATS.items():
        yield f"| `{code}` | `{file_name(code, '<dataset>-<version>')}` | `{format_.media_type}` |"


def _statuses() -> Iterator[str]:
    yield "| `status` | in Vietnamese | in English |"
    yield "|---|---|---|"
    for word in STATUSES:
        yield f"| `{word.code}` | {word.meaning} | {word.meaning_en} |"


def _dictionaries() -> Iterator[str]:
    for name, dictionary in {
        "Observations": FIGURES,
        **{f"`{code}`": found for code, found in RECORDS.items()},
    }.items():
        yield from ("", f"### {name}", "")
        key = ", ".join(f"`{column}`" for column in dictionary.key)
        yield from (f"{dictionary.row_en} Key: {key}.", "")
        yield "| column | type | unit | meaning |"
        yield "|---|---|---|---|"
        yield from map(_column, dictionary.columns)


def _column(column: Column) -> str:
    unit = unit_of(column.unit)[1] if column.unit else ""
    codes = ", ".join(f"`{word.code}`" for word in column.words)
    meaning = f"{column.meaning_en} One of {codes}." if codes else column.meaning_en
    return (
        f"| `{column.name}` | {column.type.value}{'' if column.required else ', may be empty'} | {unit} | {meaning} |"
    )


if __name__ == "__main__":
    print(tables(), end="")
