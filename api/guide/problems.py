"""What each kind of problem means and what to do: the registry that ``type`` of every refusal points to.

A test finds every kind that the code can answer and holds this list complete. A kind keeps its name and its meaning.
"""

from dataclasses import dataclass

from portal.i18n import language


@dataclass(frozen=True)
class Kind:
    """A kind of problem.

    :param statuses: of HTTP, with which it is answered.
    """

    name: str
    statuses: tuple[int, ...]
    group: str
    meaning_vi: str
    meaning_en: str
    remedy_vi: str
    remedy_en: str

    @property
    def meaning(self) -> str:
        return self.meaning_en if language() == "en" else self.meaning_vi

    @property
    def remedy(self) -> str:
        return self.remedy_en if language() == "en" else self.remedy_vi


GROUPS = ("api", "catalogue", "pages", "http", "desk")
"""Who answers them: the API, the catalogue for programs, pages and their data, the web server, the officers' desk."""

PROBLEMS = (
    Kind(
        "unknown-parameter",
        (400,),
        "api",
        "Địa chỉ này không có tham số ấy. Không tham số nào bị lặng lẽ bỏ qua.",
        "This address has no such parameter; no parameter is silently passed over.",
        "Xem `nearest` là tên gần nhất và `known` là mọi tên dùng được.",
        "See `nearest`, the name that is nearest, and `known`, all there are.",
    ),
    Kind(
        "repeated-parameter",
        (400,),
        "api",
        "Một tham số được ghi nhiều lần.",
        "A parameter was given more than once.",
        "Ghi một lần; nhiều tên trường thì cách nhau bằng dấu phẩy.",
        "Give it once; several names of fields are separated by commas.",
    ),
    Kind(
        "bad-value",
        (400,),
        "api",
        "Tham số không nhận giá trị ấy, hoặc giá trị nhắc tới điều không có.",
        "The parameter does not take this value, or the value refers to what does not exist.",
        "Xem `parameter` là tham số nào và `allowed` là nó nhận gì.",
        "See `parameter`, which one it is, and `allowed`, what it takes.",
    ),
    Kind(
        "not-found",
        (404,),
        "api",
        "Không có đối tượng nào mang mã ấy, hoặc chưa có vào ngày được hỏi.",
        "Nothing has this id, or nothing had it on the day that was asked for.",
        "Tìm mã trong danh sách ở `list`.",
        "Look the id up in the list at `list`.",
    ),
    Kind(
        "not-acceptable",
        (406,),
        "api",
        "Yêu cầu chỉ nhận những định dạng mà địa chỉ này không có.",
        "The request accepts only formats that this address does not have.",
        "Sửa `Accept` theo `offered`, bỏ đi, hoặc thêm đuôi .json, .csv, .ndjson vào địa chỉ.",
        "Change `Accept` to one of `offered`, leave it out, or end the address in .json, .csv or .ndjson.",
    ),
    Kind(
        "too-many-requests",
        (429,),
        "api",
        "Hỏi quá nhiều lần trong một thời gian ngắn.",
        "Asked too often in a short time.",
        "Đợi số giây ghi trong `Retry-After`. Cần nhiều dữ liệu thì lấy cả bảng bằng .csv hoặc .ndjson.",
        "Wait the seconds that `Retry-After` says. For much data take the whole table by .csv or .ndjson.",
    ),
    Kind(
        "catalogue-unavailable",
        (503,),
        "catalogue",
        "Danh mục không đọc được trọn vẹn, nên không trả lời một phần.",
        "The catalogue cannot be read whole, and a part of it is never answered.",
        "Hỏi lại sau; đừng xóa gì ở bản sao của mình.",
        "Ask again later; delete nothing from your copy.",
    ),
    Kind(
        "not-loaded",
        (503,),
        "catalogue",
        "Cổng dữ liệu còn đang được cài đặt.",
        "The portal is still being installed.",
        "Hỏi lại sau số giây ghi trong `Retry-After`.",
        "Ask again after the seconds that `Retry-After` says.",
    ),
    Kind(
        "page-beyond-the-end",
        (404,),
        "catalogue",
        "Danh mục không có đến trang này.",
        "The catalogue does not have so many pages.",
        "Bắt đầu từ trang đầu và theo `hydra:next` cho đến khi hết.",
        "Begin at the first page and follow `hydra:next` until there is none.",
    ),
    Kind(
        "unknown-observation",
        (404,),
        "pages",
        "Chưa từng công bố số liệu nào của chỉ số ấy, ở nơi ấy, trong kỳ ấy.",
        "No figure of this indicator, place and period was ever published.",
        "Kiểm tra mã chỉ số, mã nơi và kỳ; trang lỗi gợi ý những mã gần giống.",
        "Check the codes of indicator and place, and the period; the page names codes that are alike.",
    ),
    Kind(
        "unknown-state",
        (400,),
        "pages",
        "Thời điểm trong `as_of` không hiểu được.",
        "The point in time in `as_of` cannot be read.",
        "Dùng mã đợt công bố, ngày 2026-10-31 hoặc thời điểm 2026-10-31T09:00:00Z.",
        "Use the id of a release, a day 2026-10-31 or an instant 2026-10-31T09:00:00Z.",
    ),
    Kind(
        "unknown-commune",
        (400, 404),
        "pages",
        "Không có xã, phường nào mang mã hoặc tên ấy.",
        "No commune has this code or name.",
        "Tìm trong danh sách xã, phường; mã có thể đã là của nơi khác trước ngày 01/7/2025.",
        "Look in the list of communes; a code may have been another unit's before 1 July 2025.",
    ),
    Kind(
        "unknown-village",
        (404,),
        "pages",
        "Xã, phường ấy không có thôn, tổ dân phố này.",
        "The commune has no such village.",
        "Tìm ở trang của xã, phường.",
        "Look on the commune's page.",
    ),
    Kind(
        "unknown-indicator",
        (400, 404),
        "pages",
        "Không có chỉ số nào mang mã ấy.",
        "No indicator has this code.",
        "Tìm trong danh sách chỉ số.",
        "Look in the list of indicators.",
    ),
    Kind(
        "unknown-release",
        (404,),
        "pages",
        "Không có đợt công bố nào mang mã ấy.",
        "No release has this id.",
        "Tìm trong danh sách các đợt công bố.",
        "Look in the list of releases.",
    ),
    Kind(
        "unknown-value",
        (400,),
        "pages",
        "Một tham số của trang có giá trị không dùng được.",
        "A parameter of the page has a value that it does not take.",
        "Chọn một trong các giá trị mà lời báo lỗi nêu.",
        "Choose one of the values that the message names.",
    ),
    Kind(
        "not-a-day",
        (400,),
        "pages",
        "Giá trị không phải là một ngày.",
        "The value is not a day.",
        "Ghi ngày theo kiểu 2026-10-31.",
        "Write the day as 2026-10-31.",
    ),
    Kind(
        "bad-period",
        (400,),
        "pages",
        "Kỳ của bản đồ không đọc được.",
        "The period of the map cannot be read.",
        "Ghi 2026, 2026-H1, 2026-Q3 hoặc 2026-10.",
        "Write 2026, 2026-H1, 2026-Q3 or 2026-10.",
    ),
    Kind(
        "no-page",
        (404,),
        "pages",
        "Danh sách không có đến trang này.",
        "The list does not have so many pages.",
        "Quay lại trang đầu của danh sách.",
        "Go back to the first page of the list.",
    ),
    Kind(
        "no-bulk",
        (404,),
        "pages",
        "Đợt công bố này chưa có, hoặc không còn, gói toàn bộ.",
        "This release has no bulk package yet, or no longer has one.",
        "Hỏi lại sau vài phút, hoặc lấy gói của đợt mới nhất.",
        "Ask again in some minutes, or take the package of the newest release.",
    ),
    Kind(
        "file-absent",
        (503,),
        "pages",
        "Tệp có tên trong danh mục nhưng tạm thời không lấy được.",
        "The file is in the catalogue but cannot be had for the moment.",
        "Hỏi lại sau; số liệu của tệp vẫn có ở API.",
        "Ask again later; what the file holds is in the API too.",
    ),
    Kind(
        "http-400",
        (400,),
        "http",
        "Yêu cầu viết sai nên không đọc được.",
        "The request is malformed and cannot be read.",
        "Kiểm tra lại địa chỉ theo /api/docs.",
        "Check the address against /api/docs.",
    ),
    Kind(
        "http-404",
        (404,),
        "http",
        "Không có gì ở địa chỉ này.",
        "There is nothing at this address.",
        "Danh sách các địa chỉ ở /api/v1/ và /api/docs.",
        "The addresses are listed at /api/v1/ and /api/docs.",
    ),
    Kind(
        "http-405",
        (405,),
        "http",
        "Địa chỉ này chỉ để đọc.",
        "This address is for reading only.",
        "Dùng GET hoặc HEAD.",
        "Use GET or HEAD.",
    ),
    Kind(
        "http-413",
        (413,),
        "http",
        "Nội dung gửi lên quá lớn.",
        "What was sent is too large.",
        "Hỏi ít hơn mỗi lần.",
        "Ask for less at a time.",
    ),
    Kind(
        "http-414",
        (414,),
        "http",
        "Địa chỉ dài hơn máy chủ đọc.",
        "The address is longer than the server reads.",
        "Hỏi ít hơn mỗi lần.",
        "Ask for less at a time.",
    ),
    Kind(
        "http-415",
        (415,),
        "http",
        "Máy chủ không đọc dạng nội dung đã gửi.",
        "The server does not read the type of what was sent.",
        "Kiểm tra lại theo /api/docs.",
        "Check it against /api/docs.",
    ),
    Kind(
        "http-416",
        (416,),
        "http",
        "Tệp ngắn hơn đoạn được hỏi.",
        "The file is shorter than the part asked for.",
        "Content-Range cho biết tệp dài bao nhiêu.",
        "Content-Range says how long it is.",
    ),
    Kind(
        "http-500",
        (500,),
        "http",
        "Lỗi của cổng dữ liệu, không phải của bạn.",
        "The portal failed; it is not your mistake.",
        "Hỏi lại sau. Nếu vẫn vậy, xin báo cho người giữ cổng kèm địa chỉ đã hỏi.",
        "Ask again later. If it goes on, please tell whoever keeps the portal, with the address asked for.",
    ),
    Kind(
        "no-commune",
        (404,),
        "desk",
        "Địa chỉ trên bàn làm việc không chỉ tới xã, phường nào.",
        "The address at the desk leads to no commune.",
        "Đi từ trang đầu của bàn làm việc.",
        "Begin at the desk's first page.",
    ),
    Kind(
        "no-role",
        (403,),
        "desk",
        "Tài khoản không có vai trò cần cho trang này.",
        "The account does not have the role that this page needs.",
        "Hỏi người quản trị của xã, phường.",
        "Ask the commune's administrator.",
    ),
    Kind(
        "demonstration",
        (403,),
        "desk",
        "Bản minh họa không cho đổi tài khoản có sẵn.",
        "The demonstration's own accounts cannot be changed.",
        "Cài đặt một bản riêng để thử.",
        "Install a copy of your own to try it.",
    ),
    Kind(
        "no-invitation",
        (404,),
        "desk",
        "Liên kết mời đã dùng rồi hoặc đã hết hạn.",
        "The invitation has been used or has expired.",
        "Xin người quản trị gửi liên kết mới.",
        "Ask the administrator for a new one.",
    ),
    Kind(
        "stale-page",
        (400,),
        "desk",
        "Trang đã mở quá lâu nên không nhận được nữa.",
        "The page was open for too long to be accepted.",
        "Mở lại trang rồi gửi lại.",
        "Open the page anew and send it again.",
    ),
    Kind(
        "too-large",
        (413,),
        "desk",
        "Tệp hoặc nội dung gửi lên quá lớn.",
        "What was sent is too large.",
        "Lời báo lỗi cho biết giới hạn.",
        "The message says the limit.",
    ),
)
