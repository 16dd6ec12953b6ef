"""The whole road: route and wait of a declaration, what decisions record, meetings, the revision that pre-checks saw.

Frozen like 0001. Declarations of the older schemas get the offices of their levels where the copy knows just one of a
level; their wait counts from the day they were handed in.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_FILTERED = ("key", "year", "plan_id", "publicity_to", "flag_count", "applicant_key", "reached")
_ROUTE = ("acceptance_id", "hr_bureau_id", "municipal_id", "committee_id")
_PERSON = (
    *("applicant_key", "stage", "employer_id", "submitted_at", "key", "year", "plan_id", "publicity_to"),
    *("flag_count", "reached"),
)
_NEW_COLUMNS = (
    *_ROUTE,
    *("arrived_at", "pay_until", "form_step", "office_publicity_id", "office_publicity_to"),
)
_OFFICES = (("acceptance_id", "acceptance"), ("hr_bureau_id", "hr_bureau"), ("committee_id", "committee"))


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default=sa.text("''"))


def upgrade() -> None:
    for name in _ROUTE:
        op.add_column("declaration", _text(name))
    op.add_column("declaration", sa.Column("arrived_at", sa.BigInteger(), nullable=True))
    op.add_column("declaration", sa.Column("pay_until", sa.Date(), nullable=True))
    op.add_column("declaration", _text("form_step"))
    op.add_column("declaration", sa.Column("office_publicity_id", sa.String(length=36), nullable=True))
    op.add_column("declaration", sa.Column("office_publicity_to", sa.Date(), nullable=True))
    op.execute("UPDATE declaration SET arrived_at = submitted_at")
    for column, role in _OFFICES:
        op.execute(
            f"UPDATE declaration SET {column} = (SELECT min(id) FROM organisation WHERE role = '{role}')"
            f" WHERE stage <> 'draft' AND (SELECT count(*) FROM organisation WHERE role = '{role}') = 1"
        )
    op.execute(
        "UPDATE declaration SET municipal_id = coalesce((SELECT municipal_unit_id FROM organisation"
        " WHERE organisation.id = declaration.employer_id), '') WHERE stage <> 'draft'"
    )
    op.add_column("decision", sa.Column("record", sa.Text(), nullable=False, server_default=sa.text("'{}'")))
    op.add_column("decision", sa.Column("files", sa.Text(), nullable=False, server_default=sa.text("'[]'")))
    op.add_column("decision", sa.Column("entered_at", sa.BigInteger(), nullable=True))
    op.add_column("decision", _text("entered_by"))
    op.create_index("ix_decision_entering", "decision", ["organisation_id", "entered_at", "at"])
    op.add_column("flag", sa.Column("seen_rev", sa.Integer(), nullable=False, server_default=sa.text("0")))
    op.create_table(
        "meeting",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("experts", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_meeting"),
    )
    op.create_index("ix_meeting_organisation_id", "meeting", ["organisation_id", "held_on"])
    op.create_table(
        "meeting_member",
        sa.Column("meeting_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("declaration_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="fk_meeting_member_meeting_id"),
        sa.PrimaryKeyConstraint("meeting_id", "position", name="pk_meeting_member"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_meeting_member_declaration_id", "meeting_member", ["declaration_id"])
    for name in ("ix_declaration_stage", "ix_declaration_person"):
        op.drop_index(name, "declaration")
    op.create_index("ix_declaration_stage", "declaration", ["stage", "submitted_at", *_FILTERED, *_ROUTE])
    op.create_index("ix_declaration_person", "declaration", [*_PERSON, *_ROUTE])
    op.execute("PRAGMA user_version = 3")


def downgrade() -> None:
    for name in ("ix_declaration_stage", "ix_declaration_person"):
        op.drop_index(name, "declaration")
    op.create_index("ix_declaration_stage", "declaration", ["stage", "submitted_at", *_FILTERED])
    op.create_index("ix_declaration_person", "declaration", list(_PERSON))
    op.drop_table("meeting_member")
    op.drop_table("meeting")
    op.drop_column("flag", "seen_rev")
    op.drop_index("ix_decision_entering", "decision")
    for column in ("entered_by", "entered_at", "files", "record"):
        op.drop_column("decision", column)
    for column in reversed(_NEW_COLUMNS):
        op.drop_column("declaration", column)
    op.execute("PRAGMA user_version = 2")
