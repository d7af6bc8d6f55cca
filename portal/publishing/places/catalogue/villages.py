"""What is wrong with a village by itself: its name, its code, its numbers, where it lies."""

OWN_CODE = "Ghi mã của chính nơi đó, hoặc để trống để cổng cấp mã mới."
OWN_CODE_EN = "Write that place's own code, or leave it empty to be given a new one."

NAMES = {
    "no-name": ("chưa ghi tên.", "the name is empty.", "Điền tên thôn, tổ dân phố.", "Write the village's name."),
    "name-unreadable": (
        "tên “{name}” không có chữ hoặc số nào.",
        "the name “{name}” has no letter and no digit.",
        "Ghi tên đầy đủ, ví dụ Thôn Phú An.",
        "Write the whole name, such as Thôn Phú An.",
    ),
    "too-long": (
        "có {count} ký tự; nhiều nhất là {limit}.",
        "it has {count} characters; {limit} is the most.",
        "Rút ngắn nội dung ô.",
        "Shorten it.",
    ),
    "no-unit": (
        "không rõ “{name}” là thôn, buôn hay tổ dân phố.",
        "it is not said whether “{name}” is a thôn, a buôn or a tổ dân phố.",
        "Ghi cả loại trong tên (Tổ dân phố 3), hoặc điền cột Loại.",
        "Write it in the name (Tổ dân phố 3) or in the column Unit.",
    ),
    "unknown-unit": (
        "không biết loại “{unit}”.",
        "the unit “{unit}” is not known.",
        "Dùng một trong: {known}.",
        "Use one of: {known}.",
    ),
    "same-name": (
        "“{name}” trùng tên với {other} trong cùng thời gian ở {commune}.",
        "“{name}” has the name of {other_en}, at the same time, in {commune_en}.",
        "Hai nơi cùng tồn tại phải khác tên; nếu là một nơi, ghi cùng mã; nếu nơi cũ đã hết, ghi ngày kết thúc.",
        "Two places of one time need two names; one place is one row with its code; an old one needs its last day.",
    ),
    "renamed": (
        "{code} đang có tên {old}, và đã công bố số liệu dưới tên đó ({periods}); dòng này ghi “{name}”.",
        "{code} is {old}, and figures of it are published under that name ({periods}); the row says “{name}”.",
        "Đổi tên là một dòng mới: tên mới, mã mới, tiền thân {code}, từ ngày đổi. Nếu lệch mã thì sửa mã; nếu tên cũ "
        "chỉ viết sai thì nhập với --mend-names.",
        "A renaming is a new row: new name, new code, predecessor {code}, its first day. If the code is wrong, mend "
        "that; if the old name was only misspelt, import with --mend-names.",
    ),
    "made-up": (
        "{name} là thôn, tổ dân phố minh họa của bản trình diễn, không có thật.",
        "{name} is a village that a demonstration made up.",
        "Dùng danh sách của địa phương và ghi nguồn của danh sách đó.",
        "Take the commune's own list and name its source.",
    ),
    "row-twice": (
        "dòng này và dòng {row} là cùng một nơi ({code}).",
        "this row and row {row} are one village ({code}).",
        "Giữ lại một dòng, hoặc ghi mã cho từng dòng.",
        "Keep one of them, or write the code of each.",
    ),
    "name-ambiguous": (
        "tên “{name}” thuộc về nhiều nơi của nhiều thời kỳ: {codes}.",
        "the name “{name}” is that of several villages of several times: {codes}.",
        "Ghi mã.",
        "Write the code.",
    ),
}

