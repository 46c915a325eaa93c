"""Where a bridging place is, and until when a manager let it last beyond three months.

Revision: 0003_bridging_deviation, after: 0002_case_file.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003_bridging_deviation"
down_revision = "0002_case_file"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "bridging_place", sa.Column("location", sa.String(200), nullable=False, server_default="")
    )
    op.add_column("bridging_place", sa.Column("deviates_to", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("bridging_place", "deviates_to")
    op.drop_column("bridging_place", "location")
