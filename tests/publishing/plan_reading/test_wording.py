import pytest

from portal.publishing.plan_reading.reading import read_wordings
from tests.publishing.plan_reading.building import DATA


@pytest.fixture(scope="module")
def wordings():
    return read_wordings(DATA)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("sóng 5G phủ các thôn", "coverage-5g"),
        ("TTHC tiếp nhận không phụ thuộc địa giới hành chính", "procedures-any-office"),
        ("CBCC được tập huấn kỹ năng số", "staff-skills-trained"),
        ("bà con trưởng thành có chữ ký số", "digital-signature"),
        ("giao dịch không tiền mặt ở chợ xã", "cashless-transactions"),
        ("doanh nghiệp vừa và nhỏ áp dụng công nghệ số", "sme-digital"),
        ("hồ sơ giải quyết qua mạng", "dossiers-online"),
    ],
)
def test_an_indicator_is_known_by_its_wording_abbreviations_and_synonyms(wordings, said, code):
    match = wordings.find(said, units=("percent",))
    assert code == match.code or (match.code is None and match.nearest[0] == code)


def test_what_no_indicator_measures_is_not_guessed(wordings):
    match = wordings.find("đàn trâu được tiêm phòng lở mồm long móng", units=("percent",))
    assert match.code is None
    assert match.nearest == ()


def test_a_count_is_never_matched_to_a_percentage(wordings):
    assert wordings.find("người dân có chữ ký số", units=("count",)).code is None


def test_the_score_is_between_nought_and_one(wordings):
    for measure in wordings.measures.values():
        for wording in measure.wordings:
            match = wordings.find(wording, units=(measure.unit,))
            assert 0 <= match.score <= 1
            assert measure.code in match.nearest


def test_the_abbreviations_mean_words_that_are_written_out():
    rows = (DATA / "plan_synonyms.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert len({row.split(",")[0] for row in rows}) == len(rows)
