"""Keep medicine errors and audits.

Rows already there: stay as they are.
"""

import sqlalchemy as sa
from alembic import op

revision = "963f458bf829"
down_revision = "5bcaa152141c"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "medicine_audits",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("month_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("findings", sa.String(), nullable=False),
        sa.Column("shape", sa.Integer(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("signed_by", sa.Uuid(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_medicine_audits_agency_id")),
        sa.ForeignKeyConstraint(
            ["service_user_id"], ["service_users.id"], name=op.f("fk_medicine_audits_service_user_id")
        ),
        sa.ForeignKeyConstraint(["signed_by"], ["accounts.id"], name=op.f("fk_medicine_audits_signed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_medicine_audits")),
        sa.UniqueConstraint(
            "service_user_id", "month_on", "number", name=op.f("uq_medicine_audits_service_user_id_month_on_number")
        ),
    )
    op.create_index("ix_medicine_audits_agency_id", "medicine_audits", ["agency_id"])
    op.create_table(
        "medicine_errors",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("dose_id", sa.Uuid(), nullable=True),
        sa.Column("reported_by", sa.Uuid(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_medicine_errors_agency_id")),
        sa.ForeignKeyConstraint(["dose_id"], ["doses.id"], name=op.f("fk_medicine_errors_dose_id")),
        sa.ForeignKeyConstraint(["reported_by"], ["accounts.id"], name=op.f("fk_medicine_errors_reported_by")),
        sa.ForeignKeyConstraint(
            ["service_user_id"], ["service_users.id"], name=op.f("fk_medicine_errors_service_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_medicine_errors")),
    )
    op.create_index("ix_medicine_errors_agency_id", "medicine_errors", ["agency_id"])
    op.create_index("ix_medicine_errors_dose_id", "medicine_errors", ["dose_id"])
    op.create_index("ix_medicine_errors_service_user_id", "medicine_errors", ["service_user_id"])
    op.create_table(
        "medicine_actions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("error_id", sa.Uuid(), nullable=True),
        sa.Column("audit_id", sa.Uuid(), nullable=True),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["accounts.id"], name=op.f("fk_medicine_actions_added_by")),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_medicine_actions_agency_id")),
        sa.ForeignKeyConstraint(["audit_id"], ["medicine_audits.id"], name=op.f("fk_medicine_actions_audit_id")),
        sa.ForeignKeyConstraint(["error_id"], ["medicine_errors.id"], name=op.f("fk_medicine_actions_error_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["accounts.id"], name=op.f("fk_medicine_actions_owner_id")),
        sa.ForeignKeyConstraint(
            ["service_user_id"], ["service_users.id"], name=op.f("fk_medicine_actions_service_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_medicine_actions")),
    )
    op.create_index("ix_medicine_actions_agency_id", "medicine_actions", ["agency_id"])
    op.create_index("ix_medicine_actions_audit_id", "medicine_actions", ["audit_id"])
    op.create_index("ix_medicine_actions_error_id", "medicine_actions", ["error_id"])
    op.create_table(
        "medicine_error_versions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("error_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "WRONG_DOSE",
                "WRONG_MEDICINE",
                "WRONG_PERSON",
                "WRONG_TIME",
                "OMITTED",
                "GIVEN_TWICE",
                "WRONG_ROUTE",
                "RECORDING",
                "SUPPLY",
                "OTHER",
                name="errorkind",
            ),
            nullable=False,
        ),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("found_by", sa.String(), nullable=False),
        sa.Column(
            "harm", sa.Enum("NOT_KNOWN", "NONE", "LOW", "MODERATE", "SEVERE", "FATAL", name="harm"), nullable=False
        ),
        sa.Column("done", sa.String(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("learning", sa.String(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["error_id"], ["medicine_errors.id"], name=op.f("fk_medicine_error_versions_error_id")),
        sa.ForeignKeyConstraint(["written_by"], ["accounts.id"], name=op.f("fk_medicine_error_versions_written_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_medicine_error_versions")),
        sa.UniqueConstraint("error_id", "version", name=op.f("uq_medicine_error_versions_error_id_version")),
    )
    op.create_index("ix_medicine_error_versions_error_id", "medicine_error_versions", ["error_id"])
    op.create_table(
        "medicine_actions_done",
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("done_by", sa.Uuid(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["medicine_actions.id"], name=op.f("fk_medicine_actions_done_action_id")
        ),
        sa.ForeignKeyConstraint(["done_by"], ["accounts.id"], name=op.f("fk_medicine_actions_done_done_by")),
        sa.ForeignKeyConstraint(["recorded_by"], ["accounts.id"], name=op.f("fk_medicine_actions_done_recorded_by")),
        sa.PrimaryKeyConstraint("action_id", name=op.f("pk_medicine_actions_done")),
    )
