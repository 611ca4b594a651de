"""Keep how goals stand and what people scored.

Rows already there: no goal had a status, and nobody a score.
"""

import sqlalchemy as sa
from alembic import op

revision = "b6e5fe537ffc"
down_revision = "e462937695db"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "goal_statuses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("NOT_STARTED", "IN_PROGRESS", "PAUSED", "REACHED", "GIVEN_UP", name="goalstate"),
            nullable=False,
        ),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("said_by", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("look_again_on", sa.Date(), nullable=True),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_user_id"], ["service_users.id"], name=op.f("fk_goal_statuses_service_user_id")
        ),
        sa.ForeignKeyConstraint(["written_by"], ["accounts.id"], name=op.f("fk_goal_statuses_written_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal_statuses")),
        sa.UniqueConstraint(
            "service_user_id", "goal_id", "version", name=op.f("uq_goal_statuses_service_user_id_goal_id_version")
        ),
    )
    with op.batch_alter_table("goal_statuses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_statuses_service_user_id"), ["service_user_id"], unique=False)

    op.create_table(
        "scores",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Enum("PAM", "OWN", name="scorekind"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("stage", sa.Enum("ENTRY", "REVIEW", "DISCHARGE", name="stage"), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("least", sa.BigInteger(), nullable=False),
        sa.Column("most", sa.BigInteger(), nullable=False),
        sa.Column("more_is_better", sa.Boolean(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("form_version", sa.String(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("taken_by", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("again_on", sa.Date(), nullable=True),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_aside_by", sa.Uuid(), nullable=True),
        sa.Column("set_aside_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("set_aside_why", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["service_user_id"], ["service_users.id"], name=op.f("fk_scores_service_user_id")),
        sa.ForeignKeyConstraint(["set_aside_by"], ["accounts.id"], name=op.f("fk_scores_set_aside_by")),
        sa.ForeignKeyConstraint(["written_by"], ["accounts.id"], name=op.f("fk_scores_written_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scores")),
    )
    with op.batch_alter_table("scores", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scores_service_user_id"), ["service_user_id"], unique=False)
