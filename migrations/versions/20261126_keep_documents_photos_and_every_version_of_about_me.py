"""Keep documents, photos and every version of About me.

Rows already there: what was written under About me is its first version; who wrote it was not kept.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "ba0bd0cfebb3"
down_revision = "533fac4cd737"
branch_labels = None
depends_on = None

KINDS = (
    "CARE_PLAN_COPY", "DNACPR_FORM", "LETTER", "PORTRAIT", "SKIN", "EQUIPMENT", "MEDICINE", "HOME", "OTHER",
)  # fmt: skip
KIND = sa.Enum(*KINDS, name="documentkind").with_variant(
    postgresql.ENUM(*KINDS, name="documentkind", create_type=False), "postgresql"
)


def upgrade() -> None:
    postgresql.ENUM(*KINDS, name="documentkind").create(op.get_bind(), checkfirst=True)
    op.create_table(
        "about_me_versions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("helped", sa.String(), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_user_id"], ["service_users.id"], name=op.f("fk_about_me_versions_service_user_id")
        ),
        sa.ForeignKeyConstraint(["written_by"], ["accounts.id"], name=op.f("fk_about_me_versions_written_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_about_me_versions")),
        sa.UniqueConstraint("service_user_id", "version", name=op.f("uq_about_me_versions_service_user_id_version")),
    )
    op.create_index("ix_about_me_versions_service_user_id", "about_me_versions", ["service_user_id"])
    op.create_table(
        "documents",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("for_workers", sa.Boolean(), nullable=False),
        sa.Column("offline", sa.Boolean(), nullable=False),
        sa.Column("follows", sa.Uuid(), nullable=True),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_why", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["accounts.id"], name=op.f("fk_documents_added_by")),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_documents_agency_id")),
        sa.ForeignKeyConstraint(["follows"], ["documents.id"], name=op.f("fk_documents_follows")),
        sa.ForeignKeyConstraint(["service_user_id"], ["service_users.id"], name=op.f("fk_documents_service_user_id")),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["accounts.id"], name=op.f("fk_documents_withdrawn_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("follows", name=op.f("uq_documents_follows")),
    )
    op.create_index("ix_documents_agency_id", "documents", ["agency_id"])
    op.create_index("ix_documents_service_user_id", "documents", ["service_user_id"])
    op.create_table(
        "document_contents",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("whole", sa.LargeBinary(), nullable=False),
        sa.Column("small", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_document_contents_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_document_contents")),
    )
    op.create_table(
        "form_files",
        sa.Column("form_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["form_id"], ["forms.id"], name=op.f("fk_form_files_form_id")),
        sa.PrimaryKeyConstraint("form_id", name=op.f("pk_form_files")),
    )
    op.create_table(
        "photos",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("device_sequence", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("plan_version", sa.Integer(), nullable=False),
        sa.Column("corrects", sa.Uuid(), nullable=True),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("concern_id", sa.Uuid(), nullable=True),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_photos_author_id")),
        sa.ForeignKeyConstraint(["concern_id"], ["concerns.id"], name=op.f("fk_photos_concern_id")),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_photos_device_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_photos_document_id")),
        sa.ForeignKeyConstraint(["id"], ["forms.id"], name=op.f("fk_photos_id")),
        sa.ForeignKeyConstraint(["service_user_id"], ["service_users.id"], name=op.f("fk_photos_service_user_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_photos_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photos")),
        sa.UniqueConstraint("document_id", name=op.f("uq_photos_document_id")),
    )
    op.create_index("ix_photos_service_user_id", "photos", ["service_user_id"])
    op.create_index("ix_photos_visit_id", "photos", ["visit_id"])
    with op.batch_alter_table("about_me", schema=None) as batch_op:
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
