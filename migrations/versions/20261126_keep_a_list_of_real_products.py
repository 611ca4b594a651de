"""Keep a list of real products.

Rows already there: orders name no product of the list, and keep saying so until they are changed.
"""

import sqlalchemy as sa
from alembic import op

revision = "4452397d36f9"
down_revision = "cba19166553e"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "products",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("level", sa.Enum("VMP", "AMP", name="productlevel"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("words", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("generic_id", sa.Uuid(), nullable=True),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("control", sa.String(), nullable=False),
        sa.Column("is_listed", sa.Boolean(), nullable=False),
        sa.Column("is_parallel_import", sa.Boolean(), nullable=False),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("release", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["generic_id"], ["products.id"], name=op.f("fk_products_generic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_products")),
        sa.UniqueConstraint("code", name=op.f("uq_products_code")),
    )
    op.create_index("ix_products_generic_id", "products", ["generic_id"])
    op.create_index("ix_products_words", "products", ["words"])
    op.create_table(
        "product_words",
        sa.Column("word", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_product_words_product_id")),
        sa.PrimaryKeyConstraint("word", "product_id", name=op.f("pk_product_words")),
    )
    op.create_index("ix_product_words_product_id", "product_words", ["product_id"])
    with op.batch_alter_table("medicines") as batch_op:
        batch_op.add_column(sa.Column("product_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_medicines_product_id"), "products", ["product_id"], ["id"])
