"""The sentences of every refusal of a document: message, English message, what to do, the same in English."""

SAVE_AS = "Mở tệp trong Word hoặc LibreOffice, chọn Lưu thành (Save As), kiểu Word Document (.docx), rồi chọn tệp đó."
SAVE_AS_EN = "Open it in Word or LibreOffice, choose Save As, Word Document (.docx), and choose that file."
OPEN_AGAIN = "Mở tệp bằng chương trình đã tạo ra nó, lưu lại rồi chọn lại tệp."
OPEN_AGAIN_EN = "Open it in the program that made it, save it again and choose it once more."
SHORTEN = "Bỏ hình ảnh và phụ lục không cần, hoặc tách tệp, chỉ giữ văn bản kế hoạch."
SHORTEN_EN = "Leave out pictures and annexes that are not needed, or split the file and keep the plan alone."

CATALOGUE = {
    "empty-document": (
        "tài liệu không có chữ nào.",
        "the document holds no text.",
        "Chọn lại tệp có nội dung kế hoạch.",
        "Choose the file that holds the plan.",
    ),
    "no-text": (
        "tài liệu chỉ có hình ảnh ({pages} trang), như bản quét; không có chữ để đọc.",
        "the document holds only pictures ({pages} pages), as a scan does; there is no text to read.",
        "Dùng bản Word gốc, hoặc tệp PDF xuất từ Word; nếu chỉ có bản giấy, nhận dạng chữ (OCR) rồi soát lại trước.",
        "Use the Word original or a PDF exported from it; if there is only paper, run OCR and proofread first.",
    ),
    "damaged-document": (
        "tệp bị hỏng hoặc thiếu phần cuối ({reason}).",
        "the file is damaged or cut short ({reason}).",
        OPEN_AGAIN,
        OPEN_AGAIN_EN,
    ),
    "protected-document": (
        "tệp được đặt mật khẩu nên không đọc được.",
        "the file is protected by a password and cannot be read.",
        "Mở tệp bằng mật khẩu, bỏ mật khẩu (Tệp → Thông tin → Bảo vệ tài liệu), lưu lại rồi chọn lại tệp.",
        "Open it with the password, take the password off (File → Info → Protect Document), save and choose it again.",
    ),
    "other-kind": (
        "đây là {found}; chỉ đọc được tệp .docx, .pdf, .txt và .md.",
        "this is {found_en}; only .docx, .pdf, .txt and .md are read.",
        SAVE_AS,
        SAVE_AS_EN,
    ),
    "unknown-encoding": (
        "không nhận ra bảng mã của chữ: không phải Unicode, TCVN3 hay VNI.",
        "the encoding of the text is not known: it is neither Unicode, TCVN3 nor VNI.",
        "Mở tệp bằng Notepad, chọn Lưu thành (Save As), bảng mã (Encoding) UTF-8, rồi chọn lại tệp.",
        "Open it in Notepad, choose Save As with the encoding UTF-8, and choose that file.",
    ),
    "too-large-document": (
        "tài liệu quá lớn: {count} {unit}; nhiều nhất là {limit}.",
        "the document is too large: {count} {unit_en}; {limit} is the most.",
        SHORTEN,
        SHORTEN_EN,
    ),
    "zip-bomb": (
        "tệp nở ra quá lớn khi giải nén.",
        "the file grows too large when decompressed.",
        SAVE_AS,
        SAVE_AS_EN,
    ),
    "too-slow": (
        "đọc tài liệu mất quá {seconds} giây nên đã dừng.",
        "reading the document took more than {seconds} seconds and was stopped.",
        SHORTEN,
        SHORTEN_EN,
    ),
    "too-much-memory": (
        "đọc tài liệu cần quá nhiều bộ nhớ nên đã dừng.",
        "reading the document took too much memory and was stopped.",
        SHORTEN,
        SHORTEN_EN,
    ),
}

KINDS = {
    "doc": ("tệp Word cũ (.doc)", "an old Word file (.doc)"),
    "odt": ("tệp OpenDocument (.odt)", "an OpenDocument file (.odt)"),
    "ods": ("bảng tính", "a spreadsheet"),
    "ole": ("tệp Office cũ", "an old Office file"),
    "rtf": ("tệp RTF", "an RTF file"),
    "html": ("trang web (HTML)", "a web page (HTML)"),
    "mht": ("trang web lưu thành một tệp (MHT)", "a web page in one file (MHT)"),
    "xml": ("tệp XML", "an XML file"),
    "xlsx": ("bảng tính Excel", "an Excel workbook"),
    "pptx": ("bài trình chiếu PowerPoint", "a PowerPoint presentation"),
    "zip": ("tệp nén (ZIP)", "an archive (ZIP)"),
    "rar": ("tệp nén (RAR)", "an archive (RAR)"),
    "7z": ("tệp nén (7z)", "an archive (7z)"),
    "gz": ("tệp nén (gzip)", "an archive (gzip)"),
    "image": ("tệp hình ảnh", "a picture"),
    "binary": ("tệp không phải văn bản", "a file that is not text"),
}
"""What a file of another kind is called."""

UNITS = {
    "bytes": ("byte", "bytes"),
    "entries": ("phần bên trong", "parts inside"),
    "pages": ("trang", "pages"),
    "characters": ("ký tự", "characters"),
    "lines": ("dòng", "lines"),
}
