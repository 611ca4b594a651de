"""Keep all of a person's record.

Rows already there: nobody is new and nobody is discharged; of what was never asked nothing is known; of codes it is not
known when they were changed. Everybody is found by the words of their names. SQLite keeps kinds of alerts as text, so
it has nothing to learn.
"""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "ff4ead9a731b"
down_revision = "24ad934c2f3e"
branch_labels = None
depends_on = None

TOLD = sa.Enum("NOT_ASKED", "NOTHING", "EMERGENCIES", "DAY_TO_DAY", "EVERYTHING", name="maybetold")
DAYS = ("discharged_on", "communication_asked_on", "communication_review_on")
TEXTS = (
    "gender", "nhs_number", "uprn", "allergies_confirmed_by", "pets", "languages", "interpreter", "communication",
    "formats", "aids", "communication_shared", "communication_met", "religion", "culture",
)  # fmt: skip
NAMES = ("given_name", "family_name", "known_as", "postcode")
PEOPLE = sa.table(
    "service_users", sa.column("id", sa.Uuid()), sa.column("agency_id", sa.Uuid()), *map(sa.column, NAMES)
)  # fmt: skip
WORDS = sa.table(
    "person_words",
    sa.column("service_user_id", sa.Uuid()),
    sa.column("word", sa.String()),
    sa.column("agency_id", sa.Uuid()),
)
FORGOTTEN = str.maketrans({"\u2019": "", "'": "", "\u0142": "l", "\u00f8": "o", "\u0111": "d"})


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for alert in ("FOLLOW_UP", "PACKAGE_ENDS"):
            op.execute(f"ALTER TYPE alertkind ADD VALUE IF NOT EXISTS '{alert}'")
    op.create_table(
        "person_words",
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("word", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_person_words_agency_id")),
        sa.ForeignKeyConstraint(
            ["service_user_id"], ["service_users.id"], name=op.f("fk_person_words_service_user_id")
        ),
        sa.PrimaryKeyConstraint("service_user_id", "word", name=op.f("pk_person_words")),
    )
    op.create_index("ix_person_words_word", "person_words", ["agency_id", "word"])

    op.create_table(
        "discharges",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "INDEPENDENT",
                "LONG_TERM",
                "HOSPITAL",
                "CARE_HOME",
                "MOVED",
                "DECLINED",
                "FUNDING_ENDED",
                "WE_ENDED_IT",
                "DIED",
                "OTHER",
                name="dischargereason",
            ),
            nullable=False,
        ),
        sa.Column("destination", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
        sa.Column("why_no_follow_up", sa.String(), nullable=False),
        sa.Column("followed_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("followed_up_by", sa.Uuid(), nullable=True),
        sa.Column("follow_up_words", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["followed_up_by"], ["accounts.id"], name=op.f("fk_discharges_followed_up_by")),
        sa.ForeignKeyConstraint(["recorded_by"], ["accounts.id"], name=op.f("fk_discharges_recorded_by")),
        sa.ForeignKeyConstraint(["service_user_id"], ["service_users.id"], name=op.f("fk_discharges_service_user_id")),
        sa.ForeignKeyConstraint(["undone_by"], ["accounts.id"], name=op.f("fk_discharges_undone_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discharges")),
    )
    op.create_index("ix_discharges_service_user_id", "discharges", ["service_user_id"])

    op.create_table(
        "packages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column(
            "funding",
            sa.Enum("COUNCIL", "DIRECT_PAYMENT", "NHS_CHC", "NHS_OTHER", "JOINT", "SELF", name="funding"),
            nullable=False,
        ),
        sa.Column("commissioner", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("minutes_a_week", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("is_stop_gap", sa.Boolean(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["recorded_by"], ["accounts.id"], name=op.f("fk_packages_recorded_by")),
        sa.ForeignKeyConstraint(["service_user_id"], ["service_users.id"], name=op.f("fk_packages_service_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packages")),
    )
    op.create_index("ix_packages_service_user_id", "packages", ["service_user_id"])

    op.create_table(
        "record_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("about", sa.Uuid(), nullable=True),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["changed_by"], ["accounts.id"], name=op.f("fk_record_changes_changed_by")),
        sa.ForeignKeyConstraint(
            ["service_user_id"], ["service_users.id"], name=op.f("fk_record_changes_service_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_changes")),
    )
    op.create_index("ix_record_changes_part", "record_changes", ["service_user_id", "part"])

    op.create_table(
        "key_safe_showings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("was_shown", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_key_safe_showings_account_id")),
        sa.ForeignKeyConstraint(
            ["service_user_id"], ["service_users.id"], name=op.f("fk_key_safe_showings_service_user_id")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_key_safe_showings_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_safe_showings")),
    )
    op.create_index("ix_key_safe_showings_service_user_id", "key_safe_showings", ["service_user_id"])

    TOLD.create(op.get_bind(), checkfirst=True)
    with op.batch_alter_table("contacts") as batch_op:
        batch_op.add_column(sa.Column("roles", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("may_be_told", TOLD, nullable=False, server_default="NOT_ASKED"))
        batch_op.add_column(sa.Column("is_clinical", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("key_safes") as batch_op:
        batch_op.add_column(sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("changed_by", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_key_safes_changed_by"), "accounts", ["changed_by"], ["id"])

    with op.batch_alter_table("service_users") as batch_op:
        batch_op.add_column(sa.Column("is_new", sa.Boolean(), nullable=False, server_default=sa.false()))
        for name in DAYS:
            batch_op.add_column(sa.Column(name, sa.Date(), nullable=True))
        for name in TEXTS:
            batch_op.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.create_index(
        "ix_service_users_by_name", "service_users", ["agency_id", "is_new", "family_name", "given_name", "id"]
    )
    op.create_index("ix_service_users_discharged", "service_users", ["agency_id", "discharged_on"])
    op.create_index("ix_service_users_nhs_number", "service_users", ["agency_id", "nhs_number"])
    find_everybody(op.get_bind())


def find_everybody(db: sa.Connection) -> None:
    for row in db.execute(sa.select(PEOPLE)).all():
        names = f"{row.given_name} {row.family_name} {row.known_as} {row.postcode}"
        words = {*plain_words(names), "".join(plain_words(row.postcode))} - {""}
        found = [{"service_user_id": row.id, "word": word, "agency_id": row.agency_id} for word in sorted(words)]
        if found:
            db.execute(WORDS.insert(), found)


def plain_words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold().translate(FORGOTTEN))
    return re.findall("[0-9a-z]+", "".join(letter for letter in plain if not unicodedata.combining(letter)))
