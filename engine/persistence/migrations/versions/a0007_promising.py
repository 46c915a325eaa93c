"""The centrumgemeente where recovery has the best chance, as agreed with a municipality.

Revision: 0007_promising, after: 0006_task_urgency.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007_promising"
down_revision = "0006_task_urgency"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("care_case", sa.Column("central_promising", sa.String(length=120), nullable=True))


def downgrade() -> None:
    op.drop_column("care_case", "central_promising")
