"""The paragraphs of a made-up plan, with every kind of label, for all the kinds of file."""

PARAGRAPHS = [
    "KẾ HOẠCH",
    "Thực hiện chuyển đổi số trên địa bàn xã Suối Mơ giai đoạn 2026 - 2030",
    "I. MỤC ĐÍCH, YÊU CẦU",
    "1. Mục đích",
    "- Nâng cao hiểu biết của bà con về dịch vụ công trực tuyến, để mọi thôn đều có tổ công nghệ số cộng đồng giúp đỡ.",
    "+ Mỗi thôn cử ít nhất một người trẻ làm việc này thường xuyên.",
    "2. Yêu cầu",
    "- Việc làm phải thiết thực, tránh hình thức; lấy sự hài lòng của người dân làm thước đo của từng bộ phận.",
    "II. CHỈ TIÊU",
    "1. Đến năm 2030",
    "1.1. Hạ tầng",
    "a) Có trên 90% hộ gia đình dùng Internet cáp quang.",
    "b) Toàn bộ các thôn được phủ sóng 5G.",
    "1.2. Xã hội số",
    "a) Ít nhất 85% người trưởng thành có tài khoản định danh điện tử mức độ 2.",
    "2. Đến năm 2035",
    "- Các chỉ tiêu được xem xét lại hằng năm.",
]
ROWS = [
    ["TT", "Chỉ tiêu", "Năm 2030"],
    ["1", "Tỷ lệ hộ có điện thoại thông minh trên địa bàn toàn xã", "90%"],
    ["2", "Tỷ lệ thôn có tổ công nghệ số cộng đồng", "100%"],
]
