"""Keep what phones lost.

Rows already there: a sign-in learns its device when it is next heard; until then nothing can be noticed by it.
"""

import sqlalchemy as sa
from alembic import op

revision = "58b1d0f3c7e4"
down_revision = "390338c40655"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "losses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("last_sequence", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_losses_account_id")),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_losses_device_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_losses")),
    )
    op.create_index(op.f("ix_losses_account_id"), "losses", ["account_id"], unique=False)
    with op.batch_alter_table("sign_ins") as sign_ins:
        sign_ins.add_column(sa.Column("device_id", sa.Uuid(), nullable=True))
        sign_ins.create_foreign_key(op.f("fk_sign_ins_device_id"), "devices", ["device_id"], ["id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TYPE alertkind ADD VALUE IF NOT EXISTS 'LOST_STORE'")
