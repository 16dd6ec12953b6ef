"""The tabs of the window in their order. A new tab is one line here and one folder below ``ui/tabs``.

Imported after the first paint with ``ui.interior``, which shows those of the person's role.
"""

from collections.abc import Sequence

from app.domain.organisation import Role
from app.ports.queries import HomeFacts
from ui.tab_page import TabEntry
from ui.tabs.archive.view import ArchiveTab
from ui.tabs.declarations.view import DeclarationsTab
from ui.tabs.entry.view import EntryTab
from ui.tabs.home.view import HomeTab
from ui.tabs.publicity.view import PublicityDeskTab
from ui.tabs.road.view import RoadTab
from ui.tabs.statistics.view import StatisticsTab

EVERYBODY = frozenset(Role)
EMPLOYER = frozenset({Role.EMPLOYER})
READERS = EVERYBODY - {Role.ADMIN}
"""Levels that declarations reach. 市直单位 and the city read there: their own acts are in 受理与评审."""

PUBLISHERS = frozenset({Role.EMPLOYER, Role.COMMITTEE})
"""Who publishes: the unit, and the committee's office applicants and results (A4.3, B11.1, B12.1)."""


ON_THE_ROAD = READERS
"""Who has an act of its own beyond 单位审核 (DOMAIN facts §1)."""


def count_entries(facts: HomeFacts) -> int:
    """Badge of 人员与申报: declarations that HR still fills in or corrects."""
    return facts.to_fill_in


def count_archive(facts: HomeFacts) -> int:
    """Badge of 业绩档案审核."""
    return facts.archive_pending


def count_declarations(facts: HomeFacts) -> int:
    """Badge of 职称申报资格审查."""
    return facts.declarations_pending


def count_road(facts: HomeFacts) -> int:
    """Badge of 受理与评审: what waits for this desk's own act."""
    return facts.road_waiting


def count_publicities(facts: HomeFacts) -> int:
    """Badge of 公示管理: publicities that are over or have an objection, and persons who wait for one."""
    waiting = {row.key for row in (*facts.publicities_over, *facts.publicities_objected)}
    return len(waiting) + facts.waiting_for_publicity


ENTRIES: Sequence[TabEntry] = (
    TabEntry("home", "用户中心", EVERYBODY, HomeTab),
    TabEntry("entry", "人员与申报", EMPLOYER, EntryTab, count_entries),
    TabEntry("archive", "业绩档案审核", EMPLOYER, ArchiveTab, count_archive),
    TabEntry("declarations", "职称申报资格审查", READERS, DeclarationsTab, count_declarations),
    TabEntry("publicity", "公示管理", PUBLISHERS, PublicityDeskTab, count_publicities),
    TabEntry(
        *("road", "受理与评审", ON_THE_ROAD, RoadTab, count_road),
        titles={Role.EMPLOYER: "缴费与评审表"},
    ),
    TabEntry("statistics", "统计", ON_THE_ROAD, StatisticsTab),
)
"""Titles word for word as in seed A's screens (A3.2); 人员与申报 is ours."""
