"""Everything the window is given once the working copy is open (``MainWindow.connected(desk)``)."""

from collections.abc import Callable
from dataclasses import dataclass

from app.ports.archive_package import ArchivePackages, PackageRecords
from app.ports.attachments import AttachmentStore
from app.ports.calendar import Calendar
from app.ports.check_queries import CheckQueries
from app.ports.clock import Clock
from app.ports.documents import Documents
from app.ports.entering_queries import EnteringQueries
from app.ports.entry_queries import EntryQueries
from app.ports.ids import NewId
from app.ports.intake import Intake
from app.ports.plan_kits import PlanKits
from app.ports.preview import PreviewService
from app.ports.queries import Queries
from app.ports.road_queries import RoadQueries
from app.ports.secrets import PasswordHasher
from app.ports.statistics import StatisticsQueries
from app.ports.sync import DeskSync
from app.ports.unit_of_work import NewUnitOfWork


def be_warm() -> None:
    """Of a desk that has everything at hand."""


@dataclass(frozen=True, slots=True)
class Desk:
    queries: Queries
    """Read thread only."""
    entry: EntryQueries
    """Read thread only."""
    checks: CheckQueries
    """Read thread only."""
    road: RoadQueries
    """Read thread only."""
    entering: EnteringQueries
    """Read thread only."""
    statistics: StatisticsQueries
    """Read thread only."""
    new_unit_of_work: NewUnitOfWork
    """Write thread only."""
    attachments: AttachmentStore
    intake: Intake
    preview: PreviewService
    documents: Documents
    packages: ArchivePackages
    """归档包: any thread but the GUI's."""
    package_records: PackageRecords
    """Read thread only."""
    plan_kits: PlanKits
    calendar: Calendar
    clock: Clock
    new_id: NewId
    passwords: PasswordHasher
    copy_name: str
    sync: DeskSync | None = None
    """The exchange with the shared database; None where no server is set up."""
    sample_password: str = ""
    """Not empty only in a 样例 copy: the sign-in page shows it."""
    warm_up: Callable[[], None] = be_warm
    """Brings in what the sign-in page does not need and starts the preview; any thread but the GUI's, once, at once after
    the page is shown. Raises EnvironmentFault K-102 for a damaged plan kit. Parts asked for earlier come by themselves.
    """
