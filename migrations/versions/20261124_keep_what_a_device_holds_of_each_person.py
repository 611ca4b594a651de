"""Keep what a device holds of each person.

Rows already there: what a device said last is kept for who used it last. Its numbers up to now count as complete, so
that nothing that was never watched is called lost.
"""

import sqlalchemy as sa
from alembic import op

revision = "390338c40655"
down_revision = "3f0c5b7a9d21"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "holdings",
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("said_sequence", sa.Integer(), nullable=False),
        sa.Column("clear_to", sa.Integer(), nullable=False),
        sa.Column("left_behind", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_holdings_account_id")),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_holdings_device_id")),
        sa.PrimaryKeyConstraint("device_id", "account_id", name=op.f("pk_holdings")),
    )
    op.create_index(op.f("ix_holdings_account_id"), "holdings", ["account_id"], unique=False)
    op.execute(
        "INSERT INTO holdings (device_id, account_id, heard_at, waiting, said_sequence, clear_to, left_behind) "
        "SELECT id, account_id, last_heard_at, waiting, last_sequence, 0, false FROM devices"
    )
    with op.batch_alter_table("devices") as devices:
        devices.add_column(sa.Column("complete_to", sa.Integer(), nullable=True))
    op.execute("UPDATE devices SET complete_to = last_sequence")
    with op.batch_alter_table("devices") as devices:
        devices.alter_column("complete_to", existing_type=sa.Integer(), nullable=False)
        devices.drop_column("waiting")
