"""Where answers lie: one moment's, and no more than so many bytes."""

from portal.prepared.answer import Answer
from portal.prepared.shelf import Shelf


def make_answer(size: int = 1000) -> Answer:
    return Answer([], "abc", b"x" * size, "identity", compressible=False)


def filled(most: int, count: int) -> Shelf:
    shelf = Shelf(most)
    shelf.find("now", ("",))
    for number in range(count):
        shelf.put("now", (str(number),), make_answer())
    return shelf


def test_an_answer_is_found_by_its_key_in_its_moment():
    shelf = filled(100_000, 3)
    assert shelf.find("now", ("1",)) is not None
    assert shelf.find("now", ("7",)) is None


def test_when_another_moment_is_asked_for_nothing_of_the_last_one_is_left():
    shelf = filled(100_000, 3)
    assert shelf.find("later", ("1",)) is None
    assert shelf.find("now", ("1",)) is None, "not even when a thread still asks for the moment before"


def test_an_answer_of_a_moment_that_is_over_is_not_taken():
    shelf = filled(100_000, 0)
    shelf.find("later", ("1",))
    shelf.put("now", ("1",), make_answer())
    assert shelf.find("later", ("1",)) is None


def test_what_was_asked_for_longest_ago_goes_first():
    shelf = filled(40_000, 10)  # each counts 4,000
    assert shelf.find("now", ("0",)) is not None
    shelf.put("now", ("new",), make_answer())
    assert [n for n in range(10) if shelf.find("now", (str(n),)) is None] == [1]


def test_an_answer_that_grew_is_counted_again_and_once():
    shelf = filled(40_000, 9)
    for _ in range(5):
        shelf.put("now", ("0",), make_answer())
    assert all(shelf.find("now", (str(number),)) for number in range(9))


def test_an_answer_that_would_push_out_many_others_is_not_taken():
    shelf = filled(40_000, 3)
    shelf.put("now", ("large",), make_answer(5_000))
    assert shelf.find("now", ("large",)) is None
    assert shelf.find("now", ("0",)) is not None
