"""Datasets, their versions and the files of these."""

from marshmallow import Schema

from api.fields import Flag, Instant, Many, Text, Whole, Word
from portal.domain.releases import ReleaseKind


class FileSchema(Schema):
    """A download, which never changes."""

    name = Text("file name")
    format = Text("`csv`, `csv-excel`, `json` …")
    url = Text("absolute address")
    bytes = Whole("size")
    sha256 = Text("checksum of its bytes, hexadecimal")


class DatasetSchema(Schema):
    """A commune's observations of one subject, in the state of their newest version."""

    slug = Text("its name in addresses")
    title = Text("in Vietnamese")
    title_en = Text("in English")
    description = Text("what it is about")
    description_en = Text("the description in English")
    commune = Text("code of the commune")
    group = Text("the subject, as of its indicators")
    version = Text("number of the newest version; its first part grows when cells disappear", null=True)
    released_at = Instant("when that version was released", null=True)
    release = Text("id of the release that made it", null=True)
    rows = Whole("observations in it", null=True)
    licence = Text("SPDX name of the licence")
    illustrative = Flag("made up for demonstration")
    files = Many("downloads of that version", FileSchema)


class VersionSchema(Schema):
    """A numbered state of a dataset; it never changes, and its files stay."""

    dataset = Text("slug of the dataset")
    number = Text("`major.minor.patch`; its first part grows when cells disappear")
    commune = Text("code of the commune")
    group = Text("the subject, as of its indicators")
    release = Text("id of the release that made it")
    released_at = Instant("when it was released")
    kind = Word("new figures, corrected ones, or figures taken back", ReleaseKind)
    rows = Whole("observations in it")
    newest = Flag("no later version of the dataset was out by then")
    illustrative = Flag("made up for demonstration")
    files = Many("its downloads", FileSchema)


class DownloadSchema(Schema):
    """A file of a version of a dataset; its bytes never change."""

    dataset = Text("slug of the dataset")
    version = Text("number of the version")
    name = Text("file name")
    format = Text("`csv`, `csv-excel`, `json` …")
    mediatype = Text("as of the answer's `Content-Type`")
    url = Text("absolute address")
    bytes = Whole("size")
    sha256 = Text("checksum of its bytes, hexadecimal")
    release = Text("id of the release that made it")
    released_at = Instant("when it was released")
    illustrative = Flag("made up for demonstration")
