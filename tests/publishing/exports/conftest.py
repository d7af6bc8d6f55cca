"""The newest version of every dataset of the demonstration: each group of indicators, each kind of record."""

import pytest

from portal.domain.dictionary import RECORDS
from tests.publishing.exports.released import Released, newest


@pytest.fixture(scope="session")
def versions(demo) -> list[Released]:
    with demo.public.session() as session:
        found = newest(session, demo.files)
    assert len(found) == 52
    assert {version.group for version in found} >= RECORDS.keys()
    return found
