"""Tell boards of records after a move.

Rows already there: stay as they are. SQLite keeps kinds as text, so it has nothing to learn.
"""

from alembic import op

revision = "c27d51a90e84"
down_revision = "ef2843e3ef83"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TYPE alertkind ADD VALUE IF NOT EXISTS 'AFTER_MOVE'")
