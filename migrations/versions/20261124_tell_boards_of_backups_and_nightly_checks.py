"""Tell boards of backups and nightly checks.

Rows already there: stay as they are. SQLite keeps kinds as text, so it has nothing to learn.
"""

from alembic import op

revision = "3f0c5b7a9d21"
down_revision = "d7112a457f18"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TYPE alertkind ADD VALUE IF NOT EXISTS 'BACKUP'")
        op.execute("ALTER TYPE alertkind ADD VALUE IF NOT EXISTS 'DIFFERENCES'")
