"""Former name of ``app.domain.prechecks``: what other modules take from it."""

from app.domain.prechecks.checks import check_declaration, check_item
from app.domain.prechecks.notice import Notice, Severity

__all__ = ["Notice", "Severity", "check_declaration", "check_item"]
