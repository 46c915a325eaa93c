"""Files that people attach: those chosen in a form, and those kept with a case.

Revision: 0005_files, after: 0004_reminders.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005_files"
down_revision = "0004_reminders"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("field", sa.String(80), nullable=False),
        sa.Column("filename", sa.String(200), nullable=False),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["task_id"], ["user_task.id"], name=op.f("fk_draft_file_task_id_user_task")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_file")),
        sa.UniqueConstraint(
            "task_id", "field", "digest", name=op.f("uq_draft_file_task_id_field_digest")
        ),
    )
    op.create_index("ix_draft_file_created_at", "draft_file", ["created_at"])
    op.add_column("document", sa.Column("task_id", sa.Uuid(), nullable=True))
    op.add_column("document", sa.Column("uploaded_by", sa.Uuid(), nullable=True))
    op.add_column("consent", sa.Column("document_id", sa.Uuid(), nullable=True))


def downgrade() -> None:
    op.drop_column("consent", "document_id")
    op.drop_column("document", "uploaded_by")
    op.drop_column("document", "task_id")
    op.drop_index("ix_draft_file_created_at", "draft_file")
    op.drop_table("draft_file")
