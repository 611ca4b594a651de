"""Plan and publish a rota.

Rows already there: no visit is cancelled. SQLite keeps kinds of alerts as text, so it has nothing to learn.
"""

import sqlalchemy as sa
from alembic import op

revision = "b1cfb319d401"
down_revision = "a4d19c07e6b2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rota_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.Uuid(), nullable=False),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column("reached_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_rota_changes_account_id")),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_rota_changes_agency_id")),
        sa.ForeignKeyConstraint(["published_by"], ["accounts.id"], name=op.f("fk_rota_changes_published_by")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_rota_changes_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rota_changes")),
    )
    op.create_index(op.f("ix_rota_changes_account_id"), "rota_changes", ["account_id"], unique=False)
    op.create_index(op.f("ix_rota_changes_team_id"), "rota_changes", ["team_id"], unique=False)
    op.create_table(
        "draft_visits",
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_cancelled", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["changed_by"], ["accounts.id"], name=op.f("fk_draft_visits_changed_by")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_draft_visits_team_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_draft_visits_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", name=op.f("pk_draft_visits")),
    )
    op.create_index(op.f("ix_draft_visits_team_id"), "draft_visits", ["team_id"], unique=False)
    op.create_table(
        "rota_differences",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rota_change_id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Enum("MOVED", "ADDED", "TAKEN_OFF", "CANCELLED", name="differencekind"), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("was_starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("was_ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["rota_change_id"], ["rota_changes.id"], name=op.f("fk_rota_differences_rota_change_id")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_rota_differences_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rota_differences")),
    )
    op.create_index(op.f("ix_rota_differences_rota_change_id"), "rota_differences", ["rota_change_id"], unique=False)
    op.create_table(
        "draft_assignments",
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_draft_assignments_account_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["draft_visits.visit_id"], name=op.f("fk_draft_assignments_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", "account_id", name=op.f("pk_draft_assignments")),
    )
    op.create_table(
        "rota_answers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rota_change_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("answer", sa.Enum("ACCEPTED", "CANNOT", name="answer"), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_rota_answers_author_id")),
        sa.ForeignKeyConstraint(["id"], ["forms.id"], name=op.f("fk_rota_answers_id")),
        sa.ForeignKeyConstraint(["rota_change_id"], ["rota_changes.id"], name=op.f("fk_rota_answers_rota_change_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rota_answers")),
    )
    op.create_index(op.f("ix_rota_answers_rota_change_id"), "rota_answers", ["rota_change_id"], unique=False)
    with op.batch_alter_table("visits") as visits:
        visits.add_column(sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True))
        visits.add_column(sa.Column("cancelled_by", sa.Uuid(), nullable=True))
        visits.add_column(sa.Column("cancelled_reason", sa.String(), nullable=False, server_default=""))
        visits.create_foreign_key(visits.f("fk_visits_cancelled_by"), "accounts", ["cancelled_by"], ["id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TYPE alertkind ADD VALUE IF NOT EXISTS 'CANNOT_GO'")
