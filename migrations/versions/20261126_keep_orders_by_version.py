"""Keep orders by version.

Rows already there: every medicine is an order of its own, given every day; one without a time is given when required.
Entries say no amount and were not early. SQLite keeps outcomes and kinds of alerts as text, so it has nothing to learn.
"""

import sqlalchemy as sa
from alembic import op

revision = "e3bc2a0e7977"
down_revision = "484e1c4bef2e"
branch_labels = None
depends_on = None


KIND = sa.Enum(
    "SCHEDULED", "WHEN_REQUIRED", "VARIABLE", "COMPLIANCE_AID", "TOPICAL", "PATCH", "CONTROLLED", name="medicinekind"
)  # fmt: skip
OUTCOMES = "APPLIED", "MADE_AVAILABLE", "ALREADY_TAKEN", "NAUSEA", "WITHHELD", "COULD_NOT_GIVE", "FORGOTTEN"
ALERTS = "TOO_EARLY", "NOT_RECORDED"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for outcome in OUTCOMES:
            op.execute(f"ALTER TYPE maroutcome ADD VALUE IF NOT EXISTS '{outcome}'")
        for alert in ALERTS:
            op.execute(f"ALTER TYPE alertkind ADD VALUE IF NOT EXISTS '{alert}'")
    KIND.create(op.get_bind(), checkfirst=True)

    with op.batch_alter_table("doses") as batch_op:
        batch_op.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("mar_entries") as batch_op:
        batch_op.add_column(sa.Column("amount_given", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("is_early", sa.Boolean(), nullable=False, server_default=sa.false()))

    with op.batch_alter_table("medicines") as batch_op:
        batch_op.add_column(sa.Column("order_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("kind", KIND, nullable=False, server_default="SCHEDULED"))
        batch_op.add_column(sa.Column("weekdays", sa.String(), nullable=False, server_default="MO TU WE TH FR SA SU"))
        batch_op.add_column(sa.Column("with_food", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("indication", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("interval_minutes", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("most_in_a_day", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("contents", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("prescriber", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("review_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("transcribed_by", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("checked_by", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("why_changed", sa.String(), nullable=False, server_default=""))
        batch_op.create_foreign_key(batch_op.f("fk_medicines_transcribed_by"), "accounts", ["transcribed_by"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_medicines_checked_by"), "accounts", ["checked_by"], ["id"])
    op.execute("UPDATE medicines SET order_id = id")
    op.execute("UPDATE medicines SET kind = 'WHEN_REQUIRED' WHERE at IS NULL")

    with op.batch_alter_table("medicines") as batch_op:
        batch_op.alter_column("order_id", existing_type=sa.Uuid(), nullable=False)
        batch_op.create_index("ix_medicines_order_id", ["order_id"])
