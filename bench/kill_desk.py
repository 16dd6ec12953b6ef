"""The small office in which the kill campaign works: one unit, one account, one person, 400 archive items."""

from datetime import UTC, date, datetime, timedelta

from app.domain.organisation import Account, Actor, Organisation, Role
from db.repositories.people import NameReadings

KEY = bytes(range(32))
"""Published here: the copy holds nothing real."""
UNIT = Organisation("unit-1", "示例建设工程有限公司", Role.EMPLOYER)
ACCOUNT = Account("account-1", UNIT.id, "clerk", "周敏", Role.EMPLOYER, "not-a-hash")
OFFICE = Actor(ACCOUNT.id, ACCOUNT.name, ACCOUNT.role, UNIT.id, UNIT.name)
PASSWORD = "mima-1234"
"""Of the account in the window's campaign; the other one signs nobody in."""
PERSON = "person-1"
DRAFT = "draft-1"
"""The new item that every victim is entering: its one field holds a number that only grows."""
ITEMS = tuple(f"item-{n}" for n in range(1, 401))


class WallClock:
    """The machine's own time."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return (self.now() + timedelta(hours=8)).date()


def read_no_name(name: str) -> NameReadings:
    """The campaign searches nobody: no readings, and none of their library's start-up time."""
    return NameReadings("", "")
