"""The sentences of every refusal and note: message, English message, what to do, the same in English."""

SAVE_AS = "Mở tệp trong Excel hoặc LibreOffice, chọn Lưu thành (Save As), kiểu Excel Workbook (.xlsx) rồi tải lên lại."
SAVE_AS_EN = "Open it in Excel or LibreOffice, choose Save As, Excel Workbook (.xlsx), and upload that."
SAVE_CSV = "Trong Excel chọn Lưu thành (Save As), kiểu “CSV UTF-8 (Comma delimited)”, rồi tải lên lại."
SAVE_CSV_EN = "In Excel choose Save As, “CSV UTF-8 (Comma delimited)”, and upload that."
COPY = "Sao chép riêng phần số liệu sang một tệp mới rồi tải lên lại."
COPY_EN = "Copy only the figures into a new file and upload that."
SPLIT = "Tách số liệu thành nhiều tệp, hoặc xóa các trang tính không dùng."
SPLIT_EN = "Split the figures over several files, or delete sheets that are not needed."
AGAIN = "Thử tải lên lại; nếu vẫn bị từ chối, sao chép riêng phần số liệu sang một tệp mới."
AGAIN_EN = "Try once more; if it is refused again, copy only the figures into a new file."
VALUES = "Trong Excel: chọn các ô, sao chép, rồi Dán đặc biệt (Paste Special) → Giá trị (Values), và lưu lại."
VALUES_EN = "In Excel: select the cells, copy, Paste Special → Values, and save."
RETYPE = "Xóa ô và gõ lại bằng bàn phím."
RETYPE_EN = "Clear the cell and type it again."

FILES = {
    "empty-file": ("tệp rỗng.", "the file is empty.", "Chọn lại tệp có số liệu.", "Choose the file with the figures."),
    "too-large": (
        "tệp có {size} MB; nhiều nhất là {limit} MB.",
        "the file has {size} MB; {limit} MB is the most.",
        "Xóa hình ảnh và trang tính không dùng, hoặc tách thành nhiều tệp.",
        "Delete pictures and sheets that are not needed, or split it.",
    ),
    "unknown-kind": (
        "không phải tệp .xlsx hoặc .csv.",
        "it is neither an .xlsx nor a .csv file.",
        SAVE_AS,
        SAVE_AS_EN,
    ),
    "wrong-extension": (
        "tên tệp kết thúc bằng {ending} nhưng nội dung là {found}.",
        "the name ends in {ending} but the content is {found}.",
        SAVE_AS,
        SAVE_AS_EN,
    ),
    "xls": (
        "tệp ở định dạng Excel cũ (.xls), cổng không đọc.",
        "it is in the old Excel format (.xls), which is not read.",
        SAVE_AS,
        SAVE_AS_EN,
    ),
    "xlsb": (
        "tệp ở định dạng nhị phân của Excel (.xlsb), cổng không đọc.",
        "it is in Excel's binary format (.xlsb), which is not read.",
        SAVE_AS,
        SAVE_AS_EN,
    ),
    "ods": (
        "tệp ở định dạng OpenDocument (.ods), cổng không đọc.",
        "it is in the OpenDocument format (.ods), which is not read.",
        SAVE_AS,
        SAVE_AS_EN,
    ),
    "encrypted": (
        "tệp được đặt mật khẩu nên không đọc được.",
        "it is protected by a password and cannot be read.",
        "Bỏ mật khẩu (Tệp → Thông tin → Bảo vệ sổ làm việc → Mã hóa bằng mật khẩu, xóa trống) rồi lưu lại.",
        "Take the password off (File → Info → Protect Workbook → Encrypt with Password, leave empty) and save.",
    ),
    "macros": (
        "tệp có macro.",
        "it holds macros.",
        SAVE_AS,
        SAVE_AS_EN,
    ),
    "not-a-workbook": (
        "tệp nén này không phải bảng tính Excel (thiếu {part}).",
        "this archive is not an Excel workbook ({part} is missing).",
        SAVE_AS,
        SAVE_AS_EN,
    ),
}

