"""What readers send: questions, counts of reports, subscriptions, and the letters that go out to them"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "taken_messages",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_taken_messages")),
    )
    _questions()
    _signal()
    _letters()


def _questions() -> None:
    op.create_table(
        "questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("spool_name", sa.String(length=40), nullable=False),
        sa.Column("receipt_hash", sa.String(length=64), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("commune", sa.String(length=20), nullable=False),
        sa.Column("locality", sa.String(length=20), nullable=True),
        sa.Column("about_kind", sa.String(length=20), nullable=False),
        sa.Column("about_ref", sa.String(length=200), nullable=False),
        sa.Column("about_path", sa.String(length=300), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("address_sealed", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("assigned_to", sa.String(length=200), nullable=True),
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("question_en", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answer_en", sa.Text(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("release", sa.String(length=120), nullable=True),
        sa.Column("proposed_by", sa.String(length=200), nullable=True),
        sa.Column("approved_by", sa.String(length=200), nullable=True),
        sa.Column("returned_because", sa.Text(), nullable=True),
        sa.Column("rejected_because", sa.String(length=20), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state in ('new', 'assigned', 'proposed', 'approved', 'answered', 'rejected', 'withdrawn')",
            name=op.f("ck_questions_state_known"),
        ),
        sa.CheckConstraint(
            "proposed_by is null or approved_by is null or proposed_by <> approved_by",
            name=op.f("ck_questions_two_persons"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
        sa.UniqueConstraint("spool_name", name=op.f("uq_questions_spool_name")),
    )
    op.create_index("ix_questions_commune_state_due_on", "questions", ["commune", "state", "due_on"])
    op.create_index(op.f("ix_questions_text_hash"), "questions", ["text_hash"])


def _signal() -> None:
    op.create_table(
        "signal_tallies",
        sa.Column("locality", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("network", sa.String(length=20), nullable=False),
        sa.Column("technology", sa.String(length=20), nullable=False),
        sa.Column("inside", sa.String(length=20), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("locality", "day", "network", "technology", "inside", name=op.f("pk_signal_tallies")),
    )
    op.create_table(
        "signal_senders",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("day", "mark", name=op.f("pk_signal_senders")),
    )


def _letters() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address_sealed", sa.Text(), nullable=False),
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        sa.Column("topic", sa.String(length=200), nullable=False),
        sa.Column("lang", sa.String(length=2), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("confirm_hash", sa.String(length=64), nullable=True),
        sa.Column("leave_hash", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("last_sent_release", sa.Integer(), nullable=True),
        sa.CheckConstraint("state in ('pending', 'active')", name=op.f("ck_subscriptions_state_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriptions")),
        sa.UniqueConstraint("address_hash", "topic", name=op.f("uq_subscriptions_address_hash_topic")),
    )
    op.create_index("ix_subscriptions_topic_state", "subscriptions", ["topic", "state"])
    op.create_index(op.f("ix_subscriptions_confirm_hash"), "subscriptions", ["confirm_hash"])
    op.create_index(op.f("ix_subscriptions_leave_hash"), "subscriptions", ["leave_hash"])
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("to_sealed", sa.Text(), nullable=True),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(), nullable=True),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
    )
    op.create_index("ix_outbox_sent_at_next_try_at", "outbox", ["sent_at", "next_try_at"])


def downgrade() -> None:
    for table in ("outbox", "subscriptions", "signal_senders", "signal_tallies", "questions", "taken_messages"):
        op.drop_table(table)
