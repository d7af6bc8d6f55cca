"""Passwords: long enough, and not one that a guesser tries first.

What is easy to guess is taken out (words that passwords are made of, runs of the keyboard, years, the account's own
name); what is left must still be something. A breach list is not asked: no request leaves the machine.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from flask_security import PasswordUtil

from portal.i18n import gettext as _

SHORTEST, LONGEST = 12, 200
LEFT = 5  # letters, digits and signs that must be left, and as many different ones
WORDS = """
    abc abcd admin administrator amin anhem anhyeuem batky bimat binhyen changeme chaobuoisang chuyendoiso congan
    congdan congty cutee dangnhap daknong daknong demo dragon emyeuanh facebook football giadinh giangoc gmail
    google hanhphuc hanoi hello hellokitty hochiminh hoangsa hotmail iloveyou khongbiet khongco khongnho kontum
    langso letmein login love matkhau matkhaumoi matma maytinh mienbac miennam mientrung minhanh monkey mothaiba
    myyeu ngoisao nguoidung nguyen nguyenvan password passwd passw0rd phuong princess pass quangngai quantri
    quantrivien quenroi root saigon samsung secret sinhnhat sunshine superman taikhoan test thanhcong thanhpho
    thongtin thutu tinhyeu tienlen tracau trang trangchu truongsa uyban ubnd user vietnam vietnamvodich vneid
    vodich welcome xahoi xinchao yeuem yeuanh zalo zxcvbn qwerty qwertyuiop asdfgh asdfghjkl
""".split()
RUNS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb")
LEET = str.maketrans("@4310$5!7", "aaeiossit")
YEAR = re.compile(r"(19|20)\d\d")


def is_common(password: str, own: Iterable[str] = ()) -> bool:
    """Whether little is left of a password once what guessers try first is taken out.

    :param own: words that belong to the account, its name above all.
    """
    left = _without(_fold(password), own)
    left = _without(left.translate(LEET), own)
    return len(left) < LEFT or len(set(left)) < LEFT


def _fold(text: str) -> str:
    """Small letters without marks: ``Mật Khẩu`` as ``matkhau``."""
    decomposed = unicodedata.normalize("NFKD", text.lower().replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c) and not c.isspace())


def _without(text: str, own: Iterable[str]) -> str:
    known = {_fold(word) for word in own if len(_fold(word)) >= 3} | set(WORDS)
    for word in sorted(known, key=len, reverse=True):
        text = text.replace(word, "")
    text = YEAR.sub("", text)
    for run in _runs_of(4):
        text = text.replace(run, "")
    return re.sub(r"(.{1,4}?)\1{2,}", r"\1", text)  # a piece thrice or more says no more than once


def _runs_of(length: int) -> Iterator[str]:
    for row in RUNS:
        for direction in (row, row[::-1]):
            yield from (direction[i : i + length] for i in range(len(direction) - length + 1))


class DeskPasswords(PasswordUtil):  # type: ignore[misc]
    """Flask-Security's place for rules on new passwords."""

    def validate(self, password: str, is_register: bool, **about: Any) -> tuple[list[str] | None, str]:
        """What is wrong with a new password, or nothing; and the password as it is to be hashed.

        :param about: ``user``, the account it is for.
        """
        normal = self.normalize(password)
        if len(normal) < SHORTEST:
            return [_("Mật khẩu cần ít nhất %(length)s ký tự.", length=SHORTEST)], normal
        if len(normal) > LONGEST:
            return [_("Mật khẩu dài quá %(length)s ký tự.", length=LONGEST)], normal
        account = about["user"]
        if is_common(normal, (account.name, *re.split(r"[\W_]+", account.name), *account.full_name.split())):
            return [_("Mật khẩu này dễ đoán. Hãy ghép vài từ không liên quan, hoặc dùng chuỗi ngẫu nhiên.")], normal
        return None, normal
