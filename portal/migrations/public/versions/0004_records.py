"""Task states, receipts, money, support programmes and community teams, each row from release to release"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = ("budget_lines", "community_teams", "receipts", "support_programmes", "task_records")
GROUPS = (
    (
        "task-progress",
        "Tiến độ nhiệm vụ",
        "Progress of tasks",
        "Từng nhiệm vụ của kế hoạch đã làm đến đâu, vào ngày nào, có gì minh chứng.",
        "How far each task of the plan is, on which day, and what shows it.",
    ),
    (
        "reports",
        "Báo cáo đã nhận",
        "Reports received",
        "Ngày nhận từng báo cáo mà kế hoạch yêu cầu.",
        "The day on which each report that the plan asks for was received.",
    ),
    (
        "budget",
        "Kinh phí",
        "Money",
        "Tiền được giao và đã giải ngân cho kế hoạch, theo năm, chương trình và nguồn.",
        "Money allocated and disbursed for the plan, by year, programme and source.",
    ),
    (
        "support-programmes",
        "Chương trình hỗ trợ",
        "Support programmes",
        "Ai được hỗ trợ gì và đăng ký thế nào.",
        "Who can get what support, and how to apply.",
    ),
    (
        "community-teams",
        "Tổ công nghệ số cộng đồng",
        "Community digital technology teams",
        "Tổ nào giúp người dân dùng công nghệ số, ở đâu, khi nào.",
        "Which teams help residents with digital technology, where and when.",
    ),
)


def upgrade() -> None:
    _released(
        "budget_lines",
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("programme", sa.String(length=300), nullable=True),
        sa.Column("programme_en", sa.String(length=300), nullable=True),
        sa.Column("source", sa.String(length=20), nullable=True),
        sa.Column("is_total", sa.Boolean(), nullable=False),
        sa.Column("allocated", sa.BigInteger(), nullable=False),
        sa.Column("disbursed", sa.BigInteger(), nullable=True),
        sa.Column("decision_number", sa.String(length=100), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        source_known="source in ('central', 'province', 'commune', 'contributed', 'other')",
        never_below_nothing="allocated >= 0 and (disbursed is null or disbursed >= 0)",
        a_line_is_whole="is_total or (year is not null and programme is not null and source is not null)",
    )
    _released(
        "community_teams",
        sa.Column("locality", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("name_en", sa.String(length=300), nullable=True),
        sa.Column("members", sa.Integer(), nullable=True),
        sa.Column("contact", sa.String(length=200), nullable=True),
        sa.Column("phone", sa.String(length=60), nullable=True),
        sa.Column("place", sa.String(length=300), nullable=True),
        sa.Column("hours", sa.String(length=200), nullable=True),
        has_members="members is null or members > 0",
    )
    _released("receipts", sa.Column("received_on", sa.Date(), nullable=False))
    _released(
        "support_programmes",
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("name_en", sa.String(length=300), nullable=True),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("audience_en", sa.Text(), nullable=True),
        sa.Column("support", sa.Text(), nullable=False),
        sa.Column("support_en", sa.Text(), nullable=True),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("how_en", sa.Text(), nullable=True),
        sa.Column("place", sa.String(length=300), nullable=True),
        sa.Column("phone", sa.String(length=60), nullable=True),
        sa.Column("open_from", sa.Date(), nullable=True),
        sa.Column("open_until", sa.Date(), nullable=True),
        sa.Column("basis", sa.String(length=300), nullable=True),
        open_before_it_ends="open_from is null or open_until is null or open_from <= open_until",
    )
    _released(
        "task_records",
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("state_on", sa.Date(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=True),
        state_known="state in ('not-started', 'in-progress', 'done')",
    )
    # A state in the plan's own row was never anything but unknown.
    with op.batch_alter_table("tasks") as batch:
        batch.drop_constraint(op.f("ck_tasks_state_known"), type_="check")
        batch.drop_column("state")
        batch.drop_column("evidence")
    _add_groups()


def _released(table: str, *columns: sa.Column, **checks: str) -> None:
    """A table whose rows live from one release to another, one live row a key."""
    live = sa.text("superseded_in is null")
    op.create_table(
        table,
        *columns,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commune_id", sa.Integer(), nullable=False),
        sa.Column(
            "key",
            sa.String(length=200).with_variant(sa.String(length=200, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("dataset_slug", sa.String(length=100), nullable=False),
        sa.Column("released_in", sa.Integer(), nullable=False),
        sa.Column("superseded_in", sa.Integer(), nullable=True),
        *[_check(table, name, text) for name, text in checks.items()],
        _check(table, "lives_forward", "superseded_in is null or superseded_in > released_in"),
        _foreign(table, "commune_id", "localities.id"),
        _foreign(table, "dataset_slug", "datasets.slug"),
        _foreign(table, "released_in", "releases.seq"),
        _foreign(table, "superseded_in", "releases.seq"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    for column in ("commune_id", "dataset_slug", "released_in", "superseded_in"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    op.create_index(f"uq_{table}_live", table, ["key"], unique=True, sqlite_where=live, postgresql_where=live)


def _check(table: str, name: str, text: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(text, name=op.f(f"ck_{table}_{name}"))


def _foreign(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))


def _add_groups() -> None:
    """An installation loaded before has the subjects of its time; an empty one reads ``data/indicator_groups.csv``."""
    groups = sa.table(
        "indicator_groups",
        *map(sa.column, ("code", "position", "title", "title_en", "description", "description_en")),
    )
    last = op.get_bind().scalar(sa.text("select max(position) from indicator_groups"))
    if last is None:
        return
    for position, (code, title, title_en, description, description_en) in enumerate(GROUPS, start=last + 1):
        op.execute(
            groups.insert().values(
                code=code,
                position=position,
                title=title,
                title_en=title_en,
                description=description,
                description_en=description_en,
            )
        )


def downgrade() -> None:
    with op.batch_alter_table("tasks") as batch:
        batch.add_column(sa.Column("state", sa.String(length=20), nullable=False, server_default="unknown"))
        batch.add_column(sa.Column("evidence", sa.Text(), nullable=True))
        batch.create_check_constraint(
            op.f("ck_tasks_state_known"), "state in ('unknown', 'not-started', 'in-progress', 'done')"
        )
    for table in TABLES:
        op.drop_table(table)
