"""The public audit log"""

import sqlalchemy as sa
from alembic import op

from portal.migrations.append_only import protect, unprotect

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_log",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("event", sa.String(length=60), nullable=True),
        sa.Column("subject", sa.String(length=200), nullable=True),
        sa.Column("role", sa.String(length=60), nullable=True),
        sa.Column("details", sa.Text(), nullable=True),
        sa.Column("commitment", sa.String(length=64), nullable=True),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_log")),
        sa.UniqueConstraint("hash", name=op.f("uq_audit_log_hash")),
    )
    protect("audit_log")


def downgrade() -> None:
    unprotect("audit_log")
    op.drop_table("audit_log")
