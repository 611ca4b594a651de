"""Say whether a dose helped.

Rows already there: stay as they are.
"""

import sqlalchemy as sa
from alembic import op

revision = "484eb3143a6e"
down_revision = "e3bc2a0e7977"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dose_effects",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("device_sequence", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("plan_version", sa.Integer(), nullable=False),
        sa.Column("corrects", sa.Uuid(), nullable=True),
        sa.Column("mar_entry_id", sa.Uuid(), nullable=False),
        sa.Column("effect", sa.Enum("HELPED", "PARTLY", "DID_NOT_HELP", "CANNOT_TELL", name="effect"), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_dose_effects_author_id")),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_dose_effects_device_id")),
        sa.ForeignKeyConstraint(["id"], ["forms.id"], name=op.f("fk_dose_effects_id")),
        sa.ForeignKeyConstraint(["mar_entry_id"], ["mar_entries.id"], name=op.f("fk_dose_effects_mar_entry_id")),
        sa.ForeignKeyConstraint(
            ["service_user_id"], ["service_users.id"], name=op.f("fk_dose_effects_service_user_id")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_dose_effects_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dose_effects")),
    )
    op.create_index("ix_dose_effects_mar_entry_id", "dose_effects", ["mar_entry_id"])
    op.create_index("ix_dose_effects_service_user_id", "dose_effects", ["service_user_id"])
    op.create_index("ix_dose_effects_visit_id", "dose_effects", ["visit_id"])
