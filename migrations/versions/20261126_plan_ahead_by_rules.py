"""Plan ahead by rules.

Rows already there: planned visits belong to no team, so that no visits are made from them before somebody says whose
they are; they take place every day, as before. Drafts are of their visits' title and number of workers. SQLite keeps
kinds of absence as text, so it has nothing to learn of a new one.
"""

import sqlalchemy as sa
from alembic import op

revision = "484e1c4bef2e"
down_revision = "c18e3e6b1c06"
branch_labels = None
depends_on = None

BANK_HOLIDAYS = sa.Enum("AS_USUAL", "NOT", "ONLY", name="bankholidays")
WORKERS_WANTED = sa.Enum("ANYBODY", "WOMEN", "MEN", name="workerswanted")
OF_THEIR_VISITS = """
UPDATE draft_visits SET
    title = (SELECT title FROM visits WHERE visits.id = draft_visits.visit_id),
    workers_needed = (SELECT workers_needed FROM visits WHERE visits.id = draft_visits.visit_id)
"""


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TYPE absencekind ADD VALUE IF NOT EXISTS 'LATE'")
    BANK_HOLIDAYS.create(op.get_bind(), checkfirst=True)
    WORKERS_WANTED.create(op.get_bind(), checkfirst=True)
    op.create_table(
        "rulebooks",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("rules_off", sa.String(), nullable=False),
        sa.Column("most_hours", sa.Integer(), nullable=False),
        sa.Column("rest_hours", sa.Integer(), nullable=False),
        sa.Column("car_minutes", sa.Float(), nullable=False),
        sa.Column("bicycle_minutes", sa.Float(), nullable=False),
        sa.Column("bus_minutes", sa.Float(), nullable=False),
        sa.Column("foot_minutes", sa.Float(), nullable=False),
        sa.Column("nation", sa.Enum("ENGLAND", "WALES", "SCOTLAND", "NORTHERN_IRELAND", name="nation"), nullable=False),
        sa.Column("calendars_say_names", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_rulebooks_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", name=op.f("pk_rulebooks")),
    )
    op.create_table(
        "calendar_feeds",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_calendar_feeds_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feeds")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feeds_token_hash")),
    )
    op.create_index("ix_calendar_feeds_account_id", "calendar_feeds", ["account_id"])

    op.create_table(
        "planned_workers",
        sa.Column("planned_visit_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_planned_workers_account_id")),
        sa.ForeignKeyConstraint(
            ["planned_visit_id"], ["planned_visits.id"], name=op.f("fk_planned_workers_planned_visit_id")
        ),
        sa.PrimaryKeyConstraint("planned_visit_id", "account_id", name=op.f("pk_planned_workers")),
    )
    op.create_table(
        "trainings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column(
            "skill",
            sa.Enum("MEDICINES", "HOIST", "PEG", "CATHETER", "STOMA", "DEMENTIA", "END_OF_LIFE", name="skill"),
            nullable=False,
        ),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_trainings_account_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["accounts.id"], name=op.f("fk_trainings_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trainings")),
    )
    op.create_index("ix_trainings_account_id", "trainings", ["account_id"])

    op.create_table(
        "wishes",
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("is_declined", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_wishes_account_id")),
        sa.ForeignKeyConstraint(["service_user_id"], ["service_users.id"], name=op.f("fk_wishes_service_user_id")),
        sa.PrimaryKeyConstraint("service_user_id", "account_id", name=op.f("pk_wishes")),
    )
    op.create_table(
        "worker_facts",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("gender", sa.Enum("NOT_SAID", "WOMAN", "MAN", name="gender"), nullable=False),
        sa.Column("travel", sa.Enum("CAR", "BICYCLE", "BUS", "FOOT", name="travel"), nullable=False),
        sa.Column("most_hours", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_worker_facts_account_id")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_worker_facts")),
    )
    op.create_table(
        "rule_overrides",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column(
            "rule",
            sa.Enum(
                "DOUBLE_BOOKING",
                "AWAY",
                "MEDICINES",
                "TRAINING",
                "DECLINED",
                "WANTED",
                "REST",
                "HOURS",
                "TRAVEL",
                name="rule",
            ),
            nullable=False,
        ),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_rule_overrides_account_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["accounts.id"], name=op.f("fk_rule_overrides_decided_by")),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_rule_overrides_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_overrides")),
    )
    op.create_index("ix_rule_overrides_visit_id", "rule_overrides", ["visit_id"])

    op.create_table(
        "rota_openings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rota_change_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_rota_openings_author_id")),
        sa.ForeignKeyConstraint(["id"], ["forms.id"], name=op.f("fk_rota_openings_id")),
        sa.ForeignKeyConstraint(["rota_change_id"], ["rota_changes.id"], name=op.f("fk_rota_openings_rota_change_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rota_openings")),
    )
    op.create_index("ix_rota_openings_rota_change_id", "rota_openings", ["rota_change_id"])

    with op.batch_alter_table("draft_visits") as batch_op:
        batch_op.add_column(sa.Column("title", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("workers_needed", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("is_by_hand", sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.alter_column("changed_by", existing_type=sa.Uuid(), nullable=True)
    op.execute(OF_THEIR_VISITS)

    with op.batch_alter_table("planned_visits") as batch_op:
        batch_op.add_column(sa.Column("team_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("needs", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("from_on", sa.Date(), nullable=False, server_default="2000-01-01"))
        batch_op.add_column(sa.Column("until_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("weekdays", sa.String(), nullable=False, server_default="MO TU WE TH FR SA SU"))
        batch_op.add_column(sa.Column("every_weeks", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("bank_holidays", BANK_HOLIDAYS, nullable=False, server_default="AS_USUAL"))
        batch_op.add_column(sa.Column("made_to", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("follows", sa.Uuid(), nullable=True))
        batch_op.create_index("ix_planned_visits_team_id", ["team_id"])
        batch_op.create_foreign_key(batch_op.f("fk_planned_visits_team_id"), "teams", ["team_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_planned_visits_follows"), "planned_visits", ["follows"], ["id"])

    with op.batch_alter_table("service_users") as batch_op:
        batch_op.add_column(sa.Column("workers_wanted", WORKERS_WANTED, nullable=False, server_default="ANYBODY"))

    with op.batch_alter_table("visits") as batch_op:
        batch_op.add_column(sa.Column("needs", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("planned_visit_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("occurs_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("is_by_hand", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.create_unique_constraint(
            batch_op.f("uq_visits_planned_visit_id_occurs_on"), ["planned_visit_id", "occurs_on"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_visits_planned_visit_id"), "planned_visits", ["planned_visit_id"], ["id"]
        )
