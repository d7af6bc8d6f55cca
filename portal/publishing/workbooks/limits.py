"""How much of an uploaded file is read before it is refused, each limit with its meaning in both languages."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields

MEGA = 1_000_000


def _limit(default: int, meaning: str, meaning_en: str) -> int:
    told: int = field(default=default, metadata={"meaning": meaning, "meaning_en": meaning_en})
    return told


@dataclass(frozen=True)
class Limits:
    """Every limit; sizes in bytes, times in seconds."""

    size: int = _limit(20 * MEGA, "số byte của tệp tải lên", "bytes of the uploaded file")
    entries: int = _limit(2_000, "số phần trong tệp XLSX", "parts inside an XLSX file")
    inflated: int = _limit(200 * MEGA, "số byte sau khi giải nén cả tệp", "bytes of all parts once decompressed")
    ratio: int = _limit(
        200,
        "tỉ lệ giải nén của một phần lớn hơn 1 MB",
        "decompressed to compressed size of a part above 1 MB",
    )
    sheets: int = _limit(60, "số trang tính, kể cả trang ẩn", "sheets, hidden ones included")
    rows: int = _limit(60_000, "số dòng của một trang tính", "rows of a sheet")
    columns: int = _limit(1_000, "số cột của một trang tính", "columns of a sheet")
    cells: int = _limit(400_000, "số ô có nội dung trong cả tệp", "filled cells of the whole file")
    area: int = _limit(
        4_000_000,
        "số ô của vùng chữ nhật bao các ô có nội dung, cộng các trang",
        "cells of the rectangles that hold the filled ones, all sheets together",
    )
    marks: int = _limit(2_500_000, "số thẻ XML trong các trang tính", "XML elements of the sheets")
    merged: int = _limit(100_000, "số ô nằm trong các vùng ô gộp", "cells inside merged areas")
    text: int = _limit(5_000, "số ký tự của một ô", "characters of a cell")
    texts: int = _limit(20 * MEGA, "số ký tự của mọi ô cộng lại", "characters of all cells together")
    problems: int = _limit(100, "số lỗi được liệt kê trong một lần đọc", "problems listed by one reading")
    answer: int = _limit(
        100 * MEGA,
        "số byte mà tiến trình đọc được trả về",
        "bytes the reading process may answer",
    )
    memory: int = _limit(
        480 * MEGA,
        "số byte bộ nhớ của tiến trình đọc",
        "bytes of memory of the reading process",
    )
    processor: int = _limit(7, "số giây bộ xử lý của tiến trình đọc", "processor seconds of the reading process")
    seconds: int = _limit(8, "số giây chờ tiến trình đọc", "seconds the reading process is waited for")
    files: int = _limit(32, "số tệp tiến trình đọc được mở cùng lúc", "files the reading process may hold open")


LIMITS = Limits()


def describe_limits(limits: Limits = LIMITS) -> Iterator[tuple[str, int, str, str]]:
    """Name, value, meaning and English meaning of each limit, in the order of the class."""
    for known in fields(limits):
        yield known.name, getattr(limits, known.name), known.metadata["meaning"], known.metadata["meaning_en"]
