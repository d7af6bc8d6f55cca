"""The sentences of every refusal and notice: message, English message, what to do, the same in English."""

DAY = "Ghi ngày dạng 31/12/2026 hoặc 2026-12-31."
DAY_EN = "Write the day as 31/12/2026 or 2026-12-31."
OWN_CODE = "Ghi mã của chính nơi đó, hoặc để trống để cổng cấp mã mới."
OWN_CODE_EN = "Write that place's own code, or leave it empty to be given a new one."

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

DAYS = {
    "not-a-date": ("không đọc được ngày “{value}”.", "“{value}” is not a day.", DAY, DAY_EN),
    "unlikely-date": (
        "ngày {value} nằm ngoài khoảng {first}–{last}.",
        "the day {value} is not within {first}–{last}.",
        DAY,
        DAY_EN,
    ),
    "backwards": (
        "ngày kết thúc {end} trước ngày bắt đầu {start}.",
        "its last day {end} is before its first {start}.",
        "Kiểm tra hai ngày.",
        "Check both days.",
    ),
    "outside-commune": (
        "thời gian {interval} vượt ra ngoài thời gian của {commune} ({theirs}).",
        "the time {interval} goes beyond that of {commune_en} ({theirs}).",
        "Kiểm tra ngày; thôn của xã cũ phải ghi xã cũ (tên trong địa chỉ, ví dụ pho-van-21451).",
        "Check the days; a village of a former commune names that one (its slug, such as pho-van-21451).",
    ),
    "successor-without-day": (
        "nơi có tiền thân nhưng chưa ghi ngày bắt đầu.",
        "it has predecessors and no first day.",
        "Ghi ngày quyết định có hiệu lực ở cột Từ ngày.",
        "Write the day the decision took effect in the column From.",
    ),
    "overlap": (
        "{code} bắt đầu {start}, khi tiền thân {predecessor} còn đến {end}.",
        "{code} begins on {start}, when its predecessor {predecessor} is still there until {end}.",
        "Ngày kết thúc của tiền thân phải là ngày trước đó.",
        "The predecessor's last day must be the day before.",
    ),
    "too-early": (
        "{code} bắt đầu {start}, trước hoặc đúng ngày tiền thân {predecessor} bắt đầu ({begun}).",
        "{code} begins on {start}, not after its predecessor {predecessor} began ({begun}).",
        "Kiểm tra các ngày.",
        "Check the days.",
    ),
    "ends-before-figures": (
        "{code} kết thúc ngày {day}, nhưng đã công bố số liệu của các kỳ sau đó: {periods}.",
        "{code} ends on {day}, but figures of later periods are published: {periods}.",
        "Rút các số liệu đó trước, hoặc sửa ngày.",
        "Withdraw those figures first, or mend the day.",
    ),
    "begins-after-figures": (
        "{code} bắt đầu ngày {day}, nhưng đã công bố số liệu của các kỳ trước đó: {periods}.",
        "{code} begins on {day}, but figures of earlier periods are published: {periods}.",
        "Rút các số liệu đó trước, hoặc sửa ngày.",
        "Withdraw those figures first, or mend the day.",
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

PREDECESSORS = {
    "predecessor-form": (
        "không đọc được tiền thân “{value}”.",
        "the predecessor “{value}” is not understood.",
        "Ghi các mã cách nhau bằng dấu chấm phẩy, tỷ lệ sau dấu bằng: 21451-03; 21451-04=60%.",
        "Write codes parted by semicolons, a share after an equals sign: 21451-03; 21451-04=60%.",
    ),
    "no-predecessor": (
        "tiền thân {code} không có trong tệp và không có trong cổng.",
        "the predecessor {code} is neither in the file nor known.",
        "Kiểm tra mã, hoặc thêm một dòng cho nơi đó.",
        "Check the code, or add a row for it.",
    ),
    "itself": (
        "{code} không thể là tiền thân của chính nó.",
        "{code} cannot be its own predecessor.",
        "Nơi mới (kể cả khi chỉ đổi tên) cần mã mới.",
        "What is new, if only its name, needs a new code.",
    ),
    "predecessor-twice": (
        "tiền thân {code} được ghi hai lần.",
        "the predecessor {code} is named twice.",
        "Ghi mỗi tiền thân một lần.",
        "Name it once.",
    ),
    "foreign-predecessor": (
        "tiền thân {code} thuộc {commune}, không phải xã này hay xã tiền thân của nó.",
        "the predecessor {code} belongs to {commune_en}, which is neither this commune nor one that went into it.",
        "Kiểm tra mã.",
        "Check the code.",
    ),
    "circle": (
        "các tiền thân tạo thành vòng: {codes}.",
        "the predecessors go round in a circle: {codes}.",
        "Một nơi không thể vừa có trước vừa có sau nơi khác; bỏ một trong các tiền thân này.",
        "A place cannot come both before and after another; take one of these out.",
    ),
    "weight": (
        "tỷ lệ “{value}” không nằm trong khoảng từ trên 0 đến 100%.",
        "the share “{value}” is not above 0 and at most 100%.",
        "Ghi 60% hoặc 0,6.",
        "Write 60% or 0.6.",
    ),
    "weights-count": (
        "có {count} tỷ lệ cho {wanted} tiền thân.",
        "there are {count} shares for {wanted} predecessors.",
        "Ghi đủ mỗi tiền thân một tỷ lệ, cùng thứ tự, hoặc ghi ngay sau mã: 21451-04=60%.",
        "Write one for each in the same order, or after the code: 21451-04=60%.",
    ),
    "weights-both": (
        "tiền thân {code} có hai tỷ lệ khác nhau: sau mã và ở cột Tỷ lệ.",
        "the predecessor {code} has two different shares: after its code and in the column Weights.",
        "Giữ lại một.",
        "Keep one.",
    ),
    "weights-over": (
        "các phần của {code} đi về {successors} cộng lại là {sum}, hơn 100%.",
        "the parts of {code} that went to {successors} add up to {sum}, more than 100%.",
        "Mỗi tỷ lệ là phần của nơi CŨ đi về nơi mới; kiểm tra và ghi lại cho mọi nơi mới của {code}.",
        "Each share is the part of the OLD village that went to the new one; give it for every successor of {code}.",
    ),
    "no-basis": (
        "có tỷ lệ nhưng chưa ghi tính theo người hay theo hộ.",
        "a share is given and not whether it counts people or households.",
        "Ghi “người” hoặc “hộ” ở cột Tính theo.",
        "Write “people” or “households” in the column Basis.",
    ),
    "unknown-basis": (
        "không biết cách tính “{value}”.",
        "the basis “{value}” is not known.",
        "Ghi “người” hoặc “hộ”.",
        "Write “people” or “households”.",
    ),
    "basis-differs": (
        "các phần của {code} lúc tính theo người, lúc tính theo hộ.",
        "the parts of {code} are counted partly in people and partly in households.",
        "Dùng một cách tính cho mọi phần của {code}.",
        "Use one basis for all parts of {code}.",
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
    "gap": (
        "{predecessor} kết thúc {end}, {code} bắt đầu {start}: giữa hai ngày có khoảng trống nên không rõ tỷ lệ.",
        "{predecessor} ended on {end} and {code} begins on {start}; because of the gap its share is not known.",
        "Kiểm tra hai ngày, hoặc ghi tỷ lệ.",
        "Check both days, or give the share.",
    ),
    "link-kept": (
        "{code} vẫn giữ tiền thân đã biết {codes}, dù tệp không ghi.",
        "{code} keeps its known predecessors {codes}, which the file does not name.",
        "Không cần làm gì.",
        "Nothing needs doing.",
    ),
}

CATALOGUE = {**FILES, **NAMES, **CODES, **DAYS, **NUMBERS, **PREDECESSORS, **NOTICES}
