"""Every table in one metadata, for migrations and tests. Importing this module fills it."""

from db.models import archive, declarations, keeping, people, publicities, records
from db.models.columns import metadata

MODULES = (people, archive, declarations, publicities, records, keeping)

__all__ = ["MODULES", "metadata"]
