"""New identifiers: UUIDv7 as text of 36 characters, later ones sort later. Implements app.ports.ids.NewId."""

import uuid_utils


def new_id() -> str:
    """Safe from any thread."""
    return str(uuid_utils.uuid7())
