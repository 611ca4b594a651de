"""Say where, when and before whom a dose was given.

Rows already there: a dose was given when it was recorded, by the office's clock as far as the phone knew it, and not
after it came. Nothing is known of where, and nobody was asked who saw it; of what has
ended it is not known whether it was stopped.
"""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "5bcaa152141c"
down_revision = "484eb3143a6e"
branch_labels = None
depends_on = None

OLD_PATCH = sa.Enum("REMOVED", "NONE_THERE", "STILL_THERE", name="oldpatch")
WORDS = ("sites", "needed_for", "tried_first", "witness", "why_no_witness", "why_corrected")
CLOCK_WRONG_AFTER = 5 * 60 * 1000
MOMENT = sa.DateTime(timezone=True)
ENTRIES = sa.table(
    "mar_entries",
    sa.column("id", sa.Uuid()), sa.column("recorded_at", MOMENT), sa.column("received_at", MOMENT),
    sa.column("given_at", MOMENT),
)  # fmt: skip
FORMS = sa.table("forms", sa.column("id", sa.Uuid()), sa.column("clock_offset_milliseconds", sa.Float()))


def upgrade() -> None:
    OLD_PATCH.create(op.get_bind(), checkfirst=True)
    with op.batch_alter_table("mar_entries") as batch_op:
        batch_op.add_column(sa.Column("given_at", MOMENT, nullable=True))
        batch_op.add_column(sa.Column("old_patch", OLD_PATCH, nullable=True))
        for name in WORDS:
            batch_op.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.execute("UPDATE mar_entries SET given_at = recorded_at")
    set_wrong_clocks_right(op.get_bind())
    with op.batch_alter_table("mar_entries") as batch_op:
        batch_op.alter_column("given_at", existing_type=MOMENT, nullable=False)

    with op.batch_alter_table("medicines") as batch_op:
        batch_op.add_column(sa.Column("sites", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("is_witnessed", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("is_stopped", sa.Boolean(), nullable=False, server_default=sa.false()))


def set_wrong_clocks_right(db: sa.Connection) -> None:
    offset = FORMS.c.clock_offset_milliseconds
    wrong = sa.or_(sa.func.abs(offset) > CLOCK_WRONG_AFTER, ENTRIES.c.recorded_at > ENTRIES.c.received_at)
    found = sa.select(ENTRIES, offset).join(FORMS, FORMS.c.id == ENTRIES.c.id).where(wrong)
    for row in db.execute(found).all():
        behind = row.clock_offset_milliseconds or 0
        behind = behind if abs(behind) > CLOCK_WRONG_AFTER else 0
        at = min(row.recorded_at + timedelta(milliseconds=behind), row.received_at)
        db.execute(sa.update(ENTRIES).where(ENTRIES.c.id == row.id).values(given_at=at))
