"""What can be wrong with where outlines lie."""

SYSTEMS = {
    "elsewhere": (
        "đường ranh giới cách trung tâm đã biết của {name} khoảng {km} km.",
        "the outline lies about {km} km from the known centre of {name}.",
        "Kiểm tra mã, hoặc thứ tự kinh độ, vĩ độ.",
        "Check the code, or the order of longitude and latitude.",
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
        "Nêu múi chiếu bằng --crs, ví dụ --crs EPSG:9216, hoặc xuất lại theo WGS 84 (EPSG:4326).",
        "Name its zone by --crs, such as --crs EPSG:9216, or export it again in WGS 84 (EPSG:4326).",
    ),
    "crs-unknown": (
        "không nhận ra hệ tọa độ {crs}.",
        "the coordinate system {crs} is not known.",
        "Nêu hệ tọa độ bằng --crs, ví dụ --crs EPSG:9216. {hint}",
        "Name it by --crs, such as --crs EPSG:9216. {hint_en}",
    ),
    "crs-inexact": (
        "hệ {crs} không chuyển được sang WGS 84 chính xác đến {limit} m.",
        "{crs} cannot be brought to WGS 84 within {limit} m.",
        "Chuyển lớp bản đồ sang VN-2000 hoặc WGS 84 bằng bộ tham số của địa phương rồi nhập lại.",
        "Convert the layer to VN-2000 or WGS 84 by the parameters of your area and import it again.",
    ),
    "crs-elsewhere": (
        "hệ {crs} không dùng cho Việt Nam.",
        "{crs} is not for Viet Nam.",
        "Nêu đúng hệ tọa độ bằng --crs. {hint}",
        "Name the right system by --crs. {hint_en}",
    ),
    "crs-no-datum": (
        "hệ tọa độ của tệp ({crs}) giống múi {zone} của VN-2000 nhưng thiếu hệ quy chiếu VN-2000; "
        "đọc như WGS 84 sẽ lệch khoảng 200 m.",
        "the file's coordinate system ({crs}) looks like VN-2000's zone {zone} but lacks its datum; "
        "read as WGS 84 it would be about 200 m off.",
        "Nếu đúng là VN-2000, nhập với --crs {zone}. {hint}",
        "If it is VN-2000, import it with --crs {zone}. {hint_en}",
    ),
    "no-crs": (
        "tệp không khai hệ tọa độ (thiếu .prj hoặc để trống).",
        "the file names no coordinate system (no .prj, or an empty one).",
        "Nêu hệ tọa độ bằng --crs. {hint}",
        "Name it by --crs. {hint_en}",
    ),
    "metres-here": (
        "tọa độ của {count} đối tượng tính bằng mét, không phải độ như hệ {crs}.",
        "the coordinates of {count} features are metres, not degrees as of {crs}.",
        "Nêu múi chiếu bằng --crs. {hint}",
        "Name the zone by --crs. {hint_en}",
    ),
    "wrong-zone": (
        "đọc theo {crs} thì ranh giới của {name} cách trung tâm đã biết khoảng {km} km.",
        "read as {crs}, the outlines of {name} lie about {km} km from its known centre.",
        "{hint} Nêu múi chiếu đúng bằng --crs.",
        "{hint_en} Name the right zone by --crs.",
    ),
    "outside-area": (
        "ranh giới nằm ngoài vùng dùng của {crs} mà tệp khai.",
        "the outlines lie outside the area that {crs}, which the file declares, is for.",
        "Nếu đúng hệ này, nhập với --crs {crs}; nếu không, nêu hệ đúng. {hint}",
        "If the system is right, import with --crs {crs}; else name the right one. {hint_en}",
    ),
    "outside-crs": (
        "điểm {point} theo {crs} nằm ngoài Việt Nam.",
        "the point {point} of {crs} lies outside Viet Nam.",
        "Kiểm tra hệ tọa độ và múi chiếu; nêu hệ đúng bằng --crs.",
        "Check the coordinate system and its zone; name the right one by --crs.",
    ),
    "swapped-metres": (
        "điểm {point} theo {crs} nằm ngoài Việt Nam; hai tọa độ dường như bị đảo (X hướng bắc trước).",
        "the point {point} of {crs} lies outside Viet Nam; the two look swapped (northing first).",
        "Ghi tọa độ hướng đông trước, hướng bắc sau.",
        "Write the easting first, then the northing.",
    ),
    "degrees": (
        "điểm {point} tính bằng độ, trong khi {crs} tính bằng mét.",
        "the point {point} is in degrees, {crs} is in metres.",
        "Nêu hệ tính bằng độ, ví dụ --crs EPSG:4326 (WGS 84) hoặc --crs EPSG:4756 (VN-2000).",
        "Name a system of degrees, such as --crs EPSG:4326 (WGS 84) or --crs EPSG:4756 (VN-2000).",
    ),
}
