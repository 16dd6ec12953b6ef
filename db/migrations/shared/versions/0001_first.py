"""The shared database of docs/protocol.md: roles, tables, rights, reading functions, rules as rows, push functions, files.

The SQL lies beside it, reviewed as SQL; the files run in the order of their names, all in the installation's one transaction.
"""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

FOLDER = Path(__file__).resolve().parents[1] / "sql" / "0001"


def upgrade() -> None:
    connection = op.get_bind()
    for file in sorted(FOLDER.glob("*.sql")):
        # As written: no parameters, so that neither a colon nor a percent sign means anything.
        connection.exec_driver_sql(
            file.read_text(encoding="utf-8"), execution_options={"no_parameters": True}
        )
    connection.exec_driver_sql("RESET ROLE")


def downgrade() -> None:
    raise NotImplementedError(
        "the first migration of a shared database is taken back by dropping the database"
    )
