"""Count what phones lost, and what lacks its number.

Rows already there: no form without a number is counted, and what was told as lost before is not taken back by one.
"""

import sqlalchemy as sa
from alembic import op

revision = "e45ca703f8a7"
down_revision = "8bdf9fda7863"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("devices", sa.Column("without_number", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("losses", sa.Column("count", sa.Integer(), nullable=False, server_default="0"))
