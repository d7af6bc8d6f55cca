"""Why a row of a draft is not sure, and what of its document was not read, in both languages.

For the workbook, the command line and the desk.
"""

from collections.abc import Sequence

from portal.publishing.plan_drafts.draft import Doubt

DOUBTS: dict[Doubt, tuple[str, str]] = {
    Doubt.NO_INDICATOR: ("không có chỉ số nào gần với câu này", "no indicator's wording comes near"),
    Doubt.WEAK_MATCH: ("chỉ số gần nhất vẫn chưa đủ gần", "the nearest indicator is not near enough"),
    Doubt.LIKELY_MATCH: ("chỉ số được điền theo lời văn gần giống", "the indicator was filled in by similar wording"),
    Doubt.CLOSE_MATCH: ("hai chỉ số gần như nhau", "a second indicator is nearly as near"),
    Doubt.OTHER_UNIT: ("đơn vị đo khác với đơn vị của chỉ số", "the unit is not the indicator's"),
    Doubt.RELATIVE: ("mức tăng hoặc giảm, không phải mức phải đạt", "a rise or fall, not a level to reach"),
    Doubt.ROUGH: ("văn bản ghi “khoảng”", "the document says “about”"),
    Doubt.IMPLIED: ("văn bản nói “mỗi, mọi”, không ghi con số", "the document says “every” and gives no number"),
    Doubt.TWICE: ("chỉ số và năm này đã có ở dòng trên", "this indicator and year stand in a row above"),
    Doubt.YEAR_TWICE: ("câu nêu nhiều năm", "the sentence names several years"),
    Doubt.OUTSIDE_PERIOD: ("năm nằm ngoài kế hoạch", "the year is outside the plan"),
    Doubt.LABEL_TWICE: ("văn bản đánh số này hai lần", "the document gives this label twice"),
    Doubt.LABEL_MISSING: ("văn bản thiếu số trước số này", "the label before this one is missing"),
    Doubt.LABEL_GIVEN: (
        "văn bản không đánh số đề mục này; số do cổng đặt",
        "the document gives this no number",
    ),
    Doubt.NOT_FOUND: ("không thấy trong văn bản; cần điền", "not found in the document; it has to be filled in"),
    Doubt.NO_DAY: ("văn bản không ghi ngày", "the document names no day"),
    Doubt.NO_SUCH_DAY: ("văn bản ghi một ngày không có trong lịch", "the document names a day that no calendar has"),
    Doubt.SHORTENED: ("câu dài, tên đã được rút ngắn", "the sentence was long and is shortened"),
    Doubt.STANDING: ("đang có trên cổng, không thấy trong lần đọc này", "on the portal, and not in this reading"),
    Doubt.FILLED: ("ô máy không đọc được điền theo kế hoạch trên cổng", "what was not read is as on the portal"),
    Doubt.OTHER_YEAR: ("văn bản ghi năm khác với kế hoạch đã chọn", "the document says another year than was chosen"),
    Doubt.READ_OTHERWISE: ("lần đọc này khác điều đã quyết định", "this reading differs from what was decided"),
}


def doubts_in_words(doubts: tuple[str, ...], *, english: bool = False) -> str:
    """The doubts of a row in one line."""
    return "; ".join(DOUBTS[Doubt(doubt)][english] for doubt in doubts)


def scans_in_words(pages: Sequence[int]) -> tuple[str, str]:
    """That these pages are pictures and were not read; empty where there are none."""
    if not pages:
        return "", ""
    listed = ", ".join(map(str, pages))
    are = f"Page {listed} is a picture" if len(pages) == 1 else f"Pages {listed} are pictures"
    return f"Trang {listed} chỉ có hình, không có chữ: chưa đọc được.", f"{are} without text: not read."
