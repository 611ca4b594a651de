"""Assess risks by forms.

Rows already there: each risk of the list that there was becomes an assessment of kind general, under its own id, with
all that it said; it is to be looked at within four weeks. The list itself is dropped then.
"""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import sqlalchemy as sa
from alembic import op

revision = "74c4bef11b7d"
down_revision = "ba0bd0cfebb3"
branch_labels = None
depends_on = None

REVIEWED_WITHIN = timedelta(weeks=4)
WHY = "Taken over from the list of risks."
FORM_ID = UUID("5a3c0f7e-94a1-5d39-8d0c-6a0f3be0a7d4")
FORM = """\
kind = "general"
title = "General"
review_months = 12
several = true
titled_by = "category"

[[sections]]
title = "The risk"

[[sections.questions]]
name = "category"
asks = "What is the risk about?"
type = "text"

[[sections.questions]]
name = "what"
asks = "What could happen, and to whom?"
type = "long"
tells = "{}"
"""

PEOPLE = sa.table("service_users", sa.column("id", sa.Uuid()), sa.column("agency_id", sa.Uuid()))
RISKS = sa.table(
    "risks", sa.column("id", sa.Uuid()), sa.column("service_user_id", sa.Uuid()), sa.column("category"),
    sa.column("what"), sa.column("control"),
)  # fmt: skip
FORMS = sa.table(
    "risk_forms", sa.column("id", sa.Uuid()), sa.column("agency_id", sa.Uuid()), sa.column("kind"),
    sa.column("version"), sa.column("text"), sa.column("written_at", sa.DateTime(timezone=True)),
)  # fmt: skip
ASSESSMENTS = sa.table(
    "risk_assessments", sa.column("id", sa.Uuid()), sa.column("agency_id", sa.Uuid()),
    sa.column("service_user_id", sa.Uuid()), sa.column("kind"), sa.column("version"), sa.column("due_on", sa.Date()),
    sa.column("workers"),
)  # fmt: skip
VERSIONS = sa.table(
    "risk_assessment_versions", sa.column("id", sa.Uuid()), sa.column("assessment_id", sa.Uuid()),
    sa.column("version"), sa.column("form_id", sa.Uuid()), sa.column("title"), sa.column("answers", sa.JSON()),
    sa.column("controls", sa.JSON()), sa.column("tells"), sa.column("band"), sa.column("understands"),
    sa.column("took_part"), sa.column("assessed_on", sa.Date()), sa.column("review_on", sa.Date()),
    sa.column("is_ended", sa.Boolean()), sa.column("why"), sa.column("written_at", sa.DateTime(timezone=True)),
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "risk_assessments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("workers", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_risk_assessments_agency_id")),
        sa.ForeignKeyConstraint(
            ["service_user_id"], ["service_users.id"], name=op.f("fk_risk_assessments_service_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_assessments")),
    )
    op.create_index("ix_risk_assessments_due", "risk_assessments", ["agency_id", "due_on"])
    op.create_index("ix_risk_assessments_service_user_id", "risk_assessments", ["service_user_id"])
    op.create_table(
        "risk_forms",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_risk_forms_agency_id")),
        sa.ForeignKeyConstraint(["written_by"], ["accounts.id"], name=op.f("fk_risk_forms_written_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_forms")),
        sa.UniqueConstraint("agency_id", "kind", "version", name=op.f("uq_risk_forms_agency_id_kind_version")),
    )
    op.create_table(
        "risk_assessment_versions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("form_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("controls", sa.JSON(), nullable=False),
        sa.Column("tells", sa.String(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("band", sa.String(), nullable=False),
        sa.Column("understands", sa.String(), nullable=False),
        sa.Column("took_part", sa.String(), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("is_ended", sa.Boolean(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["risk_assessments.id"], name=op.f("fk_risk_assessment_versions_assessment_id")
        ),
        sa.ForeignKeyConstraint(["form_id"], ["risk_forms.id"], name=op.f("fk_risk_assessment_versions_form_id")),
        sa.ForeignKeyConstraint(["written_by"], ["accounts.id"], name=op.f("fk_risk_assessment_versions_written_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_assessment_versions")),
        sa.UniqueConstraint("assessment_id", "version", name=op.f("uq_risk_assessment_versions_assessment_id_version")),
    )
    op.create_index("ix_risk_assessment_versions_assessment_id", "risk_assessment_versions", ["assessment_id"])
    move_risks()
    op.drop_table("risks")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TYPE alertkind ADD VALUE IF NOT EXISTS 'RISK'")


def move_risks() -> None:
    """The list of risks asked for three things of each, and so does the form that they are taken over with."""
    db, now = op.get_bind(), datetime.now(UTC)
    found = db.execute(sa.select(RISKS, PEOPLE.c.agency_id).join(PEOPLE, PEOPLE.c.id == RISKS.c.service_user_id)).all()
    if not found:
        return
    form = {"id": FORM_ID, "agency_id": None, "kind": "general", "version": 1, "text": FORM, "written_at": now}
    op.bulk_insert(FORMS, [form])
    review_on = now.date() + REVIEWED_WITHIN
    op.bulk_insert(
        ASSESSMENTS,
        [
            {"id": risk.id, "agency_id": risk.agency_id, "service_user_id": risk.service_user_id, "kind": "general",
             "version": 1, "due_on": review_on, "workers": 1}
            for risk in found
        ],
    )  # fmt: skip
    op.bulk_insert(
        VERSIONS,
        [
            {"id": uuid4(), "assessment_id": risk.id, "version": 1, "form_id": FORM_ID, "title": risk.category,
             "answers": {"category": risk.category, "what": risk.what}, "controls": {"": risk.control},
             "tells": risk.what, "band": "", "understands": "", "took_part": "", "assessed_on": now.date(),
             "review_on": review_on, "is_ended": False, "why": WHY, "written_at": now}
            for risk in found
        ],
    )  # fmt: skip
