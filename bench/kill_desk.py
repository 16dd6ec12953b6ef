"""The small office in which the kill campaign works: one unit, one account, one person, four archive items."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from app.domain.applicant import Applicant
from app.domain.archive import ArchiveItem, ArchiveStatus
from app.domain.organisation import Account, Actor, Organisation, Role
from app.services.plan_kits import FolderPlanKits
from db.migrate import upgrade
from db.name_readings import read_name
from db.working_copy import create_copy
from resources import plans_dir

KEY = bytes(range(32))
"""Published here: the copy holds nothing real."""
UNIT = Organisation("unit-1", "示例建设工程有限公司", Role.EMPLOYER)
ACCOUNT = Account("account-1", UNIT.id, "clerk", "周敏", Role.EMPLOYER, "not-a-hash")
OFFICE = Actor(ACCOUNT.id, ACCOUNT.name, ACCOUNT.role, UNIT.id, UNIT.name)
ITEMS = tuple(f"item-{n}" for n in range(1, 5))


class WallClock:
    """The machine's own time."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return (self.now() + timedelta(hours=8)).date()


def create_kill_copy(folder: Path) -> None:
    """A working copy with ITEMS pending, closed again."""
    copy = create_copy(folder, KEY, copy_id="kill-campaign", upgrade=upgrade)
    kits = FolderPlanKits(plans_dir())
    person = Applicant("person-1", UNIT.id, "陈晓东", "330199198803070011")
    with copy.new_unit_of_work(kits, read_name) as uow:
        uow.organisations.add(UNIT)
        uow.accounts.add(ACCOUNT)
        uow.applicants.add(person)
        for item_id in ITEMS:
            uow.archive.add(
                ArchiveItem(
                    id=item_id,
                    applicant_id=person.id,
                    employer_id=UNIT.id,
                    section="award",
                    fields={
                        "time": "2024-11",
                        "project": "城东片区排水管网数字化改造",
                        "name": "科技创新成果奖",
                    },
                    evidence=(),
                    status=ArchiveStatus.PENDING,
                    rev=1,
                    content_rev=1,
                    submit_no=1,
                    submitted_at=WallClock().now(),
                )
            )
        uow.commit()
    copy.close()
