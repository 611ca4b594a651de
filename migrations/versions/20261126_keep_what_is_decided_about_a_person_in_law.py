"""Keep what is decided about a person in law.

Rows already there: a CPR decision stays what the banner says; by whom and when it was made was never held.
"""

import sqlalchemy as sa
from alembic import op

revision = "30561ab58f19"
down_revision = "3feaed7a182e"
branch_labels = None
depends_on = None

KINDS = (
    "CONSENT",
    "CAPACITY",
    "BEST_INTERESTS",
    "LASTING_POWER",
    "COURT",
    "ADVANCE_DECISION",
    "ADVANCE_STATEMENT",
    "CPR",
)


def upgrade() -> None:
    op.create_table(
        "legal_records",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Enum(*KINDS, name="legalkind"), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("paper_at", sa.String(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_user_id"], ["service_users.id"], name=op.f("fk_legal_records_service_user_id")
        ),
        sa.ForeignKeyConstraint(["written_by"], ["accounts.id"], name=op.f("fk_legal_records_written_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_records")),
        sa.UniqueConstraint("matter_id", "version", name=op.f("uq_legal_records_matter_id_version")),
    )
    with op.batch_alter_table("legal_records", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_legal_records_service_user_id"), ["service_user_id"], unique=False)
