"""Keep what a phone sent that cannot be read.

Rows already there: stay as they are; all of them could be read.
"""

import sqlalchemy as sa
from alembic import op

revision = "afd84a87ff9c"
down_revision = "b6e5fe537ffc"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("forms", schema=None) as batch_op:
        batch_op.add_column(sa.Column("as_sent", sa.String(), nullable=True))
