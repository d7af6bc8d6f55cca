"""Community digital technology teams and where to find them."""

from collections.abc import Iterator, Mapping
from typing import Any

from portal.domain.folding import slugify
from portal.publishing.intake.findings import Finding
from portal.publishing.records.catalogue import finding
from portal.publishing.records.kinds import Column, Context, ReadRecord, RecordKind, Type, join_key
from portal.publishing.records.telephones import check_phone


def _key(content: Mapping[str, Any], _context: Context) -> str:
    return join_key(content["locality"], slugify(content["name"]))


def _check(row: ReadRecord, context: Context) -> Iterator[Finding]:
    content = row.content
    if content["locality"] not in context.codes and row.record.key not in context.live[TEAMS.code]:
        names = {"commune": context.commune.name, "commune_en": context.commune.name_en}
        yield finding("records.unknown-place", row.sheet, row.cell("locality"), value=content["locality"], **names)
    if content.get("members") == 0:
        yield finding("team.empty", row.sheet, row.cell("members"))
    if not (content.get("phone") or content.get("place")):
        yield finding("team.nowhere", row.sheet, row.cell("place"))
    yield from check_phone(row)


def _offered(context: Context) -> Iterator[Mapping[str, Any]]:
    return iter(sorted(context.live[TEAMS.code].values(), key=lambda c: (c["locality"], c["name"])))


TEAMS = RecordKind(
    code="community-teams",
    sheet="Tổ công nghệ số",
    title="Tổ công nghệ số cộng đồng",
    title_en="Community digital technology teams",
    columns=(
        Column(
            "locality",
            "Thôn, tổ dân phố",
            "Village",
            "Tên hoặc mã; tổ của cả xã, phường thì ghi tên xã, phường.",
            Type.PLACE,
            required=True,
            width=26,
        ),
        Column("name", "Tên tổ", "Team", "Tên gọi của tổ.", required=True, width=40),
        Column("name_en", "Tên tổ (tiếng Anh)", "Team (English)", "Không bắt buộc.", width=30),
        Column("members", "Số thành viên", "Members", "Số người của tổ.", Type.WHOLE, width=14),
        Column("contact", "Liên hệ", "Contact", "Chức danh hoặc cơ quan, không nêu tên người.", longest=200, width=30),
        Column("phone", "Điện thoại", "Telephone", "Số của cơ quan, không phải số riêng.", Type.PHONE, longest=60),
        Column("place", "Địa điểm", "Place", "Nơi người dân đến gặp.", width=36),
        Column("hours", "Thời gian", "Hours", "Ngày, giờ trực.", longest=200, width=30),
    ),
    key_of=_key,
    check=_check,
    offered=_offered,
)
