"""An index for what a release superseded"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_observations_superseded_in", "observations", ["superseded_in"])


def downgrade() -> None:
    op.drop_index("ix_observations_superseded_in", "observations")
