"""The offices of the server's tests, each with its login, and what a submission stands on. For pushes past the engine."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import psycopg

from app.domain.applicant import Applicant
from app.domain.archive import ArchiveItem, ArchiveStatus
from app.domain.attachment import FileRef
from app.domain.declaration import Declaration, Stage
from app.domain.organisation import Account, Actor, Organisation, Role
from app.domain.plan import PlanKit
from db.json_text import to_plain
from tests.factories import FixedClock, FixedPlanKits, make_applicant, make_declaration, make_item
from tests.server.world import EVERYWHERE, FAR, NEAR, Login, World


@dataclass(frozen=True)
class Seat:
    """An office with its login on the server and its account in the copy."""

    unit: Organisation
    login: Login
    actor: Actor
    desk: "psycopg.Connection[Any]" = field(repr=False)

    @property
    def account(self) -> Account:
        login = self.login
        return Account(login.account_id, self.unit.id, login.login, login.name, self.unit.role, "not-a-hash")


@dataclass
class Sides:
    """The server with its offices; examples come and go in it."""

    world: World
    seats: dict[str, Seat]
    kits: FixedPlanKits
    moment: Any = None

    def seat(self, key: str) -> Seat:
        return self.seats[key]

    def set_now(self, clock: FixedClock) -> None:
        if clock.now() != self.moment:
            self.moment = clock.now()
            self.world.set_now(clock.now())


def take_seats(world: World, kits: tuple[PlanKit, ...]) -> Sides:
    """Two districts with two offices each, one of each level above, a second city office, an employer with and one without 市直单位."""
    for district in (EVERYWHERE, NEAR, FAR):
        world.add_district(district)
    for kit in kits:
        world.load_kit(kit)
        window = kit.window("pay")
        if window is not None:
            world.owner.execute("UPDATE rd.plan SET pay_until = %s WHERE plan_id = %s", [window.end, kit.id])
    world.load_holidays()
    units: dict[str, Organisation] = {}
    for role in (Role.MUNICIPAL_UNIT, Role.COMMITTEE, Role.CITY):
        units[role] = world.add_organisation(role, name=f"示例{role.value}")
    units["second_city"] = world.add_organisation(Role.CITY, name="示例市建委")
    for role in (Role.ACCEPTANCE, Role.HR_BUREAU):
        units[role] = world.add_organisation(role, NEAR)
        units[f"far_{role}"] = world.add_organisation(role, FAR)
    municipal = units[Role.MUNICIPAL_UNIT].id
    units[Role.EMPLOYER] = world.add_organisation(Role.EMPLOYER, NEAR)
    units["municipal_employer"] = world.add_organisation(Role.EMPLOYER, NEAR, municipal_unit_id=municipal)
    units["stranger"] = world.add_organisation(Role.EMPLOYER, NEAR)
    seats: dict[str, Seat] = {}
    for key, unit in units.items():
        login = world.add_login(unit)
        actor = Actor(login.account_id, login.name, unit.role, unit.id, unit.name)
        seats[key] = Seat(unit, login, actor, world.connect_as(login))
    return Sides(world, seats, FixedPlanKits(kits))


@dataclass(frozen=True)
class Draft:
    """A person with 基本信息 passed and a declaration that nobody has handed in."""

    person: Applicant
    basic: ArchiveItem
    declaration: Declaration

    @classmethod
    def of(cls, employer: Seat, kit: PlanKit) -> "Draft":
        person = make_applicant(employer.unit)
        basic = make_item(person, section="basic", fields={"name": person.name}, status=ArchiveStatus.PASSED)
        draft = make_declaration(person, (basic,), stage=Stage.DRAFT, acceptance_point=NEAR)
        return cls(person, basic, replace(draft, plan_id=kit.id))


def enter_person(world: World, employer: Seat, draft: Draft) -> None:
    """The person and 基本信息 as the server has them, past every rule; every file that the draft names is uploaded."""
    person, basic, same = draft.person, draft.basic, {"employer_id": employer.unit.id}
    told = {"name": person.name, "id_number": person.id_number, "phone": person.phone}
    world.put_row("applicant", NEAR, person.id, **same, **told)
    world.put_row(
        *("archive_item", NEAR, basic.id),
        **same,
        applicant_id=person.id,
        section="basic",
        status="passed",
        content_rev=1,
        submit_no=1,
        fields=dict(basic.fields),
        evidence=to_plain(basic.evidence),
    )
    upload(world, employer, draft.declaration.files())


def upload(world: World, seat: Seat, files: Iterable[FileRef], district: str = NEAR) -> None:
    """As if the bytes had been put and finished before."""
    for file in files:
        world.owner.execute(
            "INSERT INTO rd.upload (district_id, holder_id, sha256, size, finished_at)"
            " VALUES (%s, %s, %s, %s, now()) ON CONFLICT DO NOTHING",
            [district, seat.unit.id, file.sha256, file.size],
        )
