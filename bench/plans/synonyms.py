"""Words of Vietnamese administration and others that a commune may write in their place.

The list was written before anybody looked at the words the reader knows, and is kept apart from them: it asks what the
reader does with wording that nobody prepared it for. Some pairs hurt on purpose (``HARSH``): they replace words that
tell one indicator from another, and no reader may be expected to survive every one of them.
"""

GENTLE = (
    ("người dân", "công dân"),
    ("người dân và doanh nghiệp", "tổ chức, cá nhân"),
    ("đạt tối thiểu", "phải đạt ít nhất"),
    ("tối thiểu đạt", "ít nhất đạt"),
    ("tối thiểu", "ít nhất"),
    ("phấn đấu", "quyết tâm"),
    ("hồ sơ", "giấy tờ"),
    ("cán bộ, công chức", "công chức, viên chức"),
    ("trên địa bàn xã", "trong phạm vi xã"),
    ("trên địa bàn", "trong địa bàn"),
    ("triển khai", "thực hiện"),
    ("tổ chức triển khai", "tiến hành"),
    ("đẩy mạnh", "tăng cường"),
    ("nâng cao", "cải thiện"),
    ("hoàn thành", "làm xong"),
    ("xây dựng", "lập"),
    ("bảo đảm", "đảm bảo"),
    ("đảm bảo", "bảo đảm"),
    ("chủ trì", "làm đầu mối"),
    ("phối hợp với", "cùng với"),
    ("báo cáo định kỳ", "báo cáo thường kỳ"),
    ("hàng tháng", "hằng tháng"),
    ("hàng năm", "hằng năm"),
    ("hàng quý", "hằng quý"),
    ("tham mưu", "giúp"),
    ("hướng dẫn", "chỉ dẫn"),
    ("kiểm tra", "theo dõi"),
    ("bồi dưỡng", "huấn luyện"),
    ("tập huấn", "bồi dưỡng"),
    ("phổ cập", "phổ biến"),
    ("sử dụng", "dùng"),
    ("tích hợp", "gắn kết"),
    ("khai thác", "sử dụng"),
    ("giải quyết", "xử lý"),
    ("tiếp nhận", "nhận"),
    ("cung cấp", "đưa ra"),
    ("doanh nghiệp", "đơn vị kinh doanh"),
    ("hộ gia đình", "hộ dân"),
    ("kinh phí", "nguồn tiền"),
    ("mục tiêu", "chỉ tiêu"),
    ("cơ quan, đơn vị", "các đơn vị"),
    ("thường xuyên", "đều đặn"),
    ("kịp thời", "đúng lúc"),
    ("hiệu quả", "hữu hiệu"),
    ("được", "đã được"),
    ("toàn bộ", "tất cả"),
    ("đến năm", "tới năm"),
    ("trước ngày", "chậm nhất trước ngày"),
)

HARSH = (
    ("đạt", "đạt mức"),
    ("trực tuyến", "qua mạng"),
    ("dịch vụ công trực tuyến", "dịch vụ công qua mạng"),
    ("thủ tục hành chính", "thủ tục"),
    ("tỷ lệ", "tỉ trọng"),
    ("định danh điện tử", "danh tính số"),
    ("tài khoản", "hồ sơ điện tử"),
    ("hài lòng", "ưng ý"),
    ("thanh toán", "trả tiền"),
    ("không dùng tiền mặt", "bằng phương tiện điện tử"),
    ("chữ ký số", "ký số cá nhân"),
    ("chuyển đổi số", "số hóa hoạt động"),
    ("cơ sở dữ liệu", "kho dữ liệu"),
    ("kỹ năng số", "hiểu biết số"),
    ("khám chữa bệnh", "khám bệnh"),
    ("trường học", "cơ sở giáo dục"),
    ("toàn trình", "trọn vẹn"),
    ("số hóa", "chuyển thành dạng số"),
    ("văn bản", "công văn"),
    ("trên", "hơn"),
    ("dưới", "ít hơn"),
    ("giảm xuống", "hạ xuống"),
)


def pairs(*, harsh: bool) -> tuple[tuple[str, str], ...]:
    """(word, other word), the longest words first.

    :param harsh: also the pairs that take away what tells things apart.
    """
    return tuple(sorted(GENTLE + (HARSH if harsh else ()), key=lambda pair: -len(pair[0])))
