"""Released versions, as a reader finds them in their folders."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from portal.domain.datasets import list_datasets


@dataclass(frozen=True)
class Released:
    """The folder of a version."""

    folder: Path
    group: str

    @property
    def stem(self) -> str:
        return f"{self.folder.parent.name}-{self.folder.name}"

    def path(self, ending: str) -> Path:
        return self.folder / f"{self.stem}{ending}"

    @cached_property
    def package(self) -> dict[str, Any]:
        return json.loads((self.folder / "datapackage.json").read_bytes())

    @cached_property
    def fields(self) -> list[dict[str, Any]]:
        """Of the Table Schema."""
        return self.package["resources"][0]["schema"]["fields"]

    @property
    def names(self) -> list[str]:
        return [field["name"] for field in self.fields]

    @cached_property
    def rows(self) -> list[tuple[Any, ...]]:
        """As the JSON file has them: what the other formats are held against."""
        content = json.loads(self.path(".json").read_bytes())
        return [tuple(row[name] for name in self.names) for row in content["data"]]


def newest(session: Session, files: Path) -> list[Released]:
    """The newest version of every dataset."""
    return [
        Released(files / dataset.slug / dataset.latest.number, dataset.group_code) for dataset in list_datasets(session)
    ]
