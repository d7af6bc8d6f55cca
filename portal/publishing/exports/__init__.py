"""The files of a dataset version: built when it is released, named forever.

They are written to a folder beside the final one, flushed to disk and renamed into place before the release commits,
so that a version that can be read is a version whose files are whole.
"""

from pathlib import Path

from portal.publishing.exports.archive import write_archive
from portal.publishing.exports.datapackage import data_package
from portal.publishing.exports.edition import Edition, prepare_edition
from portal.publishing.exports.features import map_chunks, shows_places
from portal.publishing.exports.folder import BUILDING, BuiltFile, Folder, sweep
from portal.publishing.exports.tables import csv_file, excel_csv_file, json_file, write_parquet_file
from portal.publishing.exports.workbook import write_workbook


def build_files(target: Path, edition: Edition) -> list[BuiltFile]:
    """Write the files of a version into ``target`` and put them in place whole.

    :raises OSError: the disk is full or cannot be written; nothing of the version is then in place.
    """
    with Folder(target, edition.stem) as folder:
        folder.add("csv", csv_file(edition))
        folder.add("csv-excel", excel_csv_file(folder.path_of("csv")))
        folder.fill("xlsx", lambda path: write_workbook(path, edition))
        folder.add("json", json_file(edition))
        if shows_places(edition):
            folder.add("geojson", map_chunks(edition))
        folder.fill("parquet", lambda path: write_parquet_file(path, edition))
        folder.add("datapackage", data_package(edition, folder.built))
        folder.fill("zip", lambda path: write_archive(path, edition, folder.built))
        return folder.built


__all__ = [
    "BUILDING",
    "BuiltFile",
    "Edition",
    "build_files",
    "prepare_edition",
    "sweep",
]
