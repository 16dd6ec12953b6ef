"""The road of tests/usecases/road_desk.py walked by desks with copies of their own: each act at the desk of its office, which hears the
server before it and tells it after."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.organisation import Organisation, Role
from db.unit_of_work import SqlUnitOfWork
from tests.copies import Office
from tests.factories import FixedPlanKits, make_account, make_scope
from tests.server.exchange_world import ExchangeWorld, begin_draft, passed_person, submit
from tests.server.world import NEAR
from tests.sync.exchange_desk import ExchangeDesk
from tests.usecases.road_desk import WHOLE_ROAD, RoadDesk

ROLES = (*(Role.EMPLOYER, Role.ACCEPTANCE, Role.HR_BUREAU, Role.MUNICIPAL_UNIT, Role.COMMITTEE, Role.CITY),)


@dataclass
class ExchangeRoad(RoadDesk):
    desks: dict[Role, ExchangeDesk] = field(default_factory=dict)
    second_desk: ExchangeDesk | None = None
    seated: list[ExchangeDesk] = field(default_factory=list)
    tell: Callable[[], None] = lambda: None
    """The server learns what day it is."""

    def sit(self, role: Role, office: Office | None = None) -> ExchangeDesk:
        desk = self.second_desk if office is self.second_city and office else self.desks[role]
        assert desk is not None
        self.seated[:] = [desk]
        report = desk.round()
        assert report.problem == "", report
        return desk

    def leave(self) -> None:
        report = self.seated[0].round()
        assert (report.problem, report.refused, report.conflicts) == ("", 0, 0), self.seated[0].rows(
            "SELECT function, action, code, detail FROM outbox_part WHERE state IN ('refused', 'conflict')"
        )

    def act(self, action: Action, role: Role, office: Office | None = None, **more: Any) -> Stage:
        self.sit(role, office)
        stage = super().act(action, role, office, **more)
        self.leave()
        return stage

    def next_form_act(self) -> Stage:
        self.sit(Role.EMPLOYER)
        return super().next_form_act()

    def pass_days(self, days: int) -> None:
        super().pass_days(days)
        self.tell()

    def publish(self, role: Role) -> None:
        self.sit(role)
        super().publish(role)
        self.leave()

    def cancel(self, role: Role) -> None:
        self.sit(role)
        super().cancel(role)
        self.leave()

    def object(self, role: Role) -> None:
        self.sit(role)
        super().object(role)
        self.leave()

    def settle(self, role: Role, upheld: bool) -> None:
        self.sit(role)
        super().settle(role, upheld)
        self.leave()

    def submit(self) -> None:
        self.sit(Role.EMPLOYER)
        super().submit()
        self.leave()


def take_the_road(exchange: ExchangeWorld, *, municipal: bool = False) -> ExchangeRoad:
    """A private firm's person (or one of a firm under a 市直单位), handed in and told to the server."""
    kit = WHOLE_ROAD
    world, standard = exchange.world, exchange.standard
    world.owner.execute("DELETE FROM rd.plan WHERE plan_id = %s", [kit.id])
    world.load_kit(kit)
    exchange.kits = FixedPlanKits((kit,))
    near, employers = standard.near, standard.employers[NEAR]
    units: dict[Role, Organisation] = {role: near[role] for role in ROLES if role is not Role.EMPLOYER}
    units[Role.EMPLOYER] = employers[1] if municipal else employers[0]
    second_unit = world.add_organisation(Role.CITY, name="示例市建委")
    world.serve(second_unit, NEAR)
    standard.logins[second_unit.id] = world.add_login(second_unit)
    desks: dict[Role, ExchangeDesk] = {role: exchange.open(unit) for role, unit in units.items()}
    second = exchange.open(second_unit)

    def as_office(unit: Any, desk: ExchangeDesk) -> Office:
        return Office(unit, make_account(unit), desk.actor, make_scope(unit))

    employer = desks[Role.EMPLOYER]
    person, basic = passed_person(employer)
    draft = begin_draft(employer, person, (basic,))
    submit(employer, draft.id)
    seated = [employer]

    def new_uow() -> SqlUnitOfWork:
        return seated[0].new_uow()

    road = ExchangeRoad(
        new_uow,
        kit,
        {role: as_office(units[role], desk) for role, desk in desks.items()},
        as_office(second_unit, second),
        draft.id,
        exchange.clock,
        desks=desks,
        second_desk=second,
        seated=seated,
        tell=exchange.set_now,
    )
    road.leave()
    return road
