"""The UUIDs by which programs that harvest know things again."""

import uuid

import pytest

from portal.domain.identifiers import FORMAT_NUMBERS, identify, of_format, take_apart

DATASET = identify("dataset", "tra-cau-digital-society")


def test_an_identifier_never_changes():
    assert DATASET == "8cf9c7dd-eeaa-8f3f-904e-d5afe81da300"
    assert of_format(DATASET, "zip") == DATASET[:-2] + "08"


def test_an_identifier_is_a_uuid_of_our_own_making_by_rfc_9562():
    for identifier in (DATASET, *(of_format(DATASET, format_) for format_ in FORMAT_NUMBERS)):
        made = uuid.UUID(identifier)
        assert (made.version, made.variant) == (8, uuid.RFC_4122)
        assert str(made) == identifier


def test_things_of_different_kinds_and_names_never_share_one():
    kinds, names = ("dataset", "commune", "group", "keyword"), [f"tra-cau-{n}" for n in range(2000)]
    made = {identify(kind, name) for kind in kinds for name in names}
    assert len(made) == len(kinds) * len(names)
    assert all(identifier.endswith("00") for identifier in made), "the last byte is kept for downloads"


def test_a_thing_is_found_from_any_of_its_downloads():
    assert take_apart(DATASET) == (DATASET, None)
    for format_ in FORMAT_NUMBERS:
        assert take_apart(of_format(DATASET, format_)) == (DATASET, format_)
    assert take_apart(DATASET.upper()) == (DATASET, None)


def test_numbers_of_formats_are_all_different_and_none_is_that_of_the_thing_itself():
    assert len({0, *FORMAT_NUMBERS.values()}) == len(FORMAT_NUMBERS) + 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tra-cau-digital-society",
        DATASET[:-2] + "ff",  # a format that there is not
        DATASET[:14] + "4" + DATASET[15:],  # another version: one thing never has two identifiers
        str(uuid.UUID(int=0)),
    ],
)
def test_what_this_portal_never_made_is_refused(text):
    with pytest.raises(ValueError, match=r"UUID|identifier"):
        take_apart(text)


def test_a_format_without_a_number_has_no_identifier():
    with pytest.raises(KeyError):
        of_format(DATASET, "pdf")
