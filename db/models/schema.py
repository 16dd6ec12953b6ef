"""Every table in one metadata, for migrations and tests. Importing this module fills it."""

from db.models import archive, declarations, exchange, keeping, meetings, people, publicities, records
from db.models.columns import metadata

MODULES = (people, archive, declarations, publicities, meetings, records, keeping, exchange)

__all__ = ["MODULES", "metadata"]
