"""What can be wrong with one feature, or with what it says of itself."""

FEATURES = {
    "too-many-points-of-one": (
        "đường ranh giới có {count} điểm, tối đa {limit} điểm.",
        "the outline has {count} points; {limit} is the most.",
        "Giản lược đường ranh giới trong phần mềm bản đồ.",
        "Simplify it in the mapping program.",
    ),
    "hidden-character": (
        "thuộc tính “source” có ký tự không nhìn thấy hoặc không được phép ({character}).",
        "the property “source” has an invisible or unfit character ({character}).",
        "Gõ lại nguồn của đường ranh giới.",
        "Type the outline's source again.",
    ),
    "drawn": (
        "đây là sơ đồ do cổng vẽ phỏng ({property}: {value}), không phải ranh giới thật.",
        "it is a scheme that the portal drew ({property}: {value}), no real outline.",
        "Bỏ đối tượng này; nếu đã vẽ ranh giới thật thay vào thì để trống thuộc tính “{property}”.",
        "Leave it out; where the real outline was drawn in its place, empty the property “{property}”.",
    ),
    "not-a-feature": (
        "không phải Feature của GeoJSON.",
        "it is not a GeoJSON Feature.",
        "Xuất lại lớp bản đồ dưới dạng GeoJSON.",
        "Export the layer again as GeoJSON.",
    ),
    "no-code": (
        "không có mã địa phương.",
        "it has no locality code.",
        "Ghi mã vào thuộc tính “code”, nêu cột có mã bằng --code-field, hoặc nêu xã bằng --commune để nhận theo tên.",
        "Write it into the property “code”, name its column by --code-field, or name the commune by --commune.",
    ),
    "unknown-code": (
        "không có địa phương nào đang mang mã {code}.",
        "no locality has the code {code} today.",
        "Dùng mã sau sắp xếp đơn vị hành chính 01/7/2025, giữ các số 0 ở đầu.",
        "Use the codes in force since 1 July 2025 and keep leading zeros.",
    ),
    "same-code": (
        "mã {code} đã có ở đối tượng số {first}.",
        "the code {code} is feature {first}'s already.",
        "Gộp các phần của một địa phương thành một MultiPolygon.",
        "Join the parts of one place into one MultiPolygon.",
    ),
    "no-geometry": (
        "không có hình.",
        "it has no geometry.",
        "Vẽ ranh giới cho đối tượng hoặc bỏ đối tượng.",
        "Draw its outline or leave the feature out.",
    ),
    "wrong-geometry": (
        "hình là {kind}, cần Polygon hoặc MultiPolygon.",
        "its geometry is {kind}; Polygon or MultiPolygon is needed.",
        "Chuyển lớp bản đồ thành vùng khép kín.",
        "Turn the layer into areas.",
    ),
    "not-numbers": (
        "tọa độ không phải là số: {found}.",
        "a coordinate is not a number: {found}.",
        "Ghi mỗi điểm là [kinh độ, vĩ độ].",
        "Write every point as [longitude, latitude].",
    ),
    "few-points": (
        "một đường khép kín chỉ có {count} điểm, cần ít nhất 4.",
        "a ring has {count} points; 4 is the least.",
        "Vẽ lại đường này: ba góc và điểm đầu lặp lại ở cuối.",
        "Draw it again: three corners, and the first point again at the end.",
    ),
    "not-closed": (
        "một đường không khép kín: bắt đầu ở {start}, kết thúc ở {end}.",
        "a ring is not closed: it starts at {start} and ends at {end}.",
        "Lặp lại điểm đầu ở cuối đường.",
        "Repeat the first point at the end.",
    ),
    "crosses-itself": (
        "đường ranh giới tự cắt hoặc chồng lên nhau tại {point}.",
        "the outline crosses or overlaps itself at {point}.",
        "Sửa hình trong phần mềm bản đồ; cổng không tự sửa.",
        "Mend it in the mapping program; the portal does not.",
    ),
    "unsound": (
        "hình không hợp lệ tại {point} ({reason}).",
        "the geometry is not valid at {point} ({reason}).",
        "Sửa hình trong phần mềm bản đồ; cổng không tự sửa.",
        "Mend it in the mapping program; the portal does not.",
    ),
    "unreadable": (
        "hình bị hỏng, không đọc được.",
        "its geometry is damaged and cannot be read.",
        "Vẽ lại hoặc bỏ đối tượng.",
        "Draw it again or leave it out.",
    ),
    "no-field": (
        "bảng thuộc tính không có cột {field}; các cột: {fields}.",
        "the attribute table has no column {field}; it has: {fields}.",
        "Nêu đúng tên cột bằng --code-field.",
        "Name one of them by --code-field.",
    ),
    "other-commune": (
        "mã {code} là của {name}, không thuộc {commune}.",
        "the code {code} is {name}'s, which is not in {commune}.",
        "Bỏ đối tượng này, hoặc bỏ --commune.",
        "Leave the feature out, or --commune.",
    ),
    "unknown-place": (
        "{commune} không có thôn, tổ dân phố nào mang mã hoặc tên “{text}”.",
        "{commune} has no village with the code or name “{text}”.",
        "{hint}Ghi mã hoặc tên như trong danh mục thôn, tổ dân phố.",
        "{hint_en}Write the code or name as in the register of villages.",
    ),
    "overlap": (
        "{share} % diện tích của {name} nằm trong {other} (đối tượng số {number}).",
        "{share} % of {name} lies within {other} (feature {number}).",
        "Kiểm tra mã của hai đối tượng; sửa hình nếu vẽ chồng lên nhau.",
        "Check the codes of the two; mend the geometry if they were drawn over each other.",
    ),
    "and-more": (
        "còn {count} đối tượng khác có lỗi {problem}.",
        "{count} more features have the problem {problem}.",
        "Sửa các đối tượng đã nêu rồi xem lại.",
        "Mend those that are named and try again.",
    ),
}
