"""The day up to which a returned declaration should be handed in again.

A decision keeps no day of its own: it stands in the head of the notice, which the kit's template writes (2026-10-15).
"""

import re
from datetime import date

from app.domain.decision import Decision

_DAY = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")


def find_deadline(returned: Decision) -> date | None:
    """The last day that the first line of the notice names; None where it names none (a return of the web platform)."""
    head = returned.notice.partition("\n")[0]
    for text in reversed(_DAY.findall(head)):
        try:
            return date.fromisoformat(text)
        except ValueError:
            continue
    return None
