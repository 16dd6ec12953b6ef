"""Entering and declaring: drafts of items, submissions as handed in, what the wizard keeps of photo, commitment and score.

Frozen like 0001. Declarations of the first schema have no former submissions kept and a photo that nobody measured here.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_NEW_COLUMNS = (
    "photo_original",
    "photo_facts",
    "photo_ground",
    "commitment_kind",
    "commitment_at",
    "score",
    "copied_from",
    "saved_at",
)


def upgrade() -> None:
    op.create_table(
        "item_draft",
        sa.Column("item_id", sa.String(length=36), nullable=False),
        sa.Column("applicant_key", sa.Integer(), nullable=False),
        sa.Column("employer_id", sa.String(length=36), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("base_rev", sa.Integer(), nullable=True),
        sa.Column("kept_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["applicant_key"], ["applicant.key"], name="fk_item_draft_applicant_key"),
        sa.PrimaryKeyConstraint("item_id", name="pk_item_draft"),
    )
    op.create_index("ix_item_draft_applicant_key", "item_draft", ["applicant_key"])
    op.create_table(
        "submission",
        sa.Column("declaration_id", sa.String(length=36), nullable=False),
        sa.Column("submit_no", sa.Integer(), nullable=False),
        sa.Column("submitted_at", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["declaration_id"], ["declaration.id"], name="fk_submission_declaration_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("declaration_id", "submit_no", name="pk_submission"),
    )
    op.add_column("declaration", sa.Column("photo_original", sa.Text(), nullable=True))
    op.add_column("declaration", sa.Column("photo_facts", sa.Text(), nullable=True))
    op.add_column(
        "declaration", sa.Column("photo_ground", sa.Text(), nullable=False, server_default=sa.text("''"))
    )
    op.add_column("declaration", sa.Column("commitment_kind", sa.Text(), nullable=True))
    op.add_column("declaration", sa.Column("commitment_at", sa.BigInteger(), nullable=True))
    op.add_column("declaration", sa.Column("score", sa.Text(), nullable=True))
    op.add_column(
        "declaration", sa.Column("copied_from", sa.Text(), nullable=False, server_default=sa.text("''"))
    )
    op.add_column("declaration", sa.Column("saved_at", sa.BigInteger(), nullable=True))
    op.add_column("declaration_material", sa.Column("papers", sa.Text(), nullable=False, server_default="[]"))
    op.create_index("ix_applicant_id_number", "applicant", ["employer_id", "id_number"])
    op.execute("PRAGMA user_version = 2")


def downgrade() -> None:
    op.drop_index("ix_applicant_id_number", "applicant")
    op.drop_column("declaration_material", "papers")
    for column in reversed(_NEW_COLUMNS):
        op.drop_column("declaration", column)
    op.drop_table("submission")
    op.drop_table("item_draft")
    op.execute("PRAGMA user_version = 1")
