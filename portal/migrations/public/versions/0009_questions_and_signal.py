"""Published questions with their answers, the answer clock, and counts of reports of missing signal"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _answers()
    _clocks()
    _signal()


def _answers() -> None:
    table = "answers"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("receipt_hash", sa.String(length=64), nullable=False),
        sa.Column("commune_id", sa.Integer(), nullable=False),
        sa.Column("locality_id", sa.Integer(), nullable=True),
        sa.Column("about_kind", sa.String(length=20), nullable=False),
        sa.Column("about_ref", sa.String(length=200), nullable=False),
        sa.Column("about_path", sa.String(length=300), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("question_en", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answer_en", sa.Text(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("release", sa.String(length=120), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=False),
        sa.Column("answered_role", sa.String(length=60), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("illustrative", sa.Boolean(), nullable=False),
        _check(table, "outcome_known", "outcome in ('corrected', 'explained', 'no-data')"),
        _check(table, "corrected_in_a_release", "release is null or outcome = 'corrected'"),
        _check(table, "days_from_nothing", "days >= 0"),
        _check(
            table, "withdrawn_without_words", "(withdrawn_at is null) = (question is not null and answer is not null)"
        ),
        _place(table, "commune_id"),
        _place(table, "locality_id"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("receipt_hash", name=op.f(f"uq_{table}_receipt_hash")),
    )
    for column in ("commune_id", "locality_id", "about_path", "answered_at"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _clocks() -> None:
    table = "answer_clocks"
    op.create_table(
        table,
        sa.Column("commune_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("upto", sa.Date(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("overdue", sa.Integer(), nullable=False),
        sa.Column("median_days", sa.Float(), nullable=True),
        _place(table, "commune_id"),
        sa.PrimaryKeyConstraint("commune_id", name=op.f(f"pk_{table}")),
    )


def _signal() -> None:
    table = "signal_reports"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("locality_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("network", sa.String(length=20), nullable=False),
        sa.Column("technology", sa.String(length=20), nullable=False),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("illustrative", sa.Boolean(), nullable=False),
        _check(table, "one_way_at_a_time", "network = '' or technology = ''"),
        _check(table, "count_of_several", "count is null or count >= 3"),
        _place(table, "locality_id"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(f"uq_{table}_cell", table, ["locality_id", "month", "network", "technology"], unique=True)


def _check(table: str, name: str, text: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(text, name=op.f(f"ck_{table}_{name}"))


def _place(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["localities.id"], name=op.f(f"fk_{table}_{column}"))


def downgrade() -> None:
    for table in ("signal_reports", "answer_clocks", "answers"):
        op.drop_table(table)
