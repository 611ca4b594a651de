"""Keep file audits as they were signed.

Rows already there: none was signed before.
"""

import sqlalchemy as sa
from alembic import op

revision = "e462937695db"
down_revision = "74c4bef11b7d"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "file_audits",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("checks", sa.JSON(), nullable=False),
        sa.Column("findings", sa.String(), nullable=False),
        sa.Column("signed_by", sa.Uuid(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["service_user_id"], ["service_users.id"], name=op.f("fk_file_audits_service_user_id")),
        sa.ForeignKeyConstraint(["signed_by"], ["accounts.id"], name=op.f("fk_file_audits_signed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_audits")),
        sa.UniqueConstraint("service_user_id", "number", name=op.f("uq_file_audits_service_user_id_number")),
    )
    with op.batch_alter_table("file_audits", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_file_audits_service_user_id"), ["service_user_id"], unique=False)
