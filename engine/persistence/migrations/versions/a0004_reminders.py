"""Reminders of user tasks: when the next one is, and how far they came.

Revision: 0004_reminders, after: 0003_bridging_deviation.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004_reminders"
down_revision = "0003_bridging_deviation"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "user_task", sa.Column("next_reminder_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column(
        "user_task", sa.Column("reminder_level", sa.Integer(), server_default="0", nullable=False)
    )
    op.execute("UPDATE user_task SET next_reminder_at = due_at WHERE status = 'open'")
    op.create_index(
        "ix_user_task_reminder",
        "user_task",
        ["next_reminder_at"],
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    )


def downgrade() -> None:
    op.drop_index("ix_user_task_reminder", table_name="user_task")
    op.drop_column("user_task", "reminder_level")
    op.drop_column("user_task", "next_reminder_at")