ARCHIVES = {
    "damaged": (
        "tệp bị hỏng hoặc thiếu phần cuối ({reason}).",
        "the file is damaged or cut short ({reason}).",
        "Mở tệp trong Excel, lưu lại rồi tải lên lần nữa.",
        "Open it in Excel, save it and upload it again.",
    ),
    "too-many-entries": (
        "tệp XLSX chứa {count} phần; nhiều nhất là {limit}.",
        "the XLSX file holds {count} parts; {limit} is the most.",
        COPY,
        COPY_EN,
    ),
    "entry-name": (
        "tệp XLSX chứa một phần có tên không hợp lệ: {entry}.",
        "the XLSX file holds a part with an unsafe name: {entry}.",
        COPY,
        COPY_EN,
    ),
    "entry-twice": (
        "tệp XLSX chứa hai phần cùng tên: {entry}.",
        "the XLSX file holds two parts of one name: {entry}.",
        COPY,
        COPY_EN,
    ),
    "zip-bomb": (
        "tệp nở ra quá lớn khi giải nén (phần {entry}).",
        "the file grows too large when decompressed (part {entry}).",
        COPY,
        COPY_EN,
    ),
    "xml-doctype": (
        "phần {entry} của tệp khai báo DOCTYPE hoặc thực thể XML.",
        "the part {entry} declares a DOCTYPE or XML entities.",
        COPY,
        COPY_EN,
    ),
    "xml-encoding": (
        "phần {entry} của tệp không dùng bảng mã UTF-8.",
        "the part {entry} is not UTF-8.",
        SAVE_AS,
        SAVE_AS_EN,
    ),
    "external": (
        "tệp lấy dữ liệu từ nguồn bên ngoài ({found}).",
        "the file takes data from elsewhere ({found}).",
        "Trong Excel: Dữ liệu (Data) → Sửa liên kết (Edit Links) → Ngắt liên kết (Break Link), xóa kết nối, lưu lại.",
        "In Excel: Data → Edit Links → Break Link, delete connections, save.",
    ),
}

AMOUNTS = {
    "too-many-sheets": (
        "tệp có {count} trang tính; nhiều nhất là {limit}.",
        "the file has {count} sheets; {limit} is the most.",
        SPLIT,
        SPLIT_EN,
    ),
    "too-many-rows": (
        "có nội dung ở dòng {count}; nhiều nhất là {limit} dòng.",
        "row {count} is filled; {limit} rows are the most.",
        "Xóa các dòng thừa ở cuối trang tính, hoặc tách thành nhiều tệp.",
        "Delete what stands far below the table, or split the file.",
    ),
    "too-many-columns": (
        "có nội dung ở cột thứ {count}; nhiều nhất là {limit} cột.",
        "column {count} is filled; {limit} columns are the most.",
        "Xóa các cột thừa bên phải bảng.",
        "Delete what stands far to the right of the table.",
    ),
    "too-many-cells": (
        "tệp có hơn {limit} ô có nội dung.",
        "the file has more than {limit} filled cells.",
        SPLIT,
        SPLIT_EN,
    ),
    "too-scattered": (
        "các ô có nội dung nằm rải trên vùng hơn {limit} ô.",
        "the filled cells are spread over more than {limit} cells.",
        "Xóa nội dung lẻ nằm xa bảng số liệu.",
        "Delete single cells that stand far from the table.",
    ),
    "too-many-marks": (
        "trang tính có quá nhiều thành phần (hơn {limit}), phần lớn là ô trống có định dạng.",
        "the sheets have too many elements (more than {limit}), mostly empty formatted cells.",
        COPY,
        COPY_EN,
    ),
    "too-many-merged": (
        "các vùng ô gộp bao hơn {limit} ô.",
        "merged areas cover more than {limit} cells.",
        "Bỏ gộp ô ở những vùng lớn.",
        "Unmerge the large areas.",
    ),
    "text-too-long": (
        "một ô có hơn {limit} ký tự.",
        "a cell has more than {limit} characters.",
        "Rút ngắn nội dung ô.",
        "Shorten the cell.",
    ),
    "too-much-text": (
        "nội dung các ô cộng lại hơn {limit} ký tự.",
        "the cells hold more than {limit} characters together.",
        SPLIT,
        SPLIT_EN,
    ),
    "more-problems": (
        "còn {count} lỗi khác chưa liệt kê.",
        "{count} more problems are not listed.",
        "Sửa các lỗi đã nêu rồi tải lên lại.",
        "Mend those listed and upload again.",
    ),
}

