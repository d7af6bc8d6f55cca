"""The rows of a dataset in the store are those of its released files."""

import json

from sqlalchemy import select

from portal.domain.dataset_rows import NUMBER, finish_rows, select_numbered_rows
from portal.domain.datasets import list_datasets


def test_the_rows_of_every_dataset_are_those_of_its_newest_file(demo):
    with demo.public.session() as session:
        for dataset in list_datasets(session):
            version = dataset.latest
            numbered = select_numbered_rows(dataset, version.release_seq).subquery()
            query = select(numbered).order_by(numbered.c[NUMBER])
            rows = finish_rows(session, dataset, list(session.execute(query)), version.release_seq)
            name = next(file.name for file in version.files if file.format == "json")
            file = json.loads((demo.files / dataset.slug / version.number / name).read_text("utf-8"))["data"]
            assert [row.pop(NUMBER) for row in rows] == list(range(1, version.rows + 1))
            assert json.loads(json.dumps(rows, default=str)) == file, dataset.slug
