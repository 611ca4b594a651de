"""Tell boards of rotas that are not answered.

Rows already there: every agency waits four hours for an answer, a quarter of one when it is urgent.
"""

import sqlalchemy as sa
from alembic import op

revision = "ef2843e3ef83"
down_revision = "b820b66c1db8"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("agencies") as agencies:
        agencies.add_column(sa.Column("answer_minutes", sa.Integer(), nullable=False, server_default="240"))
        agencies.add_column(sa.Column("answer_minutes_urgent", sa.Integer(), nullable=False, server_default="15"))
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TYPE alertkind ADD VALUE IF NOT EXISTS 'NOT_ANSWERED'")
