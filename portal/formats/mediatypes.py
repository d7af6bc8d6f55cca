"""The formats of released files: what each is called, how its file ends, and as what it is served."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Format:
    """A format of a dataset's files.

    :param code: as ``DatasetFile.format`` has it.
    :param ending: of the file's name, after the dataset's slug and the version's number.
    """

    code: str
    media_type: str
    ending: str
    title: str
    title_en: str


FORMATS = {
    format_.code: format_
    for format_ in (
        Format("csv", "text/csv", ".csv", "CSV", "CSV"),
        Format("csv-excel", "text/csv", "-excel.csv", "CSV mở bằng Excel", "CSV for Excel"),
        Format(
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ".xlsx",
            "Sổ tính Excel (XLSX)",
            "Excel workbook (XLSX)",
        ),
        Format("json", "application/json", ".json", "JSON", "JSON"),
        Format("geojson", "application/geo+json", ".geojson", "Bản đồ (GeoJSON)", "Map data (GeoJSON)"),
        Format("parquet", "application/vnd.apache.parquet", ".parquet", "Parquet", "Parquet"),
        Format(
            "datapackage",
            "application/vnd.datapackage+json",
            "datapackage.json",
            "Mô tả gói dữ liệu (Data Package)",
            "Description of the package (Data Package)",
        ),
        Format("zip", "application/zip", ".zip", "Tất cả các tệp (ZIP)", "All files (ZIP)"),
    )
}
"""In the order in which they are offered."""

JSON_LD = "application/ld+json"
STRATML = "application/xml"
OF_PAGES = {"jsonld": JSON_LD, "stratml": STRATML}
"""The formats that pages have beside those of released files, by suffix."""


def media_type(code: str) -> str:
    """As what a file of a format is served."""
    return FORMATS[code].media_type if code in FORMATS else OF_PAGES.get(code, "application/octet-stream")


def file_name(code: str, stem: str) -> str:
    """The name of a format's file; the description of the package has the same in every folder, as its readers want."""
    ending = FORMATS[code].ending
    return ending if code == "datapackage" else f"{stem}{ending}"
