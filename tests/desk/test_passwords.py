"""Passwords that guessers try first are refused; others are not."""

import pytest

from portal.desk.passwords import is_common


@pytest.mark.parametrize(
    "password",
    [
        "matkhau123456",
        "Mật khẩu 2026",
        "M4tkh4u@12345",
        "P@ssw0rd12345",
        "123456789012",
        "qwertyuiop123",
        "QWERTYUIOPAS",
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "langso2026!!",
        "Quantri@123456",
        "anhyeuem1990",
        "iloveyou2000",
        "tracau123456",
        "1qaz2wsx3edc",
        "            1",
        "lan.nguyen1990",
        "LanNguyen123!",
    ],
)
def test_easy_to_guess(password):
    assert is_common(password, ("lan.nguyen", "lan", "nguyen"))


@pytest.mark.parametrize(
    "password",
    [
        "bơi thuyền qua bốn mùa gió",
        "correct horse battery staple",
        "k3Vd-9qLw-77Tz",
        "Rằm tháng bảy ăn xôi gấc",
        "matkhau của nhà tôi ở ngã ba",
        "trăm năm bia đá thì mòn",
    ],
)
def test_good_enough(password):
    assert not is_common(password, ("lan.nguyen", "lan", "nguyen"))
