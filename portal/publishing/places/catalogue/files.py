"""What is wrong with a file as a whole, and what is only told."""

FILES = {
    "no-file": ("không có tệp này.", "the file is not there.", "Kiểm tra đường dẫn.", "Check the path."),
    "no-table": (
        "không tìm thấy dòng tiêu đề trong {rows} dòng đầu của tệp.",
        "no heading row was found in the first {rows} rows.",
        "Cần một dòng tiêu đề có ít nhất cột Tên; tải mẫu bằng lệnh langso places template.",
        "A heading row with at least the column Name is needed; langso places template writes a file to start from.",
    ),
    "missing-column": (
        "thiếu cột “{column}”.",
        "the column “{column_en}” is missing.",
        "Thêm cột này; tải mẫu bằng lệnh langso places template.",
        "Add it; langso places template writes a file to start from.",
    ),
    "column-twice": (
        "hai cột cùng nghĩa: {first} và {second}.",
        "two columns mean the same: {first} and {second}.",
        "Giữ lại một cột.",
        "Keep one of them.",
    ),
    "empty-list": (
        "không có dòng nào dưới dòng tiêu đề.",
        "there is no row below the headings.",
        "Điền mỗi thôn, tổ dân phố một dòng.",
        "Write one row for each village.",
    ),
    "too-many-rows": (
        "tệp có {count} dòng; nhiều nhất là {limit} dòng.",
        "the file has {count} rows; {limit} is the most.",
        "Chia tệp theo xã, phường.",
        "Split it by commune.",
    ),
    "more-problems": (
        "còn {count} lỗi khác chưa liệt kê.",
        "{count} more problems are not listed.",
        "Sửa các lỗi đã nêu rồi nhập lại.",
        "Mend those listed and import again.",
    ),
}

NOTICES = {
    "unknown-column": (
        "cột “{heading}” không được đọc.",
        "the column “{heading}” is not read.",
        "Nếu cần, đổi tiêu đề theo mẫu.",
        "Name it as in the template if it is wanted.",
    ),
    "sheet-unread": (
        "trang tính “{sheet}” không được đọc.",
        "the sheet “{sheet}” is not read.",
        "Chỉ đọc trang đầu tiên có danh sách.",
        "Only the first sheet with a list is.",
    ),
    "not-in-file": (
        "{count} nơi của {commune} có trong cổng mà không có trong tệp, được giữ nguyên: {codes}.",
        "{count} of {commune_en} are in the portal and not in the file; they are left as they are: {codes}.",
        "Nếu nơi nào không còn, ghi ngày kết thúc của nơi đó.",
        "If one is no more, give its last day.",
    ),
    "takes-ended": (
        "“{name}” được hiểu là {code}, nơi có ngày cuối cùng là {end}.",
        "“{name}” is taken to be {code}, whose last day is {end}.",
        "Nếu là một nơi mới trùng tên, ghi ngày bắt đầu ở cột Từ ngày.",
        "If it is a new one of that name, write its first day in the column From.",
    ),
    "gap": (
        "{predecessor} kết thúc {end}, {code} bắt đầu {start}: giữa hai ngày có khoảng trống nên không rõ tỷ lệ.",
        "{predecessor} ended on {end} and {code} begins on {start}; because of the gap its share is not known.",
        "Kiểm tra hai ngày, hoặc ghi tỷ lệ.",
        "Check both days, or give the share.",
    ),
    "link-kept": (
        "{code} vẫn giữ tiền thân đã biết {codes}, dù tệp không ghi.",
        "{code} keeps its known predecessors {codes}, which the file does not name.",
        "Nếu có tiền thân ghi nhầm: nhập một lần với “không” ở cột Tiền thân để bỏ hết, rồi nhập lại danh sách đúng.",
        "If one was a mistake: import once with “none” as Predecessors, which removes all, then the right list.",
    ),
    "link-cut": (
        "{code} không còn tiền thân nào (đã bỏ {codes}); ngày kết thúc của các nơi đó được giữ nguyên.",
        "{code} has no predecessors any more ({codes} removed); their last days stay as they are.",
        "Nếu nơi nào trong số đó vẫn còn, ghi “nay” ở cột Đến ngày của nơi đó.",
        "If one of them is still there, write “nay” as its To.",
    ),
}
