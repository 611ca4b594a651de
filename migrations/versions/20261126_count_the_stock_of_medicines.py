"""Count the stock of medicines.

Rows already there: no order is counted until somebody says what of it is; controlled drugs stay what they were; alerts
are about no stock. Thousandths are kept as whole numbers. SQLite keeps kinds of alerts as text, so it has nothing to
learn.
"""

import sqlalchemy as sa
from alembic import op

revision = "3feaed7a182e"
down_revision = "4452397d36f9"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for alert in ("CONTROLLED", "LOW_STOCK"):
            op.execute(f"ALTER TYPE alertkind ADD VALUE IF NOT EXISTS '{alert}'")
    op.create_table(
        "stock_movements",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=True),
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("device_sequence", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("plan_version", sa.Integer(), nullable=False),
        sa.Column("corrects", sa.Uuid(), nullable=True),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("kind", sa.Enum("COUNTED", "RECEIVED", "RETURNED", "DISPOSED", name="movementkind"), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("witness", sa.String(), nullable=False),
        sa.Column("why_no_witness", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_stock_movements_author_id")),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_stock_movements_device_id")),
        sa.ForeignKeyConstraint(["id"], ["forms.id"], name=op.f("fk_stock_movements_id")),
        sa.ForeignKeyConstraint(
            ["service_user_id"], ["service_users.id"], name=op.f("fk_stock_movements_service_user_id")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_stock_movements_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_movements")),
    )
    op.create_index("ix_stock_movements_order_id", "stock_movements", ["order_id"])
    op.create_index("ix_stock_movements_service_user_id", "stock_movements", ["service_user_id"])
    op.create_index("ix_stock_movements_visit_id", "stock_movements", ["visit_id"])

    with op.batch_alter_table("alerts") as batch_op:
        batch_op.add_column(sa.Column("service_user_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_alerts_service_user_id"), "service_users", ["service_user_id"], ["id"])

    with op.batch_alter_table("medicines") as batch_op:
        batch_op.add_column(sa.Column("stock_unit", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("stock_per_dose", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("is_watched", sa.Boolean(), nullable=False, server_default=sa.false()))
