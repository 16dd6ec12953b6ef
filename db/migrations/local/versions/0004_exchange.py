"""The exchange with the shared database: mirror, cursors, what is sent and its answers, the sync log, transfers of files.

Frozen like 0001. A copy without a server keeps these tables empty; its outbox entries are ``local``.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def _text(name: str, default: str | None = None) -> sa.Column[str]:
    given = None if default is None else sa.text(f"'{default}'")
    return sa.Column(name, sa.Text(), nullable=False, server_default=given)


def _optional(name: str, kind: "sa.types.TypeEngine[Any]") -> "sa.Column[Any]":
    return sa.Column(name, kind, nullable=True)


def upgrade() -> None:
    op.add_column("outbox", _text("state", "local"))
    op.add_column("outbox", _optional("due_at", sa.BigInteger()))
    op.add_column("outbox", _text("code", ""))
    op.add_column("outbox", _text("params", "{}"))
    op.create_index(
        "ix_outbox_state",
        "outbox",
        ["state", "seq"],
        sqlite_where=sa.text("state NOT IN ('local', 'applied')"),
    )
    op.create_table(
        "mirror",
        _text("kind"),
        _text("id"),
        _text("district_id"),
        _text("group_id", ""),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        _optional("held", sa.Text()),
        sa.Column("stale", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.PrimaryKeyConstraint("kind", "id", name="pk_mirror"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_mirror_district", "mirror", ["district_id", "kind"])
    op.create_index("ix_mirror_held", "mirror", ["group_id"], sqlite_where=sa.text("held IS NOT NULL"))
    op.create_index("ix_mirror_stale", "mirror", ["kind"], sqlite_where=sa.text("stale = 1"))
    op.create_table(
        "pull_cursor",
        _text("district_id"),
        _text("kind"),
        sa.Column("cursor", sa.BigInteger(), nullable=False),
        _text("epoch"),
        _optional("line", sa.Text()),
        sa.PrimaryKeyConstraint("district_id", "kind", name="pk_pull_cursor"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "outbox_part",
        sa.Column("part_id", sa.String(length=36), nullable=False),
        sa.Column("op_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        *(
            _text(name)
            for name in ("district_id", "group_id", "function", "kind", "subject_id", "action", "doc")
        ),
        _optional("base_rev", sa.Integer()),
        _optional("after_part", sa.String(length=36)),
        _text("state"),
        _text("code", ""),
        _text("detail", "{}"),
        _optional("new_rev", sa.Integer()),
        _optional("answered_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("part_id", name="pk_outbox_part"),
    )
    op.create_index("ix_outbox_part_op_id", "outbox_part", ["op_id"])
    op.create_index("ix_outbox_part_open", "outbox_part", ["group_id", "state"])
    op.create_index("ix_outbox_part_subject", "outbox_part", ["subject_id", "state"])
    op.create_table(
        "sync_log",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        _text("kind"),
        _text("params"),
        sa.PrimaryKeyConstraint("key", name="pk_sync_log"),
    )
    op.create_table(
        "file_transfer",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        _text("district_id"),
        _text("direction"),
        sa.Column("size", sa.BigInteger(), nullable=False),
        _text("state"),
        _text("code", ""),
        _optional("used_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("sha256", "district_id", "direction", name="pk_file_transfer"),
        sqlite_with_rowid=False,
    )
    op.execute("PRAGMA user_version = 4")


def downgrade() -> None:
    for table in ("file_transfer", "sync_log", "outbox_part", "pull_cursor", "mirror"):
        op.drop_table(table)
    op.drop_index("ix_outbox_state", "outbox")
    for column in ("params", "code", "due_at", "state"):
        op.drop_column("outbox", column)
    op.execute("PRAGMA user_version = 3")
