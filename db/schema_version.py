"""The schema this program knows. A copy with a smaller number is migrated, one with a larger is refused (E-103).

The number is the count of migrations in ``db/migrations/local/versions``; each sets ``PRAGMA user_version`` to its own, so
that opening a copy needs no Alembic (0.35 s of imports).
"""

SCHEMA_VERSION = 4
