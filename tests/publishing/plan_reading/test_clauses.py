from portal.publishing.plan_reading.clauses import list_clauses, list_half_sentences, units_of
from portal.publishing.plan_reading.quantities import list_quantities


def clauses(sentence):
    return [clause.words for clause in list_clauses(sentence, list_quantities(sentence))]


def test_two_numbers_in_one_sentence_have_a_clause_each():
    assert clauses("Có ≥ 80% người dân có tài khoản mức 2, cài đặt VNeID, tỷ lệ người dân có chữ ký số ≥ 10%.") == [
        "Có người dân có tài khoản mức 2, cài đặt VNeID,",
        "tỷ lệ người dân có chữ ký số .",
    ]


def test_a_count_beside_a_percentage_is_a_property_of_what_is_counted():
    assert clauses("100% người dân có ít nhất 01 tài khoản") == ["người dân có ít nhất 01 tài khoản"]


def test_sentences_are_parted_at_stops_and_semicolons_and_not_at_numbers():
    assert list_half_sentences("Đạt 2.500 hộ. Sau đó đạt 90%; giữ vững kết quả.") == [
        "Đạt 2.500 hộ.",
        "Sau đó đạt 90%;",
        "giữ vững kết quả.",
    ]


def test_a_count_every_year_is_of_another_unit_than_a_count():
    (yearly,) = list_quantities("mỗi năm 5 dự án")
    (count,) = list_quantities("có 5 doanh nghiệp")
    assert units_of(yearly, "mỗi năm dự án") == ("count-per-year",)
    assert "count" in units_of(count, "có doanh nghiệp")
