"""Alembic's entry for the desk store."""

import portal.desk.accounts  # noqa: F401 - maps the tables
import portal.publishing.records  # noqa: F401 - maps the tables
import portal.publishing.submissions  # noqa: F401 - maps the tables
from portal.db import DeskBase
from portal.migrations.running import run

run(DeskBase.metadata)
