"""The tabs of the window in their order. A new tab is one line here and one folder below ``ui/tabs``.

Imported after the first paint: ``app/main.py`` hands ``load_tabs`` to the window (start-up cost is handled there).
"""

from collections.abc import Sequence

from app.domain.organisation import Role
from ui.tab_page import TabEntry
from ui.tabs.home.view import HomeTab

EVERYBODY = frozenset(Role)
EMPLOYER = frozenset({Role.EMPLOYER})

ENTRIES: Sequence[TabEntry] = (TabEntry("home", "用户中心", EVERYBODY, HomeTab),)


def load_tabs() -> Sequence[TabEntry]:
    """All tabs; the window shows those of the person's role."""
    return ENTRIES
