"""Everything the checks of records can say: an error blocks, a warning asks for a word of explanation.

Texts are templates; ``finding`` fills in what was found.
"""

from dataclasses import dataclass

from portal.publishing.intake.catalogue import say_number
from portal.publishing.intake.findings import Finding, Severity


@dataclass(frozen=True)
class Entry:
    severity: Severity
    message: str
    message_en: str
    rule: str
    rule_en: str
    fix: str
    fix_en: str


ERROR, WARNING = Severity.ERROR, Severity.WARNING

CATALOGUE = {
    "records.missing-column": Entry(
        ERROR,
        "Thiếu cột: {columns}.",
        "Columns are missing: {columns_en}.",
        "Trang tính phải có đủ các cột bắt buộc của tệp mẫu.",
        "The sheet needs every required column of the template.",
        "Thêm cột, hoặc chép dữ liệu vào tệp mẫu.",
        "Add the columns, or copy the data into the template.",
    ),
    "records.no-rows": Entry(
        WARNING,
        "Trang tính không có dòng nào được điền.",
        "The sheet has no filled row.",
        "Chỉ những dòng có ghi dữ liệu mới được đưa vào hồ sơ.",
        "Only rows with data are taken.",
        "Điền dữ liệu, hoặc bỏ trang tính này.",
        "Fill in data, or leave the sheet out.",
    ),
    "records.empty": Entry(
        ERROR,
        "Cột “{column}” để trống.",
        "“{column_en}” is empty.",
        "Cột này bắt buộc.",
        "This column is required.",
        "Điền ô này, hoặc xóa cả dòng.",
        "Fill in the cell, or remove the row.",
    ),
    "records.not-understood": Entry(
        ERROR,
        "Không đọc được “{value}” ở cột “{column}”.",
        "“{value}” in “{column_en}” cannot be read.",
        "{rule}",
        "{rule_en}",
        "Sửa lại ô này.",
        "Mend the cell.",
    ),
    "records.too-long": Entry(
        ERROR,
        "Cột “{column}” dài {length} ký tự.",
        "“{column_en}” has {length} characters.",
        "Nhiều nhất {longest} ký tự.",
        "At most {longest} characters.",
        "Viết ngắn lại.",
        "Shorten it.",
    ),
    "records.future": Entry(
        ERROR,
        "Ngày {value} ở cột “{column}” còn ở phía trước.",
        "{value} in “{column_en}” lies ahead.",
        "Chỉ ghi việc đã xảy ra, đến hết hôm nay.",
        "Only what has happened, up to today.",
        "Kiểm tra ngày, tháng, năm.",
        "Check day, month and year.",
    ),
    "records.twice": Entry(
        ERROR,
        "Dòng này trùng với dòng ở ô {other}.",
        "This row repeats the one at {other}.",
        "Mỗi mục chỉ có một dòng.",
        "One row each.",
        "Gộp hai dòng, hoặc xóa một dòng.",
        "Merge the two, or remove one.",
    ),
    "records.nothing-to-withdraw": Entry(
        ERROR,
        "Đánh dấu xóa, nhưng mục này chưa từng được công bố hoặc đã rút.",
        "Marked for deletion, but nothing of it is published.",
        "Chỉ rút được những gì đang công bố.",
        "Only what is published can be taken back.",
        "Xóa hẳn dòng này khỏi tệp.",
        "Remove the row from the file.",
    ),
    "records.unknown-place": Entry(
        ERROR,
        "“{value}” không phải thôn, tổ dân phố hiện nay của {commune}.",
        "“{value}” is not a village of {commune_en} today.",
        "Ghi tên hoặc mã thôn, tổ dân phố; tổ của cả xã, phường thì ghi tên xã, phường.",
        "Give a village's name or code, or the commune's for a team of the whole commune.",
        "Chọn trong danh sách của tệp mẫu.",
        "Choose from the template's list.",
    ),
    "records.personal-phone": Entry(
        WARNING,
        "“{value}” là số di động.",
        "“{value}” is a mobile number.",
        "Trang công khai không nêu số riêng của ai khi người đó chưa đồng ý.",
        "Nobody's private number is made public without their consent.",
        "Ghi số máy bàn của cơ quan; nếu đây là số trực dùng chung hoặc chủ số đã đồng ý, xin nói rõ.",
        "Give an office's number; if it is a shared duty phone or its owner has agreed, say so.",
    ),
    "task.unknown": Entry(
        ERROR,
        "Kế hoạch không có nhiệm vụ mang mã “{value}”.",
        "No plan has a task “{value}”.",
        "Mã nhiệm vụ là mã trong tệp mẫu và trên trang kế hoạch.",
        "Task codes are those of the template and the plan's page.",
        "Chép mã từ tệp mẫu.",
        "Copy the code from the template.",
    ),
    "task.done-without-evidence": Entry(
        WARNING,
        "Ghi “đã xong” mà không có minh chứng.",
        "Done, without evidence.",
        "Việc đã xong thì nêu văn bản, đường dẫn hoặc kết quả thấy được.",
        "Finished work names a document, an address or a visible result.",
        "Điền cột “Minh chứng”.",
        "Fill in the evidence.",
    ),
    "task.went-back": Entry(
        WARNING,
        "Nhiệm vụ đã công bố là xong, nay ghi “{value}”.",
        "Published as done, now “{value_en}”.",
        "Việc đã xong hiếm khi trở lại chưa xong.",
        "Finished work seldom becomes unfinished.",
        "Kiểm tra lại; nếu đúng, xin nói vì sao.",
        "Check it; if it is so, say why.",
    ),
    "report.unknown": Entry(
        ERROR,
        "Kế hoạch không yêu cầu báo cáo mang mã “{value}”.",
        "No plan asks for a report “{value}”.",
        "Mã báo cáo là mã trong tệp mẫu; với báo cáo không nêu ngày, mã kết thúc bằng kỳ, như 2026-09 hoặc 2026-Q3.",
        "Report codes are those of the template; without a due day they end in the period, 2026-09 or 2026-Q3.",
        "Chép mã từ tệp mẫu.",
        "Copy the code from the template.",
    ),
    "report.before-period": Entry(
        WARNING,
        "Ngày nhận {value} sớm hơn kỳ báo cáo.",
        "Received on {value}, before the period it is about.",
        "Báo cáo thường đến trong hoặc sau kỳ.",
        "A report comes in its period or after.",
        "Kiểm tra ngày; nếu đúng, xin nói rõ.",
        "Check the day; if it is so, say why.",
    ),
    "money.overspent": Entry(
        WARNING,
        "Đã giải ngân {disbursed} đồng, nhiều hơn số được giao {allocated} đồng.",
        "{disbursed} đồng disbursed, more than the {allocated} allocated.",
        "Số giải ngân không vượt số được giao.",
        "No more is disbursed than was allocated.",
        "Kiểm tra hai số; nếu đúng, xin nói vì sao.",
        "Check both; if it is so, say why.",
    ),
    "money.does-not-add-up": Entry(
        WARNING,
        "Dòng tổng ghi {stated} đồng ({what}), cộng các dòng được {reckoned} đồng, lệch {difference} đồng.",
        "The total says {stated} đồng ({what_en}), its lines come to {reckoned}: {difference} apart.",
        "Dòng tổng bằng tổng các dòng thuộc nó, kể cả các dòng đã công bố từ trước.",
        "A total equals the sum of its lines, those published before included.",
        "Sửa dòng sai, bổ sung dòng còn thiếu, hoặc nói vì sao lệch; trang công khai sẽ ghi rõ chỗ lệch.",
        "Mend or add a line, or say why; the public page shows the difference.",
    ),
    "money.total-without-lines": Entry(
        WARNING,
        "Không có dòng nào thuộc dòng tổng này.",
        "No line belongs to this total.",
        "Dòng tổng cộng các dòng cùng năm, chương trình, nguồn ghi ở dòng đó.",
        "A total is over the lines of the year, programme and source it names.",
        "Kiểm tra năm, chương trình và nguồn của dòng tổng.",
        "Check the total's year, programme and source.",
    ),
    "money.small": Entry(
        WARNING,
        "{value} đồng là số rất nhỏ.",
        "{value} đồng is very little.",
        "Số tiền ghi bằng đồng, không phải nghìn đồng hay triệu đồng.",
        "Amounts are in đồng, not in thousands or millions.",
        "Kiểm tra đơn vị; nếu đúng, xin nói rõ.",
        "Check the unit; if it is so, say so.",
    ),
    "programme.turned-round": Entry(
        ERROR,
        "Ngày kết thúc {until} trước ngày bắt đầu {start}.",
        "It ends on {until}, before it begins on {start}.",
        "Chương trình bắt đầu trước khi kết thúc.",
        "A programme begins before it ends.",
        "Kiểm tra hai ngày.",
        "Check the two days.",
    ),
    "programme.nowhere": Entry(
        WARNING,
        "Không nêu nơi nộp và điện thoại.",
        "Neither a place nor a telephone.",
        "Người dân cần biết đến đâu hoặc gọi số nào.",
        "Residents need to know where to go or whom to call.",
        "Điền nơi nộp hoặc điện thoại cơ quan.",
        "Give a place or an office's telephone.",
    ),
    "team.nowhere": Entry(
        WARNING,
        "Không nêu điện thoại và địa điểm.",
        "Neither a telephone nor a place.",
        "Người dân cần biết tìm tổ ở đâu.",
        "Residents need to know where to find the team.",
        "Điền địa điểm hoặc điện thoại cơ quan.",
        "Give a place or an office's telephone.",
    ),
    "team.empty": Entry(
        ERROR,
        "Số thành viên là 0.",
        "It has no members.",
        "Một tổ có ít nhất một người.",
        "A team has at least one member.",
        "Điền số thành viên, hoặc để trống nếu chưa rõ.",
        "Give the number, or leave it empty.",
    ),
}
"""By code; codes never change their meaning."""


def finding(code: str, sheet: str | None, cell: str | None, **values: object) -> Finding:
    """A finding of the catalogue, its texts filled in."""
    entry = CATALOGUE[code]
    texts = {
        name: getattr(entry, name).format(**values)
        for name in ("message", "message_en", "rule", "rule_en", "fix", "fix_en")
    }
    return Finding(code, entry.severity, sheet, cell, **texts)


def amount(value: int) -> str:
    """Whole đồng as they are written: 1.234.567."""
    return say_number(value, english=False)
