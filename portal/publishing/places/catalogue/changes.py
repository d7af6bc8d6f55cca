"""What is wrong with the days of a village, or with what it was made of."""

DAY = "Ghi ngày dạng 31/12/2026 hoặc 2026-12-31."
DAY_EN = "Write the day as 31/12/2026 or 2026-12-31."

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
        "{code} kết thúc ngày {day}, nhưng đã công bố số liệu của các kỳ kết thúc sau đó: {periods}.",
        "{code} ends on {day}, but figures of periods that end later are published: {periods}.",
        "Sửa ngày, hoặc rút các số liệu đó trước; kỳ từng có số không công bố để bảo vệ riêng tư vẫn thuộc nơi cũ.",
        "Mend the day, or withdraw them first; a period of which a figure was ever withheld stays the old place's.",
    ),
    "begins-after-figures": (
        "{code} bắt đầu ngày {day}, nhưng đã công bố số liệu của các kỳ trước đó: {periods}.",
        "{code} begins on {day}, but figures of earlier periods are published: {periods}.",
        "Rút các số liệu đó trước, hoặc sửa ngày.",
        "Withdraw those figures first, or mend the day.",
    ),
}

PREDECESSORS = {
    "predecessor-form": (
        "không đọc được tiền thân “{value}”.",
        "the predecessor “{value}” is not understood.",
        "Ghi các mã cách nhau bằng dấu chấm phẩy, tỷ lệ sau dấu bằng: 21451-03; 21451-04=60%.",
        "Write codes parted by semicolons, a share after an equals sign: 21451-03; 21451-04=60%.",
    ),
    "none-and-more": (
        "ô vừa ghi không có tiền thân, vừa ghi tiền thân.",
        "the cell says that there are no predecessors, and names some.",
        "Chỉ ghi “không” để bỏ mọi tiền thân đã biết, hoặc chỉ ghi danh sách mã.",
        "Write “none” alone, which removes all that are known, or the codes alone.",
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