CELLS = {
    "error-cell": (
        "ô báo lỗi {value}.",
        "the cell shows the error {value}.",
        "Sửa công thức, hoặc gõ giá trị đúng vào ô.",
        "Mend the formula, or type the right value.",
    ),
    "formula-uncalculated": (
        "ô có công thức chưa tính giá trị.",
        "the cell has a formula whose value was never calculated.",
        "Mở tệp trong Excel hoặc LibreOffice, lưu lại rồi tải lên lần nữa.",
        "Open the file in Excel or LibreOffice, save it and upload it again.",
    ),
    "formula-external": (
        "công thức của ô lấy dữ liệu từ tệp hoặc chương trình khác.",
        "the cell's formula takes data from another file or program.",
        VALUES,
        VALUES_EN,
    ),
    "formula-text": (
        "ô chứa công thức viết dưới dạng chữ: {value}.",
        "the cell holds a formula written as text: {value}.",
        VALUES,
        VALUES_EN,
    ),
    "hidden-character": (
        "ô có ký tự không nhìn thấy hoặc đảo chiều chữ ({character}).",
        "the cell has an invisible character or one that turns the direction of text ({character}).",
        RETYPE,
        RETYPE_EN,
    ),
    "control-character": (
        "ô có ký tự điều khiển hoặc ký tự không đọc được ({character}).",
        "the cell has a control or unreadable character ({character}).",
        RETYPE,
        RETYPE_EN,
    ),
    "not-finite": (
        "ô chứa số quá lớn hoặc không phải số.",
        "the cell's number is too large or not a number.",
        RETYPE,
        RETYPE_EN,
    ),
    "cell-order": (
        "ô này xuất hiện hai lần hoặc sai thứ tự trong tệp.",
        "the cell stands twice, or out of order, in the file.",
        SAVE_AS,
        SAVE_AS_EN,
    ),
    "sheet-name": (
        "tên trang tính có ký tự không nhìn thấy hoặc điều khiển ({character}).",
        "the sheet's name has an invisible or control character ({character}).",
        "Đặt lại tên trang tính.",
        "Rename the sheet.",
    ),
    "sheet-twice": (
        "có hai trang tính cùng tên.",
        "two sheets have this name.",
        "Đặt lại tên một trong hai trang tính.",
        "Rename one of them.",
    ),
    "no-cells": (
        "tệp không có ô nào có nội dung ở trang tính đang hiện.",
        "no visible sheet has a filled cell.",
        "Chọn lại tệp có số liệu; bỏ ẩn trang tính nếu cần.",
        "Choose the file with the figures; unhide the sheet if need be.",
    ),
}

TEXTS = {
    "utf16": (
        "tệp CSV dùng bảng mã UTF-16 hoặc chứa byte 0.",
        "the CSV file is UTF-16 or holds zero bytes.",
        SAVE_CSV,
        SAVE_CSV_EN,
    ),
    "not-utf8": (
        "dòng {line} của tệp CSV không phải UTF-8 (có thể là Windows-1258 hoặc TCVN3).",
        "line {line} of the CSV file is not UTF-8 (it may be Windows-1258 or TCVN3).",
        SAVE_CSV,
        SAVE_CSV_EN,
    ),
    "csv-quotes": (
        "dấu ngoặc kép ở gần dòng {line} không khép đúng.",
        "the quotes near line {line} do not close.",
        "Đặt ô có dấu phân cách trong một cặp ngoặc kép; ngoặc kép bên trong viết hai lần.",
        "Put a cell with a delimiter in one pair of quotes; double those inside it.",
    ),
}

NOTES = {
    "decomposed": (
        "{count} ô có dấu tiếng Việt viết rời (Unicode tổ hợp) đã được chuyển sang dựng sẵn; ô đầu tiên ở đây.",
        "decomposed Vietnamese letters were brought to composed ones (NFC) in {count} of the cells; here is the first.",
        "Không cần làm gì.",
        "Nothing needs doing.",
    ),
    "hidden-sheet": (
        "trang tính ẩn, không được đọc.",
        "the sheet is hidden and was not read.",
        "Bỏ ẩn trang tính rồi tải lên lại nếu cần số liệu trong đó.",
        "Unhide it and upload again if its figures are wanted.",
    ),
}

READING = {
    "too-slow": (
        "đọc tệp quá {seconds} giây nên đã dừng.",
        "reading took more than {seconds} seconds and was stopped.",
        COPY,
        COPY_EN,
    ),
    "too-much-memory": (
        "đọc tệp cần quá nhiều bộ nhớ nên đã dừng.",
        "reading needed too much memory and was stopped.",
        COPY,
        COPY_EN,
    ),
    "reader-failed": (
        "chương trình đọc dừng đột ngột khi đọc tệp này.",
        "the reading program stopped on this file.",
        AGAIN,
        AGAIN_EN,
    ),
}

CATALOGUE = {**FILES, **ARCHIVES, **AMOUNTS, **CELLS, **TEXTS, **NOTES, **READING}
