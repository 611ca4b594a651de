"""Keep observations, soft signs and marks on the body.

Rows already there: nothing is asked for, nothing is observed. Thousandths are kept as whole numbers. SQLite keeps kinds
of alerts as text, so it has nothing to learn.
"""

import sqlalchemy as sa
from alembic import op

revision = "b4e594b55a6a"
down_revision = "ff4ead9a731b"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for alert in ("SOFT_SIGNS", "OBSERVATION", "TOO_LITTLE"):
            op.execute(f"ALTER TYPE alertkind ADD VALUE IF NOT EXISTS '{alert}'")
    op.create_table(
        "wanted_observations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("target", sa.BigInteger(), nullable=True),
        sa.Column("rule", sa.Enum("NONE", "UNDER_BY", "ABOVE", "BELOW", "DOWN", "UP", name="rulekind"), nullable=False),
        sa.Column("limit", sa.BigInteger(), nullable=True),
        sa.Column("by", sa.Time(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("wanted_by", sa.Uuid(), nullable=False),
        sa.Column("wanted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["ended_by"], ["accounts.id"], name=op.f("fk_wanted_observations_ended_by")),
        sa.ForeignKeyConstraint(
            ["service_user_id"], ["service_users.id"], name=op.f("fk_wanted_observations_service_user_id")
        ),
        sa.ForeignKeyConstraint(["wanted_by"], ["accounts.id"], name=op.f("fk_wanted_observations_wanted_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wanted_observations")),
    )
    op.create_index("ix_wanted_observations_service_user_id", "wanted_observations", ["service_user_id"])
    op.create_table(
        "body_marks",
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
        sa.Column("site", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("BRUISE", "PRESSURE_AREA", "WOUND", "RASH", "SWELLING", "OTHER", name="markkind"),
            nullable=False,
        ),
        sa.Column("size", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_body_marks_author_id")),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_body_marks_device_id")),
        sa.ForeignKeyConstraint(["id"], ["forms.id"], name=op.f("fk_body_marks_id")),
        sa.ForeignKeyConstraint(["service_user_id"], ["service_users.id"], name=op.f("fk_body_marks_service_user_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_body_marks_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body_marks")),
    )
    op.create_index("ix_body_marks_service_user_id", "body_marks", ["service_user_id"])
    op.create_index("ix_body_marks_visit_id", "body_marks", ["visit_id"])
    op.create_table(
        "observations",
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
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("observed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("is_sure", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_observations_author_id")),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_observations_device_id")),
        sa.ForeignKeyConstraint(["id"], ["forms.id"], name=op.f("fk_observations_id")),
        sa.ForeignKeyConstraint(
            ["service_user_id"], ["service_users.id"], name=op.f("fk_observations_service_user_id")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_observations_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observations")),
    )
    op.create_index("ix_observations_service_user_id", "observations", ["service_user_id"])
    op.create_index("ix_observations_visit_id", "observations", ["visit_id"])
    op.create_table(
        "soft_signs",
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
        sa.Column("signs", sa.String(), nullable=False),
        sa.Column("since", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_soft_signs_author_id")),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_soft_signs_device_id")),
        sa.ForeignKeyConstraint(["id"], ["forms.id"], name=op.f("fk_soft_signs_id")),
        sa.ForeignKeyConstraint(["service_user_id"], ["service_users.id"], name=op.f("fk_soft_signs_service_user_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_soft_signs_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_soft_signs")),
    )
    op.create_index("ix_soft_signs_service_user_id", "soft_signs", ["service_user_id"])
    op.create_index("ix_soft_signs_visit_id", "soft_signs", ["visit_id"])
    op.create_table(
        "healed_marks",
        sa.Column("body_mark_id", sa.Uuid(), nullable=False),
        sa.Column("healed_on", sa.Date(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("closed_by", sa.Uuid(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["body_mark_id"], ["body_marks.id"], name=op.f("fk_healed_marks_body_mark_id")),
        sa.ForeignKeyConstraint(["closed_by"], ["accounts.id"], name=op.f("fk_healed_marks_closed_by")),
        sa.PrimaryKeyConstraint("body_mark_id", name=op.f("pk_healed_marks")),
    )
    op.create_table(
        "sbard_versions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("soft_signs_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("situation", sa.String(), nullable=False),
        sa.Column("background", sa.String(), nullable=False),
        sa.Column("assessment", sa.String(), nullable=False),
        sa.Column("recommendation", sa.String(), nullable=False),
        sa.Column("given_to", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("is_closed", sa.Boolean(), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["soft_signs_id"], ["soft_signs.id"], name=op.f("fk_sbard_versions_soft_signs_id")),
        sa.ForeignKeyConstraint(["written_by"], ["accounts.id"], name=op.f("fk_sbard_versions_written_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sbard_versions")),
        sa.UniqueConstraint("soft_signs_id", "version", name=op.f("uq_sbard_versions_soft_signs_id_version")),
    )
    op.create_index("ix_sbard_versions_soft_signs_id", "sbard_versions", ["soft_signs_id"])
