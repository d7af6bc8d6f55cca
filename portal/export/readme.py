"""``README.md`` of a copy: Vietnamese first, then English."""

from collections.abc import Mapping, Sequence
from typing import Any

from portal.domain.catalogue import LICENCE_TITLE, LICENCE_URL, RIGHTS
from portal.export.facts import Facts
from portal.export.tables import CopiedTable


def readme(facts: Facts, told: Mapping[str, Any], tables: Sequence[CopiedTable]) -> str:
    """:param told: as ``export.json`` has it."""
    parts = [*_vietnamese(facts, told), "", "---", "", *_english(facts, told), "", *_list_tables(tables), ""]
    return "\n".join(parts)


def _vietnamese(facts: Facts, told: Mapping[str, Any]) -> list[str]:
    return [
        f"# {facts.title[0]}",
        "",
        *([f"**{facts.notice[0]}**", ""] if facts.notice[0] else []),
        _state(facts),
        "",
        "| ở đây | có gì |",
        "|---|---|",
        *([f"| `site/index.html` | {SITE[0]} |"] if told["site"] else []),
        f"| `tables/` | {TABLES[0]} |",
        f"| `data/` | {EVERY_VERSION[0] if facts.every_version else NEWEST_VERSION[0]} |",
        "| `datapackage.json` | các bảng và phiên bản mới nhất của từng bộ dữ liệu, mô tả theo Frictionless |",
        "| `catalogue/` | mô tả dữ liệu cho chương trình: các trường của bảng, danh mục DCAT |",
        *_log(facts, "nhật ký kiểm chứng; kiểm tra: `langso audit verify audit/audit.jsonl`"),
        "| `export.json` | bản chép này gồm những gì, cho chương trình |",
        "| `SHA256SUMS` | mã kiểm tra của mọi tệp; kiểm tra: `sha256sum -c SHA256SUMS` |",
        "",
        f"Ô không có số không phải là số 0: cột `status` cho biết vì sao (`withheld`: {WITHHELD[0]}; `missing`: không "
        "có báo cáo; `not-applicable`: không áp dụng). Dòng cuối của tệp `.ndjson` là số dòng và mã SHA-256 của các "
        "dòng trước, để biết tệp còn nguyên.",
        "",
        *_head(facts, 0),
        f"Giấy phép: {LICENCE_TITLE}, <{LICENCE_URL}>. {RIGHTS[0]}",
        f"Trích dẫn: {_cite(facts, 0)}",
    ]


def _english(facts: Facts, told: Mapping[str, Any]) -> list[str]:
    return [
        f"# {facts.title[1]}",
        "",
        *([f"**{facts.notice[1]}**", ""] if facts.notice[1] else []),
        _state_en(facts),
        "",
        "| here | what it is |",
        "|---|---|",
        *([f"| `site/en/index.html` | {SITE[1]} |"] if told["site"] else []),
        f"| `tables/` | {TABLES[1]} |",
        f"| `data/` | {EVERY_VERSION[1] if facts.every_version else NEWEST_VERSION[1]} |",
        "| `datapackage.json` | the tables and the newest version of each dataset, as Frictionless describes them |",
        "| `catalogue/` | what describes the data to programs: the fields of the tables, the DCAT catalogue |",
        *_log(facts, "the audit log; to check it: `langso audit verify audit/audit.jsonl`"),
        "| `export.json` | what this copy is made of, for programs |",
        "| `SHA256SUMS` | checksums of every file; to check them: `sha256sum -c SHA256SUMS` |",
        "",
        f"An empty value is not zero: `status` says why there is none (`withheld`: {WITHHELD[1]}; `missing`: not "
        "reported; `not-applicable`). The last line of an `.ndjson` file is the number of lines and the SHA-256 of "
        "those before it, to tell whether the file is whole.",
        "",
        *_head(facts, 1),
        f"Licence: {LICENCE_TITLE}, <{LICENCE_URL}>. {RIGHTS[1]}",
        f"Citation: {_cite(facts, 1)}",
    ]


SITE = (
    "cả trang web bằng hai thứ tiếng, đọc được không cần mạng và không cần JavaScript",
    "the site in both languages, to read without network or JavaScript (Vietnamese: `site/index.html`)",
)
TABLES = (
    "mọi bảng của API, đủ mọi dòng, dạng CSV và NDJSON",
    "every table of the API with all its rows, as CSV and NDJSON",
)
EVERY_VERSION = (
    "tệp của mọi phiên bản của mọi bộ dữ liệu, nguyên như khi công bố",
    "the files of every version of every dataset, as released",
)
NEWEST_VERSION = (
    "tệp của phiên bản mới nhất của từng bộ dữ liệu, nguyên như khi công bố",
    "the files of the newest version of each dataset, as released",
)
WITHHELD = (
    "không công bố vì ít người, có thể nhận ra từng người",
    "not published, since so few people could be told apart",
)


def _log(facts: Facts, words: str) -> list[str]:
    """The log is one for all communes, so a copy of one has none."""
    return [f"| `audit/audit.jsonl` | {words} |"] if facts.audit_head and facts.commune is None else []


HEAD = (
    "Đầu nhật ký kiểm chứng của cổng khi đó: `{}`; nhật ký tải về sau này phải nối tiếp nó (`langso audit verify "
    "--since`).",
    "Head of the portal's audit log then: `{}`; a log fetched later must extend it (`langso audit verify --since`).",
)


def _head(facts: Facts, language: int) -> list[str]:
    return [HEAD[language].format(facts.audit_head), ""] if facts.audit_head else []


def _state(facts: Facts) -> str:
    judged = f"Tiến độ và thời hạn tính đến ngày {facts.day:%d/%m/%Y}. Cổng trực tuyến: <{facts.base_url}/>."
    if facts.release is None:
        return f"Chưa có đợt công bố nào: có kế hoạch và chỉ tiêu, chưa có số liệu. {judged}"
    return f"Như khi có đợt công bố {facts.release.id}. {judged}"


def _state_en(facts: Facts) -> str:
    judged = f"Progress and deadlines are judged on {facts.day.isoformat()}. Online: <{facts.base_url}/en>."
    if facts.release is None:
        return f"Nothing was released yet: there are plans and targets, and no figures. {judged}"
    return f"As of release {facts.release.id}. {judged}"


def _cite(facts: Facts, language: int) -> str:
    state = facts.release.id if facts.release else facts.day.isoformat()
    words = ("bản chép tại đợt", "copy as of release") if facts.release else ("bản chép ngày", "copy of")
    made_up = (" Số liệu minh họa.", " Illustrative data.")[language] if facts.illustrative else ""
    return f"{facts.title[language]}, {words[language]} {state}. {facts.base_url}/.{made_up}"


def _list_tables(tables: Sequence[CopiedTable]) -> list[str]:
    head = ["## Tables", "", "| table | rows | what it has |", "|---|---:|---|"]
    return [*head, *(f"| `{table.name}` | {table.rows} | {table.about.replace('|', '/')} |" for table in tables)]
