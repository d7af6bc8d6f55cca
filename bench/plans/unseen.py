"""Sentences as other communes would write them, and what is to be read of each: wording that no reader was tuned to.

They were written before anybody looked at the wordings the reader knows, and no word of the reader's data is to be
taken from here. Some have a number and no indicator of ours: there the right answer is none.
"""

from collections import Counter

from bench.plans.scoring import Score, is_unsure
from bench.plans.truth import Fact, number
from portal.publishing.plan_drafts.draft import Draft, DraftRow

SENTENCES: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    ("90% khu dân cư có sóng di động 5G.", (("coverage-5g", "=", "90"),)),
    ("Mạng 5G phủ tới trên 95% thôn, bản.", (("coverage-5g", ">", "95"),)),
    ("Vùng phủ 6G đạt 30% diện tích khu dân cư.", (("coverage-6g", "=", "30"),)),
    ("Ít nhất 70% hộ dân lắp được đường truyền cáp quang tốc độ từ 1 Gb/s.", (("broadband-1g", ">=", "70"),)),
    ("Số hộ có điện thoại thông minh đạt 88% trở lên.", (("smartphone-households", ">=", "88"),)),
    ("Mỗi hộ có tối thiểu một điện thoại thông minh, đạt 92%.", (("smartphone-households", "=", "92"),)),
    (
        "Chi ngân sách hằng năm cho khoa học, công nghệ và đổi mới sáng tạo không dưới 2% tổng chi.",
        (("sti-budget-share", ">=", "2"),),
    ),
    ("Bố trí ít nhất 1,2% ngân sách xã chi cho khoa học, công nghệ.", (("sti-budget-share", ">=", "1.2"),)),
    ("95% cán bộ, công chức qua lớp bồi dưỡng kỹ năng số.", (("staff-skills-trained", "=", "95"),)),
    ("Tập huấn kỹ năng số cơ bản cho 100% công chức xã.", (("staff-skills-trained", "=", "100"),)),
    ("Trên 75% cán bộ, công chức, viên chức thành thạo kỹ năng số.", (("staff-skills-proficient", ">", "75"),)),
    ("100% lãnh đạo và công chức xã được cấp chữ ký số công vụ.", (("staff-digital-certificates", "=", "100"),)),
    ("Cấp chứng thư số cho 90% cán bộ xã.", (("staff-digital-certificates", "=", "90"),)),
    (
        "Tối thiểu 30% lãnh đạo các phòng có chuyên môn về khoa học, kỹ thuật.",
        (("leaders-sti-expertise", ">=", "30"),),
    ),
    ("80% trường tiểu học và trung học cơ sở tổ chức dạy học STEM.", (("schools-stem", "=", "80"),)),
    ("Các trường triển khai giáo dục STEM đạt tỷ lệ 60%.", (("schools-stem", "=", "60"),)),
    ("Từ 90% công dân đủ điều kiện kích hoạt định danh mức 2 trở lên.", (("vneid-level2", ">=", "90"),)),
    ("Tỷ lệ dân số dùng VNeID mức độ 2 đạt trên 80%.", (("vneid-level2", ">", "80"),)),
    ("Hơn 25% công dân từ đủ 18 tuổi được cấp chữ ký số cá nhân.", (("digital-signature", ">", "25"),)),
    ("Chữ ký số cá nhân: 35% dân số trưởng thành.", (("digital-signature", "=", "35"),)),
    (
        "85% người từ 15 tuổi trở lên có tài khoản thanh toán điện tử tại ngân hàng.",
        (("digital-accounts", "=", "85"),),
    ),
    ("Người trưởng thành có kỹ năng số cơ bản đạt 70%.", (("digital-skills", "=", "70"),)),
    ("Phổ cập kỹ năng số căn bản cho 60% người dân trong độ tuổi lao động.", (("digital-skills", "=", "60"),)),
    (
        "Dân số trưởng thành được tiếp cận các dịch vụ số y tế, giáo dục, giao thông: 88%.",
        (("adults-digital-services", "=", "88"),),
    ),
    ("65% - 75% người lớn thường xuyên dùng dịch vụ số.", (("adults-regular-digital-use", "range", "65"),)),
    ("Khám bệnh từ xa và hồ sơ bệnh án điện tử đến được với 50% người dân.", (("telehealth-access", "=", "50"),)),
    ("45% người trưởng thành trở thành công dân số.", (("digital-citizens", "=", "45"),)),
    ("Thanh toán không dùng tiền mặt chiếm trên 60% giao dịch.", (("cashless-transactions", ">", "60"),)),
    ("Giao dịch không tiền mặt tại chợ Mường đạt 40%.", (("cashless-transactions", "=", "40"),)),
    ("Có 75% lượt nộp hồ sơ qua dịch vụ công trực tuyến.", (("services-online-use", "=", "75"),)),
    ("Hồ sơ hành chính giải quyết trực tuyến đạt tối thiểu 82%.", (("dossiers-online", ">=", "82"),)),
    ("Dịch vụ công trực tuyến toàn trình đạt 90% số thủ tục đủ điều kiện.", (("services-full-online", "=", "90"),)),
    (
        "Cung cấp trực tuyến toàn trình cho 100% thủ tục đủ điều kiện.",
        (("services-full-online", "=", "100"),),
    ),
    ("Số hóa 98% hồ sơ và kết quả thủ tục hành chính.", (("dossiers-digitised", "=", "98"),)),
    ("Tái sử dụng ít nhất 50% dữ liệu đã được số hóa.", (("digitised-data-reuse", ">=", "50"),)),
    ("60% thủ tục được nhận và trả không theo địa giới hành chính.", (("procedures-any-office", "=", "60"),)),
    (
        "Thủ tục hành chính liên quan tới sản xuất, kinh doanh làm trực tuyến 100%.",
        (("procedures-business-online", "=", "100"),),
    ),
    ("Giao dịch hành chính không cần gặp mặt (phi tiếp xúc) đạt 55%.", (("transactions-contactless", "=", "55"),)),
    ("70% cơ sở dữ liệu của xã kết nối liên thông với tỉnh.", (("databases-connected", "=", "70"),)),
    ("Đưa 80% hệ thống thông tin lên nền tảng điện toán đám mây.", (("systems-cloud", "=", "80"),)),
    ("Tích hợp 75% dữ liệu của xã vào trục LGSP.", (("data-lgsp", "=", "75"),)),
    ("Công bố 100% bộ dữ liệu mở theo kế hoạch.", (("open-data-published", "=", "100"),)),
    ("Áp dụng 95% nền tảng số do tỉnh cung cấp.", (("platforms-applied", "=", "95"),)),
    ("100% máy trạm của cơ quan có phần mềm diệt mã độc.", (("computers-malware-protected", "=", "100"),)),
    ("Trên 35% doanh nghiệp đổi mới sáng tạo.", (("enterprises-innovating", ">", "35"),)),
    (
        "Tối thiểu 20% doanh nghiệp dùng kết quả nghiên cứu của viện, trường đại học.",
        (("enterprises-using-research", ">=", "20"),),
    ),
    ("Một nửa, tức 50%, doanh nghiệp nhỏ và vừa dùng công nghệ số.", (("sme-digital", "=", "50"),)),
    ("Có ít nhất 03 doanh nghiệp khởi nghiệp.", (("startups", ">=", "3"),)),
    ("Hằng năm có từ 2 đến 4 dự án khởi nghiệp sáng tạo.", (("startup-projects", "range", "2"),)),
    ("Mỗi năm công nhận tối thiểu 20 sáng kiến của khu vực công.", (("public-initiatives", ">=", "20"),)),
    ("Chỉ số phát triển con người đạt trên 0,72.", (("hdi", ">", "0.72"),)),
    (
        "Sóng 5G phủ 80% số hộ, 75% hộ có điện thoại thông minh.",
        (("coverage-5g", "=", "80"), ("smartphone-households", "=", "75")),
    ),
    ("Tỷ lệ che phủ rừng đạt 47%.", ()),
    ("Giảm tỷ lệ hộ nghèo xuống dưới 3%.", ()),
    ("95% dân số tham gia bảo hiểm y tế.", ()),
    ("Tỷ lệ người dân hài lòng với bộ phận một cửa đạt 90%.", ()),
    ("Thu ngân sách tăng 8% so với năm trước.", ()),
    ("Trồng mới 12.500 cây phân tán.", ()),
    ("Triển khai Quyết định số 1527/QĐ-UBND ngày 18/6/2025.", ()),
    ("Thực hiện Đề án 06 và Kế hoạch 82-KH/ĐU.", ()),
    ("Trên 90% tuyến đường thôn được chiếu sáng.", ()),
    ("Tổ chức 02 hội nghị đối thoại với thanh niên.", ()),
    ("Đến cuối kỳ, 85% số hộ nằm trong vùng có 5G.", (("coverage-5g", "=", "85"),)),
    ("Bảo đảm 60% hộ gia đình dùng được Internet cáp quang tốc độ cao trên 1 Gbps.", (("broadband-1g", "=", "60"),)),
    ("Điện thoại thông minh có mặt ở 97% số hộ.", (("smartphone-households", "=", "97"),)),
    ("Chi cho KH&CN, ĐMST chiếm trên 1,8% chi ngân sách xã.", (("sti-budget-share", ">", "1.8"),)),
    ("Toàn bộ 100% cán bộ, công chức hoàn thành khóa học kỹ năng số cơ bản.", (("staff-skills-trained", "=", "100"),)),
    (
        "90% công chức, viên chức sử dụng thành thạo các kỹ năng số trong công việc.",
        (("staff-skills-proficient", "=", "90"),),
    ),
    ("Cán bộ, công chức được cấp chứng thư chữ ký số đạt 100%.", (("staff-digital-certificates", "=", "100"),)),
    (
        "Cán bộ lãnh đạo có trình độ chuyên môn về khoa học kỹ thuật đạt từ 25% trở lên.",
        (("leaders-sti-expertise", ">=", "25"),),
    ),
    ("100% cơ sở giáo dục phổ thông đưa STEM và kỹ năng số vào giảng dạy.", (("schools-stem", "=", "100"),)),
    ("Kích hoạt tài khoản VNeID mức 2 cho tối thiểu 93% người đủ điều kiện.", (("vneid-level2", ">=", "93"),)),
    ("Người dân trưởng thành có chữ ký số cá nhân đạt 22%.", (("digital-signature", "=", "22"),)),
    ("Dân số từ 15 tuổi trở lên có tài khoản giao dịch tại ngân hàng đạt 80%.", (("digital-accounts", "=", "80"),)),
    ("Trên 50% người trưởng thành biết các kỹ năng số cơ bản.", (("digital-skills", ">", "50"),)),
    ("Tỷ lệ giao dịch thanh toán không dùng tiền mặt ít nhất là 65%.", (("cashless-transactions", ">=", "65"),)),
    ("Tỷ lệ hồ sơ nộp trực tuyến trên tổng số hồ sơ tiếp nhận đạt 70%.", (("services-online-use", "=", "70"),)),
    ("Xử lý trên môi trường mạng 85% hồ sơ thủ tục hành chính.", (("dossiers-online", "=", "85"),)),
    ("Hồ sơ và kết quả giải quyết TTHC được số hóa 100%.", (("dossiers-digitised", "=", "100"),)),
    ("Tỷ lệ DVC trực tuyến toàn trình trên số TTHC đủ điều kiện đạt 95%.", (("services-full-online", "=", "95"),)),
    ("50% thủ tục hành chính giải quyết phi địa giới.", (("procedures-any-office", "=", "50"),)),
    ("Khai thác lại 60% thông tin, dữ liệu đã số hóa.", (("digitised-data-reuse", "=", "60"),)),
    ("100% CSDL của phường liên thông với cấp tỉnh.", (("databases-connected", "=", "100"),)),
    ("60% hệ thống thông tin chạy trên đám mây.", (("systems-cloud", "=", "60"),)),
    ("Máy tính công vụ cài phần mềm chống mã độc: 100%.", (("computers-malware-protected", "=", "100"),)),
    ("30% doanh nghiệp có hoạt động đổi mới sáng tạo.", (("enterprises-innovating", "=", "30"),)),
    ("45% DNNVV ứng dụng nền tảng số, công nghệ số.", (("sme-digital", "=", "45"),)),
    ("Hỗ trợ hình thành 05 doanh nghiệp khởi nghiệp sáng tạo.", (("startups", "=", "5"),)),
    ("Mỗi năm ươm tạo 01 - 03 dự án khởi nghiệp sáng tạo.", (("startup-projects", "range", "1"),)),
    ("Hằng năm có trên 15 sáng kiến được công nhận trong khu vực công.", (("public-initiatives", ">", "15"),)),
    ("Tỷ lệ lao động qua đào tạo đạt 72%.", ()),
    ("Trên 98% hộ dùng nước hợp vệ sinh.", ()),
    ("Thu gom 90% rác thải sinh hoạt.", ()),
    ("Tỷ lệ trẻ em được tiêm chủng đạt 97%.", ()),
    ("100% trường học có phòng máy tính.", ()),
    ("Có 80% hộ đạt gia đình văn hóa.", ()),
    ("95% thôn có nhà văn hóa kết nối Wi-Fi.", ()),
    ("Phấn đấu 70% hợp tác xã có trang thông tin điện tử.", ()),
    ("Giải ngân vốn đầu tư công đạt 95%.", ()),
)
"""(sentence, (indicator, comparator, lower value) of each target); () where no indicator of ours is meant."""

FRAME = ("I. MỤC TIÊU", "1. Mục tiêu đến năm 2030", "II. TỔ CHỨC THỰC HIỆN", "1. Các thôn phối hợp thực hiện.")


def write_unseen() -> list[str]:
    """A plan with all the sentences as bullets of one section."""
    return [*FRAME[:2], *(f"- {sentence}" for sentence, _ in SENTENCES), *FRAME[2:]]


def score_unseen(draft: Draft) -> tuple[Score, Counter[Fact], Counter[Fact]]:
    """The score of a draft of that plan, what was missed and what was wrong; of a range the low end is compared."""
    wanted = Counter((str(item), *target) for item, (_, targets) in enumerate(SENTENCES, start=1) for target in targets)
    rows = draft.rows["targets"]
    found = Counter(_told(row) for row in rows if not is_unsure(row))
    right = (found & wanted).total()
    score = Score(found.total(), wanted.total(), right, sum(map(is_unsure, rows)))
    return score, wanted - found, found - wanted


def _told(row: DraftRow) -> Fact:
    cells = row.cells
    return cells["item"], cells["indicator"], cells["comparator"], number(cells["value"])
