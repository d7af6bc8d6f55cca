"""The files that the commands about plans read and write: what is wrong with one is said in both languages."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from portal.publishing.plan_sources import DRAFT
from portal.publishing.problems import Problem, Refused

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """What cannot be read is a refusal.

    :raises Refused: it is not there, is a folder, or may not be read.
    """
    try:
        yield
    except OSError as error:
        raise Refused([_unread(path, error)]) from error


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """What cannot be written is a refusal.

    :raises Refused: it is there by now, the disk is full, or it may not be written.
    """
    try:
        yield
    except OSError as error:
        taken = error.errno in {errno.EEXIST, errno.ENOTEMPTY}
        raise Refused([already_there(path) if taken else _unwritten(path, error)]) from error


def beside(file: Path) -> Path:
    """The draft of a document that no other name was given for; beside it.

    :raises Refused: the document is no file.
    """
    with reading(file):
        if file.is_dir():
            raise IsADirectoryError
        file.stat()
    return file.with_name(f"{file.name}.draft{DRAFT}")


def check_draft_name(path: Path) -> None:
    """Whether a draft can be written under this name.

    :raises Refused: it does not end in ``.xlsx``, or its folder is not there.
    """
    if path.suffix != DRAFT:
        raise Refused([_no_workbook(path)])
    if not path.parent.is_dir():
        raise Refused([_no_folder(path)])


def write_file(path: Path, content: bytes, *, over: bool) -> None:
    """All of the file, or none of it.

    :param over: in place of the one that is there.
    :raises OSError: it cannot be written; ``FileExistsError`` where there is one by now and ``over`` is not asked.
    """
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        beside.write_bytes(content)
        if over:
            beside.replace(path)
        else:
            _place(beside, path)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _place(beside: Path, path: Path) -> None:
    """Give a file its name unless another has it; a rename would put it in the other's place."""
    try:
        os.link(beside, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        path.open("xb").close()
        beside.replace(path)


def already_there(path: Path) -> Problem:
    return Problem(
        "already-there",
        str(path),
        "đã có sẵn, có thể đã có người làm việc trên đó. Chưa ghi gì.",
        "is there already, perhaps with somebody's work. Nothing was written.",
        "Chọn tên khác; với bản nháp thì có thể giữ các quyết định: --keep TỆP.",
        "Choose another name; of a draft the decisions can be kept: --keep FILE.",
    )


def _unread(path: Path, error: OSError) -> Problem:
    said, said_en = _why_unread(path, error)
    nothing, nothing_en = "Chưa thay đổi gì.", "Nothing was changed."
    return Problem(
        "cannot-read",
        str(path),
        f"{said} {nothing}",
        f"{said_en} {nothing_en}",
        "Kiểm tra đường dẫn.",
        "Check the path.",
    )


def _why_unread(path: Path, error: OSError) -> tuple[str, str]:
    if isinstance(error, NotADirectoryError) and path.is_file():
        return "là tệp, không phải thư mục.", "is a file, not a folder."
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "không có tệp hay thư mục này.", "there is no such file or folder."
    if isinstance(error, IsADirectoryError):
        return "là thư mục, không phải tệp.", "is a folder, not a file."
    if error.errno in _FORBIDDEN:
        return "không được phép đọc.", "may not be read."
    return f"không đọc được ({error.strerror}).", f"could not be read ({error.strerror})."


def _unwritten(path: Path, error: OSError) -> Problem:
    if error.errno in _FULL:
        said, said_en = "đĩa đã đầy.", "the disk is full."
        fix, fix_en = "Giải phóng chỗ trên đĩa rồi chạy lại.", "Free the disk and try again."
    elif error.errno in _FORBIDDEN:
        said, said_en = "không được phép ghi ở đây.", "it may not be written here."
        fix, fix_en = "Chọn thư mục khác.", "Choose another folder."
    else:
        said, said_en = f"không ghi được ({error.strerror}).", f"it could not be written ({error.strerror})."
        fix, fix_en = "Kiểm tra đường dẫn và đĩa.", "Check the path and the disk."
    return Problem(
        "cannot-write", str(path), f"{said} Chưa thay đổi gì.", f"{said_en} Nothing was changed.", fix, fix_en
    )


def _no_workbook(path: Path) -> Problem:
    return Problem(
        "no-workbook-name",
        str(path),
        "bản nháp là một sổ tính, tên phải có đuôi .xlsx. Chưa ghi gì.",
        "a draft is a workbook, its name has to end in .xlsx. Nothing was written.",
        f"Ví dụ: --out {path.with_suffix(DRAFT).name}.",
        f"For example: --out {path.with_suffix(DRAFT).name}.",
    )


def _no_folder(path: Path) -> Problem:
    return Problem(
        "no-folder",
        str(path),
        f"không có thư mục {path.parent}. Chưa ghi gì.",
        f"there is no folder {path.parent}. Nothing was written.",
        "Tạo thư mục trước, hoặc chọn thư mục khác.",
        "Make the folder first, or choose another.",
    )
