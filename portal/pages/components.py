"""``/components``: the parts that pages are made of, live, with the lines that call them; documentation and test."""

import re

from flask import current_app, render_template
from markupsafe import Markup

from portal.i18n import gettext as _
from portal.pages.component_samples import samples
from portal.routing import Pages

pages = Pages("components", __name__)

LINK = re.compile(r'href="/[^"]*"')
"""Where a sample leads: to places that need not be there, so on this page nowhere."""

TEXT, GRAPHIC = 4.5, 3.0  # the least contrast, WCAG 2.2: 1.4.3 and 1.4.11
GROUNDS = ("paper", "panel", "tint", "mark")
STATUSES = ("achieved", "achieved-late", "on-track", "behind", "lapsed", "missed", "not-yet-due", "undated", "no-data")
CONTRASTS = (
    ("ink", GROUNDS, TEXT),
    ("soft", GROUNDS, TEXT),
    ("link", GROUNDS, TEXT),
    ("mark-edge", ("paper", "panel", "mark"), TEXT),
    ("on-brand", ("brand",), TEXT),
    ("brand", GROUNDS, TEXT),
    *((status, GROUNDS, TEXT) for status in STATUSES),
    ("edge", ("paper", "panel", "tint"), GRAPHIC),
    ("panel", STATUSES, GRAPHIC),
)
"""What stands on what: a custom property of site.css, the properties under it, the least contrast; held by a test."""


@pages.route("/components")
def show() -> str:
    given = samples()
    shown = [(name, purpose, *_example(name, given)) for name, purpose in _purposes().items()]
    return render_template("components_gallery/page.html", shown=shown, contrasts=CONTRASTS)


def _example(name: str, given: dict[str, object]) -> tuple[str, Markup]:
    """The lines that call a component, and what they give."""
    path = f"components_gallery/{name}.html"
    loader = current_app.jinja_env.loader
    source = loader.get_source(current_app.jinja_env, path)[0] if loader else ""
    made = LINK.sub('href="#content"', render_template(path, **given))
    return source.strip(), Markup(made)  # noqa: S704 - our own template, escaped as all are


def _purposes() -> dict[str, str]:
    """What each file of components is for, in the order of a page."""
    return _of_the_page() | _of_figures() | _of_lists() | _of_forms()


def _of_the_page() -> dict[str, str]:
    return {
        "page_header": _("Đầu trang: tiêu đề duy nhất, một câu cho biết trang dùng để làm gì, dải số liệu minh họa."),
        "links": _("Vị trí của trang, liên kết tải dữ liệu, chỗ đứng của chỉ tiêu trong văn bản."),
        "notice": _("Thông báo: để biết, cảnh báo, số liệu minh họa."),
        "kept": _("Dải một dòng dẫn về thôn, tổ dân phố mà địa chỉ đang nhớ."),
        "copy": _("Dải đứng đầu mọi trang của bản chép ngoại tuyến."),
        "empty": _("Khi danh sách hay số liệu không có: thiếu gì, vì sao, làm gì tiếp."),
        "source": _("Số liệu từ đâu: nguồn, đợt công bố, ngày, cách tính."),
    }


def _of_figures() -> dict[str, str]:
    return {
        "status": _("Tình trạng của chỉ tiêu: hình và chữ, không bao giờ chỉ có màu. Bảng tổng hợp chỉ đếm."),
        "figures": _("Một con số, hoặc lý do không có số; thanh so với chỉ tiêu. Số 0 là một giá trị."),
        "trend": _("Biểu đồ theo thời gian, có lời mô tả và bảng số liệu. Chỗ trống có ký hiệu riêng cho từng lý do."),
        "kit": _("Dưới mỗi biểu đồ, bản đồ, bảng: tải về, nhúng, trích dẫn, câu viết sẵn."),
    }


def _of_lists() -> dict[str, str]:
    return {
        "table": _("Bảng số liệu; trên điện thoại bảng tự cuộn ngang, trang thì không."),
        "village_table": _("Thôn, tổ dân phố của một xã, phường với số liệu mới nhất; cả xã ở dòng cuối."),
        "facets": _("Lọc danh sách bằng liên kết; địa chỉ giữ mọi lựa chọn."),
        "pager": _("Đi qua một danh sách dài."),
        "commune_card": _("Một xã, phường: là đâu, chỉ tiêu ra sao, công bố lần cuối khi nào."),
        "find": _("Ô tìm thôn, tổ dân phố; danh sách tỉnh, thành phố."),
        "lineage": _("Thôn, tổ dân phố sáp nhập, chia tách, đổi tên: từ đâu, thành gì."),
        "records": _("Bằng chứng, lời của xã, phường, số điện thoại, danh sách nơi có hồ sơ."),
        "release": _("Đợt công bố và những ô đã đổi."),
        "audit": _("Tên của một việc trong nhật ký kiểm chứng."),
    }


def _of_forms() -> dict[str, str]:
    return {
        "error_summary": _("Những gì cần sửa trong biểu mẫu, mỗi dòng dẫn đến ô của nó."),
        "ask": _("Dòng dẫn đến chỗ hỏi; những gì đã có người hỏi; ô chỉ chương trình tự động mới điền."),
        "follow": _("Theo dõi một nơi, một chỉ số, một bộ dữ liệu bằng thư, lịch hoặc nguồn tin."),
        "forms": _("Ô của biểu mẫu: nhãn, gợi ý, lỗi."),
    }
