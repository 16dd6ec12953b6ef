"""Alembic's environment of the working copy: always on the connection that db.migrate passes, in its transaction."""

from alembic import context

from db.models.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_server_default=True,
)
context.run_migrations()
