"""Support programmes: for whom, what, how to apply, where and until when."""

from collections.abc import Iterator, Mapping
from typing import Any

from portal.domain.folding import slugify
from portal.publishing.intake.findings import Finding
from portal.publishing.records.catalogue import finding
from portal.publishing.records.kinds import Column, Context, ReadRecord, RecordKind, Type, join_key
from portal.publishing.records.telephones import check_phone


def _key(content: Mapping[str, Any], context: Context) -> str:
    return join_key(context.commune.slug, slugify(content["name"]))


def _check(row: ReadRecord, _context: Context) -> Iterator[Finding]:
    content = row.content
    start, until = content.get("open_from"), content.get("open_until")
    if start and until and until < start:
        yield finding("programme.turned-round", row.sheet, row.cell("open_until"), start=start, until=until)
    if not (content.get("place") or content.get("phone")):
        yield finding("programme.nowhere", row.sheet, row.cell("place"))
    yield from check_phone(row)


def _offered(context: Context) -> Iterator[Mapping[str, Any]]:
    return iter(context.live[PROGRAMMES.code].values())


ENGLISH = "Không bắt buộc; trang tiếng Anh hiện câu này."

PROGRAMMES = RecordKind(
    code="support-programmes",
    sheet="Chương trình hỗ trợ",
    title="Chương trình hỗ trợ",
    title_en="Support programmes",
    columns=(
        Column("name", "Tên chương trình", "Name", "Tên gọi chính thức.", required=True, width=40),
        Column("audience", "Ai được hỗ trợ", "For whom", "Đối tượng.", required=True, longest=1000, width=36),
        Column("support", "Hỗ trợ gì", "What support", "Nội dung, mức hỗ trợ.", required=True, longest=2000, width=46),
        Column("how", "Cách đăng ký", "How to apply", "Giấy tờ, các bước.", required=True, longest=2000, width=46),
        Column("place", "Nơi nộp", "Where to apply", "Địa chỉ hoặc trang dịch vụ công.", width=36),
        Column("phone", "Điện thoại", "Telephone", "Số của cơ quan, không phải số riêng.", Type.PHONE, longest=60),
        Column("open_from", "Từ ngày", "From", "Ngày bắt đầu nhận.", Type.DAY, width=12),
        Column("open_until", "Đến ngày", "Until", "Ngày cuối cùng; để trống nếu không thời hạn.", Type.DAY, width=12),
        Column("basis", "Căn cứ", "Legal basis", "Số văn bản.", width=30),
        Column("name_en", "Tên (tiếng Anh)", "Name (English)", ENGLISH, width=30),
        Column("audience_en", "Ai được hỗ trợ (tiếng Anh)", "For whom (English)", ENGLISH, longest=1000, width=30),
        Column("support_en", "Hỗ trợ gì (tiếng Anh)", "What support (English)", ENGLISH, longest=2000, width=30),
        Column("how_en", "Cách đăng ký (tiếng Anh)", "How to apply (English)", ENGLISH, longest=2000, width=30),
    ),
    key_of=_key,
    check=_check,
    offered=_offered,
)
