import pytest

from portal.domain.identifiers import FORMAT_NUMBERS
from portal.formats.mediatypes import FORMATS, file_name, media_type


def test_every_format_that_harvesters_know_has_a_media_type_and_a_name_in_both_languages():
    assert FORMATS.keys() == FORMAT_NUMBERS.keys() - {"notice"}, "what stands for a withdrawn dataset is no file"
    assert all(f.title and f.title_en and "/" in f.media_type for f in FORMATS.values())


@pytest.mark.parametrize(
    ("code", "name"),
    [("csv", "a-1.0.0.csv"), ("csv-excel", "a-1.0.0-excel.csv"), ("datapackage", "datapackage.json")],
)
def test_a_file_is_named_by_dataset_and_version_but_the_description_as_its_readers_want(code, name):
    assert file_name(code, "a-1.0.0") == name


def test_a_format_nobody_knows_is_bytes():
    assert media_type("abc") == "application/octet-stream"
    assert media_type("geojson") == "application/geo+json"
