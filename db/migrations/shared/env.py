"""Alembic's environment of the shared database: always on the connection that db.server.install passes, in its transaction."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    version_table_schema=context.config.attributes["version_schema"],
)
context.run_migrations()
