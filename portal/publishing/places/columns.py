"""The columns of a list of villages, and which of them a heading means."""

import re
from dataclasses import dataclass

from portal.domain.folding import fold
from portal.publishing.workbooks import Value

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NUMBERING = re.compile(r"^\s*\(?[0-9]{1,2}[.)]\s+")


@dataclass(frozen=True)
class Column:
    """``words`` are further headings that mean the same, folded, parted by semicolons."""

    key: str
    title: str
    title_en: str
    meaning: str
    meaning_en: str
    words: str = ""
    width: int = 14


COLUMNS = (
    Column(
        "code",
        "Mã",
        "Code",
        "Mã xã, gạch nối, ít nhất hai chữ số, ví dụ 21451-03. Để trống thì cổng cấp mã mới. Mã không bao giờ dùng lại.",
        "The commune's code, a hyphen, at least two digits, such as 21451-03. Empty: a new one is given. Never reused.",
        "ma thon; ma so; ma don vi; ma dia ban; ma thon to dan pho; ma thon tdp; ma tdp; ma noi; ma thon buon;"
        "village code; locality code",
    ),
    Column(
        "unit",
        "Loại",
        "Unit",
        "Thôn, buôn, bản, ấp, tổ dân phố, khu phố … Không cần nếu tên đã có.",
        "Thôn, buôn, bản, ấp, tổ dân phố, khu phố … Not needed where the name has it.",
        "loai hinh; loai don vi; don vi; kieu; loai thon; kind; type; unit type",
    ),
    Column(
        "name",
        "Tên",
        "Name",
        "Bắt buộc. Tên đầy đủ, ví dụ Tổ dân phố 3, Thôn Phú An.",
        "Needed. The whole name, such as Tổ dân phố 3, Thôn Phú An.",
        "ten thon; ten thon to dan pho; ten thon tdp; ten to dan pho; ten tdp; ten don vi; ten dia ban; thon;"
        "thon to dan pho; thon tdp; to dan pho; tdp; ten goi; ten noi; ten thon buon; ten buon; ten ban; ten ap;"
        "ten khu pho; name vi; village; village name; locality; place; ten tieng viet",
        30,
    ),
    Column(
        "name_en",
        "Tên tiếng Anh",
        "English name",
        "Không bắt buộc; để trống thì cổng viết tên không dấu.",
        "Not needed; left empty, the name is written without marks.",
        "name en; name english; ten en; ten anh",
        30,
    ),
    Column(
        "commune",
        "Xã, phường",
        "Commune",
        "Mã hoặc tên trong địa chỉ, ví dụ 21451 hoặc tra-cau. Không cần nếu lệnh có --commune.",
        "Its code or slug, such as 21451 or tra-cau. Not needed with --commune.",
        "xa; phuong; xa phuong; xa phuong thi tran; phuong xa; ma xa; ma phuong; ma xa phuong; thuoc xa;"
        "thuoc xa phuong; thuoc phuong; don vi cap xa; ma don vi cap xa; ward; commune code; commune slug; parent",
    ),
    Column(
        "valid_from",
        "Từ ngày",
        "From",
        "Ngày đầu tiên nơi này tồn tại, dạng 31/12/2026. Để trống: từ khi có xã, phường.",
        "The first day it exists, as 31/12/2026. Empty: as long as the commune.",
        "ngay bat dau; ngay thanh lap; hieu luc tu; co hieu luc tu; tu; ngay hieu luc; valid from; start; first day;"
        "since; bat dau",
    ),
    Column(
        "valid_to",
        "Đến ngày",
        "To",
        "Ngày cuối cùng nơi này tồn tại. Để trống: vẫn còn (hoặc như đã biết); ghi “nay” để mở lại nơi đóng nhầm.",
        "The last day it exists. Empty: still there (or as known); “nay” opens again what was closed by mistake.",
        "ngay ket thuc; hieu luc den; het hieu luc; den; ngay het hieu luc; valid to; end; last day; until; ket thuc",
    ),
    Column(
        "population",
        "Số dân",
        "Population",
        "Số người, số nguyên.",
        "People, a whole number.",
        "dan so; so nguoi; nhan khau; so nhan khau; so khau; khau; people; residents; tong so nhan khau",
    ),
    Column(
        "households",
        "Số hộ",
        "Households",
        "Số hộ, số nguyên.",
        "Households, a whole number.",
        "ho; so ho dan; so ho gia dinh; tong so ho; ho dan",
    ),
    Column(
        "area_km2",
        "Diện tích (km²)",
        "Area (km²)",
        "Ki-lô-mét vuông.",
        "Square kilometres.",
        "dien tich; dien tich km2; area km2; area; dien tich tu nhien",
    ),
    Column("lat", "Vĩ độ", "Latitude", "Độ thập phân, WGS 84, ví dụ 14,8656.", "Decimal degrees, WGS 84.", "lat; y"),
    Column(
        "lon",
        "Kinh độ",
        "Longitude",
        "Độ thập phân, WGS 84, ví dụ 108,9494.",
        "Decimal degrees, WGS 84.",
        "lon; lng; long; x",
    ),
    Column(
        "predecessors",
        "Tiền thân",
        "Predecessors",
        "Mã các nơi nhập, tách hoặc đổi tên thành nơi này, cách nhau bằng dấu chấm phẩy; nếu chỉ một phần thì ghi "
        "thêm phần của nơi cũ: 21451-03; 21451-04=60% (=? nếu không rõ). “không”: bỏ mọi tiền thân ghi nhầm.",
        "Codes of the places that became this one, parted by semicolons; of a part, the share of the old place: "
        "21451-03; 21451-04=60% (=? if not known). “none” removes all that were entered by mistake.",
        "ma tien than; nhap tu; sap nhap tu; tach tu; hop thanh tu; hinh thanh tu; thay cho; truoc la;"
        "predecessor; formed from; merged from",
        24,
    ),
    Column(
        "weights",
        "Tỷ lệ",
        "Weights",
        "Phần của từng nơi cũ đi về nơi này, cùng thứ tự với cột Tiền thân; không cần nếu đã ghi sau mã.",
        "The share of each old place, in the order of Predecessors; not needed when it stands after the code.",
        "ti le; trong so; ty le tien than; ti le tien than; weight; share; shares; phan",
    ),
    Column(
        "basis",
        "Tính theo",
        "Basis",
        "“người” hoặc “hộ”: tỷ lệ tính theo gì. Bắt buộc khi có tỷ lệ.",
        "“people” or “households”: what the shares count. Needed with a share.",
        "co so; can cu tinh; tinh theo nguoi hay ho; weight basis; counted in; ty le theo; ti le theo",
    ),
    Column(
        "decision",
        "Quyết định",
        "Decision",
        "Văn bản làm thay đổi, ví dụ Nghị quyết số 12/NQ-HĐND ngày 01/12/2025.",
        "The document that made the change.",
        "nghi quyet; van ban; so quyet dinh; so nghi quyet; so van ban; quyet dinh nghi quyet; can cu; document",
        30,
    ),
    Column(
        "source",
        "Nguồn",
        "Source",
        "Danh sách này lấy từ đâu; để trống thì ghi tên tệp.",
        "Where the row is from; empty: the file's name.",
        "nguon so lieu; nguon du lieu; data source",
        30,
    ),
)
GUIDE = "HƯỚNG DẪN ĐIỀN DANH SÁCH THÔN, TỔ DÂN PHỐ"
"""The first cell of the sheet that explains the columns."""
BY_KEY = {column.key: column for column in COLUMNS}
NUMBERING = frozenset({"stt", "tt", "so tt", "so thu tu", "no", "#", ""})
"""Headings of columns that only number the rows."""

_MEANINGS = {
    " ".join(word.split()): column.key
    for column in COLUMNS
    for word in (
        *column.words.split(";"),
        fold(column.key),
        *(fold(v) for text in (column.title, column.title_en) for v in (text, _BRACKETS.sub(" ", text))),
    )
}


def meaning_of(heading: Value) -> str | None:
    """The key of the column that a heading means; None when it means none."""
    if not isinstance(heading, str):
        return None
    bare = _NUMBERING.sub("", heading)
    return next((_MEANINGS[v] for v in (fold(bare), fold(_BRACKETS.sub(" ", bare))) if v in _MEANINGS), None)
