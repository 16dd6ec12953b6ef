"""The first schema: people, archive, declarations, publicities, records, settings.

Frozen: types stand here as SQLite keeps them (JSON as text, times as integer microseconds), nothing is imported from
db.models, so that an old copy is always migrated the same way.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "archive_revision",
        sa.Column("item_id", sa.String(length=36), nullable=False),
        sa.Column("content_rev", sa.Integer(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("item_id", "content_rev", name="pk_archive_revision"),
    )
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("content_digest", sa.Text(), nullable=False),
        sa.Column("prev_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_audit"),
    )
    op.create_index("ix_audit_subject_id", "audit", ["subject_id"])
    op.create_table(
        "decision",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("employer_id", sa.String(length=36), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("actor_role", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("organisation_name", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("base_rev", sa.Integer(), nullable=False),
        sa.Column("new_rev", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("notice", sa.Text(), nullable=False),
        sa.Column("defects", sa.Text(), nullable=False),
        sa.Column("submit_no", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("key", name="pk_decision"),
        sa.UniqueConstraint("id", name="uq_decision_id"),
    )
    op.create_index("ix_decision_account_id", "decision", ["account_id", "at"])
    op.create_index(
        "ix_decision_returns",
        "decision",
        ["employer_id", "at", "subject_id"],
        sqlite_where=sa.text("action = 'return' AND subject_kind = 'declaration' AND withdrawn = 0"),
    )
    op.create_index("ix_decision_subject_id", "decision", ["subject_id"])
    op.create_table(
        "file",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_file"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "flag",
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("params", sa.Text(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("material", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("subject_kind", "subject_id", "position", name="pk_flag"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "look",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_look"),
    )
    op.create_index("ix_look_subject_id", "look", ["subject_id"])
    op.create_table(
        "organisation",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("uscc", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("municipal_unit_id", sa.String(length=36), nullable=True),
        sa.Column("bound", sa.Boolean(), nullable=False),
        sa.Column("rev", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_organisation"),
    )
    op.create_table(
        "outbox",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("op_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_outbox"),
        sa.UniqueConstraint("op_id", name="uq_outbox_op_id"),
    )
    op.create_table(
        "publicity",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("employer_id", sa.String(length=36), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("end_on", sa.Date(), nullable=False),
        sa.Column("end_rule", sa.Text(), nullable=False),
        sa.Column("working_days", sa.Integer(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("stated_source", sa.Text(), nullable=False),
        sa.Column("stated_reason", sa.Text(), nullable=False),
        sa.Column("held_before", sa.Boolean(), nullable=False),
        sa.Column("sheet_exported_at", sa.BigInteger(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("cancelled_at", sa.BigInteger(), nullable=True),
        sa.Column("cancel_reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_publicity"),
        sa.UniqueConstraint("id", name="uq_publicity_id"),
    )
    op.create_index("ix_publicity_employer_id", "publicity", ["employer_id", "end_on"])
    op.create_table(
        "setting",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_setting"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "account",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name="fk_account_organisation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("login", name="uq_account_login"),
    )
    op.create_index("ix_account_organisation_id", "account", ["organisation_id"])
    op.create_table(
        "applicant",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("employer_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_pinyin", sa.Text(), nullable=False),
        sa.Column("name_initials", sa.Text(), nullable=False),
        sa.Column("id_number", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["employer_id"], ["organisation.id"], name="fk_applicant_employer_id"),
        sa.PrimaryKeyConstraint("key", name="pk_applicant"),
        sa.UniqueConstraint("id", name="uq_applicant_id"),
    )
    op.create_index("ix_applicant_employer_id", "applicant", ["employer_id"])
    op.create_table(
        "audit_content",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["audit.seq"], name="fk_audit_content_seq"),
        sa.PrimaryKeyConstraint("seq", name="pk_audit_content"),
    )
    op.create_table(
        "objection",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("publicity_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("declaration_id", sa.String(length=36), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("handling", sa.Text(), nullable=False),
        sa.Column("upheld", sa.Boolean(), nullable=True),
        sa.Column("resolved_by", sa.Text(), nullable=True),
        sa.Column("resolved_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["publicity_id"], ["publicity.id"], name="fk_objection_publicity_id"),
        sa.PrimaryKeyConstraint("id", name="pk_objection"),
    )
    op.create_index("ix_objection_publicity_id", "objection", ["publicity_id"])
    op.create_table(
        "publicity_member",
        sa.Column("publicity_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("declaration_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["publicity_id"], ["publicity.id"], name="fk_publicity_member_publicity_id"),
        sa.PrimaryKeyConstraint("publicity_id", "position", name="pk_publicity_member"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_publicity_member_declaration_id", "publicity_member", ["declaration_id"])
    op.create_table(
        "archive_item",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("applicant_key", sa.Integer(), nullable=False),
        sa.Column("employer_id", sa.String(length=36), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("content_rev", sa.Integer(), nullable=False),
        sa.Column("submit_no", sa.Integer(), nullable=False),
        sa.Column("submitted_at", sa.BigInteger(), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("v1", sa.Text(), nullable=False),
        sa.Column("v2", sa.Text(), nullable=False),
        sa.Column("v3", sa.Text(), nullable=False),
        sa.Column("flag_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["applicant_key"], ["applicant.key"], name="fk_archive_item_applicant_key"),
        sa.PrimaryKeyConstraint("key", name="pk_archive_item"),
        sa.UniqueConstraint("id", name="uq_archive_item_id"),
    )
    op.create_index(
        "ix_archive_item_list",
        "archive_item",
        ["employer_id", "status", "section", "submitted_at", "key", "flag_count", "applicant_key"],
    )
    op.create_index(
        "ix_archive_item_person",
        "archive_item",
        ["applicant_key", "section", "status", "submitted_at", "key", "flag_count", "employer_id"],
    )
    op.create_table(
        "declaration",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("applicant_key", sa.Integer(), nullable=False),
        sa.Column("employer_id", sa.String(length=36), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=False),
        sa.Column("plan_version", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("person_category", sa.Text(), nullable=False),
        sa.Column("submit_no", sa.Integer(), nullable=False),
        sa.Column("submitted_at", sa.BigInteger(), nullable=True),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("photo", sa.Text(), nullable=True),
        sa.Column("commitment", sa.Text(), nullable=True),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("self_score", sa.Integer(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=True),
        sa.Column("acceptance_point", sa.Text(), nullable=False),
        sa.Column("publicity_id", sa.String(length=36), nullable=True),
        sa.Column("publicity_to", sa.Date(), nullable=True),
        sa.Column("open_objections", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("plan_name", sa.Text(), nullable=False),
        sa.Column("title_with_rank", sa.Text(), nullable=False),
        sa.Column("flag_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=True),
        sa.Column("reached", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["applicant_key"], ["applicant.key"], name="fk_declaration_applicant_key"),
        sa.PrimaryKeyConstraint("key", name="pk_declaration"),
        sa.UniqueConstraint("id", name="uq_declaration_id"),
    )
    op.create_index(
        "ix_declaration_person",
        "declaration",
        [
            *("applicant_key", "stage", "employer_id", "submitted_at", "key"),
            *("year", "plan_id", "publicity_to", "flag_count", "reached"),
        ],
    )
    op.create_index(
        "ix_declaration_list",
        "declaration",
        [
            "employer_id",
            "stage",
            "submitted_at",
            "key",
            "year",
            "plan_id",
            "publicity_to",
            "flag_count",
            "applicant_key",
            "reached",
        ],
    )
    op.create_index(
        "ix_declaration_stage",
        "declaration",
        [
            "stage",
            "submitted_at",
            "key",
            "year",
            "plan_id",
            "publicity_to",
            "flag_count",
            "applicant_key",
            "reached",
        ],
    )
    op.create_table(
        "declaration_item",
        sa.Column("declaration_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.String(length=36), nullable=False),
        sa.Column("content_rev", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["declaration_id"],
            ["declaration.id"],
            name="fk_declaration_item_declaration_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("declaration_id", "position", name="pk_declaration_item"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_declaration_item_item_id", "declaration_item", ["item_id"])
    op.create_table(
        "declaration_material",
        sa.Column("declaration_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("material", sa.Text(), nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["declaration_id"],
            ["declaration.id"],
            name="fk_declaration_material_declaration_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("declaration_id", "position", name="pk_declaration_material"),
    )
    op.create_table(
        "section_read",
        sa.Column("declaration_id", sa.String(length=36), nullable=False),
        sa.Column("submit_no", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["declaration_id"], ["declaration.id"], name="fk_section_read_declaration_id"
        ),
        sa.PrimaryKeyConstraint(
            "declaration_id", "submit_no", "account_id", "section", name="pk_section_read"
        ),
        sqlite_with_rowid=False,
    )
    op.execute("PRAGMA user_version = 1")


def downgrade() -> None:
    # Foreign keys are off during a migration (db.migrate), so the order is free.
    for table in sa.inspect(op.get_bind()).get_table_names():
        if table != "alembic_version":
            op.drop_table(table)
    op.execute("PRAGMA user_version = 0")
