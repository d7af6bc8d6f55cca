"""``README.md`` of a version's archive: Vietnamese first, then English."""

from collections.abc import Sequence

from portal.domain.catalogue import LICENCE_TITLE, LICENCE_URL, RIGHTS
from portal.domain.dictionary import FIGURES
from portal.formats.mediatypes import FORMATS
from portal.publishing.exports.edition import Edition
from portal.publishing.exports.folder import BuiltFile


def readme(edition: Edition, files: Sequence[BuiltFile]) -> bytes:
    """:param files: what lies beside it."""
    return "\n".join([*_vietnamese(edition, files), "", "---", "", *_english(edition, files), ""]).encode()


def _vietnamese(edition: Edition, files: Sequence[BuiltFile]) -> list[str]:
    dataset = edition.dataset
    return [
        f"# {dataset.title}",
        "",
        *_notice(edition.notice[0]),
        dataset.description,
        "",
        f"- Phiên bản: {edition.number}, công bố ngày {edition.day:%d/%m/%Y} (đợt {edition.release.id})",
        f"- Cơ quan công bố: {edition.publisher[0]}",
        *(f"- Nguồn: {source}" for source, _ in edition.sources),
        f"- Giấy phép: {LICENCE_TITLE}, <{LICENCE_URL}>. {RIGHTS[0]}",
        f"- Trích dẫn: {edition.citation[0]}",
        "",
        "## Các tệp",
        "",
        *(f"- `{file.name}`: {FORMATS[file.format].title}" for file in files),
        "",
        SAME[edition.dictionary is FIGURES][0],
        "Kiểm tra tệp: `sha256sum -c SHA256SUMS`.",
        "",
        "## Các cột",
        "",
        edition.dictionary.row,
        "",
        *(f"- `{column.name}`: {column.meaning}" for column in edition.columns),
        *_words(edition, english=False),
    ]


def _english(edition: Edition, files: Sequence[BuiltFile]) -> list[str]:
    dataset = edition.dataset
    return [
        f"# {dataset.title_en}",
        "",
        *_notice(edition.notice[1]),
        dataset.description_en,
        "",
        f"- Version: {edition.number}, released on {edition.day.isoformat()} (release {edition.release.id})",
        f"- Publisher: {edition.publisher[1]}",
        *(f"- Source: {source}" for _, source in edition.sources),
        f"- Licence: {LICENCE_TITLE}, <{LICENCE_URL}>. {RIGHTS[1]}",
        f"- Citation: {edition.citation[1]}",
        "",
        "## Files",
        "",
        *(f"- `{file.name}`: {FORMATS[file.format].title_en}" for file in files),
        "",
        SAME[edition.dictionary is FIGURES][1],
        "To check them: `sha256sum -c SHA256SUMS`.",
        "",
        "## Columns",
        "",
        edition.dictionary.row_en,
        "",
        *(f"- `{column.name}`: {column.meaning_en}" for column in edition.columns),
        *_words(edition, english=True),
    ]


SAME = {
    False: ("Mọi tệp có cùng dữ liệu.", "All files hold the same data."),
    True: (
        "Mọi tệp có cùng dữ liệu; `.geojson` chỉ có giá trị mới nhất của từng nơi.",
        "All files hold the same data; `.geojson` has only the newest value of each place.",
    ),
}
CODES = "Mã của cột `{}`", "Codes of `{}`"
EMPTY = (
    "Ô trống ở cột `value` không phải là số 0: cột `status` cho biết vì sao không có giá trị.",
    "An empty `value` is not zero: `status` says why there is none.",
)


def _words(edition: Edition, *, english: bool) -> list[str]:
    lines: list[str] = []
    for column in (column for column in edition.columns if column.words):
        lines += ["", f"## {CODES[english].format(column.name)}", ""]
        lines += [f"- `{word.code}`: {word.meaning_en if english else word.meaning}" for word in column.words]
    return [*lines, "", EMPTY[english]] if edition.dictionary.statuses else lines


def _notice(text: str | None) -> list[str]:
    return [f"**{text}**", ""] if text else []
