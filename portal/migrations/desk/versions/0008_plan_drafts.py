"""Drafts of plans as they were read of documents, with what people decided about each row"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commune", sa.String(length=20), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("encoding", sa.String(length=20), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("scans", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(length=200), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("submitted_by", sa.String(length=200), nullable=True),
        sa.Column("approved_by", sa.String(length=200), nullable=True),
        sa.Column("amends", sa.String(length=100), nullable=True),
        sa.Column("returned_because", sa.Text(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "state in ('open', 'submitted', 'loaded', 'replaced', 'discarded')",
            name=op.f("ck_plan_drafts_state_known"),
        ),
        sa.CheckConstraint(
            "submitted_by is null or submitted_by <> approved_by", name=op.f("ck_plan_drafts_two_persons")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_drafts")),
    )
    op.create_index("ix_plan_drafts_commune_slug", "plan_drafts", ["commune", "slug"])
    _rows()


def _rows() -> None:
    op.create_table(
        "plan_draft_rows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=16), nullable=False),
        sa.Column("cells", sa.Text(), nullable=False),
        sa.Column("read", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=True),
        sa.Column("last_line", sa.Integer(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("path", sa.String(length=80), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("nearest", sa.Text(), nullable=False),
        sa.Column("doubts", sa.Text(), nullable=False),
        sa.Column("decision", sa.String(length=10), nullable=False),
        sa.Column("decided_by", sa.String(length=200), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("vanished", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "decision in ('', 'kept', 'mended', 'dropped')", name=op.f("ck_plan_draft_rows_decision_known")
        ),
        sa.ForeignKeyConstraint(["draft_id"], ["plan_drafts.id"], name=op.f("fk_plan_draft_rows_draft_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_draft_rows")),
    )
    op.create_index("uq_plan_draft_rows_place", "plan_draft_rows", ["draft_id", "table_name", "position"], unique=True)


def downgrade() -> None:
    op.drop_table("plan_draft_rows")
    op.drop_table("plan_drafts")
