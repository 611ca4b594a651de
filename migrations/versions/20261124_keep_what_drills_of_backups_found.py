"""Keep what drills of backups found.

Rows already there: none, the table is new. Until the first drill, staleness counts from the first epoch.
"""

import sqlalchemy as sa
from alembic import op

revision = "d7112a457f18"
down_revision = "e662e7af5073"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "backup_drills",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("backup", sa.String(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("drilled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("problems", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backup_drills")),
    )
    with op.batch_alter_table("backup_drills", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_backup_drills_drilled_at"), ["drilled_at"], unique=False)
