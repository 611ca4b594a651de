"""Tell boards of corrections that differ.

Rows already there: stay as they are. SQLite keeps kinds as text, so it has nothing to learn.
"""

from alembic import op

revision = "5d0e7c2b9f41"
down_revision = "afd84a87ff9c"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TYPE alertkind ADD VALUE IF NOT EXISTS 'CONTRADICTION'")
