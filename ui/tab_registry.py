"""The tabs of the window in their order. A new tab is one line here and one folder below ``ui/tabs``.

Imported after the first paint with ``ui.interior``, which shows those of the person's role.
"""

from collections.abc import Sequence

from app.domain.organisation import Role
from ui.tab_page import TabEntry
from ui.tabs.home.view import HomeTab

EVERYBODY = frozenset(Role)
EMPLOYER = frozenset({Role.EMPLOYER})

ENTRIES: Sequence[TabEntry] = (TabEntry("home", "用户中心", EVERYBODY, HomeTab),)
