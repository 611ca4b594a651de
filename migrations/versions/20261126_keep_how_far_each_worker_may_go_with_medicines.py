"""Keep how far each worker may go with medicines.

Rows already there: nobody is locked out. Training in medicines that counts today becomes a competency at the highest
level, with the same last day, because it let its worker go to every visit with medicines. Every other care worker, who
could prompt and assist without it, may do so for 30 more days, as a record that says that nobody has assessed them yet.
Trainings stay as they are.
"""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import sqlalchemy as sa
from alembic import op

revision = "cba19166553e"
down_revision = "963f458bf829"
branch_labels = None
depends_on = None

GRACE = timedelta(days=30)


def upgrade() -> None:
    op.create_table(
        "medicine_competencies",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.Enum("PROMPT", "ASSIST", "ADMINISTER", "DELEGATED", name="medicinelevel"), nullable=True),
        sa.Column("assessed_by", sa.String(), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_medicine_competencies_account_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["accounts.id"], name=op.f("fk_medicine_competencies_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_medicine_competencies")),
    )
    op.create_index("ix_medicine_competencies_account_id", "medicine_competencies", ["account_id"])
    take_over()


LEVEL = sa.Enum("PROMPT", "ASSIST", "ADMINISTER", "DELEGATED", name="medicinelevel")
ACCOUNTS = sa.table("accounts", sa.column("id", sa.Uuid()), sa.column("role"), sa.column("left_at"))
TRAININGS = sa.table(
    "trainings", sa.column("account_id", sa.Uuid()), sa.column("skill"), sa.column("assessed_on", sa.Date()),
    sa.column("until", sa.Date()), sa.column("withdrawn_at"),
)  # fmt: skip
COMPETENCIES = sa.table(
    "medicine_competencies", sa.column("id", sa.Uuid()), sa.column("account_id", sa.Uuid()), sa.column("level", LEVEL),
    sa.column("assessed_by"), sa.column("assessed_on", sa.Date()), sa.column("until", sa.Date()), sa.column("note"),
    sa.column("recorded_at", sa.DateTime(timezone=True)),
)  # fmt: skip


def take_over() -> None:
    now = datetime.now(UTC)
    trained = trained_on(now.date())
    workers = sa.select(ACCOUNTS.c.id).where(
        sa.cast(ACCOUNTS.c.role, sa.String) == "CARE_WORKER", ACCOUNTS.c.left_at.is_(None)
    )
    for worker in op.get_bind().scalars(workers).all():
        what = trained.get(worker) or {
            "level": "ASSIST", "assessed_on": now.date(), "until": now.date() + GRACE, "assessed_by": "Nobody yet",
            "note": "Prompted and assisted before Doorstep asked for an assessment. Assess before the last day.",
        }  # fmt: skip
        op.execute(sa.insert(COMPETENCIES).values(id=uuid4(), account_id=worker, recorded_at=now, **what))


def trained_on(today: date) -> dict[UUID, dict[str, object]]:
    """By worker, their training in medicines that counts today, as a competency."""
    counts = sa.select(TRAININGS.c.account_id, TRAININGS.c.assessed_on, TRAININGS.c.until).where(
        sa.cast(TRAININGS.c.skill, sa.String) == "MEDICINES", TRAININGS.c.withdrawn_at.is_(None),
        sa.or_(TRAININGS.c.until.is_(None), TRAININGS.c.until >= today),
    )  # fmt: skip
    rows = sorted(op.get_bind().execute(counts).all(), key=lambda row: row.until or date.max)
    return {
        row.account_id: {
            "level": "DELEGATED", "assessed_on": row.assessed_on, "until": row.until,
            "assessed_by": "Taken over from training in medicines",
            "note": "At the upgrade. It let them go to every visit with medicines; say at the next assessment how far.",
        }
        for row in rows
    }  # fmt: skip