CODES = {
    "code-form": (
        "mã “{code}” không có dạng {commune}-01.",
        "the code “{code}” is not of the form {commune}-01.",
        "Mã gồm mã xã, gạch nối và ít nhất hai chữ số; để trống để cổng cấp mã mới.",
        "A code is the commune's, a hyphen and at least two digits; leave it empty to be given one.",
    ),
    "code-is-date": (
        "ô mã là một ngày ({day}): phần mềm bảng tính đã tự đổi mã thành ngày.",
        "the code is a date ({day}): the spreadsheet turned it into one.",
        "Định dạng cột mã là Văn bản (Text) rồi gõ lại.",
        "Format the column as Text and type the code again.",
    ),
    "code-elsewhere": (
        "mã {code} là của {name} ở {commune}.",
        "the code {code} is that of {name} in {commune_en}.",
        OWN_CODE,
        OWN_CODE_EN,
    ),
    "same-code": (
        "mã {code} đã có ở dòng {row}, thời gian chồng lên nhau.",
        "the code {code} is row {row}'s already, and the times overlap.",
        "Mỗi nơi một dòng, một mã.",
        "One row and one code for each village.",
    ),
    "code-reused": (
        "mã {code} đã thuộc về {name} ({interval}); mã không bao giờ được dùng lại.",
        "the code {code} belongs to {name} ({interval}); a code is never used again.",
        OWN_CODE,
        OWN_CODE_EN,
    ),
    "no-commune": (
        "chưa rõ thuộc xã, phường nào.",
        "the commune is not told.",
        "Điền cột Xã, phường (mã hoặc tên trong địa chỉ), hoặc thêm --commune vào lệnh.",
        "Fill in the column Commune (its code or slug), or give --commune.",
    ),
    "unknown-commune": (
        "không có xã, phường “{commune}” vào thời gian này.",
        "there is no commune “{commune}” at that time.",
        "Dùng mã hoặc tên trong địa chỉ, ví dụ 21451 hoặc tra-cau.",
        "Use its code or slug, such as 21451 or tra-cau.",
    ),
    "other-commune": (
        "dòng này ghi {commune}, lệnh ghi --commune {asked}.",
        "the row says {commune}, the command --commune {asked}.",
        "Bỏ --commune, hoặc bỏ dòng này.",
        "Leave out --commune, or the row.",
    ),
}

NUMBERS = {
    "not-a-count": (
        "“{value}” không phải số đếm.",
        "“{value}” is not a count.",
        "Ghi số nguyên từ 0 trở lên; để trống nếu chưa biết.",
        "Write a whole number from 0 up; leave it empty if not known.",
    ),
    "not-a-number": (
        "“{value}” không phải số.",
        "“{value}” is not a number.",
        "Ghi số, ví dụ 1,25 hoặc 1.25; để trống nếu chưa biết.",
        "Write a number, such as 1.25; leave it empty if not known.",
    ),
    "negative": ("{value} là số âm.", "{value} is negative.", "Kiểm tra số này.", "Check it."),
    "too-large": ("{value} lớn quá mức.", "{value} is too large.", "Kiểm tra số này.", "Check it."),
    "households-over-people": (
        "số hộ ({households}) lớn hơn số dân ({population}).",
        "there are more households ({households}) than people ({population}).",
        "Kiểm tra xem hai cột có bị đổi chỗ không.",
        "Check whether the two columns changed places.",
    ),
    "half-point": (
        "chỉ có một trong hai: vĩ độ, kinh độ.",
        "only one of latitude and longitude is given.",
        "Ghi cả hai, hoặc để trống cả hai.",
        "Write both, or neither.",
    ),
    "outside": (
        "điểm ({lat}, {lon}) ở ngoài Việt Nam (vĩ độ {south}–{north}, kinh độ {west}–{east}).",
        "the point ({lat}, {lon}) is outside Viet Nam (latitude {south}–{north}, longitude {west}–{east}).",
        "Ghi độ thập phân theo WGS 84, ví dụ 14,8656 và 108,9494.",
        "Write decimal degrees in WGS 84, such as 14.8656 and 108.9494.",
    ),
    "swapped": (
        "vĩ độ {lat} và kinh độ {lon} dường như bị đảo.",
        "latitude {lat} and longitude {lon} look swapped.",
        "Đổi chỗ hai số.",
        "Swap the two numbers.",
    ),
    "far": (
        "điểm ({lat}, {lon}) cách trung tâm {commune} khoảng {km} km.",
        "the point ({lat}, {lon}) is about {km} km from the centre of {commune_en}.",
        "Kiểm tra tọa độ, hoặc xã, phường của dòng này.",
        "Check the point, or the commune of this row.",
    ),
}
