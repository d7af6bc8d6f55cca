"""What can be wrong with a file of outlines, in both languages, and what to do."""

from dataclasses import dataclass

from portal.publishing.problems import Problem

CATALOGUE = {
    "no-file": (
        "không có tệp này.",
        "the file is not there.",
        "Kiểm tra đường dẫn.",
        "Check the path.",
    ),
    "too-large": (
        "tệp lớn {size} MB, tối đa {limit} MB.",
        "the file has {size} MB; {limit} MB is the most.",
        "Giản lược đường ranh giới hoặc chia tệp thành nhiều phần.",
        "Simplify the outlines or split the file.",
    ),
    "too-many-points": (
        "tệp có {count} điểm, tối đa {limit} điểm.",
        "the file has {count} points; {limit} is the most.",
        "Giản lược đường ranh giới hoặc chia tệp thành nhiều phần.",
        "Simplify the outlines or split the file.",
    ),
    "too-many-points-of-one": (
        "đường ranh giới có {count} điểm, tối đa {limit} điểm.",
        "the outline has {count} points; {limit} is the most.",
        "Giản lược đường ranh giới trong phần mềm bản đồ.",
        "Simplify it in the mapping program.",
    ),
    "too-many-features": (
        "tệp có {count} đối tượng, tối đa {limit} đối tượng.",
        "the file has {count} features; {limit} is the most.",
        "Chia tệp thành nhiều phần.",
        "Split the file.",
    ),
    "too-many-marks": (
        "tệp có quá nhiều thành phần (hơn {limit} dấu ngoặc, dấu phẩy, dấu hai chấm).",
        "the file has too many elements (more than {limit} brackets, commas and colons).",
        "Giản lược đường ranh giới, bỏ các thuộc tính không dùng, hoặc chia tệp thành nhiều phần.",
        "Simplify the outlines, leave out properties that are not needed, or split the file.",
    ),
    "too-slow": (
        "kiểm tra hình quá {seconds} giây nên đã dừng sau {count} đối tượng.",
        "checking the geometry took more than {seconds} seconds and was stopped after {count} features.",
        "Giản lược đường ranh giới hoặc chia tệp thành nhiều phần.",
        "Simplify the outlines or split the file.",
    ),
    "hidden-character": (
        "thuộc tính “source” có ký tự không nhìn thấy hoặc không được phép ({character}).",
        "the property “source” has an invisible or unfit character ({character}).",
        "Gõ lại nguồn của đường ranh giới.",
        "Type the outline's source again.",
    ),
    "not-utf8": (
        "tệp không phải UTF-8.",
        "the file is not UTF-8.",
        "Lưu lại tệp với bảng mã UTF-8.",
        "Save it again as UTF-8.",
    ),
    "not-json": (
        "tệp không phải JSON ({reason}).",
        "the file is not JSON ({reason}).",
        "Xuất lại dưới dạng GeoJSON, ví dụ từ QGIS.",
        "Export it again as GeoJSON, for instance from QGIS.",
    ),
    "not-a-collection": (
        "tệp không phải FeatureCollection của GeoJSON.",
        "the file is not a GeoJSON FeatureCollection.",
        "Xuất cả lớp bản đồ dưới dạng GeoJSON.",
        "Export the whole layer as GeoJSON.",
    ),
    "crs": (
        "tệp khai hệ tọa độ {crs}.",
        "the file declares the coordinate system {crs}.",
        "Xuất lại theo WGS 84 (EPSG:4326), kinh độ trước, vĩ độ sau.",
        "Export it in WGS 84 (EPSG:4326), longitude first.",
    ),
    "empty": (
        "tệp không có đối tượng nào.",
        "the file has no feature.",
        "Kiểm tra bộ lọc khi xuất.",
        "Check the filter when exporting.",
    ),
    "elsewhere": (
        "đường ranh giới cách trung tâm đã biết của {name} khoảng {km} km.",
        "the outline lies about {km} km from the known centre of {name}.",
        "Kiểm tra mã, hoặc thứ tự kinh độ, vĩ độ.",
        "Check the code, or the order of longitude and latitude.",
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
        "Ghi mã vào thuộc tính “code” (hoặc “id” của đối tượng).",
        "Write the code into the property “code” (or the feature's “id”).",
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
    "outside": (
        "điểm {point} ở ngoài Việt Nam (kinh độ {west}–{east}, vĩ độ {south}–{north}).",
        "the point {point} lies outside Viet Nam (longitude {west}–{east}, latitude {south}–{north}).",
        "Kiểm tra hệ tọa độ và vị trí của đối tượng.",
        "Check the coordinate system and where the feature lies.",
    ),
    "swapped": (
        "điểm {point} ở ngoài Việt Nam; kinh độ và vĩ độ dường như bị đảo.",
        "the point {point} lies outside Viet Nam; longitude and latitude look swapped.",
        "Ghi kinh độ trước, vĩ độ sau.",
        "Write longitude first, then latitude.",
    ),
    "metres": (
        "điểm {point} dường như tính bằng mét (ví dụ hệ VN-2000).",
        "the point {point} looks to be in metres (VN-2000, for instance).",
        "Chuyển lớp bản đồ sang WGS 84 (EPSG:4326) rồi xuất lại.",
        "Convert the layer to WGS 84 (EPSG:4326) and export it again.",
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
}


@dataclass(frozen=True)
class Found(Problem):
    """A problem that knows the number of its feature, so that all are told in the order of the file."""

    order: int = 0


def about_file(code: str, file: str, /, **values: object) -> Found:
    return _found(code, file, 0, values)


def about_feature(code: str, file: str, number: int, /, **values: object) -> Found:
    """``number`` counts features from 1."""
    return _found(code, f"{file}, đối tượng (feature) {number}", number, values)


def _found(code: str, where: str, order: int, values: dict[str, object]) -> Found:
    message, message_en, fix, fix_en = (text.format_map(values) for text in CATALOGUE[code])
    return Found(code, where, message, message_en, fix, fix_en, order)
