"""Indexes for what happened to one release, and for superseded rows alone"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_audit_log_subject", "audit_log", ["subject"])
    op.drop_index("ix_observations_superseded_in", "observations")
    only = sa.text("superseded_in is not null")
    op.create_index(
        "ix_observations_superseded_in", "observations", ["superseded_in"], sqlite_where=only, postgresql_where=only
    )


def downgrade() -> None:
    op.drop_index("ix_observations_superseded_in", "observations")
    op.create_index("ix_observations_superseded_in", "observations", ["superseded_in"])
    op.drop_index("ix_audit_log_subject", "audit_log")
