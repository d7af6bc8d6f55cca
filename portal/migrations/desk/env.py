"""Alembic's entry for the desk store."""

import portal.desk.accounts
import portal.publishing.incoming
import portal.publishing.letters
import portal.publishing.plan_drafts.storing
import portal.publishing.questions
import portal.publishing.records
import portal.publishing.signal_counts
import portal.publishing.submissions  # noqa: F401 - maps the tables
from portal.db import DeskBase
from portal.migrations.running import run

run(DeskBase.metadata)
