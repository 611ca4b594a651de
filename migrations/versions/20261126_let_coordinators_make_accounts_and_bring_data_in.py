"""Let coordinators make accounts and bring data in.

Rows already there: everybody has chosen their password; nothing came from a file. SQLite keeps kinds of absence as
text, so it has nothing to learn of a new one.
"""

import sqlalchemy as sa
from alembic import op

revision = "533fac4cd737"
down_revision = "b4e594b55a6a"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TYPE absencekind ADD VALUE IF NOT EXISTS 'LEFT'")
    op.create_table(
        "imported_rows",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("imported_by", sa.Uuid(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_imported_rows_agency_id")),
        sa.ForeignKeyConstraint(["imported_by"], ["accounts.id"], name=op.f("fk_imported_rows_imported_by")),
        sa.PrimaryKeyConstraint("agency_id", "kind", "reference", name=op.f("pk_imported_rows")),
    )
    op.add_column("accounts", sa.Column("password_is_first", sa.Boolean(), nullable=False, server_default=sa.false()))
