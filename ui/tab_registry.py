"""The tabs of the window in their order. A new tab is one line here and one folder below ``ui/tabs``.

Imported after the first paint with ``ui.interior``, which shows those of the person's role.
"""

from collections.abc import Sequence

from app.domain.organisation import Role
from app.ports.queries import HomeFacts
from ui.tab_page import TabEntry
from ui.tabs.archive.view import ArchiveTab
from ui.tabs.home.view import HomeTab

EVERYBODY = frozenset(Role)
EMPLOYER = frozenset({Role.EMPLOYER})


def count_archive(facts: HomeFacts) -> int:
    """Badge of 业绩档案审核."""
    return facts.archive_pending


ENTRIES: Sequence[TabEntry] = (
    TabEntry("home", "用户中心", EVERYBODY, HomeTab),
    TabEntry("archive", "业绩档案审核", EMPLOYER, ArchiveTab, count_archive),
)
"""Titles word for word as in seed A's screens (A3.2). Further: 职称申报资格审查 (declarations_pending), 公示管理."""
