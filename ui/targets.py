"""Where a link leads: plain data that one tab gives to ``Session.go_to`` and another tab opens.

Tabs never import one another; they agree on these.
"""

from dataclasses import dataclass

from app.domain.archive import ArchiveStatus
from app.domain.declaration import DeclarationTab, DeclareMode, EmployerStep
from app.ports.queries import PublicityTab


@dataclass(frozen=True, slots=True)
class HomeTarget:
    """用户中心."""


@dataclass(frozen=True, slots=True)
class ArchiveTarget:
    """业绩档案审核. ``section`` "" = the one the clerk is in, or the first with something in this status."""

    section: str = ""
    status: ArchiveStatus | None = ArchiveStatus.PENDING
    """None = 全部."""
    text: str = ""
    flagged_only: bool = False
    review: bool = False
    """Open the first row in the 审阅 state at once (接着审)."""
    item_id: str = ""
    """Open exactly this one in the 审阅 state, whatever became of it meanwhile."""


@dataclass(frozen=True, slots=True)
class DeclarationTarget:
    """职称申报资格审查. ``declaration_id``: open this one in the 审阅 state."""

    tab: DeclarationTab = DeclarationTab.PENDING
    text: str = ""
    year: int | None = None
    plan_id: str | None = None
    steps: frozenset[EmployerStep] = frozenset()
    flagged_only: bool = False
    declaration_id: str = ""


@dataclass(frozen=True, slots=True)
class PublicityTarget:
    """公示管理. ``publicity_id``: select this one; ``declaration_ids``: start one for these (待发起)."""

    tab: PublicityTab = PublicityTab.RUNNING
    publicity_id: str = ""
    declaration_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryTarget:
    """人员与申报: 申报进度."""


@dataclass(frozen=True, slots=True)
class PersonTarget:
    """人员与申报: a person's archive; ``item_id``: open this entry."""

    applicant_id: str
    item_id: str = ""


@dataclass(frozen=True, slots=True)
class DeclareTarget:
    """人员与申报: a declaration in the wizard, or, without one, the choice of a plan (for a person, in a 业务类别)."""

    declaration_id: str = ""
    applicant_id: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class RoadTarget:
    """受理与评审. ``queue``: a value of ``app.ports.road_queries.Queue``; "" = the desk's first."""

    queue: str = ""
    text: str = ""
    year: int | None = None
    plan_id: str | None = None
    unit_id: str | None = None
    mode: DeclareMode | None = None
    late_only: bool = False


@dataclass(frozen=True, slots=True)
class PlatformTarget:
    """省平台录入, over whatever tab is in front: everything 未录入, beginning ``at`` a dossier if it is among it; with
    ``subject_id`` only what this office decided on that declaration or archive item."""

    subject_id: str = ""
    at: str = ""


Target = (
    HomeTarget
    | ArchiveTarget
    | DeclarationTarget
    | PublicityTarget
    | EntryTarget
    | PersonTarget
    | DeclareTarget
    | RoadTarget
    | PlatformTarget
)

TAB_OF: dict[type, str] = {
    HomeTarget: "home",
    ArchiveTarget: "archive",
    DeclarationTarget: "declarations",
    PublicityTarget: "publicity",
    EntryTarget: "entry",
    PersonTarget: "entry",
    DeclareTarget: "entry",
    RoadTarget: "road",
}
"""The key of the tab (``ui.tab_registry``) that opens a target; a PlatformTarget opens a sheet of the window (``ui.shell``)."""
