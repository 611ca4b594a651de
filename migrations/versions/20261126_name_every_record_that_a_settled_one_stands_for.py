"""Name every record that a settled one stands for.

Rows already there: stand for the one that they correct, and for no other.
"""

import sqlalchemy as sa
from alembic import op

revision = "8bdf9fda7863"
down_revision = "5d0e7c2b9f41"
branch_labels = None
depends_on = None

ENTRIES = (
    "action_outcomes", "arrivals", "body_marks", "changes_read", "concerns", "departures", "dose_effects",
    "late_notices", "mar_entries", "notes", "observations", "photos", "soft_signs", "stock_movements", "stopped_visits",
)  # fmt: skip


def upgrade() -> None:
    for table in ENTRIES:
        op.add_column(table, sa.Column("also_corrects", sa.String(), server_default="", nullable=False))
