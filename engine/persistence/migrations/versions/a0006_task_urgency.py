"""The urgency of its case beside each user task, so that the worklist can be read in its order.

Revision: 0006_task_urgency, after: 0005_files.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006_task_urgency"
down_revision = "0005_files"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "user_task", sa.Column("urgency", sa.Integer(), server_default="9", nullable=False)
    )
    op.execute(
        "UPDATE user_task SET urgency = coalesce("
        "(SELECT care_case.urgency FROM care_case WHERE care_case.id = user_task.case_id"
        " AND care_case.urgency BETWEEN 1 AND 4), 9) WHERE case_id IS NOT NULL"
    )
    for name, columns in (
        ("ix_user_task_need", ["urgency", "due_at"]),
        ("ix_user_task_need_in_region", ["region", "urgency", "due_at"]),
    ):
        op.create_index(
            name,
            "user_task",
            columns,
            sqlite_where=sa.text("status = 'open'"),
            postgresql_where=sa.text("status = 'open'"),
        )


def downgrade() -> None:
    op.drop_index("ix_user_task_need_in_region", table_name="user_task")
    op.drop_index("ix_user_task_need", table_name="user_task")
    op.drop_column("user_task", "urgency")
