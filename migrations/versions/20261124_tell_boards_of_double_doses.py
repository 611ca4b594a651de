"""Tell boards of double doses.

Rows already there: stay as they are. SQLite keeps kinds as text, so it has nothing to learn.
"""

from alembic import op

revision = "a4d19c07e6b2"
down_revision = "58b1d0f3c7e4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TYPE alertkind ADD VALUE IF NOT EXISTS 'DOUBLE_DOSE'")
